"""What was typed is never lost: drafts in the vault while one types, sealed memory before consent."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, QTimer

from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import moment

_EVERY_MS = 4000
_BOUND_TO = b"draft before consent"


class Drafting(QObject):
    """Keeps what the pages hold unsaved, and offers it back after unlocking.

    A draft's content is JSON: ``{"where": …, "values": …}`` – how the page was opened, and what
    ``Page.unsaved`` gave. A page without anything unsaved drops its draft.
    """

    def __init__(self, window: MainWindow, frame: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._kept: dict[str, tuple[int, str]] = {}
        self._sealed: list[tuple[str, bytes]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.save)

    def begin(self) -> None:
        """Save every few seconds from now on and offer what was left from before."""
        self._kept.clear()
        self._timer.start()
        if self._sealed:
            self._frame.workers.vault.run(_unseal, self._frame.desk, self._sealed, on_done=self._offer_sealed)
            self._sealed = []
        else:
            self.offer()

    def end(self) -> tuple[bool, bool]:
        """Keep everything for the last time; return (drafts are in the vault, some stay in memory)."""
        self._timer.stop()
        in_vault = self.save(Priority.LOCK) > 0
        volatile = [
            (name, json.dumps({"where": self._window.where(name), "values": values}))
            for name, page, values in self._unsaved()
            if not page.may_be_kept()
        ]
        if volatile:
            self._frame.workers.vault.run(
                _seal, self._frame.desk, volatile, priority=Priority.LOCK, on_done=self._take_sealed
            )
        return in_vault, bool(volatile)

    def save(self, priority: Priority = Priority.SAVE) -> int:
        """Write what is unsaved into the vault as drafts; return how many pages hold something."""
        if self._frame.desk is None:
            return 0
        unsaved = {name: (page, values) for name, page, values in self._unsaved() if page.may_be_kept()}
        for name, (page, values) in unsaved.items():
            content = json.dumps({"where": self._window.where(name), "values": values}, sort_keys=True)
            if self._kept.get(name, (0, ""))[1] != content:
                self._write(name, page.case_id, content, priority)
        for name in set(self._kept) - set(unsaved):
            self._drop(self._kept.pop(name)[0])
        return len(unsaved)

    def offer(self) -> None:
        """Offer the newest draft in the line of notices."""
        from intman_desktop.services.drafts import open_drafts

        def found(drafts: Any) -> None:
            if drafts:
                newest = drafts[0]
                said = _("Angefangener Text vom {moment}.").format(moment=moment(newest.saved_at))
                self._frame.say(said, lambda: self.resume(newest), _("Fortsetzen"))

        self._frame.ask(open_drafts, on_done=found, owner=self)

    def resume(self, draft: Any) -> None:
        """Open the page of ``draft`` (a ``values.views.Draft``) as it was left."""
        self._kept[draft.form] = (draft.id, "")
        self._reopen(draft.form, draft.content)

    def _reopen(self, name: str, content: str) -> None:
        held = json.loads(content)
        self._window.open_page(name, **held["where"]).restore(held["values"])

    def _unsaved(self) -> list[tuple[str, Page, dict[str, Any]]]:
        found = []
        for name, page in self._window.pages().items():
            values = page.unsaved()
            if values is not None:
                found.append((name, page, values))
        return found

    def _write(self, name: str, case_id: int | None, content: str, priority: Priority) -> None:
        from intman_desktop.services.drafts import save_draft

        self._kept[name] = (self._kept.get(name, (0, ""))[0], content)

        def done(outcome: Any) -> None:
            if name in self._kept:
                self._kept[name] = (outcome.value, self._kept[name][1])
            self._frame.changed.emit(outcome.changed)

        self._frame.workers.vault.run(
            save_draft, self._frame.desk, name, case_id, content, priority=priority, on_done=done, owner=self
        )

    def _drop(self, draft_id: int) -> None:
        from intman_desktop.services.drafts import drop_draft

        if draft_id:
            self._frame.do(drop_draft, draft_id)

    def _take_sealed(self, sealed: list[tuple[str, bytes]]) -> None:
        self._sealed = sealed

    def _offer_sealed(self, opened: list[tuple[str, str]]) -> None:
        name, content = opened[-1]
        self._frame.say(
            _("Ihre angefangene Aufnahme ist noch da."), lambda: self._reopen(name, content), _("Fortsetzen")
        )


def _seal(desk: Any, drafts: list[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """Return the drafts sealed under a key made of the vault's (runs on its worker; Rule P2)."""
    from intman_desktop import sealing

    key = sealing.subkey(desk.vault.data_key, "draft before consent")
    return [(name, sealing.seal(key, content.encode(), _BOUND_TO)) for name, content in drafts]


def _unseal(desk: Any, sealed: list[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Return what ``_seal`` was given."""
    from intman_desktop import sealing

    key = sealing.subkey(desk.vault.data_key, "draft before consent")
    return [(name, sealing.unseal(key, content, _BOUND_TO).decode()) for name, content in sealed]
