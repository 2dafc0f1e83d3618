"""German words that are also the names of many (Rule L5)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.rules.folding import fold_name

_ENDINGS = ("s", "es", "n", "en", "e", "er", "em")
"""What such a word in small letters has behind it; with a capital Armen and Nasser are names."""


class EverydayWords:
    """Words that mean nobody by themselves: the names of seasons, trades, things."""

    def __init__(self, words: Iterable[str]) -> None:
        self._folded = frozenset(map(fold_name, words))

    def __contains__(self, word: str) -> bool:
        """Return whether a word of a text is one of them, as it stands or with an ending."""
        folded = fold_name(word)
        endings = _ENDINGS if word.islower() else _ENDINGS[:1]
        return folded in self._folded or any(folded.removesuffix(each) in self._folded for each in endings)
