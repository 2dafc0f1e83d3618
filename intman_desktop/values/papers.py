"""What the papers need to know: facts, dates and labels, never sentences.

The sentences stand in ``resources/papers`` in the language of the paper; ``wording`` is what the
office made of them. A ``Label`` is a text that the caller has already looked up in that language (a
nationality, the name of a goal area, a reason from a list). Dates stay dates; the paper words them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from intman_desktop.values.codes import ConsentDecision, Sex
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.paper_parts import (
    AccessSection,
    FiledPaper,
    Label,
    PaperBlock,
    PaperClient,
    PaperDisclosure,
    PaperExtension,
    PaperGoal,
    PaperPeriod,
)
from intman_desktop.values.privacy_papers import PrivacyPaper
from intman_desktop.values.request_papers import RequestLetterPaper
from intman_desktop.values.texts import TextInForce


@dataclass(frozen=True)
class PrivacyNoticePaper:
    """Datenschutzerklärung (Art. 13 DS-GVO or the provider's own law, E8)."""

    office: Office
    worker: Worker
    issued_on: date
    language: str = "de"
    wording: TextInForce = field(default_factory=TextInForce)


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
    wording: TextInForce = field(default_factory=TextInForce)


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
    wording: TextInForce = field(default_factory=TextInForce)


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
class OfficeLetterPaper:
    """A letter about a client to another office, with what allows it: ``rests_on`` (E7, P10).

    ``text`` is plain; ``address`` are the lines below the recipient's name; ``purpose`` is that of
    the consent.
    """

    office: Office
    worker: Worker
    issued_on: date
    recipient: str
    subject: str
    text: str
    client: PaperClient
    rests_on: PaperDisclosure
    purpose: str = ""
    address: tuple[str, ...] = ()
    language: str = "de"


@dataclass(frozen=True)
class DisclosuresPaper:
    """Verzeichnis der Weitergaben: what was passed on of one client, the newest first (E7)."""

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    disclosures: tuple[PaperDisclosure, ...]
    case_number: str = ""
    language: str = "de"


@dataclass(frozen=True)
class AccessPaper:
    """Auskunft: everything that is held about a person, and what Art. 15 wants told beside it (L8).

    ``beside`` is the same in the client's language, which stands in a second column; both are ``paired``.
    """

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    sections: tuple[AccessSection, ...]
    case_number: str = ""
    language: str = "de"
    beside: AccessPaper | None = None
    paired: bool = False


@dataclass(frozen=True)
class WithdrawalPaper:
    """Bestätigung des Widerrufs: what happens now, and who was told something (C10, E4).

    ``recipients`` are all of the register; ``proof_until`` is None where the signed consent is not kept.
    """

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    withdrawn_on: date
    backups_gone_by: date
    recipients: tuple[str, ...] = ()
    proof_until: date | None = None
    case_number: str = ""
    language: str = "de"


@dataclass(frozen=True)
class PapersToDestroyPaper:
    """The papers of a case with their filing places: to be destroyed now, or after ``keep_until`` (E4)."""

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    papers: tuple[FiledPaper, ...]
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
    """One number that was another one in the version before (K7); None where it went into "others" (K11).

    ``kinds`` are the kinds of event behind it, none where the version before is older than the noting.
    """

    label: Label
    before: int | None
    after: int | None
    kinds: tuple[ChangeKind, ...] = ()


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
    None where no version was handed in before. ``erased_moved``: cases erased since are counted in a row of
    their own, which is no change (K8).
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
    erased_moved: bool = False


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
    | OfficeLetterPaper
    | RequestLetterPaper
    | DisclosuresPaper
    | AccessPaper
    | WithdrawalPaper
    | PapersToDestroyPaper
    | EmergencySheetPaper
    | KeyFiguresPaper
    | ErasureProtocolPaper
    | RestOfList
    | PrivacyPaper
)
