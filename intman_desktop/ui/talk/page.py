"""Gespräch notieren: one sheet, one tab order, under a minute (P3, P5, C8, K5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.casework.talk_form import talk_form
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.finding import offers
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.keys import SAVE
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import danger_button, primary_button, quiet_button, save_on_keys
from intman_desktop.ui.parts.finder import Found
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.talk.aftermath import Aftermath, call_back, calls_for_more
from intman_desktop.ui.talk.laid_aside import LaidAside
from intman_desktop.ui.talk.removing import ask_to_remove
from intman_desktop.ui.talk.saving import TalkSaving
from intman_desktop.ui.talk.sheet import TalkSheet
from intman_desktop.values.case_file import Talk
from intman_desktop.values.form_views import TalkForm
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import FoundCase
from intman_desktop.values.work_views import TalkNoted


def build(frame: Frame) -> Page:
    """Return the page."""
    return TalkPage(frame)


class TalkPage(Page):
    """Notes a talk, changes one (``talk_id``), or a Kurzkontakt ohne Personendaten (Rule P2).

    Attributes: ``sheet``, ``aftermath`` (what the saved talk calls for, or None).
    """

    shows: ClassVar[frozenset[Change]] = frozenset({Change.CONSENTS, Change.SERVICES, Change.OFFICE})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._talk: Talk | None = None
        self._talk_id: int | None = None
        self._held_on: date | None = None
        self._read = self._enters = False
        self._clean: dict[str, Any] = {}
        self._restoring: dict[str, Any] | None = None
        self._next: Callable[[], object] | None = None
        self.aftermath: Aftermath | None = None
        self._scroll = ScrollPage()
        self.column.addWidget(self._scroll)
        self._title = PageTitle(self.title())
        self.sheet = TalkSheet(frame, self._find, lambda case: frame.open_page("case", case_id=case))
        self.sheet.people_changed.connect(self._heard_people)
        self._aside = LaidAside(self, self.sheet, self._begin, self._let_go)
        self._save = primary_button(_("Speichern"), self.save)
        self._save.setToolTip(QKeySequence(SAVE).toString(QKeySequence.SequenceFormat.NativeText))
        self._remove = danger_button(_("Gespräch entfernen …"), self._remove_talk)
        self._foot = Foot(self._save, quiet_button(_("Verwerfen"), self.discard), self._remove)
        self._saving = TalkSaving(self, self.sheet, self._foot)
        self._saving.saved.connect(self._saved)
        self._saving.refused.connect(self._want_no_next)
        frame.taking_back.connect(self._ask_no_more)
        self._scroll.add(self._title)
        self._scroll.add(self.sheet)
        self._scroll.close_up()
        self.column.addWidget(self._foot)
        self.sheet.head.topic.entered.connect(lambda: self._scroll.keep_in_view(self.sheet.head.topic_row))
        # The height is known only after the layout has run, and it says so by the range.
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._show_aftermath())
        save_on_keys(self, self.save)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Gespräch notieren")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Notieren Sie ein Gespräch von oben nach unten; Tab führt weiter, Strg+Enter speichert. "
            "Im Feld Hauptthema wählen die Ziffern die häufigen Themen. "
            "Mehrere Personen bekommen je eine eigene Notiz."
        )

    def first_field(self) -> QWidget:
        """Return where the cursor goes: to the person, or where she is known to the topic.

        As long as what a saved talk calls for stands here, to that.
        """
        if self.aftermath is not None:
            return self.aftermath.first_field()
        known = self.case_id is not None or self._talk_id is not None
        return self.sheet.head.topic.choice if known else self.sheet.finder.field

    def open(
        self,
        case_id: int | None = None,
        talk_id: int | None = None,
        together: Sequence[int] = (),
        held_on: str = "",
        *,
        decide: bool = False,
        **_where: Any,
    ) -> None:
        """Show an empty sheet for the case, or the talk ``talk_id``; what is typed here already stays.

        ``together`` are further cases of a joint talk (Rule K5); ``held_on`` is the ISO date of a talk that
        counts and is still to be noted (Rule C1). A talk with others that was begun is offered to be laid
        aside. What a saved talk calls for comes first while it is in sight, and where one comes back to
        ``decide`` on it; whoever went away from it and begins another talk decides later (Rule P3).
        """
        self._held_on = date.fromisoformat(held_on) if held_on else None
        if self._saving.job is not None:
            # only what is saved says whether a plan comes first; until then nobody types into this sheet
            self._next = partial(self._go_on, case_id, talk_id, together)
            return
        undecided = self.aftermath is not None and self.aftermath.is_open()
        if undecided and decide:
            return
        if self.aftermath is not None and undecided and not self.isHidden():
            wanted = partial(self._go_on, case_id, talk_id, together)
            self.aftermath.ask_first(wanted)
            if case_id is not None or talk_id is not None:  # else one may only have come back to decide
                self._next = wanted
            return
        if self.unsaved() is not None and talk_id in (None, self._talk_id):
            if case_id is not None and not {case_id, *together} <= set(self.sheet.case_ids()):
                self._aside.offer_to_begin(case_id, talk_id, together)
            return
        self._begin(case_id, talk_id, together)

    def refresh(self) -> None:
        """Read the lists and consents again; what is typed stays."""
        if self._read and self.aftermath is None:
            self._load(self.sheet.case_ids(), fresh=False)

    def names_changed(self) -> None:
        """Draw the names again."""
        self.sheet.show_names()
        if self.aftermath is not None:
            self.aftermath.show_names()

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed, or None where nothing is."""
        if self._restoring is not None:
            return self._restoring
        if not self._read or self.aftermath is not None:
            return None
        values = self._values()
        return None if values == self._clean else {**values, "consented": self.sheet.all_consented()}

    def kept_where(self, where: dict[str, Any]) -> dict[str, Any]:
        """Leave out from whose file one came to a Kurzkontakt: its draft is about nobody (Rule P2)."""
        brief = self._restoring["brief"] if self._restoring is not None else self.sheet.brief.isChecked()
        return {} if brief else where

    def may_be_kept(self) -> bool:
        """Return whether everyone named has consented; without a person there is no note (P2).

        As long as a text is being put back, what counts is where it was kept: who is named is not read yet.
        """
        if self._restoring is not None:
            return bool(self._restoring.get("consented", True))
        return self.sheet.all_consented()

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back a draft as soon as the lists are read."""
        self._aside.forget()
        self._restoring = unsaved
        self._held_on = None
        self._talk_id = unsaved["talk_id"]
        self.case_id = next(iter(unsaved["case_ids"]), None)
        self._load(unsaved["case_ids"], fresh=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say what is left undecided where one goes away from it (Rule P3)."""
        super().hideEvent(event)
        undecided = self.aftermath is not None and self.aftermath.is_open()
        if undecided and not event.spontaneous() and self.frame.desk is not None:
            # only when the next page stands: a notice ends with the page it belongs to
            QTimer.singleShot(0, self, lambda: call_back(self.frame))

    # Reading

    def _begin(self, case_id: int | None, talk_id: int | None, together: Sequence[int] = ()) -> None:
        self.case_id = case_id
        self._talk_id = talk_id
        self._next = None
        self._let_go()
        self._aside.forget()
        self._drop_aftermath()
        self._load(() if case_id is None else (case_id, *together), fresh=True)

    def _let_go(self) -> None:
        """Mean no longer what the sheet still shows."""
        self._restoring = None
        self._read = False

    def _go_on(self, case_id: int | None, talk_id: int | None, together: Sequence[int]) -> None:
        """Begin the talk that was wanted while another one was being saved or decided on.

        The way back from it passes over the sheet of that one: it would stand there empty.
        """
        self._begin(case_id, talk_id, together)
        self.frame.pass_over("talk")
        self._enters = True

    def _load(self, case_ids: Sequence[int], *, fresh: bool) -> None:
        self.frame.ask(
            talk_form,
            tuple(case_ids),
            self._talk_id if fresh else None,
            on_done=lambda form: self._show(form, fresh=fresh),
            on_error=self._gone,
            owner=self,
            replaces="talk form",
        )

    def _gone(self, trouble: Trouble) -> None:
        self.frame.warn(trouble)
        self._leave()

    def _show(self, form: TalkForm, *, fresh: bool) -> None:
        if fresh:
            self._talk = form.talk
            self.sheet.wipe(self.frame.today())
            self._saving.close(closed=False)
            self.sheet.people = form.people
            self.sheet.show_names()
        held = self._restoring["case_ids"] if fresh and self._restoring is not None else None
        self.sheet.show_form(form, self._saving.last_form, self._talk)
        if fresh:
            self._fill(form.talk, restoring=held is not None)

    def _fill(self, talk: Talk | None, *, restoring: bool) -> None:
        if talk is not None:
            self.sheet.show_talk(talk)
        elif self._held_on is not None and not restoring:
            self.sheet.show_held(self._held_on)
        self._title.setText(_("Gespräch ändern") if talk is not None else _("Gespräch notieren"))
        self._remove.setVisible(talk is not None)
        self.sheet.brief.setVisible(talk is None)
        self._clean = self._values()
        self._read = True
        if restoring and self._restoring is not None:
            typed, self._restoring = self._restoring, None
            self.sheet.set_values(typed)
            self.sheet.go_to_end()
        elif self.isVisible() and (self._enters or self.window().focusWidget() is None):
            # what was saved took the cursor with it, and there was no page to go back to
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self._enters = False

    def _heard_people(self) -> None:
        self.case_id = next(iter(self.sheet.case_ids()), None)
        self._load(self.sheet.case_ids(), fresh=False)

    def _find(self, text: str, deliver: Callable[[Sequence[Found]], None]) -> None:
        def found(people: tuple[FoundCase, ...]) -> None:
            deliver(offers(people, self.frame.curtain))
            self.sheet.show_found()

        self.frame.ask(find_people, text, on_done=found, owner=self, replaces="people of a talk")

    def _values(self) -> dict[str, Any]:
        return {"talk_id": self._talk_id, **self.sheet.values()}

    # Saving

    def save(self) -> None:
        """Save what stands on the sheet; what is missing is marked at its field."""
        if self._read and self.sheet.isEnabled():
            self._saving.save(self._talk, self._aside.saved_words())

    def saving(self) -> Saving | None:
        """Return what saves the whole talk, as long as it is on its way: nothing is typed on meanwhile."""
        job = self._saving.job
        return Saving(job, lambda: None) if job is not None else None

    def _saved(self, done: TalkNoted | int) -> None:
        if not isinstance(done, TalkNoted) or not calls_for_more(done):
            self._finish()
            return
        self.aftermath = Aftermath(self.frame, done, self._open_plan)
        self.aftermath.finished.connect(self._finish)
        self._foot.hide()
        self._scroll.body.insertWidget(2, self.aftermath)
        self.aftermath.setMaximumWidth(self.sheet.maximumWidth())
        if self._next is not None:
            self.aftermath.ask_first(self._next)
        if not self.isHidden():
            QTimer.singleShot(0, self.aftermath, self.aftermath.go_in)
        elif self.aftermath.is_open():
            call_back(self.frame)

    def _finish(self) -> None:
        """Begin the talk that was wanted meanwhile, or go where one came from."""
        (self._next or self._leave)()

    def _want_no_next(self) -> None:
        self._next = None

    def _show_aftermath(self) -> None:
        if self.aftermath is not None:
            self._scroll.ensureWidgetVisible(self.aftermath, 0, self.aftermath.height())

    def _remove_talk(self) -> None:
        if self._talk is not None:
            ask_to_remove(self, self.frame, self._talk.id, self._talk.on, self._leave)

    def _open_plan(self, case_id: int) -> None:
        self._begin(None, None)
        self.frame.pass_over("talk")
        self.frame.open_page("case", case_id=case_id, tab="plan")

    def _ask_no_more(self) -> None:
        """Ask nothing more of a talk that is about to be taken back; what is due then stands in the file."""
        if self.aftermath is not None:
            self._leave()

    def _leave(self, _value: object = None) -> None:
        """Empty the sheet, so that nothing of this talk is offered as a draft, and go where one came from.

        Who went away while it was being saved stays where she is.
        """
        self._held_on = None
        self._begin(None, None)
        if self.isHidden():
            self.frame.pass_over("talk")
        else:
            self.frame.back()

    def discard(self) -> None:
        """Forget what is typed and go back; the line of notices can bring it back."""
        typed = self.unsaved()
        self._leave()
        if typed is not None:
            self.offer_back(_("Verworfen: das angefangene Gespräch."), typed, "talk", case_id=None)

    def forget_hidden(self) -> None:
        """Forget the talk that waits for the end of a Kurzkontakt: its draft is gone or another one."""
        self._aside.forget()

    def _drop_aftermath(self) -> None:
        self._foot.show()
        if self.aftermath is not None:
            self.aftermath.hide()
            self.aftermath.deleteLater()
            self.aftermath = None
