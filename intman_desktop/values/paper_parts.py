"""What papers are put together from: the client, the clock, blocks, goals, decisions, acts of passing on.

A ``Label`` is a text that the caller has already looked up in the language of the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from intman_desktop.values.codes import (
    Block,
    DisclosureGround,
    DisclosureWay,
    GoalState,
    Light,
    StartEvidence,
    TextKind,
)

Label: TypeAlias = str


@dataclass(frozen=True)
class PaperClient:
    """The client as a paper names her; ``born`` is a date or, where not known to the day, a label."""

    name: str
    born: date | Label = ""
    nationality: Label = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperPeriod:
    """The clock as it stands on the day of the paper (C1 to C9).

    ``evidence`` is None for a start in this office; ``earlier_office`` names the one before.
    ``regular_end`` is the last day without an extension, ``last_day`` the present one,
    ``days_left`` is last day minus the day of the paper and may be negative. ``earlier_unknown`` says that
    there was counselling elsewhere of which nobody knows the beginning (C7).
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
    earlier_unknown: bool = False


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

    ``missing`` names what is still open, or does not hold now (labels); ``reason`` is "nicht erhoben,
    weil …" (I8).
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
class PaperExtension:
    """One extension as it is justified; reason, text and evidence are blank where no consent opens them.

    ``named`` says that the Leitfaden itself names the reason, which then justifies it by itself (C2).
    """

    until: date
    decided_on: date
    reason: Label = ""
    text: str = ""
    evidence_seen_on: date | None = None
    evidence_place: Label = ""
    late_reason: str = ""
    decided_by: str = ""
    named: bool = False


class FiledKind(StrEnum):
    """What a paper is that lies somewhere in the office; a signed plan is told from one handed out (E4)."""

    SIGNED_CONSENT = "signed_consent"
    AGREEMENT = "agreement"
    PLAN = "plan"
    SIGNED_PLAN = "plan_signed"
    EXTENSION = "extension"


@dataclass(frozen=True)
class FiledPaper:
    """A paper somewhere in the office: what it is, its day, its place, and until when it is kept as proof.

    ``alone`` is the text of a consent that has a sheet of its own. ``scan_only`` says that it is in the case
    as its scan alone: where it is kept as proof it is printed before it goes with the case (Art. 7 (1)).
    """

    what: FiledKind
    on: date
    place: str = ""
    keep_until: date | None = None
    alone: TextKind | None = None
    scan_only: bool = False


@dataclass(frozen=True)
class AccessEntry:
    """One thing that is held about a person: its fields with their labels, under a title where it has one."""

    rows: tuple[PaperRow, ...]
    title: Label = ""


@dataclass(frozen=True)
class AccessSection:
    """Everything of one kind that is held about a person; ``nothing`` is said where there is no entry.

    Empty, it is said that nothing of the kind is held.
    """

    title: Label
    entries: tuple[AccessEntry, ...]
    nothing: str = ""


class Unnamed(StrEnum):
    """Why a paper does not name what was passed on (Rules E3, E7).

    It was taken out after a withdrawal, or is kept back: since the person withdrew, because her consent ran
    out, or because none stands.
    """

    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"


@dataclass(frozen=True)
class AccessApart:
    """What an access report says of one case alone: sources, and how long it is kept (Art. 14, 15 (1)).

    ``handed_over_by`` is the office of the handover, empty where it has no name, None where there was none.
    ``from_talks`` says that others were talked to about the case, ``from_file`` that it was imported,
    ``from_list_on`` when it was taken over from an old list, ``held`` that it is on hold,
    ``deletion_due`` until when it is erased once it ended.
    """

    handed_over_by: str | None = None
    from_talks: bool = False
    from_file: bool = False
    from_list_on: date | None = None
    held: bool = False
    deletion_due: date | None = None


@dataclass(frozen=True)
class PaperDisclosure:
    """One act of passing on; ``consent_on`` is the day of the consent it rests on.

    ``unnamed`` says why ``what`` is empty, where it is.
    """

    on: date
    recipient: str
    what: str
    way: DisclosureWay
    ground: DisclosureGround
    consent_on: date | None = None
    reason: str = ""
    told_on: date | None = None
    by: str = ""
    unnamed: Unnamed = Unnamed.REMOVED
