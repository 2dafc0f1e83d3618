"""Closed sets that the rules depend on; everything a Land or an office may change is data in a profile."""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands (C6, L2)."""

    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


OPEN_STATES = (CaseState.ACTIVE, CaseState.DORMANT)
"""The states of a case that is not ended: while it rests its deadlines go on (C6)."""


class Sex(StrEnum):
    """As in XPersonenstand."""

    MALE = "m"
    FEMALE = "w"
    DIVERSE = "d"
    NOT_STATED = "x"


class BirthPrecision(StrEnum):
    """How exactly a date of birth is known (I8, candidate fields of I1)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class YesNoUnknown(StrEnum):
    """An answer to a question that is always asked (C7)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class StartOrigin(StrEnum):
    """Where the advisory period began (C1, C7)."""

    HERE = "here"
    BROUGHT = "brought"


class StartEvidence(StrEnum):
    """What proves a start brought along (C7)."""

    PLAN_SEEN = "plan_seen"
    CERTIFICATE_SEEN = "certificate_seen"
    TOLD = "told"
    UNKNOWN = "unknown"


class ConsentScope(StrEnum):
    """The separate declarations of E1."""

    BASIC = "basic"
    SPECIAL = "special"
    PASSING_ON = "passing_on"
    RELOCATION = "relocation"
    CONTACT = "contact"
    INTERPRETER = "interpreter"


class SpecialKind(StrEnum):
    """The kinds of Art. 9 (1) DS-GVO (E1)."""

    HEALTH = "health"
    ETHNIC_ORIGIN = "ethnic_origin"
    POLITICAL_OPINIONS = "political_opinions"
    RELIGION = "religion"
    TRADE_UNION = "trade_union"
    GENETIC = "genetic"
    BIOMETRIC = "biometric"
    SEX_LIFE = "sex_life"


class ConsentDecision(StrEnum):
    """What the person said about one declaration; a withdrawal is a date on a given one."""

    GIVEN = "given"
    REFUSED = "refused"
    LATER = "later"


class ConsentForm(StrEnum):
    """How a declaration was made (E2)."""

    WRITTEN = "written"
    MARK_WITH_WITNESS = "mark_with_witness"
    ORAL_WITH_WITNESS = "oral_with_witness"
    ELECTRONIC = "electronic"


class DisclosureWay(StrEnum):
    """How something was passed on (E7)."""

    LETTER = "letter"
    PHONE = "phone"
    IN_PERSON = "in_person"
    ELECTRONIC = "electronic"


class PaperWay(StrEnum):
    """How a paper went out: to a printer, as a version of the plan that is kept, into a file (E4, I9)."""

    PRINTED = "printed"
    HANDED_OUT = "handed_out"
    SAVED = "saved"


class DisclosureGround(StrEnum):
    """On what passing on rests: a consent, or one of the grounds that the law names (E7)."""

    CONSENT = "consent"
    VITAL_INTEREST = "vital_interest"
    CHILD_WELFARE = "child_welfare"
    CRIMINAL_LAW = "criminal_law"
    COURT_ORDER = "court_order"
    STATUTORY_DUTY = "statutory_duty"


class RequestKind(StrEnum):
    """What a person can ask for under Art. 15 to 21 DS-GVO (L8)."""

    ACCESS = "access"
    PORTABILITY = "portability"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


class RequestForm(StrEnum):
    """How a request came in (L8)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    LETTER = "letter"
    ELECTRONIC = "electronic"


class IdentityCheck(StrEnum):
    """How it was made sure that it is the person herself who asks (Art. 12 (6) DS-GVO)."""

    KNOWN = "known"
    DOCUMENT = "document"
    QUESTIONS = "questions"


class RequestAnswer(StrEnum):
    """How a request was answered (Art. 12 (3), (4) DS-GVO)."""

    HANDED_OVER = "handed_over"
    SENT = "sent"
    CARRIED_OUT = "carried_out"
    REFUSED = "refused"


class HeldReason(StrEnum):
    """Why a case on hold is opened; the journal keeps it, and therefore no text of one's own (L2, L6)."""

    COMPLAINT = "complaint"
    COURT = "court"
    PERSON_ASKS = "person_asks"
    SUPERVISION = "supervision"
    REVIEW = "review"


class TextKind(StrEnum):
    """Texts whose exact wording is kept as evidence (E2)."""

    PRIVACY_NOTICE = "privacy_notice"
    CONSENT = "consent"
    AGREEMENT = "agreement"
    PASSING_ON_CONSENT = "passing_on_consent"
    RELOCATION_CONSENT = "relocation_consent"
    SPECIAL_CONSENT = "special_consent"


class ScanKind(StrEnum):
    """What a scanned paper is (E2, I9)."""

    SIGNED_CONSENT = "signed_consent"
    AGREEMENT = "agreement"
    PLAN = "plan"
    CERTIFICATE = "certificate"
    OTHER = "other"


class Block(StrEnum):
    """The seven mandatory blocks of an integration plan (I1 to I7)."""

    PERSONAL = "I1"
    LANGUAGE = "I2"
    EDUCATION = "I3"
    WORK_AND_HOUSING = "I4"
    STEPS = "I5"
    GOALS = "I6"
    COURSE = "I7"


class Light(StrEnum):
    """How far a block is (I8)."""

    MISSING = "missing"
    BEGUN = "begun"
    OPEN_WITH_REASON = "open_with_reason"
    COMPLETE = "complete"


class GoalState(StrEnum):
    """The states of a goal (Z3)."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    DEFERRED = "deferred"
    REACHED = "reached"
    PARTLY_REACHED = "partly_reached"
    NOT_REACHED = "not_reached"
    DROPPED = "dropped"


class Actor(StrEnum):
    """Who takes a measure (Z3)."""

    CLIENT = "client"
    WORKER = "worker"
    THIRD_PARTY = "third_party"


class TalkSetting(StrEnum):
    """With whom a talk was held: one person, or several who are said to be neither couple nor family."""

    SINGLE = "single"
    COUPLE = "couple"
    FAMILY = "family"


class ProviderLaw(StrEnum):
    """Which data-protection law binds the provider (E8)."""

    MUNICIPALITY = "municipality"
    FREE = "free"
    CATHOLIC = "catholic"
    PROTESTANT = "protestant"


class Secrecy(StrEnum):
    """How a worker is bound to secrecy (E1, § 203 StGB)."""

    SOCIAL_WORKER = "social_worker"
    PUBLIC_OFFICE = "public_office"
    NONE = "none"
