"""The steps of taking a person in, in order: their names, what they gather, whose a refusal is (P1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.new_person.step_agreement import AgreementStep
from intman_desktop.ui.new_person.step_consents import ConsentsStep
from intman_desktop.ui.new_person.step_earlier import EarlierStep
from intman_desktop.ui.new_person.step_language import LanguageStep
from intman_desktop.ui.new_person.step_notice import NoticeStep
from intman_desktop.ui.new_person.step_person import PersonStep
from intman_desktop.values.case_file import Client
from intman_desktop.values.intake import Intake

_STEP_OF: Final = (
    (("notice_",), NoticeStep),
    (("name_", "birth_", "adult_"), PersonStep),
    (("consent_", "never_asked", "refused", "put_off", "basic_"), ConsentsStep),
    (("counselled_", "earlier_", "start_"), EarlierStep),
    (("agreement_",), AgreementStep),
)
"""Which step a refused code belongs to, by how it begins."""


def new_steps(frame: Frame) -> list[Step]:
    """Return every step anew, with nothing typed."""
    return [
        LanguageStep(frame),
        NoticeStep(frame),
        PersonStep(frame),
        ConsentsStep(frame),
        EarlierStep(frame),
        AgreementStep(frame),
    ]


def gathered_by(steps: Iterable[Step]) -> Intake:
    """Return what was typed in ``steps``."""
    gathered = Intake(Client())
    for step in steps:
        gathered = step.into(gathered)
    return gathered


def step_refused(code: str, steps: Sequence[Step], otherwise: int) -> int:
    """Return which of ``steps`` a refused ``code`` belongs to, or ``otherwise``; the first is 0."""
    kinds = tuple(kind for starts, kind in _STEP_OF if code.startswith(starts))
    return next((at for at, step in enumerate(steps) if isinstance(step, kinds)), otherwise)


def step_names() -> tuple[tuple[str, str], ...]:
    """Return the steps by their short name and their title (Rule P1)."""
    return (
        (_("Sprache"), _("Sprache")),
        (_("Information"), _("Information ausgehändigt und erklärt")),
        (_("Person"), _("Person")),
        (_("Einwilligungen"), _("Einwilligungen")),
        (_("Frühere Beratung"), _("Frühere Beratung")),
        (_("Vereinbarung"), _("Beratungsvereinbarung")),
    )
