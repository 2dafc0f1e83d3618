"""What was typed is never lost: drafts in the vault while one types, sealed memory before consent."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, QTimer

from intman_desktop.errors import Refused, Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _
from intman_desktop.ui.draft_texts import Text, drop, keep, leave_unsaved, look, rested
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.sealed_texts import SealedTexts
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import moment

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.values.draft_views import Draft, StoredDraft
    from intman_desktop.values.outcome import Change, Outcome

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
_EVERY_MS = 2000


class Drafting(QObject):
    """Keeps what the pages hold unsaved, and offers it back after unlocking and in its page.

    A draft's content is JSON: ``{"where": …, "values": …}`` – how the page was opened, and what
    ``Page.unsaved`` gave. Each text has a draft of its own: it is dropped when its text was saved or
    thrown away, and never because another text was begun in the same page.

    What an act takes away of a person – erasing, a withdrawal, a hold, blacking out a name – it takes away in
    the drafts. So every text is written there before an act, and afterwards its page follows: it shows the
    text as its draft now is, and forgets one whose draft is gone or hidden (Rules L2, L3, L5, E3).

    Attributes: ``sealed``, the texts that wait in memory only.
    """

    def __init__(self, window: MainWindow, frame: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._kept: dict[str, Text] = {}
        self.sealed = SealedTexts(frame)
        self._had_text = False
        self._had_case: int | None = None
        self._leave: Callable[[], object] | None = None
        self._to_say: dict[str, tuple[int | None, str]] = {}
        self._telling = False
        self._resting: dict[str, Text] = {}
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.save)
        window.page_opening.connect(self._before)
        window.page_opened.connect(self._after)
        frame.acting.connect(self.save)
        frame.turning.connect(self._turning)
        frame.turned.connect(self._turned)
        frame.changed.connect(self._follow)
        frame.unkept = self.unkept

    def begin(self) -> None:
        """Save every few seconds from now on and offer what was left from before."""
        self._timer.start()
        if not self.sealed.open(self._offer_sealed):
            self.offer()

    def end(self) -> tuple[bool, bool]:
        """Keep everything for the last time; return (drafts are in the vault, some stay in memory)."""
        self._timer.stop()
        in_vault = self.save(Priority.LOCK) > 0
        self._leave_what_is_not_being_saved()
        self._to_say.clear()
        self._resting.clear()
        self._kept.clear()  # the drafts stay; the pages that held their texts are about to go
        volatile = [
            (name, json.dumps({"where": self._where(name, page), "values": values}))
            for name, page, values in self._unsaved()
            if not page.may_be_kept()
        ]
        return in_vault, self.sealed.close(volatile)

    def _leave_what_is_not_being_saved(self) -> None:
        """Leave in a draft what was typed since, behind the job that saves its text, if that ends well.

        Nobody hears any more that it was saved; to save it again from its draft would make two of it.
        """
        for name in self._window.pages():
            leave = self._on_its_way(name)
            if leave is not None:
                leave()

    def _on_its_way(self, name: str) -> Callable[[], object] | None:
        """Return what leaves of the text of the page ``name`` what is not being saved, None where none is."""
        page, text = self._window.pages().get(name), self._kept.get(name)
        saving = page.saving() if page is not None else None
        if page is None or saving is None or text is None or not text.content:
            return None
        before = text.content

        def left(content: str | None) -> None:
            if self._resting.get(before) is text:
                del self._resting[before]
                if content is not None:
                    text.content = content
                    self._resting[content] = text

        args = saving, text, page.case_id, before
        return lambda: self._run(leave_unsaved, *args, priority=Priority.SAVE, on_value=left)

    def save(self, priority: Priority = Priority.SAVE) -> int:
        """Write what is unsaved into the vault as drafts; return how many pages hold something."""
        if self._frame.desk is None:
            return 0
        unsaved = {name: (page, values) for name, page, values in self._unsaved() if page.may_be_kept()}
        for name, (page, values) in unsaved.items():
            content = json.dumps({"where": self._where(name, page), "values": values}, sort_keys=True)
            if name not in self._kept:  # perhaps one that rested, and its form still holds it
                self._kept[name] = rested(self._resting, name, content)
            text = self._kept[name]
            if text.content != content:
                text.content = content
                lost = partial(self._not_kept, text)
                self._run(keep, text, page.case_id, priority=priority, on_error=lost, kept=True)
        for name in set(self._kept) - set(unsaved):
            self._run(drop, self._kept.pop(name), priority=priority)
        return len(unsaved)

    def offer(self) -> None:
        """Offer the newest draft in the line of notices."""
        from intman_desktop.services.common.drafts import open_drafts

        def found(drafts: Sequence[Draft]) -> None:
            if drafts:
                newest = drafts[0]
                said = _("Angefangener Text vom {moment}.").format(moment=moment(newest.saved_at))
                self._frame.say(said, lambda: self.resume(newest), _("Fortsetzen"))

        self._frame.ask(open_drafts, on_done=found, owner=self)

    def unkept(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the pages with a text that is in memory alone, and what goes on with each (Rule P2)."""
        typed = [name for name, page, _values in self._unsaved() if not page.may_be_kept()]
        waiting = {name: json.loads(content)["where"] for name, content in self.sealed.waiting()}
        where = {name: self._window.where(name) for name in typed} | waiting
        return [(name, partial(self._window.open_page, name, **at)) for name, at in where.items()]

    def resume(self, draft: Draft) -> None:
        """Open the page of ``draft`` as it was left.

        Another text that stands in that page stays in its own draft, or gets one now where it may be kept.
        """
        from intman_desktop.values.draft_views import StoredDraft

        self._window.notices.clear()
        self.save()
        held = self._kept.get(draft.form)
        if held is not None and held.draft is not None and held.draft.id == draft.id:
            self._go_on(held)
            return
        typed = json.loads(draft.content)
        self._window.open_page(draft.form, **typed["where"])
        page = self._window.pages()[draft.form]

        def go_on() -> None:
            # Only now: what stood in the page has been kept in its own draft on the way.
            self._take_up(draft.form, StoredDraft(draft.id, draft.content))
            page.restore(typed["values"])

        over = None if page.may_be_kept() else page.laid_over(typed["values"])
        if over is None:
            go_on()
            return

        values, said = over

        def laid_aside() -> None:
            if self._window.pages().get(draft.form) is page:  # not locked meanwhile
                go_on()
                self._frame.say(said)

        text = Text(draft.form, json.dumps({"where": typed["where"], "values": values}, sort_keys=True))
        self._run(keep, text, None, priority=Priority.SAVE, kept=True, then=laid_aside)

    def _go_on(self, held: Text) -> None:
        """Open the page that still holds a text, at the part where it stands."""
        name = held.form
        page = self._window.pages()[name]
        values = page.unsaved()
        self._window.open_page(name, **self._window.where(name))
        if values is not None and not page.shows_begun(values):  # it was opened at another part
            self._resting.pop(held.content, None)
            self._kept[name] = held
            page.restore(values)

    def _take_up(self, name: str, draft: StoredDraft) -> None:
        """Go on in the page ``name`` with a text, which is in the vault as ``draft``."""
        self._kept[name] = Text(name, draft.content, draft)

    def _before(self, name: str) -> None:
        """Keep every text before a page is opened: the page may empty itself for another case."""
        self.save()
        self._leave = self._on_its_way(name)
        page = self._window.pages().get(name)
        self._had_text = page is not None and page.unsaved() is not None
        self._had_case = page.case_id if page is not None else None

    def _after(self, name: str) -> None:
        """Let the draft of a text that had to go rest as it is, and offer what waits for this page."""
        page = self._window.pages()[name]
        if self._has_gone(page):
            self._rest(name)
        case_id, said = self._to_say.get(name, (None, ""))
        if said and page.case_id in (case_id, None) and not self._window.notices.text():
            del self._to_say[name]
            self._frame.say(said)
        if page.unsaved() is not None:
            return
        if (waiting := self.sealed.take(name)) is not None:
            page.restore(json.loads(waiting)["values"])
        elif (page.case_id is not None or page.offers_begun) and name not in self._kept:
            self._offer_here(name, page)

    def _turning(self, page: Page) -> None:
        self._before(self._name_of(page))

    def _turned(self, page: Page) -> None:
        """Let the text of the part that was left rest, and bring back what was typed in this one."""
        name = self._name_of(page)
        if self._has_gone(page):
            self._rest(name)
        if page.unsaved() is not None:
            self.save()  # a text that came back goes on in its own draft, before a letter is added
        elif name not in self._kept:
            self._offer_here(name, page, also_others=False)

    def _has_gone(self, page: Page) -> bool:
        """Return whether the text that stood in ``page`` before it was opened or turned is there no more."""
        return self._had_text and (page.unsaved() is None or page.case_id != self._had_case)

    def _where(self, name: str, page: Page) -> dict[str, Any]:
        return page.kept_where(self._window.where(name))

    def _name_of(self, page: Page) -> str:
        return next(name for name, each in self._window.pages().items() if each is page)

    def _rest(self, name: str) -> None:
        """Leave the text of the page ``name`` in its draft, until the page holds it again."""
        text, leave = self._kept.pop(name, None), self._leave
        if text is not None:
            self._resting[text.content] = text
            if leave is not None:
                leave()

    def _offer_here(self, name: str, page: Page, *, also_others: bool = True) -> None:
        """Put back what was typed in the form that is open, else offer what waits for its case."""
        from intman_desktop.services.common.drafts import open_drafts

        def found(drafts: Sequence[Draft]) -> None:
            mine = [each for each in drafts if (each.form, each.case_id) == (name, page.case_id)]
            if page is not self._window.page() or page.unsaved() is not None:
                return
            here = next((each for each in mine if page.takes(json.loads(each.content)["values"])), None)
            if here is not None:
                self._put_back(name, page, here)
            elif mine and also_others and not self._window.notices.text():
                said = _("Hier wartet ein angefangener Text vom {moment}.")
                said = said.format(moment=moment(mine[0].saved_at))
                self._frame.say(said, lambda: self.resume(mine[0]), _("Fortsetzen"))

        self._frame.ask(open_drafts, on_done=found, owner=page)

    def _put_back(self, name: str, page: Page, draft: Draft) -> None:
        from intman_desktop.values.draft_views import StoredDraft

        self._take_up(name, StoredDraft(draft.id, draft.content))
        show = page.put_back(json.loads(draft.content)["values"])
        page.refresh()
        if not self._window.notices.text():
            said = _("Ihr angefangener Text vom {moment} steht wieder da.")
            self._frame.say(said.format(moment=moment(draft.saved_at)), show, _("Zeigen") if show else "")

    def _unsaved(self) -> list[tuple[str, Page, dict[str, Any]]]:
        found = []
        for name, page in self._window.pages().items():
            values = page.unsaved()
            if values is not None:
                found.append((name, page, values))
        return found

    def _run(
        self,
        function: Callable[[Desk, *Ts], Outcome[T]],
        *args: *Ts,
        priority: Priority,
        on_error: Callable[[Trouble], object] | None = None,
        on_value: Callable[[T], object] | None = None,
        kept: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        def done(outcome: Outcome[T]) -> None:
            if on_value is not None:
                on_value(outcome.value)
            self._failed = self._failed and not kept
            self._tell(outcome.changed)
            if then is not None:
                then()

        self._frame.ask(function, *args, priority=priority, on_done=done, on_error=on_error, owner=self)

    def _tell(self, changed: frozenset[Change]) -> None:
        """Let the pages read again what ``changed`` here; their texts need not follow it."""
        self._telling = True
        self._frame.changed.emit(changed)
        self._telling = False

    # What an act has made of the texts

    def _not_kept(self, text: Text, trouble: Trouble) -> None:
        """Follow where a text may be kept no more; any other trouble is told once, and tried again."""
        if isinstance(trouble, Refused):
            self._follow()
            return
        text.content = ""
        if not self._failed:
            self._failed = True
            self._frame.workers.vault.on_trouble(trouble)

    def failed(self) -> bool:
        """Return whether a text could not be written, and was not since."""
        return self._failed

    def _follow(self, _changed: object = None) -> None:
        """Let the pages follow their drafts after something changed that was not kept here."""
        if self._telling or self._frame.desk is None:
            return
        unkept = {
            name: (*values.get("case_ids", ()), page.case_id)
            for name, page, values in self._unsaved()
            if page.case_id is not None and not page.may_be_kept()
        }
        texts = (*self._kept.values(), *self._resting.values())
        if texts or unkept:
            self._frame.ask(look, texts, unkept, on_done=self._found, owner=self)

    def _found(self, found: tuple[list[tuple[Text, StoredDraft | None]], list[str]]) -> None:
        self.save()  # what was saved or left by now has no text any more, and its draft goes
        others, unkept = found
        pages = self._window.pages()
        for text, left in others:
            if self._kept.get(text.form) is text:
                del self._kept[text.form]
                self._renew(text.form, left)
            elif self._resting.pop(text.content, None) is not None and text.form in pages:
                pages[text.form].forget_hidden()
        for name in unkept:
            self._renew(name, None)

    def _renew(self, name: str, draft: StoredDraft | None) -> None:
        """Show in the page ``name`` what its draft has become, None for one that is gone or hidden."""
        page = self._window.pages().get(name)
        if page is None or page.unsaved() is None:
            return
        seen = page is self._window.page()
        if draft is None:
            self._window.renew_page(name, None)
            said = _("Der Text, der hier angefangen war, ist verworfen oder mit der Akte verborgen.")
        else:
            self._take_up(name, draft)
            held = json.loads(draft.content)
            self._window.renew_page(name, held["values"], **held["where"])
            said = _("Im Text, der hier angefangen ist, steht nicht mehr, was herausgenommen wurde.")
        if seen:
            self._frame.say(said)
        else:
            self._to_say[name] = (self._window.pages().get(name, page).case_id, said)

    def _offer_sealed(self, opened: list[tuple[str, str]]) -> None:
        """Offer what was sealed, if anything was; it waits until its page is opened, by that or otherwise."""
        from intman_desktop.values.outcome import Change

        if not opened:
            self.offer()
            return
        self._tell(frozenset({Change.DRAFTS}))  # nothing in the vault is new; the pages only name what waits
        name, content = opened[-1]
        go_on = partial(self._window.open_page, name, **json.loads(content)["where"])
        self._frame.say(_("Ihre angefangene Aufnahme ist noch da."), go_on, _("Fortsetzen"))
