"""What the papers need to know: facts, dates and labels, never sentences.

The sentences stand in ``resources/papers`` in the language of the paper. A ``Label`` is a text
that the caller has already looked up in that language (a nationality, the name of a goal area,
a reason from a list). Dates stay dates; the paper words them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from intman_desktop.values.codes import Block, ConsentDecision, GoalState, Light, Sex, StartEvidence
from intman_desktop.values.office import Office, Worker

Label: TypeAlias = str


@dataclass(frozen=True)
class PaperClient:
    """The client as a paper names her; ``born`` is a date or, where it is uncertain, a label."""

    name: str
    born: date | Label = ""
    nationality: Label = ""
    address: str = ""


@dataclass(frozen=True)
class PaperPeriod:
    """The clock as it stands on the day of the paper (C1 to C9).

    ``evidence`` is None for a start in this office; ``earlier_office`` names the one before.
    ``regular_end`` is the last day without an extension, ``last_day`` the present one,
    ``days_left`` is last day minus the day of the paper and may be negative.
    """

    first_talk: date
    regular_end: date
    last_day: date
    latest_possible: date
    days_left: int
    evidence: StartEvidence | None = None
    earlier_office: str = ""
    extended_until: date | None = None
    extension_decided_on: date | None = None
    extension_reason: Label = ""


@dataclass(frozen=True)
class PaperRow:
    """One labelled answer; ``since`` and ``until`` are its validity where it has one."""

    label: Label
    value: str | date
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class PaperBlock:
    """One block of the plan; ``title`` and ``code`` are only needed for blocks of the office's own (I10).

    ``missing`` names what is still open (labels); ``reason`` is "nicht erhoben, weil …" (I8).
    """

    block: Block | None
    light: Light
    rows: tuple[PaperRow, ...] = ()
    text: str = ""
    reason: str = ""
    missing: tuple[Label, ...] = ()
    title: Label = ""
    code: str = ""


@dataclass(frozen=True)
class PaperMeasure:
    """A measure of a goal: what, who (already a label or a name), until when, what came of it."""

    what: str
    who: Label
    until: date | None = None
    outcome: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class PaperGoalStep:
    """One change of a goal's state, oldest first: "deren Erfüllung" of I6 (Z3)."""

    state: GoalState
    on: date
    note: str = ""


@dataclass(frozen=True)
class PaperGoal:
    """A goal in the client's words with its measures and how it stands (Z1, Z3).

    ``area_code`` is by what a goal is found whose area no consent opens any more (I9, E3).
    """

    area: Label
    wording: str
    state: GoalState
    seen_by: str = ""
    until: date | None = None
    agreed_on: date | None = None
    next_review: date | None = None
    measures: tuple[PaperMeasure, ...] = ()
    history: tuple[PaperGoalStep, ...] = ()
    area_code: str = ""


@dataclass(frozen=True)
class PrivacyNoticePaper:
    """Datenschutzerklärung (Art. 13 DS-GVO or the provider's own law, E8)."""

    office: Office
    worker: Worker
    issued_on: date
    language: str = "de"


@dataclass(frozen=True)
class ConsentFormPaper:
    """Einwilligung: basic, health, contact, interpreter on one sheet (E1).

    ``client`` is None for a form to be filled by hand. The four decisions are ticked where known.
    """

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient | None = None
    basic: ConsentDecision | None = None
    health: ConsentDecision | None = None
    contact: ConsentDecision | None = None
    interpreter: ConsentDecision | None = None
    interpreter_name: str = ""
    explained_by: str = ""
    representative: str = ""
    language: str = "de"


@dataclass(frozen=True)
class AgreementPaper:
    """Beratungsvereinbarung (B1, B2); ``expected_until`` is counted by the caller from today or the start."""

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    expected_until: date
    period: PaperPeriod | None = None
    oral_on: date | None = None
    client_signed_on: date | None = None
    worker_signed_on: date | None = None
    case_number: str = ""
    language: str = "de"


@dataclass(frozen=True)
class PlanPaper:
    """Integrationsplan mit Zielvereinbarung (I1 to I10, Z1 to Z5, U2).

    ``blocks`` holds I1 to I5 and the office's own blocks in the order of printing; I6 is told by
    ``goals`` (or ``no_goal_reason`` with ``no_goal_until``) and I7 by the last six fields.
    """

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    case_number: str
    version: int
    period: PaperPeriod | None
    blocks: tuple[PaperBlock, ...]
    goals: tuple[PaperGoal, ...] = ()
    no_goal_reason: str = ""
    no_goal_until: date | None = None
    begun_on: date | None = None
    brought_along: bool = False
    course: str = ""
    ended_on: date | None = None
    ending_reason: Label = ""
    client_signed_on: date | None = None
    worker_signed_on: date | None = None
    language: str = "de"


@dataclass(frozen=True)
class CertificatePaper:
    """Bescheinigung über den Beratungszeitraum (C11)."""

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    period: PaperPeriod
    case_number: str = ""
    ended_on: date | None = None
    language: str = "de"


@dataclass(frozen=True)
class PaperExtension:
    """One extension as it is justified; reason, text and evidence are blank where no consent opens them."""

    until: date
    decided_on: date
    reason: Label = ""
    text: str = ""
    evidence_seen_on: date | None = None
    evidence_place: Label = ""
    late_reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True)
class ExtensionPaper:
    """Begründung der Verlängerung with every extension, the last one first (C2, C3, C8)."""

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    period: PaperPeriod
    extensions: tuple[PaperExtension, ...]
    case_number: str = ""
    language: str = "de"


@dataclass(frozen=True)
class LetterPaper:
    """A letter to a client: ``text`` is plain, with {Anrede}, {Name} and {Fallnummer} still in it.

    ``address`` are the lines below the name; ``family_name`` is empty where the person has none.
    """

    office: Office
    worker: Worker
    issued_on: date
    name: str
    subject: str
    text: str
    address: tuple[str, ...] = ()
    family_name: str = ""
    sex: Sex | None = None
    case_number: str = ""
    language: str = "de"


@dataclass(frozen=True)
class EmergencySheetPaper:
    """Notfallblatt: the second way into the store; ``groups`` are the secret and never logged."""

    created_on: date
    vault_name: str
    groups: tuple[str, ...] = field(repr=False)
    vault_code: str = ""
    office_name: str = ""
    language: str = "de"


@dataclass(frozen=True)
class PaperFigureRow:
    """One number; ``previous`` is last year's. None where there is none, or where it went into "others"."""

    label: Label
    number: int | None
    previous: int | None = None
    note: Label = ""


@dataclass(frozen=True)
class PaperFigureGroup:
    """Figures that belong together; a ``total`` is shown beside the title where it makes sense."""

    title: Label
    rows: tuple[PaperFigureRow, ...]
    total: int | None = None
    note: Label = ""


@dataclass(frozen=True)
class PaperFigureChange:
    """One number that was another one in the version before (K7); None where it went into "others" (K11)."""

    label: Label
    before: int | None
    after: int | None


@dataclass(frozen=True)
class PlanBalance:
    """The identity of K4: begun + continued − ended = open."""

    begun: int
    continued: int
    ended: int
    open: int


@dataclass(frozen=True)
class KeyFiguresPaper:
    """Kennzahlenbogen of one funding year (K1 to K8, K11).

    ``frozen_on`` and ``number`` stand for a sheet that was handed in (K7); ``open_questions`` are the
    sentences of the plausibility list, ``notes`` the rules of counting, both in the paper's language.
    ``changes`` are the numbers that differ from version ``before_number``, handed in on ``before_on``;
    None where no version was handed in before.
    """

    office: Office
    issued_on: date
    year: int
    definition: Label
    definition_version: int
    groups: tuple[PaperFigureGroup, ...]
    balance: PlanBalance | None = None
    notes: tuple[Label, ...] = ()
    open_questions: tuple[Label, ...] = ()
    workers: tuple[str, ...] = ()
    frozen_on: date | None = None
    number: int = 0
    fingerprint: str = ""
    language: str = "de"
    changes: tuple[PaperFigureChange, ...] = ()
    before_on: date | None = None
    before_number: int = 0


@dataclass(frozen=True)
class ErasedCase:
    """One erasure as it stays on record: a day and a reason, nothing that points to a person (L3)."""

    erased_on: date
    reason: Label


@dataclass(frozen=True)
class ErasureProtocolPaper:
    """Löschprotokoll (L2 to L4): what was erased, where, and what the program cannot reach.

    ``removed`` counts by kind what was in the erased cases, ``places`` are the backup places whose list
    of the erased was updated, ``places_missing`` those that were not there, ``backups_gone_by`` the day
    from which no backup that still holds the cases may exist.
    """

    office: Office
    worker: Worker
    issued_on: date
    cases: tuple[ErasedCase, ...]
    removed: tuple[tuple[Label, int], ...] = ()
    places: tuple[str, ...] = ()
    places_missing: tuple[str, ...] = ()
    backups_gone_by: date | None = None
    journal_head: str = ""
    language: str = "de"


@dataclass(frozen=True)
class RestPerson:
    """Somebody in an old list who was not taken over: the row, name, birth, and why."""

    number: int
    name: str
    birth: Label
    reason: Label


@dataclass(frozen=True)
class RestOfList:
    """Those of an old list who were not taken over; made from memory, kept nowhere (P2)."""

    office: Office
    issued_on: date
    people: tuple[RestPerson, ...]
    language: str = "de"


Paper: TypeAlias = (
    PrivacyNoticePaper
    | ConsentFormPaper
    | AgreementPaper
    | PlanPaper
    | CertificatePaper
    | ExtensionPaper
    | LetterPaper
    | EmergencySheetPaper
    | KeyFiguresPaper
    | ErasureProtocolPaper
    | RestOfList
)
