"""What the page of one case and the taking in of a person are shown, beside the case itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from intman_desktop.values.case_file import Consent, Decision
from intman_desktop.values.codes import CaseState, HeldReason, TalkSetting
from intman_desktop.values.ending_views import MarkedPlace
from intman_desktop.values.form_views import Options
from intman_desktop.values.journal_views import Access
from intman_desktop.values.requests import CorrectionLine
from intman_desktop.values.views import CaseView
from intman_desktop.values.work_views import PeriodView


@dataclass(frozen=True)
class ReferralLine:
    """A service named in a talk by its name, and what came of it as code and in words (P7, Z6)."""

    referral_id: int
    service: str
    outcome: str = ""
    outcome_label: str = ""
    outcome_on: date | None = None


@dataclass(frozen=True)
class TalkLine:
    """One talk as a line of the case, with words instead of codes; ``note`` is this person's own (K5).

    ``further`` are the secondary topics; ``closed`` says that no consent opens what the talk is marked with:
    the note is still to be taken out (E3); ``asks_for_entry`` that others were spoken to and the register
    holds nothing of that day (E7).
    """

    talk_id: int
    participant_id: int
    on: date
    form: str
    topic: str
    further: tuple[str, ...] = ()
    setting: TalkSetting = TalkSetting.SINGLE
    note: str = ""
    counts: bool = True
    referrals: tuple[ReferralLine, ...] = ()
    next_step: str = ""
    next_step_due: date | None = None
    next_step_done_on: date | None = None
    plan_missing_reason: str = ""
    closed: bool = False
    asks_for_entry: bool = False


@dataclass(frozen=True)
class CaseSheet:
    """One case with the words its page needs: what the codes in it are called, and the office's settings.

    ``talks`` are the newest first; ``rest`` is the decision by which the case rests now, else None;
    ``reasons`` are the ending reasons and ``relationships`` those on offer, ``fields`` the labels of fields;
    ``outcomes`` are what can come of a referral (Z6); ``colleagues`` could take the case over (U5);
    ``deletion_days``, ``rest_months`` and ``consent_proof_years`` are the office's settings.
    ``corrections`` are told in words (L8). ``languages`` are those a text can be explained in,
    ``form_law`` the article by which a consent is to be in writing, empty for none (E8); ``marked`` is what
    still stands here without the consent for its kind of data (E3). ``opened_for`` is the reason a case on
    hold was opened with, None for any other: what the person is owed of it is made with that reason (L2).
    ``paper_languages`` are those that the texts of the first talk exist in, ``shown_in`` names the language
    of each text that was shown by its fingerprint (E2); ``german_only`` are the papers without one in hers;
    ``expired`` are the consents that ran out while something of theirs is still held, hidden (E3);
    ``shows_texts`` says that the office has what the papers of the first talk need (E8).
    """

    view: CaseView
    language: str
    worker: str
    ending_reason: str
    talks: tuple[TalkLine, ...]
    rest: Decision | None = None
    reasons: Options = ()
    fields: Options = ()
    relationships: Options = ()
    deletion_days: int = 14
    rest_months: int = 6
    outcomes: Options = ()
    consent_proof_years: int = 3
    corrections: tuple[CorrectionLine, ...] = ()
    colleagues: Options = ()
    languages: Options = ()
    form_law: str = ""
    marked: tuple[MarkedPlace, ...] = ()
    opened_for: HeldReason | None = None
    paper_languages: tuple[str, ...] = ("de",)
    shown_in: Options = ()
    german_only: tuple[str, ...] = ()
    expired: tuple[Consent, ...] = ()
    shows_texts: bool = True


@dataclass(frozen=True)
class FamilyMember:
    """A relative with a file of her own, seen from the household (C5, P4).

    ``case_id`` is 0, and all after it empty, where only the ``relationship`` may be told. ``blocks`` of the
    seven are complete, None without a plan.
    """

    member_id: int
    relationship: str
    case_id: int = 0
    name: str = ""
    number: str = ""
    state: CaseState = CaseState.ACTIVE
    period: PeriodView | None = None
    blocks: int | None = None
    next_review: date | None = None


@dataclass(frozen=True)
class AdultToBe:
    """A child of a household for whom a file of her own is prepared; only the language goes along (P4, E5).

    ``case_id``, ``number`` and ``person`` are the household's, ``relationship`` is in words; ``birth_year``
    and ``birth_month`` tell the child from others of the household.
    """

    case_id: int
    member_id: int
    number: str
    person: str
    relationship: str
    birth_year: int | None
    birth_month: int | None
    language: str


@dataclass(frozen=True)
class JournalLine:
    """One entry of the journal of a case: when, the verb, and what the store was opened with (L6).

    ``who`` is the name of that way in, where it has one.
    """

    at: datetime
    verb: str
    access: Access = Access.FORMER
    who: str = ""


@dataclass(frozen=True)
class IntakeForm:
    """What taking a person in offers: lists with labels, the name of who acts, which papers there are (E8).

    ``paper_languages`` are those that the three papers of the first talk all exist in; ``lacking`` names
    the fields of ``Office`` without which none of them can be made. ``form_law`` is the article by which a
    consent is to be in writing, empty for none. ``forms`` and ``topics`` are for a Kurzkontakt;
    ``form_words`` and ``topic_words`` are further words by which one is found, by its code.
    """

    languages: Options
    forms: Options
    topics: Options
    worker: str = ""
    paper_languages: tuple[str, ...] = ("de",)
    lacking: tuple[str, ...] = ()
    form_law: str = ""
    form_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topic_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
