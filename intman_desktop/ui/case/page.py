"""The page of one case: head, legal chain, clock, what is next, and the parts below (P1, C9, E3)."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Refused, Trouble
from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.papers.papers import erasure_protocol
from intman_desktop.services.rights.papers_out import ENTERED, PaperOut, enter_paper
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.clock import CaseClock
from intman_desktop.ui.case.course_card import CourseCard
from intman_desktop.ui.case.header import CaseHeader
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.ui.case.own_pages import page_of
from intman_desktop.ui.case.panel import Panel
from intman_desktop.ui.case.part_help import part_help
from intman_desktop.ui.case.spine import spine_steps
from intman_desktop.ui.case.standing import Standing
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.chain_steps import ChainSteps
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import told
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import HeldReason
from intman_desktop.values.ending_views import ErasureRecord
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import StepState
from intman_desktop.values.work_views import Paper


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
        self._part = parts.FIRST
        self._panels: dict[str, Panel] = {}
        self._left: tuple[str, dict[str, Any]] | None = None
        self._details: dict[str, Any] = {}
        self._arrived = self._ahead = False
        self._scroll = ScrollPage()
        self.column.addWidget(self._scroll)
        self._paper = PaperView(frame, self._scroll)
        self._paper.whose = lambda: (self.case_id, self._reason)
        self._paper.entry = self._entry
        self._paper.ends = lambda made, whose: (made.name, whose[0])
        self._paper.given.connect(self._given)
        frame.taking_back.connect(self._paper.close_paper)  # it may show what is kept no longer (Rule I9)
        self._feet = QVBoxLayout()
        self.column.addLayout(self._feet)
        self.column.addWidget(self._paper)
        self._header = CaseHeader(self.go, self._note_talk)
        self._standing = Standing(frame, self.go)
        self._chain = ChainSteps()
        self._chain.step_opened.connect(self._open_step)
        self._clock = CaseClock(self.go)
        self._next, self._course = NextCard(frame, self.go), CourseCard(self.go)
        self._cards = Columns([self._next, self._course])
        self._tabs = TabRow(_("Teile der Akte"), parts.tabs())
        self._tabs.chosen.connect(self._turn_to)
        self._hold = HoldCard(self._open_held, frame.back)
        self._place = QVBoxLayout()
        self._place.setSpacing(space(4))
        for widget in (self._header, self._standing, self._chain, self._clock, self._cards, self._tabs):
            self._scroll.add(widget)
        self._scroll.add(self._hold)
        self._scroll.body.addLayout(self._place)
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
        return f"{whole} {part_help(self._part)}" if self._sheet is not None else whole

    def open(self, **where: Any) -> None:
        """Show the case ``case_id`` at its part ``tab``, from its head on: whose it is comes first."""
        case_id = int(where["case_id"])
        if case_id != self.case_id or (self._reason is not None and not self.isVisible()):
            self._forget()  # a case on hold closes when it is left; coming back asks for a reason anew (L2)
        self._paper.close_paper()
        self.case_id = case_id
        self._arrived, self._ahead = False, bool(where.get("ahead"))
        tab = str(where.get("tab") or parts.FIRST)
        self._part = parts.known(tab)
        details = {name: value for name, value in where.items() if name not in ("case_id", "tab", "ahead")}
        self._begin(**parts.details_of(tab), **details)
        self.frame.curtain.welcome(case_id)
        self._scroll.begin_at_top()
        self.refresh()

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
        if self._left is not None:
            return {"part": self._left[0], "values": self._left[1]}
        panel = self._panels.get(self._part)
        values = panel.unsaved() if panel is not None and self._sheet is not None else None
        return None if values is None else {"part": self._part, "values": values}

    def saving(self) -> Job | None:
        """Return the job that saves what the open part holds."""
        panel = self._panels.get(self._part)
        return panel.saving() if panel is not None and self._left is None else None

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Open the part that was left and put back what was typed, once the case is read."""
        self._part = parts.known(str(unsaved["part"]))
        self._left = (self._part, unsaved["values"])

    def forget_hidden(self) -> None:
        """Let every other part of the case be made anew when it is shown."""
        for key in [each for each in self._panels if each != self._part]:
            panel = self._panels.pop(key)
            panel.hide()
            panel.deleteLater()

    def names_changed(self) -> None:
        """Read again, and keep no part that is not seen with the names of others that it was drawn with."""
        if self.frame.curtain.drawn:
            self.forget_hidden()
        super().names_changed()

    def takes(self, unsaved: dict[str, Any]) -> bool:
        """Return whether that was typed in the form that is open now, from wherever that was opened."""
        details, typed = json.loads(json.dumps(self._details)), unsaved["values"].get("details")
        return unsaved["part"] == self._part and typed is not None and _meant(typed) == _meant(details)

    def put_back(self, unsaved: dict[str, Any]) -> None:
        """Put back what was typed in the form that is open now, which leads back to where that was opened."""
        self.restore({**unsaved, "values": {**unsaved["values"], "details": self._details}})

    def go(self, part: str, **details: Any) -> None:
        """Show another part of the case, or open the page where it is done.

        The calculation of the period is folded up: it would stand between this act and what it shows.
        """
        self._clock.fold()
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
        self._part = parts.known(part)
        self._begin(**parts.details_of(part), **details)
        if self._sheet is not None:
            self._show(self._sheet)
            self._look_at_panel()
            if (
                self._part in dict(parts.tabs()) and not self._details
            ):  # else the part shows what is meant in it
                self._scroll.keep_in_view(self._tabs.tab(self._part))
        self.frame.turned.emit(self)

    # What is shown

    def _show(self, sheet: CaseSheet) -> None:
        self._sheet, self._reason = sheet, sheet.opened_for
        view = sheet.view
        name = self.frame.curtain.name(view.name, view.case_id)
        self._header.show_sheet(sheet, name)
        self._standing.show_sheet(sheet)
        self._chain.set_steps(spine_steps(view, self.frame.today()))
        running = view.usable
        self._clock.show_period(view.period, view.file.case, running=running)
        self._next.show_sheet(sheet)
        self._course.show_sheet(sheet)
        is_tab = self._part in dict(parts.tabs())
        for widget in (self._header, self._chain, self._clock):
            widget.show()
        self._cards.setVisible(is_tab)
        self._tabs.setVisible(is_tab)
        self._hold.hide()
        if is_tab:
            self._tabs.choose(self._part)
        self._show_panel(sheet)
        if not self._arrived:
            self._arrived = True
            if self.isVisible():  # whoever has gone on meanwhile keeps the cursor
                self._look_at_panel()
                if is_tab:  # with large text the tabs lie below what is seen
                    self._scroll.keep_cursor_in_view(self._tabs.tab(self._part), self._header.first_act())

    def _show_panel(self, sheet: CaseSheet) -> None:
        panel = self._panel(self._part)
        panel.case_id, panel.opened_for = sheet.view.case_id, sheet.opened_for
        for key, each in self._panels.items():
            each.setVisible(key == self._part)
        panel.show_sheet(sheet)
        if self._left is not None and self._left[0] == self._part:
            values, self._left = self._left[1], None
            panel.restore(values)

    def _show_nothing(self) -> None:
        for widget in (self._header, self._standing, self._chain, self._clock, self._cards, self._tabs):
            widget.hide()
        self._header.forget()
        self._hold.hide()
        for panel in self._panels.values():
            panel.hide()

    def _panel(self, part: str) -> Panel:
        if part not in self._panels:
            panel = parts.panel(part, self.frame, self.go)
            panel.paper_made.connect(self._paper.show_paper)
            panel.erased.connect(self._erased)
            panel.given_up.connect(partial(self._offer_back, part))
            panel.begin(**self._details)
            self._panels[part] = panel
            self._place.addWidget(panel)
            if panel.foot is not None:
                self._feet.addWidget(panel.foot)
                panel.destroyed.connect(panel.foot.deleteLater)
        return self._panels[part]

    def _look_at_panel(self) -> None:
        """Put the cursor where one goes on: on the tab, or into the form in the place of the tabs."""
        field: QWidget | None = self._next.first_act() if self._ahead else None
        field = field or self.first_field()
        self._ahead = False
        if field is not None and not self._paper.isVisible():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._part not in dict(parts.tabs()):
            self._scroll.bring_up(self._panels[self._part])

    # What is done

    def _begin(self, **details: Any) -> None:
        self._details = details
        if self._part in self._panels:
            self._panels[self._part].begin(**details)

    def _forget(self) -> None:
        self._sheet, self._reason, self._left = None, None, None
        for panel in self._panels.values():
            panel.hide()
            panel.deleteLater()
        self._panels.clear()
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

    def _entry(self, made: Paper, whose: tuple[int | None, HeldReason | None]) -> PaperOut | None:
        """Return what is kept of a paper that was given out, where it cannot be made any more later (E4).

        ``whose`` is its case, and why that was opened although it is held; this page may show another by now.
        """
        case_id, reason = whose
        if case_id is None or made.name not in ENTERED:
            return None
        return PaperOut(made.name, (case_id,), reason)

    def _given(self, made: Paper, whose: tuple[int | None, HeldReason | None]) -> None:
        """Keep that a paper was printed or saved (Rule E4)."""
        entry = self._entry(made, whose)
        if entry is not None:
            self.frame.do(enter_paper, entry, on_done=lambda _none: self.refresh(), owner=self)

    def _leave(self) -> None:
        self.frame.open_page("cases")

    def _open_step(self, key: str) -> None:
        if self._sheet is None:
            return
        step = next(each for each in self._sheet.view.chain if each.step.value == key)
        if step.state is StepState.CLOSED:
            self._standing.explain(step)
        else:
            self.go(parts.of_step(step, self._sheet.view))

    def _turn(self, step: int) -> None:
        keys = [key for key, _word in parts.tabs()]
        if self._part in keys:
            self._turn_to(keys[(keys.index(self._part) + step) % len(keys)])

    def _note_talk(self) -> None:
        self.frame.open_page("talk", case_id=self.case_id)

    def first_field(self) -> QWidget | None:
        """Return the chosen tab, so that the keys work at once; in a form its first field."""
        if self._sheet is None:
            return None
        if self._part in dict(parts.tabs()):
            return self._tabs.tab(self._part)
        return self._panels[self._part].first_field() if self._part in self._panels else None


def _meant(details: dict[str, Any]) -> dict[str, Any]:
    """Return what ``details`` say of a form itself, without where it leads back to."""
    return {name: each for name, each in details.items() if name != "back"}


def build(frame: Frame) -> CasePage:
    """Return the page."""
    return CasePage(frame)
