"""What is to be done next in a case, each line with the act that settles it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout

from intman_desktop.language import _
from intman_desktop.rules.consents import without_undertaking
from intman_desktop.rules.period import start_besides_needs
from intman_desktop.rules.requests import (
    due_on,
    is_late,
    is_of_a_part,
    promised_on,
    unanswered_requests,
    use_to_stop,
)
from intman_desktop.rules.talks import needs_without_talk
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.requests_card import unanswered_words
from intman_desktop.ui.case.spine import why
from intman_desktop.ui.deadlines.opening import AT_ONCE, settle_deadline
from intman_desktop.ui.deadlines.words import act_word, due_words, group_state
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.line_grid import level, line_grid
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.plan.lights import block_name, unsaid_blocks
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Request
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState, RequestKind
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineGroup, DeadlineRow, Place
from intman_desktop.values.plan_views import BlockView
from intman_desktop.values.views import CaseView, ChainStep, ChainStepView, StepState

_MOST = 5
_PARTS = {
    ChainStep.PRIVACY_NOTICE: "notice",
    ChainStep.CONSENT: "consents",
    ChainStep.AGREEMENT: "agreement",
    ChainStep.NEEDS: "needs",
    ChainStep.PLAN: "plan",
    ChainStep.GOALS: "plan",
}


@dataclass(frozen=True)
class NextLine:
    """One line: its sign, what is to be done, by when in words, and the act with its part of the page."""

    state: State
    text: str
    when: str
    act: str
    run: Callable[[], object]


class NextCard(Card):
    """What is due this week, then the next step of the chain, then what is due later."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(_("Als Nächstes"))
        self._frame = frame
        self._go = go

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show what is to be done, the most urgent first."""
        self.clear()
        lines = self._lines(sheet)
        if lines:
            grid = line_grid(self, 1)
            for line in lines[:_MOST]:
                _add_row(grid, line)
        if len(lines) > _MOST:
            more = _("und {count} weitere, siehe Fristen").format(count=len(lines) - _MOST)
            self.add(link_button(more, lambda: self._go("deadlines")))
        if not lines:
            self.add(QuietText(_("Im Augenblick ist nichts zu tun.")))

    def first_act(self) -> QPushButton | None:
        """Return the button of what is next, or None where nothing is to be done."""
        return next((each for each in self.findChildren(QPushButton) if not each.isHidden()), None)

    def _lines(self, sheet: CaseSheet) -> list[NextLine]:
        view = sheet.view
        later = [row for row in view.deadlines if row.group is DeadlineGroup.LATER]
        now = [row for row in view.deadlines if row.group is not DeadlineGroup.LATER]
        if view.file.case.hold_since is not None:
            return [*self._owed(view), *map(self._due, now), *map(self._due, later)]
        ended = view.file.case.state is CaseState.ENDED
        steps = [] if ended else self._steps(view)
        return [
            *map(self._stop, use_to_stop(view.file.requests)),
            *map(self._due, now),
            *steps,
            *map(self._due, later),
        ]

    def _stop(self, request: Request) -> NextLine:
        """Return the mark of what was granted and is kept to, with the way to its request (Art. 18, 21)."""
        words = _("{kind}: am {day} zugesagt.").format(
            kind=shown(request.kind), day=day(promised_on(request))
        )
        only_kept = request.kind is RequestKind.RESTRICTION
        about = _("Es geht um: {what}").format(what=request.what) if is_of_a_part(request) else ""
        told = (words, _("Nur noch aufbewahren, nicht verwenden.") if only_kept else "", about)
        run = partial(self._go, "request", row_id=request.id)
        return NextLine(State.CLOSED, " ".join(filter(None, told)), "", _("Zur Anfrage"), run)

    def _owed(self, view: CaseView) -> list[NextLine]:
        """Return what a hold does not stop: answers to the person, and the erasing when it ends (L2, E4)."""
        lines = [self._answer(each) for each in unanswered_requests(view.file.requests)]
        withdrawn = withdrawn_on(view.file)
        if withdrawn is not None and not view.is_open:
            text = _("Widerrufen am {day}: zu löschen, sobald die Sperre fällt.").format(day=day(withdrawn))
            act = _("Zur Löschsperre")
            lines.append(NextLine(State.CLOSED, text, "", act, lambda: self._go("erasure")))
        return lines

    def _answer(self, request: Request) -> NextLine:
        today = self._frame.today()
        return NextLine(
            State.OVERDUE if is_late(request, today) else State.DUE,
            f"{unanswered_words(request)}.",
            due_words(due_on(request), today),
            _("Beantworten"),
            lambda: self._go("request", row_id=request.id),
        )

    def _due(self, row: DeadlineRow) -> NextLine:
        # A plan that is missing heads the list on its day already (P3), and is overdue from the next one on.
        today = self._frame.today()
        return NextLine(
            State.DUE if row.due == today else group_state(row.group),
            sentence(row.matter),
            due_words(row.due, today),
            act_word(row.act),
            lambda: self._act(row),
        )

    def _act(self, row: DeadlineRow) -> None:
        if row.act in AT_ONCE or row.act is DeadlineAct.PREPARE_ADULT:
            settle_deadline(self._frame, row, self)
        elif row.act is DeadlineAct.EXTEND_REST_OR_END:
            self._go("decide")
        elif row.act is DeadlineAct.HAND_OUT_PLAN:
            self._go(Place.PLAN.value, hand_out=True)
        else:
            self._go(row.place.value, row_id=row.row_id, work=row.place is Place.PLAN)

    def _steps(self, view: CaseView) -> list[NextLine]:
        """Return the first step of the chain that is open, what else is to be noted, and what the plan lacks.

        A Bedarfserhebung with nothing in it is named as well and holds up no step after it; so is a plan
        brought along that is older than the period (Rule C7), and one that was handed out with another.

        The plan lacks what the question before handing it out names; the office's own blocks alone, which are
        never demanded, call for no line (Rules I8, I10).
        """
        due_at = {row.place.value for row in view.deadlines}
        lines = []
        to_do = [each for each in view.chain if each.state in (StepState.OPEN, StepState.BEGUN)]
        empty = [each for each in to_do if each.step is ChainStep.NEEDS and each.on is not None]
        first = next((each for each in to_do if each not in empty), None)
        missing = unsaid_blocks(view.plan)
        begun = view.plan.plan is not None and any(isinstance(each, BlockView) for each in missing)
        named = first is not None and first.step is ChainStep.PLAN and begun
        if first is not None and first.step in _PARTS and _PARTS[first.step] not in due_at and not named:
            lines.append(self._step_line(first))
        lines += map(self._step_line, empty)
        lines += self._talk_to_note(view)
        lines += self._undertaking(view)
        if view.plan.doubt is not None:
            check = partial(self._go, "period")
            lines.append(NextLine(State.WARNING, sentence(view.plan.doubt), "", _("Zum Zeitraum"), check))
        lines += self._plan_outdated(view)
        if begun:
            names = ", ".join(block_name(block) for block in missing)
            text = _("Im Plan fehlt noch etwas: {blocks}.").format(blocks=names)
            lines.append(NextLine(State.OPEN, text, "", _("Zum Plan"), lambda: self._go("missing")))
        return lines

    def _plan_outdated(self, view: CaseView) -> list[NextLine]:
        """Return the line of a plan that was handed out with a period that was corrected since (C1, L8)."""
        on = view.period.plan_outdated_on
        if on is None:
            return []
        text = _("Der am {on} ausgehändigte Plan nennt einen Beratungszeitraum, der so nicht mehr gilt.")
        hand_out = partial(self._go, "plan", hand_out=True)
        return [NextLine(State.WARNING, text.format(on=day(on)), "", _("Neu aushändigen"), hand_out)]

    def _talk_to_note(self, view: CaseView) -> list[NextLine]:
        """Return the line of a Bedarfserhebung that was a talk and is noted as none (Rules C1, K6)."""
        on = needs_without_talk(view.file)
        if on is None:
            return []
        start = start_besides_needs(view.file)
        words = (
            _(
                "Die Bedarfserhebung am {on} war ein Beratungsgespräch. Als Gespräch ist es noch nicht "
                "notiert, darum zählt es in keiner Kennzahl."
            )
            if start is not None and start < on
            else _(
                "Die Bedarfserhebung am {on} war das erste Beratungsgespräch. Als Gespräch ist es noch "
                "nicht notiert, darum zählt es in keiner Kennzahl."
            )
        )
        note = partial(self._frame.open_page, "talk", case_id=view.case_id, held_on=on.isoformat())
        return [NextLine(State.OPEN, words.format(on=day(on)), "", _("Gespräch dazu notieren"), note)]

    def _undertaking(self, view: CaseView) -> list[NextLine]:
        """Return the line of an interpreter's undertaking that is still out (Rule E1)."""
        unbound = without_undertaking(view.file.consents, self._frame.today())
        if unbound is None:
            return []
        text = _("Die Verpflichtung der Sprachmittlung fehlt noch.")
        enter = partial(self._go, "consent", consent_id=unbound.id)
        return [NextLine(State.OPEN, text, "", _("Verpflichtung eintragen"), enter)]

    def _step_line(self, step: ChainStepView) -> NextLine:
        return NextLine(
            State.GOING if step.state is StepState.BEGUN else State.OPEN,
            why(step) or _open_step(step.step),
            "",
            _step_act(step.step),
            partial(self._go_to_step, step),
        )

    def _go_to_step(self, step: ChainStepView) -> None:
        part = _PARTS[step.step]
        if step.step is ChainStep.PLAN and step.state is StepState.BEGUN:
            self._go("missing")
        else:
            self._go(part, work=part == "plan")


def _open_step(step: ChainStep) -> str:
    return {
        ChainStep.PRIVACY_NOTICE: _("Die Datenschutzerklärung ist noch nicht ausgehändigt und erklärt."),
        ChainStep.CONSENT: _("Die Einwilligung fehlt noch."),
        ChainStep.AGREEMENT: _("Die Beratungsvereinbarung fehlt noch."),
        ChainStep.NEEDS: _("Der Bedarf ist noch nicht aufgenommen."),
        ChainStep.PLAN: _("Der Integrationsplan ist noch nicht begonnen."),
        ChainStep.GOALS: _("Noch ist kein Ziel vereinbart."),
    }[step]


def _step_act(step: ChainStep) -> str:
    return {
        ChainStep.PRIVACY_NOTICE: _("Eintragen"),
        ChainStep.CONSENT: _("Einwilligung einholen"),
        ChainStep.AGREEMENT: _("Vereinbarung eintragen"),
        ChainStep.NEEDS: _("Bedarf aufnehmen"),
        ChainStep.PLAN: _("Zum Plan"),
        ChainStep.GOALS: _("Zu den Zielen"),
    }[step]


def _add_row(grid: QGridLayout, line: NextLine) -> None:
    act = link_button(line.act, line.run)
    act.setAccessibleDescription(line.text)
    sign = StateSign(line.state, line.when or line.text)
    words = QVBoxLayout()
    words.setContentsMargins(0, 0, 0, space(2))
    words.setSpacing(0)
    words.addWidget(level(Text(line.text)))
    if line.when:
        words.addWidget(SmallText(line.when))
    words.addStretch(1)
    row, top = grid.rowCount(), Qt.AlignmentFlag.AlignTop
    grid.addWidget(sign, row, 0, top)
    grid.addLayout(words, row, 1)
    grid.addWidget(act, row, 2, top | Qt.AlignmentFlag.AlignLeft)
