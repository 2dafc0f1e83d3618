"""What a saved talk calls for: a plan, a look at the clock, the end of a rest (P3, C1, C6)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.closing.ending import resume_case
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.limited_column import LimitedColumn
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.parts.start_change import is_worth_saying, start_words
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.talk.plan_beginning import PlanBeginning
from intman_desktop.ui.talk.undecided_line import TextWithCursor
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Case
from intman_desktop.values.plan_views import PlanView
from intman_desktop.values.work_views import StartChange, StillResting, TalkNoted


def calls_for_more(noted: TalkNoted) -> bool:
    """Return whether the talk needs a plan, moved the clock in a way that must be read, or was in a rest."""
    moved = any(is_worth_saying(each) for each in noted.start_changes)
    return bool(noted.plan_needed or noted.resting) or moved


def call_back(frame: Frame) -> None:
    """Say that a plan is still missing, with the way back; nothing where the store is locked by now."""
    if frame.desk is not None:
        frame.say(
            _("Ein Integrationsplan fehlt noch, ohne dass ein Grund eingetragen ist."),
            lambda: frame.open_page("talk", decide=True),
            _("Zurück zum Gespräch"),
        )


class Aftermath(QWidget):
    """Stands beneath the note.

    Attributes: ``read_first`` – the line that says that this is read before another talk begins. Signals:
    ``finished`` – nothing is left to be decided.
    """

    finished = Signal()

    def __init__(self, frame: Frame, noted: TalkNoted, open_plan: Callable[[int], object]) -> None:
        super().__init__()
        self._frame = frame
        self._open_plan = open_plan
        self._left = len(noted.plan_needed)
        column = LimitedColumn(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self.read_first = TextWithCursor(
            _("Bitte lesen Sie erst, was hier steht; „Weiter“ führt dann zum nächsten Gespräch.")
        )
        self.read_first.hide()
        column.addWidget(self.read_first)
        for change in noted.start_changes:
            if is_worth_saying(change):
                column.addWidget(self._clock_card(change))
        self.rests = [RestEnding(frame, each) for each in noted.resting]
        for rest in self.rests:
            column.addWidget(rest)
        self.plans = [PlanBeginning(frame, each) for each in noted.plan_needed]
        for plan in self.plans:
            plan.begun.connect(lambda view, case=plan.needed.case_id: self._begun(case, view))
            plan.explained.connect(self._one_less)
            column.addWidget(plan)
        if not self.plans:
            self._on = primary_button(_("Weiter"), self.finished.emit)
            column.addWidget(Flow(self._on))

    def go_in(self) -> None:
        """Put the cursor on the first thing to decide."""
        self.first_field().setFocus()

    def first_field(self) -> QWidget:
        """Return where the cursor goes: where something was asked first, else to the first act."""
        if not self.read_first.isHidden():
            return self.read_first
        asked = [plan for plan in self.plans if not plan.undecided.isHidden()]
        acts: list[QWidget] = [rest.resume for rest in self.rests if not asked]
        acts += [plan.first_field() for plan in asked or self.plans]
        return acts[0] if acts else self._on

    def ask_first(self, later: Callable[[], object]) -> None:
        """Say at the first plan that is undecided that it comes before another talk; or ``later()``.

        Where nothing is to be decided, say that this is read first.
        """
        plan = next((each for each in self.plans if not each.decided), None)
        if plan is None:
            self.read_first.show()
            return
        plan.undecided.ask(later)
        page = page_around(self)
        if page is not None:
            page.keep_in_view(plan.undecided)

    def show_names(self) -> None:
        """Say whose plan and whose rest it is, as the curtain wants it."""
        for rest in self.rests:
            rest.show_name()
        for plan in self.plans:
            plan.show_name()

    def is_open(self) -> bool:
        """Return whether a plan is neither begun nor its lack explained (Rule P3)."""
        return self._left > 0

    def _clock_card(self, change: StartChange) -> Card:
        card = Card(_("Beratungszeitraum"))
        for words in start_words(change):
            card.add(Text(words))
        if not change.taken_over:
            case_id = change.case_id
            card.add(Flow(link_button(_("Beginn ändern"), lambda: self._open_start(case_id))))
        return card

    def _open_start(self, case_id: int) -> None:
        self._frame.open_page("period", case_id=case_id, part="start")

    def _begun(self, case_id: int, _view: PlanView) -> None:
        self._left -= 1
        if self._left == 0:
            self._open_plan(case_id)

    def _one_less(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.finished.emit()


class RestEnding(Card):
    """A case that rests though its person was counselled: it goes on from that day, or rests on (Rule C6)."""

    def __init__(self, frame: Frame, resting: StillResting) -> None:
        super().__init__()
        self._resting = resting
        self._frame = frame
        self.show_name()
        words = (
            _(
                "Vereinbart ist, dass der Fall bis zum {until} ruht. Das Gespräch ist gespeichert; der Fall "
                "ruht weiter, bis Sie ihn fortsetzen."
            )
            if resting.until
            else _("Der Fall ruht. Das Gespräch ist gespeichert; er ruht weiter, bis Sie ihn fortsetzen.")
        )
        self.add(Text(words.format(until=day(resting.until))))
        self.resume = quiet_button(_("Fall mit dem {on} fortsetzen").format(on=day(resting.on)), self._resume)
        self.add(Flow(self.resume))
        self._chip = StateChip(State.DONE, _("Der Fall geht weiter."))
        self._chip.hide()
        self.add(self._chip)

    def show_name(self) -> None:
        """Say whose case it is, as the curtain wants it."""
        name = self._frame.curtain.name(self._resting.person, self._resting.case_id)
        self.set_title(_("Der Fall von {name} ruht").format(name=name))

    def _resume(self) -> None:
        self._frame.do(
            resume_case,
            self._resting.case_id,
            self._resting.on,
            on_done=self._goes_on,
            owner=self,
            said=_("Der Fall geht weiter."),
        )

    def _goes_on(self, _case: Case) -> None:
        self.resume.hide()
        self._chip.show()
        self.focusNextChild()
