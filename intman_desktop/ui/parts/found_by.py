"""By what the entries of a list are found: their labels, and further words that mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

FOUND_BY = Qt.ItemDataRole.UserRole + 1
"""Where an entry keeps by what it is found, beside its code."""


class Proposing(QCompleter):
    """Proposes entries by what they are found by, and writes what they are called."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the label of an entry."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def meant(typed: str, labels: Sequence[str], words: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of the entries that ``typed`` may mean.

    Those are the one whose label it is, else the one whose label it begins, else all whose label it is part
    of; only where there is none, those of which one further word is ``typed`` or begins so.
    """
    wanted = typed.casefold()
    if not wanted:
        return []
    said = [label.casefold() for label in labels]
    named = [place for place, label in enumerate(said) if label == wanted][:1]
    begun = [place for place, label in enumerate(said) if label.startswith(wanted)]
    within = [place for place, label in enumerate(said) if wanted in label]
    found = next((found for found in (named, begun) if len(found) == 1), within)
    return found or _by_word(wanted, words)


def _by_word(wanted: str, words: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of the entries of which one further word is ``wanted`` or begins so."""
    plain = [[word.casefold() for word in each] for each in words]
    named = [place for place, each in enumerate(plain) if wanted in each]
    begun = [place for place, each in enumerate(plain) if any(word.startswith(wanted) for word in each)]
    return named or begun
