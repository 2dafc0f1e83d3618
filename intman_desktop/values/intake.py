"""What the guided chain gathers about a new person; it lives in memory until it is taken in (P2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intman_desktop.values.case_file import (
    Agreement,
    Answer,
    Client,
    Consent,
    EarlierCounselling,
    HouseholdMember,
    NeedsAssessment,
    NoticeGiven,
)
from intman_desktop.values.codes import YesNoUnknown


@dataclass(frozen=True)
class Intake:
    """A new person with the evidence of steps 1 to 3 (P1).

    ``language`` is that of the papers shown; ``counselled_before`` is None while the question was not
    asked (C7); ``opened_on`` is None for today. Consents without a decision are left out. ``apart_from`` are
    keys of cases that look like this person's and are another's (twins). ``grown_up`` is the row of another
    file's household whose person this is, 0 for none (P4).
    """

    client: Client
    language: str = "de"
    notice: NoticeGiven | None = None
    consents: tuple[Consent, ...] = ()
    agreement: Agreement | None = None
    counselled_before: YesNoUnknown | None = None
    earlier: tuple[EarlierCounselling, ...] = ()
    needs_assessment: NeedsAssessment | None = None
    answers: tuple[Answer, ...] = ()
    household: tuple[HouseholdMember, ...] = ()
    opened_on: date | None = None
    apart_from: tuple[str, ...] = ()
    grown_up: int = 0
