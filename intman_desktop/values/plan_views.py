"""What a plan shows: its seven blocks, those of the office's own, its goals, and goals that are proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intman_desktop.values.case_file import Answer, Goal, Plan, PlanVersion
from intman_desktop.values.codes import Block, Light
from intman_desktop.values.explanation import Explanation


@dataclass(frozen=True)
class OwnBlockView:
    """A block of the office's own in a plan (I10): its words, its light, and the answer that is its text.

    ``answer`` is None where nothing is written; ``closed`` says why no consent opens it (E3).
    """

    code: str
    title: str
    help: str
    light: Light
    answer: Answer | None = None
    closed: Explanation | None = None


@dataclass(frozen=True)
class Proposal:
    """An area of life in which a need was named and no goal stands yet, with what was said (Z3).

    ``said`` are pairs of the field's label and its value in words.
    """

    area: str
    label: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BlockView:
    """One of the seven blocks: its light, what is missing (facts) and "nicht erhoben, weil …" (I8).

    ``fell_back_on`` is the day on which it ceased to be complete, None where it is or never was (I9).
    """

    block: Block
    light: Light
    missing: tuple[Explanation, ...] = ()
    reason: str = ""
    may_be_reasoned: bool = False
    fell_back_on: date | None = None


@dataclass(frozen=True)
class GoalView:
    """A goal as a card: the questions still open (Z4) and whether its review is due (Z2).

    ``outcomes`` words what came of each measure, empty where nothing did yet (Z6). No consent opens the area
    of a goal that is ``closed``: nothing more is written of it (E3). What was typed by mistake is
    ``removable`` (Z1).
    """

    goal: Goal
    area_label: str
    state_label: str
    questions: tuple[Explanation, ...] = ()
    review_due: bool = False
    outcomes: tuple[str, ...] = ()
    closed: bool = False
    removable: bool = False


@dataclass(frozen=True)
class WaitingReviews:
    """The cases in which a goal waits for its review: the one that waits longest, and how many they are."""

    case_id: int
    person: str
    cases: int


@dataclass(frozen=True)
class PlanView:
    """The plan of one case with its seven lights; ``plan`` is None before it is begun (I8, I9, K).

    ``made`` is "counts as made": a begin and one agreed goal or the "noch kein Ziel" sentence.
    ``areas`` are the goal areas on offer (code, label), without those that consent closes (E3);
    ``own_blocks`` are the office's (I10), ``proposals`` the areas that the Bedarfserhebung points to.
    ``needed_on`` is the day with which a plan that is missing begins, or a closed one is taken up again, None
    while none is needed (P3, I9);
    ``elsewhere`` says that talks held elsewhere count, so that the first one here needs it already (C7).
    ``seen`` says that a plan was seen as proof of them, which is likely brought along (C7).
    ``waits`` says why it cannot begin yet, None where it can (B1); ``doubt`` what speaks against its first
    day, None where nothing does (C7).
    """

    case_id: int
    case_key: str
    plan: Plan | None
    blocks: tuple[BlockView, ...]
    goals: tuple[GoalView, ...] = ()
    open: bool = False
    made: bool = False
    complete_blocks: int = 0
    next_review: date | None = None
    reviews_due: int = 0
    areas: tuple[tuple[str, str], ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    own_blocks: tuple[OwnBlockView, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    needed_on: date | None = None
    elsewhere: bool = False
    seen: bool = False
    waits: Explanation | None = None
    doubt: Explanation | None = None
