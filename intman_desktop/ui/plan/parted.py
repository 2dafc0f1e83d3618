"""A block of the plan whose parts are typed and saved each for itself (I7, I8)."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget


class Part(Enum):
    """What one act saves of a block. ``END`` is done by its own button only, never by saving."""

    FIELDS = auto()
    STEPS = auto()
    TEXT = auto()
    NO_GOAL = auto()
    BEGIN = auto()
    COURSE = auto()
    SIGNATURES = auto()
    END = auto()
    REASON = auto()


class PartedBlock(QWidget):
    """Says of which of its parts something is typed, and saves them one by one.

    Attributes: ``keys`` – what of a draft belongs to which part; ``stored`` – what stood in each part that
    was saved since the block was shown.
    """

    keys: ClassVar[dict[Part, tuple[str, ...]]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[Part, dict[str, Any]] = {}

    def touched(self) -> list[Part]:
        """Return the parts in which something was typed since the block was shown, with those ``stored``."""
        raise NotImplementedError

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft; what nobody touched is read anew when it comes back."""
        raise NotImplementedError

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned, or some parts of it."""
        raise NotImplementedError

    def check(self, parts: Collection[Part]) -> bool:
        """Mark what in ``parts`` cannot be saved, put the cursor there, and return whether all can be."""
        raise NotImplementedError

    def save_part(self, part: Part) -> bool:
        """Ask for saving ``part``, which was checked; return False where there is nothing to be saved."""
        raise NotImplementedError

    def draft_of(self, part: Part) -> dict[str, Any]:
        """Return what is typed in ``part``."""
        return {key: value for key, value in self.draft().items() if key in self.keys.get(part, ())}

    def typed_on(self) -> list[Part]:
        """Return the parts that were saved, and in which something else is typed by now."""
        return [part for part, stood in self.stored.items() if self.draft_of(part) != stood]

    def unsaved(self) -> list[Part]:
        """Return the parts in which something is typed that is not saved."""
        typed_on = self.typed_on()
        return [part for part in self.touched() if part not in self.stored or part in typed_on]

    def draft_left(self) -> dict[str, Any]:
        """Return what is typed and not saved; what was typed on was typed over what is stored now."""
        gone = {key for part in self.stored for key in self.keys.get(part, ())}
        left = {key: value for key, value in self.draft().items() if key not in gone}
        for part in self.typed_on():
            left |= unseen(self.draft_of(part))
        return left


def unseen(typed: Any) -> Any:
    """Return ``typed``, a draft, as if it was typed over what is stored now: what it was typed over first was
    changed by the one who typed it.
    """
    if not isinstance(typed, dict):
        return typed
    told = {key: unseen(value) for key, value in typed.items() if key != "seen"}
    return {**told, "follows": ""} if "follows" in told else told
