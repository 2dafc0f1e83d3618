"""Everything the program holds about one case, as frozen values.

Fields named like a column of the table of the same noun hold that column; ``id`` is 0
until the store has given one, ``version`` counts the saves of the row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from intman_desktop.values.codes import (
    Actor,
    BirthPrecision,
    Block,
    CaseState,
    GoalState,
    Light,
    Sex,
    StartEvidence,
    StartOrigin,
    TalkSetting,
    YesNoUnknown,
)
from intman_desktop.values.declarations import Agreement as Agreement
from intman_desktop.values.declarations import Consent as Consent
from intman_desktop.values.declarations import Disclosure as Disclosure
from intman_desktop.values.declarations import NoticeGiven as NoticeGiven
from intman_desktop.values.doubles import DoubleDecision
from intman_desktop.values.requests import Correction as Correction
from intman_desktop.values.requests import Request as Request
from intman_desktop.values.scans import Scan as Scan


@dataclass(frozen=True)
class Case:
    """The file itself: its number, state, clock and end (C1, C6, C7, L2).

    ``from_list_on`` is the day on which it was taken over from an old list of the office, None for any other
    (L8: where the data come from).
    """

    number: str
    opened_on: date
    state: CaseState = CaseState.ACTIVE
    key: str = ""
    origin_key: str = ""
    from_list_on: date | None = None
    worker: str = ""
    programme: str = "integrationsmanagement_bw"
    counselled_before: YesNoUnknown = YesNoUnknown.UNKNOWN
    period_start: date | None = None
    start_origin: StartOrigin = StartOrigin.HERE
    start_evidence: StartEvidence | None = None
    start_reason: str = ""
    ended_on: date | None = None
    ending_reason: str = ""
    ending_note: str = ""
    deletion_due: date | None = None
    deletion_reason: str = ""
    hold_since: date | None = None
    hold_reason: str = ""
    hold_review_on: date | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class EarlierCounselling:
    """One office that counselled the person before (C7)."""

    office: str = ""
    since: date | None = None
    until: date | None = None
    evidence: StartEvidence = StartEvidence.UNKNOWN
    id: int = 0


@dataclass(frozen=True)
class Client:
    """Who is counselled: the part of I1 that lists, search and figures need."""

    family_name: str = ""
    given_name: str = ""
    designation: str = ""
    birth_date: date | None = None
    birth_precision: BirthPrecision = BirthPrecision.UNKNOWN
    birth_uncertain: bool = False
    adult: bool | None = None
    sex: Sex | None = None
    nationality: str = ""
    second_nationality: str = ""
    section_24: bool | None = None
    language: str = "de"
    interpreter_needed: bool | None = None
    phone: str = ""
    email: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    version: int = 1


@dataclass(frozen=True)
class Answer:
    """One answer to a field of the needs assessment or a plan block, with its validity (I8)."""

    field: str
    value: str
    valid_from: date | None = None
    valid_to: date | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class HouseholdMember:
    """A relative: adults by relationship only, children also by month and year of birth (P4)."""

    relationship: str
    adult: bool
    birth_year: int | None = None
    birth_month: int | None = None
    linked_case: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class NeedsAssessment:
    """The detailed talk of step 4; what was said stands in the answers (P1, P8)."""

    held_on: date
    held_by: str = ""
    is_first_talk: bool = True
    handover_on: date | None = None
    handover_office: str = ""
    handover_content: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class PlanSpan:
    """A stretch of days on which the plan is open; ``closed_on`` is its last open day (K4)."""

    opened_on: date
    closed_on: date | None = None
    reason: str = ""
    id: int = 0


@dataclass(frozen=True)
class BlockReason:
    """ "Nicht erhoben, weil …" for one of the blocks I1 to I5 (I8)."""

    block: Block
    reason: str
    id: int = 0


@dataclass(frozen=True)
class LightChange:
    """When the light of a block changed (I9)."""

    block: Block
    light: Light
    on: date
    id: int = 0


@dataclass(frozen=True)
class PlanVersion:
    """A version that was handed out, readable as it was (I9); ``content`` is its JSON."""

    number: int
    issued_on: date
    language: str
    content: str
    fingerprint: str
    id: int = 0


@dataclass(frozen=True)
class Measure:
    """A step towards a goal: what, who, until when (Z3)."""

    what: str
    who: Actor
    third_party: str = ""
    until: date | None = None
    outcome: str = ""
    done_on: date | None = None
    id: int = 0


@dataclass(frozen=True)
class GoalChange:
    """A change of a goal's state with date and note: "deren Erfüllung" (Z3, I6)."""

    state: GoalState
    on: date
    note: str = ""
    reviewed: bool = False
    id: int = 0


@dataclass(frozen=True)
class Goal:
    """A goal agreed together, in the client's words (Z1, Z3)."""

    area: str
    wording: str
    seen_by: str = ""
    until: date | None = None
    state: GoalState = GoalState.PROPOSED
    agreed_on: date | None = None
    next_review: date | None = None
    measures: tuple[Measure, ...] = ()
    history: tuple[GoalChange, ...] = ()
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Plan:
    """The one integration plan of a client, with everything in it (I1 to I10, K4).

    ``agreed_anew_on`` is the day on which something else was agreed than what was signed, until that is
    signed anew (Z5).
    """

    begun_on: date | None = None
    brought_along: bool = False
    steps: str = ""
    course: str = ""
    no_goal_reason: str = ""
    no_goal_until: date | None = None
    client_signed_on: date | None = None
    worker_signed_on: date | None = None
    agreed_anew_on: date | None = None
    complete_blocks: int = 0
    spans: tuple[PlanSpan, ...] = ()
    block_reasons: tuple[BlockReason, ...] = ()
    goals: tuple[Goal, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    light_changes: tuple[LightChange, ...] = ()
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Extension:
    """A decision to go on after three years, until a date (C2, C3, C4, C8)."""

    until: date
    decided_on: date
    reason: str
    text: str = ""
    evidence_seen_on: date | None = None
    evidence_place_kind: str = ""
    late_reason: str = ""
    decided_by: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Decision:
    """A dated decision about the case with its reason (P6, C6, U5): ``kind`` as in ``rules.decisions``.

    ``worker`` takes the case over, and ``told_on`` is when the person was told of it (U5). ``kind`` is no
    closed code: a case from a file keeps what another program decided, and it is told as it stands there.
    """

    kind: str
    on: date
    reason: str = ""
    until: date | None = None
    worker: str = ""
    told_on: date | None = None
    id: int = 0


@dataclass(frozen=True)
class Referral:
    """Passing on to a service, and later what came of it (P7, Z6)."""

    service: str
    outcome: str = ""
    outcome_on: date | None = None
    id: int = 0


@dataclass(frozen=True)
class Participant:
    """One person's part in a talk: an own note, never a shared one (K5)."""

    case_key: str
    note: str = ""
    counts: bool = True
    plan_missing_reason: str = ""
    next_step: str = ""
    next_step_due: date | None = None
    next_step_done_on: date | None = None
    referrals: tuple[Referral, ...] = ()
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Talk:
    """The head of a talk and its participants (K5); ``minutes`` is its length, None if not noted."""

    on: date
    form: str
    topic: str
    further_topics: tuple[str, ...] = ()
    setting: TalkSetting = TalkSetting.SINGLE
    minutes: int | None = None
    interpretation: str = ""
    worker: str = ""
    programme: str = "integrationsmanagement_bw"
    participants: tuple[Participant, ...] = ()
    key: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class BriefContact:
    """A Kurzkontakt ohne Personendaten: information and referral, no talk (P2).

    ``worker`` is in older files and stores alone: nothing of it is kept any more.
    """

    on: date
    form: str
    topic: str
    worker: str = ""
    id: int = 0


@dataclass(frozen=True)
class CaseFile:
    """One case, whole; ``talks`` hold only this case's own participant."""

    case: Case
    client: Client
    earlier_counselling: tuple[EarlierCounselling, ...] = ()
    answers: tuple[Answer, ...] = ()
    household: tuple[HouseholdMember, ...] = ()
    notices: tuple[NoticeGiven, ...] = ()
    consents: tuple[Consent, ...] = ()
    agreement: Agreement | None = None
    needs_assessment: NeedsAssessment | None = None
    plan: Plan | None = None
    extensions: tuple[Extension, ...] = ()
    decisions: tuple[Decision, ...] = ()
    scans: tuple[Scan, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    requests: tuple[Request, ...] = ()
    corrections: tuple[Correction, ...] = ()
    doubles: tuple[DoubleDecision, ...] = ()
    talks: tuple[Talk, ...] = field(default=())

    @property
    def notice_given(self) -> NoticeGiven | None:
        """What the person was told last, None where she was told nothing yet (Rule P1)."""
        return max(self.notices, key=lambda given: (given.explained_on, given.id), default=None)
