"""The parts of the case page by name, and which of them are pages of their own."""

from __future__ import annotations

from typing import Any, Final

from intman_desktop.language import _
from intman_desktop.ui.case.consent_panel import ConsentPanel
from intman_desktop.ui.case.consents_panel import ConsentsPanel
from intman_desktop.ui.case.deadlines_panel import DeadlinesPanel
from intman_desktop.ui.case.decide_panel import DecidePanel
from intman_desktop.ui.case.decision_panel import DecisionPanel
from intman_desktop.ui.case.ending_panel import EndingPanel
from intman_desktop.ui.case.erasure_panel import ErasurePanel
from intman_desktop.ui.case.hold_panel import HoldPanel
from intman_desktop.ui.case.journal_panel import JournalPanel
from intman_desktop.ui.case.notice_panel import AgreementPanel, NoticePanel
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.case.papers_panel import PapersPanel
from intman_desktop.ui.case.passing_on_panel import PassingOnPanel
from intman_desktop.ui.case.person_panel import PersonPanel
from intman_desktop.ui.case.plan_tab import PlanTab
from intman_desktop.ui.case.rectify_panel import RectifyPanel
from intman_desktop.ui.case.request_panel import RequestPanel
from intman_desktop.ui.case.rest_panel import RestPanel
from intman_desktop.ui.case.shown_text_panel import ShownTextPanel
from intman_desktop.ui.case.take_over_panel import TakeOverPanel
from intman_desktop.ui.case.talks_panel import TalksPanel
from intman_desktop.ui.case.withdraw_panel import WithdrawPanel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.plan.aiming import PlanAim
from intman_desktop.values.views import CaseView, ChainStep, ChainStepView, StepState

FIRST: Final = "plan"
"""The part that is shown when none is named."""

PANELS: Final[dict[str, type[Panel]]] = {
    "plan": PlanTab,
    "talks": TalksPanel,
    "deadlines": DeadlinesPanel,
    "person": PersonPanel,
    "consents": ConsentsPanel,
    "papers": PapersPanel,
    "journal": JournalPanel,
    "notice": NoticePanel,
    "consent": ConsentPanel,
    "passing_on": PassingOnPanel,
    "request": RequestPanel,
    "rectify": RectifyPanel,
    "agreement": AgreementPanel,
    "shown_text": ShownTextPanel,
    "withdraw": WithdrawPanel,
    "decide": DecidePanel,
    "rest": RestPanel,
    "decision": DecisionPanel,
    "take_over": TakeOverPanel,
    "ending": EndingPanel,
    "erasure": ErasurePanel,
    "hold": HoldPanel,
}
"""Each part of the page by its name."""
_OTHER_NAMES: Final = {"review": "plan", "signatures": "plan", "missing": "plan", "household": "person"}
_STEPS: Final = {
    ChainStep.PRIVACY_NOTICE: "consents",
    ChainStep.CONSENT: "consents",
    ChainStep.AGREEMENT: "consents",
    ChainStep.NEEDS: "needs",
    ChainStep.PLAN: "plan",
    ChainStep.GOALS: "plan",
    ChainStep.ENDING: "ending",
}
_STEPS_TO_DO: Final = {ChainStep.PRIVACY_NOTICE: "notice", ChainStep.AGREEMENT: "agreement"}


def tabs() -> tuple[tuple[str, str], ...]:
    """Return the parts that are tabs, in their order, with their words."""
    words = {
        "plan": _("Plan und Ziele"),
        "talks": _("Gespräche"),
        "deadlines": _("Fristen"),
        "person": _("Person und Haushalt"),
        "consents": _("Einwilligungen"),
        "papers": _("Papiere und Scans"),
        "journal": _("Protokoll"),
    }
    return tuple(words.items())


def forms() -> tuple[str, ...]:
    """Return the parts that are forms in the place of the tabs."""
    return tuple(part for part in PANELS if part not in dict(tabs()))


def known(part: str) -> str:
    """Return the name of a part, also where a deadline names it otherwise; the first one if there is none."""
    name = _OTHER_NAMES.get(part, part)
    return name if name in PANELS else FIRST


def details_of(part: str) -> dict[str, Any]:
    """Return how a part is opened under the name ``part``.

    "review" is the plan, reviewing; "signatures" and "missing" are the block of it where that is entered.
    """
    if part == "review":
        return {"review": True}
    return {"at": part} if part in tuple(PlanAim) else {}


def held_in(part: str, values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return ``values``, what is typed in ``part``, as the page tells it; None where nothing is."""
    return None if values is None else {"part": part, "values": values}


def meant(details: dict[str, Any]) -> dict[str, Any]:
    """Return what ``details`` say of a form itself, without where it leads back to."""
    return {name: each for name, each in details.items() if name != "back"}


def of_step(step: ChainStepView, view: CaseView) -> str:
    """Return the part in which a step of the chain is done, or was (Rule P1)."""
    if step.step is ChainStep.ENDING and step.state is StepState.DONE:
        return "erasure"
    todo = step.state in (StepState.OPEN, StepState.BEGUN) and view.is_open
    return _STEPS_TO_DO.get(step.step, _STEPS[step.step]) if todo else _STEPS[step.step]


def panel(part: str, frame: Frame, go: Go) -> Panel:
    """Return a new panel of the part ``part``."""
    return PANELS[part](frame, go)
