"""What the papers need to know: facts, dates and labels, never sentences.

The sentences stand in ``resources/papers`` in the language of the paper; ``wording`` is what the
office made of them. A ``Label`` is a text that the caller has already looked up in that language (a
nationality, the name of a goal area, a reason from a list). Dates stay dates; the paper words them.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import TypeAlias

from intman_desktop.values.codes import ConsentDecision, Sex
from intman_desktop.values.consent_papers import (
    InterpreterUndertakingPaper,
    SingleConsentPaper,
)
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.office_papers import (
    EmergencySheetPaper,
    ErasureProtocolPaper,
    KeyFiguresPaper,
    RestOfList,
)
from intman_desktop.values.paper_parts import (
    AccessApart,
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
    """Datenschutzerklärung (Art. 13 DS-GVO or the provider's own law, E8).

    ``substitutes`` are the names of those who can open the store beside the worker and her colleagues (E1).
    """

    office: Office
    worker: Worker
    issued_on: date
    language: str = "de"
    wording: TextInForce = field(default_factory=TextInForce)
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsentFormPaper:
    """Einwilligung: basic, health, contact, interpreter on one sheet (E1).

    ``client`` is None for a form to be filled by hand. The four decisions are ticked only for a new person
    who has just decided; a sheet that asks anew is empty (E5).
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
    """Beratungsvereinbarung (B1, B2); ``expected_until`` is counted by the caller from today or the start.

    ``earlier_unknown`` says that the period may have begun elsewhere, nobody knows when (C7).
    """

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient
    _: KW_ONLY
    expected_until: date
    period: PaperPeriod | None = None
    earlier_unknown: bool = False
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
    ``goals`` (or ``no_goal_reason`` with ``no_goal_until``) and I7 by the fields from ``begun_on`` on.
    ``withdrawn`` says that the consent was withdrawn: the plan is told as it stood before, without how it
    ended, which the next office need not know, and nobody is asked to agree to it (C10, U1).
    ``signed_before`` is the day of the last signature where both lines are free: it was of another text.
    ``edition`` is that of the sentences around all this; a version is told again in those it was handed out
    with (I9).
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
    withdrawn: bool = False
    signed_before: date | None = None
    edition: int = 1


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

    ``rests_on`` is None where it passes nothing on: the notice of a withdrawal. ``text`` is plain;
    ``address`` are the lines below the recipient's name; ``purpose`` is that of the consent.
    """

    office: Office
    worker: Worker
    issued_on: date
    recipient: str
    subject: str
    text: str
    client: PaperClient
    rests_on: PaperDisclosure | None
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
    ``identity`` is by what the person was recognised (Art. 12 (6)), a Label, empty where nothing says so.
    ``apart`` is what holds of this case alone: who else told of the person, and how long it is kept.
    ``asked_on`` is the day of the request that it answers, None where none is entered.
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
    identity: str = ""
    apart: AccessApart = field(default_factory=AccessApart)
    asked_on: date | None = None


@dataclass(frozen=True)
class WithdrawalPaper:
    """Bestätigung des Widerrufs: what happens now, and who was told something (C10, E4).

    ``recipients`` are all of the register; ``proof_until`` is None where no proof of the consent is kept.
    ``held`` says that the case is on hold: then it is erased later, and so are proof and backups (L2).
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
    held: bool = False


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


Paper: TypeAlias = (
    PrivacyNoticePaper
    | ConsentFormPaper
    | SingleConsentPaper
    | InterpreterUndertakingPaper
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
