"""Frozen values to plain JSON objects and back, strictly, with the place of every fault."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, get_args, get_origin

from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from intman_desktop.rules.dates import ISO_DAY
from intman_desktop.values import codes
from intman_desktop.values.document import Fault

STORE_FIELDS = ("id", "version", "file", "file_key")
"""Fields that only a store gives meaning to; a file never holds them, save for texts' versions."""

ALWAYS_WRITTEN = {"Participant": ("counts",), "Client": ("birth_precision",)}
"""Fields of which a file that leaves them out says something else than their default (P5, I8)."""

_TOO_LARGE = 1 << 31  # nothing we count comes near; the store and the screen hold what is smaller


class _WrongType(ValueError):
    """A value of another kind than the field takes; ``expected`` is the fact's word for it."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


class _NoSuchDay(_WrongType):
    """A day as days are written, which no calendar has."""

    def __init__(self) -> None:
        super().__init__("date")


def kept_fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass that a file holds."""
    own = {"version"} if kind.__name__ in ("TextVersion", "PaperText") else set()
    return tuple(f.name for f in fields(kind) if f.name not in STORE_FIELDS or f.name in own)


def _strictly(kind: type[Any], expected: str, fits: Callable[[Any], bool] = lambda _value: True) -> Any:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind or not fits(value):
            raise _WrongType(expected)
        return value

    return structure


def _is_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


def _list_only(converter: Converter, kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    """Make the hook of ``tuple[X, ...]``: only a JSON list is one, not a text or an object."""
    as_list: Any = types.GenericAlias(list, (get_args(kind)[0],))

    def structure(value: Any, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _WrongType("list")
        return tuple(converter.structure(value, as_list))

    return structure


def _storable(text: str) -> bool:
    """Return whether a text can be written: no zero character, no halves of characters."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _number(value: Any, _: Any) -> float:
    if type(value) not in (int, float) or abs(value) >= _TOO_LARGE:
        raise _WrongType("number")
    return float(value)


def _day(value: Any, _: Any) -> date:
    if type(value) is not str or not ISO_DAY.fullmatch(value):
        raise _WrongType("date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _NoSuchDay from None


def _code(value: Any, kind: type[StrEnum]) -> StrEnum:
    if value not in tuple(kind):
        raise _WrongType("one of " + ", ".join(kind))
    return kind(value)


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, omit_if_default=True, unstruct_collection_overrides={})
    exact: tuple[tuple[type[Any], Any], ...] = (
        (str, _strictly(str, "text", _storable)),
        (int, _strictly(int, "whole number", lambda number: abs(number) < _TOO_LARGE)),
        (bool, _strictly(bool, "true or false")),
        (float, _number),
        (date, _day),
    )
    for exact_kind, hook in exact:
        converter.register_structure_hook(exact_kind, hook)
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    for kind in vars(codes).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            converter.register_structure_hook(kind, _code)

    converter.register_structure_hook_factory(_is_tuple, partial(_list_only, converter))

    def without_store_fields(kind: type[Any]) -> dict[str, Any]:
        kept = kept_fields(kind)
        return {f.name: override(omit=True) for f in fields(kind) if f.name not in kept}

    def all_written(kind: type[Any]) -> dict[str, Any]:
        always = ALWAYS_WRITTEN.get(kind.__name__, ())
        return without_store_fields(kind) | {name: override(omit_if_default=False) for name in always}

    converter.register_structure_hook_factory(
        is_dataclass,
        lambda kind: make_dict_structure_fn(
            kind, converter, _cattrs_forbid_extra_keys=True, **without_store_fields(kind)
        ),
    )
    converter.register_unstructure_hook_factory(
        is_dataclass,
        lambda kind: make_dict_unstructure_fn(
            kind, converter, _cattrs_omit_if_default=True, **all_written(kind)
        ),
    )
    return converter


CONVERTER = _converter()


def to_plain(value: Any) -> Any:
    """Return ``value`` as JSON objects, fields at their default left out but for ``ALWAYS_WRITTEN``."""
    return CONVERTER.unstructure(value)


def from_plain(plain: Any, kind: type[Any], place: str) -> tuple[Any, list[Fault]]:
    """Build a value of ``kind`` from JSON objects found at ``place``; return it (or None) and every fault."""
    if is_dataclass(kind) and not isinstance(plain, dict):
        return None, [Fault(place, "wrong_type", (("expected", "object"),))]
    try:
        return CONVERTER.structure(plain, kind), []
    except (BaseValidationError, _WrongType, KeyError, TypeError) as error:
        return None, list(_faults(error, place))


def _faults(error: BaseException, place: str) -> Iterator[Fault]:
    if isinstance(error, ClassValidationError):
        with_notes, without = error.group_exceptions()
        for inner, note in with_notes:
            where = place if isinstance(inner, KeyError) else f"{place}.{note.name}"
            yield from _faults(inner, where)
        for other in without:
            yield from _faults(other, place)
    elif isinstance(error, IterableValidationError):
        listed, bare = error.group_exceptions()
        for inner, item in listed:
            yield from _faults(inner, f"{place}[{item.index}]")
        for other in bare:
            yield from _faults(other, place)
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(map(str, error.extra_fields)):
            yield Fault(f"{place}.{name[:60]}", "unknown_field")
    elif isinstance(error, KeyError):
        yield Fault(f"{place}.{error.args[0]}", "missing_field")
    elif isinstance(error, _NoSuchDay):
        yield Fault(place, "no_such_day")
    elif isinstance(error, _WrongType):
        yield Fault(place, "wrong_type", (("expected", error.expected),))
    else:
        yield Fault(place, "wrong_type", (("expected", "object or list"),))
