"""Column types: codes as enumerations, tuples of text as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)


class Code(TypeDecorator[E]):
    """A member of one enumeration, stored as its value; NULL stays None."""

    impl = String
    cache_ok = True

    def __init__(self, enumeration: type[E]) -> None:
        super().__init__()
        self.enumeration = enumeration
        self._members: dict[str | None, E | None] = {None: None, **{each.value: each for each in enumeration}}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002, D102
        return None if value is None else self.enumeration(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], E | None]:  # noqa: ARG002
        """Return the look-up itself: a list of cases or of consents goes through it for every row."""
        return self._members.__getitem__


class Texts(TypeDecorator[tuple[str, ...]]):
    """A short tuple of codes, stored as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002, D102
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002, D102
        return tuple(json.loads(value)) if value and value != "[]" else ()


class Codes(TypeDecorator[tuple[E, ...]]):
    """A short tuple of members of one enumeration, stored as a JSON list of their values."""

    impl = Text
    cache_ok = True

    def __init__(self, enumeration: type[E]) -> None:
        super().__init__()
        self.enumeration = enumeration

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002, D102
        return json.dumps([self.enumeration(each).value for each in value or ()])

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[E, ...]:  # noqa: ARG002, D102
        held = json.loads(value) if value and value != "[]" else ()
        return tuple(self.enumeration(each) for each in held)
