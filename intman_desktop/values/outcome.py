"""What a verb of the daily work gives back: its value, what changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

T_co = TypeVar("T_co", covariant=True)

Undo: TypeAlias = "Callable[[], Undo | None]"
"""Takes something back and returns what does it again, None where it cannot be done again."""


class Change(StrEnum):
    """Which nouns changed; screens that show one of them read again."""

    CASES = "cases"
    CLIENTS = "clients"
    CONSENTS = "consents"
    PLANS = "plans"
    TALKS = "talks"
    PERIODS = "periods"
    DEADLINES = "deadlines"
    FIGURES = "figures"
    SERVICES = "services"
    OFFICE = "office"
    DRAFTS = "drafts"
    BACKUPS = "backups"
    SCANS = "scans"
    DISCLOSURES = "disclosures"
    REQUESTS = "requests"
    KEYS = "keys"


@dataclass(frozen=True)
class Outcome(Generic[T_co]):
    """The result of a verb; ``undo`` takes it back and is called on the vault's worker, or is None.

    ``until_out`` names the paper and the id of its case that end this step as soon as the paper goes out.
    """

    value: T_co
    changed: frozenset[Change] = frozenset()
    undo: Undo | None = None
    until_out: tuple[str, int] | None = None
