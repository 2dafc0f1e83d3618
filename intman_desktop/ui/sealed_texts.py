"""What was typed before a consent: sealed in memory while the store is locked, never in the store (P2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from intman_desktop.jobs.worker import Priority
from intman_desktop.ui.draft_texts import Sealed, longest_text, seal, unseal
from intman_desktop.ui.frame import Frame


class SealedTexts:
    """Holds such texts by the name of their page, as JSON; opened, each waits until its page takes it.

    Attributes: ``sealed``, those that are closed.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.sealed: list[Sealed] = []
        self._waiting: dict[str, str] = {}
        self._longest = 0

    def close(self, texts: Sequence[tuple[str, str]]) -> bool:
        """Seal ``texts``, (page, content) each, and those that nobody has taken; return whether any is."""
        volatile = [*texts, *self._waiting.items()]
        self._longest = max(self._longest if self.sealed else 0, _longest(dict(volatile)))
        self._waiting = {}
        if volatile:
            self._frame.ask(seal, volatile, priority=Priority.LOCK, on_done=self._keep)
        return bool(volatile)

    def open(self, opened: Callable[[list[tuple[str, str]]], object]) -> bool:
        """Open what is sealed for this store and tell ``opened``; return whether anything is sealed at all.

        What belongs to another store waits for that one.
        """

        def done(found: tuple[list[tuple[str, str]], list[Sealed]]) -> None:
            texts, self.sealed = found
            if texts:
                self._waiting = dict(texts)
            opened(texts)

        if self.sealed:
            self._frame.ask(unseal, self.sealed, on_done=done)
        return bool(self.sealed)

    def _keep(self, sealed: list[Sealed]) -> None:
        self.sealed += sealed  # another list, where some were opened meanwhile

    def waiting(self) -> list[tuple[str, str]]:
        """Return page and content of each that is open and not yet taken."""
        return list(self._waiting.items())

    def longest(self) -> int | None:
        """Return how many words the longest of these texts has, closed or open; None where there is none."""
        if not self.sealed and not self._waiting:
            return None
        return max(self._longest if self.sealed else 0, _longest(self._waiting))

    def take(self, page: str) -> str | None:
        """Return the content that waits for ``page`` and let go of it; None where none does."""
        return self._waiting.pop(page, None)


def _longest(texts: Mapping[str, str]) -> int:
    return max((longest_text(json.loads(content)) for content in texts.values()), default=0)
