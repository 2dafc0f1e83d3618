"""The words of the legal chain and of the clock on the case page (P1, C9)."""

from __future__ import annotations

from datetime import date

from intman_desktop.language import _, ngettext
from intman_desktop.rules.goals import CLOSED_STATES
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.ui.parts.chain_steps import SpineStep
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import day
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import CaseView, ChainStep, ChainStepView, StepState
from intman_desktop.values.work_views import PeriodState, PeriodView

_STATES = {
    StepState.DONE: State.DONE,
    StepState.BEGUN: State.GOING,
    StepState.OPEN: State.OPEN,
    StepState.CLOSED: State.CLOSED,
}
_WORK = frozenset({ChainStep.NEEDS, ChainStep.PLAN, ChainStep.GOALS})
_CLOCK_STATES = {
    PeriodState.NOT_STARTED: State.OPEN,
    PeriodState.RUNNING: State.GOING,
    PeriodState.ENDING: State.DUE,
    PeriodState.OVER: State.OVERDUE,
}


def step_name(step: ChainStep) -> str:
    """Return what a step of the chain is called."""
    return {
        ChainStep.PRIVACY_NOTICE: _("Datenschutzerklärung"),
        ChainStep.CONSENT: _("Einwilligung"),
        ChainStep.AGREEMENT: _("Vereinbarung"),
        ChainStep.NEEDS: _("Bedarf"),
        ChainStep.PLAN: _("Plan"),
        ChainStep.GOALS: _("Ziele"),
        ChainStep.ENDING: _("Beendigung"),
    }[step]


def spine_steps(view: CaseView, today: date) -> tuple[SpineStep, ...]:
    """Return the steps as the spine shows them: sign, name, state in a word, and why (Rule P1)."""
    return tuple(
        SpineStep(each.step.value, step_name(each.step), *_mark(view, each, today), why(each))
        for each in view.chain
    )


def why(step: ChainStepView) -> str:
    """Return the sentences that say what a step lacks or why it is closed."""
    return " ".join(sentence(fact) for fact in step.facts)


def clock_words(period: PeriodView, state: CaseState = CaseState.ACTIVE, ended_on: date | None = None) -> str:
    """Return the clock in one line: first talk, last day, days left, how far it can be extended (C9).

    Of a case that ended, on ``ended_on`` where it is to be told, nothing is left to count or extend.
    """
    if period.start is None:
        return " ".join(sentence(fact) for fact in period.words)
    ended = state is CaseState.ENDED
    words = [
        *([_("Beratung beendet am {on}").format(on=day(ended_on))] if ended and ended_on else []),
        _("erstes Beratungsgespräch {start}").format(start=day(period.start)),
        *([_("nicht belegt")] if period.unproven else []),
        *([_("Beratungszeitraum bis {last_day}").format(last_day=day(period.last_day))] if ended else []),
        *([] if ended else _end_words(period)),
    ]
    if period.extensions and period.last_day != period.regular_end:
        words.append(_("verlängert, ohne Verlängerung bis {end}").format(end=day(period.regular_end)))
    if period.found_start is not None and not period.unnoted_first:
        words.append(_("nach den Gesprächen ab {found}").format(found=day(period.found_start)))
    if any(fact.code == "start_gone" for fact in period.notes):
        words.append(_("kein zählendes Gespräch mehr"))
    if period.may_extend and not ended:
        words.append(_("verlängerbar bis {latest}").format(latest=day(period.latest_possible)))
    return " · ".join(words)


def clock_state(period: PeriodView, *, running: bool) -> State:
    """Return what colours the bar: a case that is not worked on has nothing to warn of (L1, L2)."""
    return _CLOCK_STATES[period.state] if running else State.CLOSED


def _end_words(period: PeriodView) -> tuple[str, str]:
    if period.state is PeriodState.OVER:
        return _("endete am {last_day}").format(last_day=day(period.last_day)), _("vorbei")
    return _("endet am {last_day}").format(last_day=day(period.last_day)), sentence(period.short)


def _mark(view: CaseView, step: ChainStepView, today: date) -> tuple[State, str]:
    """Return sign and word of a step; after a withdrawal nothing is open any more (Rule E4)."""
    if withdrawn_on(view.file) is not None:
        if step.step is ChainStep.CONSENT:
            return State.WARNING, _("widerrufen")
        if step.step in _WORK:
            return State.CLOSED, _("geschlossen")
    return _state(step, today), _word(view, step)


def _state(step: ChainStepView, today: date) -> State:
    review = step.step is ChainStep.GOALS and step.on is not None and step.state is StepState.BEGUN
    if review and step.on is not None and step.on <= today:
        return State.DUE
    return _STATES[step.state]


def _word(view: CaseView, step: ChainStepView) -> str:
    if step.state is StepState.CLOSED:
        return _("noch geschlossen")
    if step.step is ChainStep.PLAN and step.state is not StepState.OPEN:
        return _("{complete} von {all}").format(complete=view.plan.complete_blocks, all=len(view.plan.blocks))
    if step.step is ChainStep.GOALS and view.plan.goals:
        return _goals_word(view, step)
    if step.state is StepState.DONE:
        return day(step.on) if step.on else _("erledigt")
    if step.step is ChainStep.NEEDS and step.on is not None:
        return _("noch leer")
    return _("begonnen") if step.state is StepState.BEGUN else _("offen")


def _goals_word(view: CaseView, step: ChainStepView) -> str:
    """Return how many goals there are, or that none is open while one is asked for (Rule Z1)."""
    states = [each.goal.state for each in view.plan.goals]
    if step.state is StepState.BEGUN and CLOSED_STATES.issuperset(states):
        return _("keins offen")
    return ngettext("{count} Ziel", "{count} Ziele", len(states)).format(count=len(states))
