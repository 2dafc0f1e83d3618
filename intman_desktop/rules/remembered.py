"""Answers about people's words, kept at hand while the store is open and let go of when it is locked.

What names and notes sound like is worked out again and again. A plain ``lru_cache`` would keep those words
in memory after the store is locked, until the program ends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

Answer = TypeVar("Answer")

_REMEMBERING: list[_lru_cache_wrapper[object]] = []


def remembered(most: int) -> Callable[[Callable[..., Answer]], _lru_cache_wrapper[Answer]]:
    """Return a decorator by which a function keeps its last ``most`` answers until ``forget_words``."""

    def remembering(function: Callable[..., Answer]) -> _lru_cache_wrapper[Answer]:
        kept = lru_cache(maxsize=most)(function)
        _REMEMBERING.append(kept)
        return kept

    return remembering


def forget_words() -> None:
    """Let go of every answer that was kept at hand, and of the words it was about, as locking demands."""
    for kept in _REMEMBERING:
        kept.cache_clear()
