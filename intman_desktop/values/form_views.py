"""What the forms of the daily work are built from: fields, lists on offer, the people of a talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intman_desktop.values.case_file import Answer, Extension, NeedsAssessment, Talk
from intman_desktop.values.codes import Block
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Phrase
from intman_desktop.values.plan_views import PlanView
from intman_desktop.values.work_views import PeriodView

Options = tuple[tuple[str, str], ...]
"""Pairs of code and label in their order."""

QUICK_TOPICS = 9
"""How many topics are on a key of their own: the keys 1 to 9."""


@dataclass(frozen=True)
class FieldView:
    """One field of the catalogue as a form shows it (I10).

    ``kind`` is a ``profiles.FieldKind`` or ``birth``; ``options`` are the codes on offer with those held
    already; ``of_client`` marks a column of the client; ``closed`` says why no consent opens it (E3);
    ``lines`` is how high a field for text begins. ``words`` are further words by which an option is found, by
    its code. ``ends`` are dated fields whose last day is asked for.
    """

    code: str
    block: Block | None
    kind: str
    label: str
    options: Options = ()
    dated: bool = False
    core: bool = False
    of_client: bool = False
    closed: Explanation | None = None
    lines: int = 1
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: bool = False


@dataclass(frozen=True)
class FilledField:
    """A field with what it holds: every validity of an answer, one value for a column of the client.

    ``client_version`` is that of the client it was read with; it does not count where two are compared.
    """

    view: FieldView
    answers: tuple[Answer, ...] = ()
    client_version: int = field(default=0, compare=False)


@dataclass(frozen=True)
class NeedsForm:
    """The Bedarfserhebung of a case as it stands (P1, P8); ``needs`` is None before it is held.

    ``client_version`` is that of the client whose columns are among ``fields``; ``talk_days`` are those of
    the counting talks that are noted, ``started_on`` the day the period runs from without this talk (C1).
    """

    case_id: int
    name: str
    number: str
    needs: NeedsAssessment | None
    fields: tuple[FilledField, ...]
    workers: tuple[str, ...] = ()
    client_version: int = 0
    talk_days: tuple[date, ...] = ()
    started_on: date | None = None


@dataclass(frozen=True)
class PlanForm:
    """The plan of a case with the fields of I1 to I5, the reasons a plan is closed with, and the span
    in months after which a goal is looked at again (I8, K4, Z2).

    ``phrases`` are those on offer under the consents given (Z4, E3), ``outcomes`` what can come of a
    measure (Z6). ``area_words`` are words by which an area is found as well, by its code.
    """

    view: PlanView
    fields: tuple[FilledField, ...]
    closing_reasons: Options
    review_months: int
    phrases: tuple[Phrase, ...] = ()
    outcomes: Options = ()
    area_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ListedService:
    """An Anlaufstelle on offer; ``need`` is the consent a referral to it asks for (E3, P7)."""

    code: str
    name: str
    need: str = "basic"


@dataclass(frozen=True)
class TopicOffer:
    """A Beratungsthema; ``need`` is the consent it asks for (E3), ``words`` are those it is found by too."""

    code: str
    label: str
    need: str = "basic"
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormOffer:
    """A form of talk, whether talks of it count unless told otherwise (P5), and whether one meets in it.

    ``words`` are further words by which it is found.
    """

    code: str
    label: str
    counts: bool
    meets: bool = True
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class TalkPerson:
    """One person on the sheet: which needs are open today, and the facts that close the others.

    ``declined`` are the recipients to whom she does not want anything passed on, with the fact (P10);
    ``no_undertaking`` is the consent to interpreters without a recorded undertaking, 0 for none (E1);
    ``interpreted`` says that the file asks for interpretation, ``to_renew`` that a consent is to be given
    anew, in a new talk (E6).
    """

    case_id: int
    case_key: str
    name: str
    number: str
    open_needs: frozenset[str]
    closed: tuple[tuple[str, Explanation], ...] = ()
    declined: tuple[tuple[str, Explanation], ...] = ()
    no_undertaking: int = 0
    interpreted: bool = False
    to_renew: bool = False


@dataclass(frozen=True)
class TalkForm:
    """Everything the sheet of a talk offers; ``talk`` is the one that is edited, else None.

    ``quick`` are the codes of the topics on the keys 1 to 9 of the office's choice; ``service_kinds``
    those of an Anlaufstelle that is added from the sheet; ``by_interpreter`` are the codes of the
    interpretations in which somebody takes part who is bound by an undertaking (E1).
    """

    forms: tuple[FormOffer, ...]
    topics: tuple[TopicOffer, ...]
    quick: tuple[str, ...]
    interpretations: Options
    services: tuple[ListedService, ...]
    people: tuple[TalkPerson, ...] = ()
    talk: Talk | None = None
    service_kinds: Options = ()
    by_interpreter: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReasonOffer:
    """A reason for an extension: what it asks for, and why it is closed if it is (C2, C3)."""

    code: str
    label: str
    text_needed: bool = False
    evidence_asked: bool = False
    evidence_needed: bool = False
    closed: Explanation | None = None


@dataclass(frozen=True)
class Correctable:
    """The extension that can be corrected or taken back, with the clock as it would be without it (C4, L8).

    ``months`` are as those of ``PeriodForm``, after ``last_day``, the last day without it; ``decided_by`` is
    who decided it by name, where the extension has a worker's code.
    """

    extension: Extension
    last_day: date
    months: tuple[tuple[int, date], ...]
    decided_by: str


@dataclass(frozen=True)
class PeriodForm:
    """What decisions on the clock need to be shown (C1 to C4, C8).

    ``months`` are pairs of a number of months after the regular end and the last day that gives;
    ``start_is_gone`` where nothing is recorded any more that the kept start could follow from;
    ``correctable`` is the extension that can be corrected, if any; ``may_be_mistaken`` where counselling
    elsewhere is recorded, which may not have been (C7).
    """

    view: PeriodView
    name: str
    number: str
    reasons: tuple[ReasonOffer, ...]
    evidence_places: Options
    health_open: bool
    worker: str = ""
    months: tuple[tuple[int, date], ...] = ()
    start_is_gone: bool = False
    correctable: Correctable | None = None
    may_be_mistaken: bool = False
