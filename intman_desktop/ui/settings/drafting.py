"""Changes of the settings as values that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from intman_desktop.values.case_file import Goal
from intman_desktop.values.codes import Actor, ProviderLaw, Secrecy
from intman_desktop.values.office import ListEntry, OwnBlock, Phrase, PhraseMeasure, Worker

_TUPLES = ("warning_days", "quick_topics", "backup_places")
_VALUES = ("workers", "own_blocks", "list_entries", "phrases")


def to_plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``changes`` (fields of ``Office`` by name) as plain values."""
    plain: dict[str, Any] = {}
    for name, value in changes.items():
        if name in _VALUES:
            plain[name] = [asdict(each) for each in value]
        elif name in _TUPLES:
            plain[name] = list(value)
        else:
            plain[name] = str(value) if isinstance(value, ProviderLaw) else value
    return plain


def from_plain(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes that ``to_plain`` made plain."""
    changes: dict[str, Any] = {}
    for name, value in plain.items():
        if name == "workers":
            changes[name] = tuple(Worker(**{**each, "secrecy": Secrecy(each["secrecy"])}) for each in value)
        elif name == "own_blocks":
            changes[name] = tuple(OwnBlock(**each) for each in value)
        elif name == "list_entries":
            changes[name] = tuple(ListEntry(**{**each, "flags": tuple(each["flags"])}) for each in value)
        elif name == "phrases":
            changes[name] = tuple(phrase_from(each) for each in value)
        elif name in _TUPLES:
            changes[name] = tuple(value)
        else:
            changes[name] = ProviderLaw(value) if name == "provider_law" else value
    return changes


def phrase_of(goal: Goal) -> dict[str, Any]:
    """Return a phrase made of ``goal``, plain: its wording and measures, without dates and places (L3)."""
    measures = tuple(PhraseMeasure(each.what, each.who, each.third_party) for each in goal.measures)
    return asdict(Phrase("", goal.area, goal.wording, goal.seen_by, measures=measures))


def phrase_from(plain: Mapping[str, Any]) -> Phrase:
    """Return the phrase that was made plain."""
    measures = tuple(PhraseMeasure(**{**each, "who": Actor(each["who"])}) for each in plain["measures"])
    return Phrase(**{**plain, "measures": measures})
