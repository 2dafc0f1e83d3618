"""What was typed is never lost: drafts in the vault while one types, sealed memory before consent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import moment

_EVERY_MS = 2000
_BOUND_TO = b"draft before consent"
_NOTHING: Final = "nothing was typed"


@dataclass
class _Text:
    """One text that is being typed: its newest content and the id of its draft, 0 before it has one.

    The id is read and written on the vault's worker alone, so that a text never gets two drafts.
    """

    content: str = ""
    draft_id: int = 0


@dataclass(frozen=True)
class _Sealed:
    """What was typed in the page ``form`` before the consent, sealed for the store ``vault_id``."""

    vault_id: str
    form: str
    content: bytes


class Drafting(QObject):
    """Keeps what the pages hold unsaved, and offers it back after unlocking and in its page.

    A draft's content is JSON: ``{"where": …, "values": …}`` – how the page was opened, and what
    ``Page.unsaved`` gave. Each text has a draft of its own: it is dropped when its text was saved or
    thrown away, and never because another text was begun in the same page.
    """

    def __init__(self, window: MainWindow, frame: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._kept: dict[str, _Text] = {}
        self._sealed: list[_Sealed] = []
        self._waiting: dict[str, str] = {}
        self._left: int | str | None = _NOTHING
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.save)
        window.page_opening.connect(self._before)
        window.page_opened.connect(self._after)

    def begin(self) -> None:
        """Save every few seconds from now on and offer what was left from before."""
        self._timer.start()
        if self._sealed:
            self._frame.workers.vault.run(_unseal, self._frame.desk, self._sealed, on_done=self._offer_sealed)
        else:
            self.offer()

    def end(self) -> tuple[bool, bool]:
        """Keep everything for the last time; return (drafts are in the vault, some stay in memory)."""
        self._timer.stop()
        in_vault = self.save(Priority.LOCK) > 0
        self._kept.clear()  # the drafts stay; the pages that held their texts are about to go
        volatile = [
            (name, json.dumps({"where": self._window.where(name), "values": values}))
            for name, page, values in self._unsaved()
            if not page.may_be_kept()
        ]
        volatile += self._waiting.items()
        self._waiting = {}
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
            text = self._kept.setdefault(name, _Text())
            if text.content != content:
                text.content = content
                self._run(_keep, text, name, page.case_id, priority=priority)
        for name in set(self._kept) - set(unsaved):
            self._run(_drop, self._kept.pop(name), priority=priority)
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
        """Open the page of ``draft`` (a ``values.views.Draft``) as it was left.

        Another text that stands in that page stays in its own draft.
        """
        self._window.notices.clear()
        self.save()
        held = self._kept.get(draft.form)
        if held is not None and held.draft_id == draft.id:
            self._window.open_page(draft.form, **self._window.where(draft.form))
            return
        self._kept[draft.form] = _Text(draft.content, draft.id)
        self._reopen(draft.form, draft.content)

    def _reopen(self, name: str, content: str) -> None:
        held = json.loads(content)
        self._window.open_page(name, **held["where"])
        self._window.pages()[name].restore(held["values"])

    def _before(self, name: str) -> None:
        """Keep every text before a page is opened: the page may empty itself for another case."""
        self.save()
        page = self._window.pages().get(name)
        self._left = _NOTHING if page is None or page.unsaved() is None else page.case_id

    def _after(self, name: str) -> None:
        """Let the draft of a text that had to go rest as it is, and offer what waits for this page."""
        page = self._window.pages()[name]
        if self._left != _NOTHING and (page.unsaved() is None or page.case_id != self._left):
            self._kept.pop(name, None)
        if page.unsaved() is not None:
            return
        if name in self._waiting:
            page.restore(json.loads(self._waiting.pop(name))["values"])
        elif page.case_id is not None and name not in self._kept:
            self._offer_here(name, page)

    def _offer_here(self, name: str, page: Page) -> None:
        from intman_desktop.services.drafts import open_drafts

        def found(drafts: Any) -> None:
            mine = [each for each in drafts if (each.form, each.case_id) == (name, page.case_id)]
            if mine and page is self._window.page() and not self._window.notices.text():
                said = _("Hier wartet ein angefangener Text vom {moment}.")
                said = said.format(moment=moment(mine[0].saved_at))
                self._frame.say(said, lambda: self.resume(mine[0]), _("Fortsetzen"))

        self._frame.ask(open_drafts, on_done=found, owner=page)

    def _unsaved(self) -> list[tuple[str, Page, dict[str, Any]]]:
        found = []
        for name, page in self._window.pages().items():
            values = page.unsaved()
            if values is not None:
                found.append((name, page, values))
        return found

    def _run(self, function: Callable[..., Any], *args: Any, priority: Priority) -> None:
        def done(outcome: Any) -> None:
            self._frame.changed.emit(outcome.changed)

        self._frame.workers.vault.run(
            function, self._frame.desk, *args, priority=priority, on_done=done, owner=self
        )

    def _take_sealed(self, sealed: list[_Sealed]) -> None:
        self._sealed += sealed

    def _offer_sealed(self, found: tuple[list[tuple[str, str]], list[_Sealed]]) -> None:
        """Keep what was sealed until its page is opened, by the offer or otherwise.

        What belongs to another store waits for that one.
        """
        opened, self._sealed = found
        if not opened:
            self.offer()
            return
        self._waiting = dict(opened)
        name, content = opened[-1]
        where = json.loads(content)["where"]

        def go_on() -> None:
            self._window.open_page(name, **where)

        self._frame.say(_("Ihre angefangene Aufnahme ist noch da."), go_on, _("Fortsetzen"))


def _keep(desk: Any, text: _Text, name: str, case_id: int | None) -> Any:
    """Write the newest content of ``text`` into its own draft (runs on the vault's worker)."""
    from intman_desktop.services.drafts import save_draft

    outcome = save_draft(desk, name, case_id, text.content, text.draft_id or None)
    text.draft_id = outcome.value
    return outcome


def _drop(desk: Any, text: _Text) -> Any:
    """Drop the draft of ``text``, also one that was still being written when it ended."""
    from intman_desktop.services.drafts import drop_draft

    return drop_draft(desk, text.draft_id)


def _seal(desk: Any, drafts: list[tuple[str, str]]) -> list[_Sealed]:
    """Return the drafts sealed under a key made of the vault's (runs on its worker; Rule P2)."""
    from intman_desktop import sealing

    key = sealing.subkey(desk.vault.data_key, "draft before consent")
    return [
        _Sealed(desk.vault.vault_id, name, sealing.seal(key, content.encode(), _BOUND_TO))
        for name, content in drafts
    ]


def _unseal(desk: Any, sealed: list[_Sealed]) -> tuple[list[tuple[str, str]], list[_Sealed]]:
    """Return what ``_seal`` was given for this store, and what was sealed for others."""
    from intman_desktop import sealing

    key = sealing.subkey(desk.vault.data_key, "draft before consent")
    here = [each for each in sealed if each.vault_id == desk.vault.vault_id]
    opened = [(each.form, sealing.unseal(key, each.content, _BOUND_TO).decode()) for each in here]
    return opened, [each for each in sealed if each not in here]
