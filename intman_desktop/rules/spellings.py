"""Spellings of one name that letters alone do not show: other languages, old and new passports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intman_desktop.rules.folding import fold_name


class Spellings:
    """Names that are known, each by its spellings; the first one stands for all."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        self._spellings = {name[0]: frozenset(map(fold_name, name)) for name in names}
        self._names = {each: name for name, spellings in self._spellings.items() for each in spellings}

    def name_of(self, spelling: str) -> str:
        """Return the name that a folded word is a spelling of, empty where none is known."""
        return self._names.get(spelling, "")

    def all_of(self, name: str) -> frozenset[str]:
        """Return every spelling (folded) of a name, none where it is not known."""
        return self._spellings.get(name, frozenset())
