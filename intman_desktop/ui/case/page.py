"""The page of one case: head, legal chain, clock, what is next, and the parts below (P1, C9, E3)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.papers.papers import erasure_protocol
from intman_desktop.services.rights.papers_out import ENTERED, PaperOut, enter_paper
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.head import CaseHead
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.only_german import said_of_paper
from intman_desktop.ui.case.open_part import OpenPart
from intman_desktop.ui.case.own_pages import page_of
from intman_desktop.ui.case.part_help import part_help
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.wording import told
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import HeldReason, PaperWay
from intman_desktop.values.ending_views import ErasureRecord
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import StepState
from intman_desktop.values.work_views import Paper

_LONG = ("plan", "person")
"""The tabs in which what was begun may lie far below what is seen first."""


class CasePage(Page):
    """One case. Opened by ``open(case_id, tab=…, ahead=…, **details)``; ``tab`` is a part of ``parts.py``.

    With ``ahead`` the cursor goes to the act that is next, as after a file was opened.
    """

    shows = frozenset(
        {
            Change.CASES,
            Change.CLIENTS,
            Change.CONSENTS,
            Change.PLANS,
            Change.TALKS,
            Change.PERIODS,
            Change.DEADLINES,
            Change.SCANS,
            Change.DISCLOSURES,
            Change.REQUESTS,
        }
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._sheet: CaseSheet | None = None
        self._reason: HeldReason | None = None
        self._arrived = self._ahead = False
        self._scroll = ScrollPage()
        self.column.addWidget(self._scroll)
        self._paper = PaperView(frame, self._scroll, names_no_other=True)
        self._paper.whose = lambda: (self.case_id, self._reason)
        self._paper.entry = self._entry
        self._paper.ends = lambda made, whose: (made.name, whose[0])
        self._paper.given.connect(self._given)
        self._paper.laid_aside.connect(lambda made: frame.say_again((made.name, self.case_id)))
        frame.taking_back.connect(self._paper.close_paper)  # it may show what is kept no longer (Rule I9)
        self._part = OpenPart(frame, self.go, self)
        self._part.paper_made.connect(self._show_paper)
        self._part.erased.connect(self._erased)
        self._part.given_up.connect(self._offer_back)
        self.column.addLayout(self._part.feet)
        self.column.addWidget(self._paper)
        self._head = CaseHead(frame, self.go, self._note_talk, self)
        self._head.step_opened.connect(self._open_step)
        self._head.tab_chosen.connect(self._turn_to)
        self._hold = HoldCard(self._open_held, frame.back)
        for widget in (*self._head.widgets, self._hold):
            self._scroll.add(widget)
        self._scroll.body.addLayout(self._part.column)
        self._scroll.close_up()
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._turn, step))
        self._show_nothing()

    def title(self) -> str:
        """Return the name of the page; a person's name never stands in a title."""
        return _("Ein Fall")

    def help(self) -> str:
        """Return what one can do here, and in the open part."""
        whole = _(
            "Oben steht die Kette des Rechts: jeder Schritt öffnet sich dort, wo er getan wird, und sagt, "
            "warum er noch geschlossen ist. Ein Klick auf den Beratungszeitraum erklärt die Rechnung. "
            "„Als Nächstes“ nennt, was zu tun ist. Mit Strg+Bild auf und ab wechseln Sie zwischen den Teilen."
        )
        return f"{whole} {part_help(self._part.name)}" if self._sheet is not None else whole

    def open(self, **where: Any) -> None:
        """Show the case ``case_id`` at its part ``tab``, from its head on: whose it is comes first."""
        case_id = int(where["case_id"])
        if case_id != self.case_id or (self._reason is not None and not self.isVisible()):
            self._forget()  # a case on hold closes when it is left; coming back asks for a reason anew (L2)
        self._paper.close_paper()
        self.frame.say_no_more()  # the next paper of this plan may be an older version
        self.case_id = case_id
        self._arrived, self._ahead = False, bool(where.get("ahead"))
        details = {name: value for name, value in where.items() if name not in ("case_id", "tab", "ahead")}
        self._part.begin(str(where.get("tab") or parts.FIRST), **details)
        self.frame.curtain.welcome(case_id)
        self._scroll.begin_at_top()
        self.refresh()

    def place(self, where: dict[str, Any]) -> dict[str, Any]:
        """Return how the case is opened again at the part that is open."""
        return where if self.case_id is None else {"case_id": self.case_id, **self._part.place()}

    def is_inside(self) -> bool:
        """Return whether a form stands in the place of the tabs."""
        return not self._part.is_tab

    def refresh(self) -> None:
        """Read the case again."""
        if self.case_id is not None:
            self.frame.ask(
                case_sheet,
                self.case_id,
                self._reason,
                on_done=self._show,
                on_error=self._refused,
                owner=self,
                replaces="case",
            )

    def unsaved(self) -> dict[str, Any] | None:
        """Return what the open part holds unsaved."""
        return self._part.unsaved(shown=self._sheet is not None)

    def saving(self) -> Saving | None:
        """Return what saves what the open part holds, or an earlier state of it."""
        return self._part.saving()

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Open the part that was left and put back what was typed, once the case is read."""
        self._part.restore(unsaved, goes_on=True)

    def shows_begun(self, unsaved: dict[str, Any]) -> bool:
        """Return whether that stands here and is seen; in a long tab the cursor has to be led there."""
        return self._part.name not in _LONG and super().shows_begun(unsaved)

    def forget_hidden(self) -> None:
        """Let every other part of the case be made anew when it is shown."""
        self._part.forget_others()

    def names_changed(self) -> None:
        """Read again, and keep no part that is not seen with the names of others that it was drawn with."""
        if self.frame.curtain.drawn:
            self.forget_hidden()
        super().names_changed()

    def takes(self, unsaved: dict[str, Any]) -> bool:
        """Return whether that was typed in the form that is open now, from wherever that was opened."""
        return self._part.takes(unsaved)

    def put_back(self, unsaved: dict[str, Any]) -> None:
        """Put back what was typed in the form that is open now, which leads back to where that was opened."""
        opened = {**unsaved["values"], "details": self._part.details}
        self._part.restore({**unsaved, "values": opened}, goes_on=False)

    def go(self, part: str, **details: Any) -> None:
        """Show another part of the case, or open the page where it is done.

        The calculation of the period is folded up: it would stand between this act and what it shows.
        """
        self._head.fold()
        self._turn_to(part, **details)

    def _turn_to(self, part: str, **details: Any) -> None:
        if self.case_id is None:
            return
        elsewhere = page_of(part)
        if elsewhere is not None:
            page, where = elsewhere
            self.frame.open_page(page, case_id=self.case_id, **where)
            return
        self.frame.turning.emit(self)
        self._part.begin(part, **details)
        if self._sheet is not None:
            self._show(self._sheet)
            self._look_at_panel()
            if self._part.is_tab and not self._part.details:  # else the part shows what is meant in it
                self._scroll.keep_in_view(self._head.tab(self._part.name))
        self.frame.turned.emit(self)

    # What is shown

    def _show(self, sheet: CaseSheet) -> None:
        self._sheet, self._reason = sheet, sheet.opened_for
        self._head.show_sheet(sheet, self._part.name if self._part.is_tab else None)
        self._hold.hide()
        self._part.show_sheet(sheet)
        if not self._arrived:
            self._arrived = True
            if self.isVisible():  # whoever has gone on meanwhile keeps the cursor
                self._look_at_panel()
                if self._part.is_tab:  # with large text the tabs lie below what is seen
                    self._scroll.keep_cursor_in_view(self._head.tab(self._part.name), self._head.first_act())

    def _show_paper(self, made: Paper) -> None:
        """Show a paper over the page; one that the person cannot read is to be explained to her (E2)."""
        sheet = self._sheet
        note = ""
        if sheet is not None:
            note = said_of_paper(made.name, sheet.view.file.client.language, sheet.language)
        self._paper.show_paper(made, note=note)

    def _show_nothing(self) -> None:
        self._head.hide()
        self._hold.hide()
        self._part.hide()

    def _look_at_panel(self) -> None:
        """Put the cursor where one goes on: on the tab, or into the form in the place of the tabs."""
        field: QWidget | None = self._head.next_act() if self._ahead else None
        field = field or self.first_field()
        self._ahead = False
        if field is not None and not self._paper.isVisible():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._part.is_tab and self._part.panel is not None:
            self._scroll.bring_up(self._part.panel)

    # What is done

    def _forget(self) -> None:
        self._sheet, self._reason = None, None
        self._part.forget()
        self._show_nothing()

    def _refused(self, trouble: Trouble) -> None:
        if self.case_id is None:
            return
        self._show_nothing()
        if isinstance(trouble, Refused) and trouble.code == "case_on_hold":
            review_on = trouble.values.get("review_on")
            self._hold.ask(
                told(trouble),
                str(trouble.values.get("number", "")),
                review_on if isinstance(review_on, date) else None,
            )
            if self.isVisible():
                self._hold.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.case_id = None
            self._hold.say(_("Diesen Fall gibt es hier nicht mehr."))

    def _open_held(self, reason: HeldReason) -> None:
        self._reason = reason
        self.refresh()

    def _erased(self, record: ErasureRecord) -> None:
        """Leave the case, which is gone, and show the protocol before the list of cases."""
        self._forget()
        self.case_id = None
        self.frame.curtain.welcome(None)
        self.frame.say(_("Die Akte ist gelöscht."))
        self.frame.ask(
            erasure_protocol,
            (record,),
            on_done=lambda made: self._paper.show_paper(made, self._leave),
            on_error=lambda _trouble: self._leave(),
            owner=self,
        )

    def _offer_back(self, part: str, words: str, typed: dict[str, Any]) -> None:
        """Say that a form was given up, and offer what was typed in it."""
        where = {"case_id": self.case_id, "tab": part, **typed["details"]}
        self.offer_back(words, {"part": part, "values": typed}, "case", **where)

    def _entry(
        self, made: Paper, whose: tuple[int | None, HeldReason | None], way: PaperWay
    ) -> PaperOut | None:
        """Return what is kept of a paper that was given out, where it cannot be made any more later (E4).

        ``whose`` is its case, and why that was opened although it is held; this page may show another by now.
        """
        case_id, reason = whose
        if case_id is None or made.name not in ENTERED:
            return None
        return PaperOut(made.name, (case_id,), reason, way)

    def _given(self, made: Paper, whose: tuple[int | None, HeldReason | None], way: PaperWay) -> None:
        """Keep that a paper was printed or saved (Rule E4)."""
        entry = self._entry(made, whose, way)
        if entry is not None:
            self.frame.do(enter_paper, entry, on_done=lambda _none: self.refresh(), owner=self)

    def _leave(self) -> None:
        self.frame.open_page("cases")

    def _open_step(self, key: str) -> None:
        if self._sheet is None:
            return
        step = next(each for each in self._sheet.view.chain if each.step.value == key)
        if step.state is StepState.CLOSED:
            self._head.explain(step)
        else:
            self.go(parts.of_step(step, self._sheet.view))

    def _turn(self, step: int) -> None:
        keys = [key for key, _word in parts.tabs()]
        if self._part.name in keys:
            self._turn_to(keys[(keys.index(self._part.name) + step) % len(keys)])

    def _note_talk(self) -> None:
        self.frame.open_page("talk", case_id=self.case_id)

    def first_field(self) -> QWidget | None:
        """Return the chosen tab, so that the keys work at once; in a form its first field."""
        if self._sheet is None:
            return None
        return self._head.tab(self._part.name) if self._part.is_tab else self._part.first_field()


def build(frame: Frame) -> CasePage:
    """Return the page."""
    return CasePage(frame)
