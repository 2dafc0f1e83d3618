"""Through which slots a passphrase is tried: the one used last on this machine, or what was chosen.

The names of slots lie inside the store, so that before it is open nobody can be asked which one is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intman_desktop.values.keyring import DoorSlot

_OWNER, _SUBSTITUTE = "owner", "substitute"


class Whose(Enum):
    """Whose passphrase is typed: that of whoever opened here last, the owner's, or a substitute's."""

    LAST = auto()
    OWNER = auto()
    SUBSTITUTE = auto()


def substitutes(slots: Sequence[DoorSlot]) -> tuple[str, ...]:
    """Return the ids of the substitutes' slots."""
    return tuple(slot.slot_id for slot in slots if slot.kind == _SUBSTITUTE)


def to_try(slots: Sequence[DoorSlot], whose: Whose, remembered: str) -> tuple[str | None, ...]:
    """Return the slots to try in their order, None standing for the owner's; each costs one derivation.

    ``remembered`` is the slot that opened last on this machine, or an empty text. Only whoever says that she
    is a substitute, and not which one, waits for more than one.
    """
    others = substitutes(slots)
    if whose is Whose.SUBSTITUTE and others:
        return tuple(sorted(others, key=lambda slot_id: slot_id != remembered))
    return (remembered,) if whose is Whose.LAST and remembered in others else (None,)
