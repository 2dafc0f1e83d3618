"""What withdrawing a consent, ending a case and erasing it are asked with, and what they give back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from intman_desktop.values.codes import CaseState, PaperWay, SpecialKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Request

BY_SETTING = "by_setting"
"""The visible reason of a case that stays for the days the office has set (L2)."""

WITHDRAWN = "consent_withdrawn"
"""The ending reason of a case whose basic consent was withdrawn; nothing but a withdrawal gives it (C10)."""

MISTAKE = "mistake_or_duplicate"
"""The ending reason of a case that should not have been opened, or is a double; it counts nowhere (K8)."""


class MarkedKind(StrEnum):
    """In what a marked place stands (E3)."""

    NOTE = "note"
    GOAL = "goal"
    REFERRAL = "referral"
    EXTENSION = "extension"
    SCAN = "scan"


@dataclass(frozen=True)
class MarkedPlace:
    """A place marked with a kind of data, to be looked at for redaction (E3).

    ``row_id`` is that of the participant whose note it is, of the goal, the referral, the extension or the
    scan; ``need`` the consent that is missing, ``words`` the label of the topic, the area or the service, the
    text of the extension, or what the scan is called. ``participant_id`` is whose note or referral it is, 0
    for a goal; ``running`` says that a goal has not ended.
    """

    place: MarkedKind
    row_id: int
    on: date | None = None
    code: str = ""
    need: str = ""
    words: str = ""
    participant_id: int = 0
    running: bool = False


@dataclass(frozen=True)
class KindWithdrawn:
    """What a withdrawal of one kind emptied, what is left to look at, how many scans went (E3).

    ``disclosures`` counts the acts of passing on that no longer say what was passed on. Where the case is
    ``held`` all is closed, and emptied when the hold is lifted.
    """

    consent_id: int
    kind: SpecialKind | None
    emptied: tuple[str, ...]
    marked: tuple[MarkedPlace, ...] = ()
    scans: int = 0
    disclosures: int = 0
    held: bool = False


# Ending and erasing


@dataclass(frozen=True)
class Ending:
    """How a case ends (L2): the day, the reason's code, a note, and when it is to be deleted.

    ``deletion_due`` None stands for the office's setting; a later day needs ``deletion_reason``.
    """

    on: date
    reason: str
    note: str = ""
    deletion_due: date | None = None
    deletion_reason: str = ""


@dataclass(frozen=True)
class DueForErasure:
    """A case whose deletion is planned, with the reason it still is there, or why it goes earlier (L2, L8).

    ``ended_on`` is None, and ``ending_reason`` empty, while it runs: then ``because`` tells the promise.
    ``ended_because`` is the label of ``ending_reason``; ``has_namesake`` says that another person goes by
    this name, wherever her case is listed.
    """

    case_id: int
    number: str
    name: str
    ended_on: date | None
    ending_reason: str
    deletion_due: date
    deletion_reason: str = ""
    days_left: int = 0
    ended_because: str = ""
    has_namesake: bool = False
    because: Explanation | None = None


NOTE = "participants"
"""The place of a mention in a note; every other place is the name of the table that holds it."""


@dataclass(frozen=True)
class Occurrence:
    """One time that a sentence names somebody.

    ``spans`` is where its words stand in the sentence, ``surely`` says that she is meant by them and no
    season or trade of the same name; ``loose`` that they only sound like her name.
    """

    spans: tuple[tuple[int, int], ...]
    surely: bool
    loose: bool = False


@dataclass(frozen=True)
class Passage:
    """A sentence that names somebody, with the times it does."""

    text: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class Mention:
    """A place in another case in which a name of this one occurs, with the sentences it occurs in (L5).

    ``place`` is ``NOTE``, then ``on``, ``participant_id`` and ``talk_key`` tell which note it is, or what
    else of that case: all its goals, all its answers. ``name`` is how that case is listed. A place of a case
    on hold is ``hidden``.
    """

    case_id: int
    number: str
    on: date | None = None
    participant_id: int = 0
    passages: tuple[Passage, ...] = ()
    case_key: str = ""
    talk_key: str = ""
    place: str = NOTE
    hidden: bool = False
    state: str = ""
    name: str = ""

    @property
    def spot(self) -> str:
        """By what the place is known within its case, also in an older backup."""
        return self.talk_key or self.place

    @property
    def sentences(self) -> str:
        """The sentences of the place in one line; nothing of a hidden one."""
        return " … ".join(each.text for each in self.passages if each.text)

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every time she is named there, in the order by which they are chosen."""
        return tuple(each for passage in self.passages for each in passage.occurrences)

    def saying(self, passages: tuple[Passage, ...]) -> Mention:
        """Return the place with the sentences that stand in it now; ``state`` tells them from any other."""
        state = sha256("\n".join(each.text for each in passages).encode()).hexdigest()
        return replace(self, passages=passages, state=state)

    def veiled(self) -> Mention:
        """Return the place without its words where they are hidden (Rule L2)."""
        if not self.hidden:
            return self
        blank = (tuple(replace(each, spans=()) for each in of.occurrences) for of in self.passages)
        return replace(self, passages=tuple(Passage("", each) for each in blank))


@dataclass(frozen=True)
class PaperBefore:
    """A paper that cannot be made any more once a case is gone, and how it went out, None while it lacks."""

    name: str
    way: PaperWay | None


@dataclass(frozen=True)
class ErasurePreview:
    """What erasing a case would take away and what would stay (L2, L3, K8).

    ``removed`` counts rows by kind; ``joint_talks`` stay with their other participants;
    ``years`` are those whose figures are kept in the counters. ``papers`` come before, in the order they are
    handed out; ``to_tell`` are the recipients that have to know that the basic consent was withdrawn,
    ``untold`` those of them that were not told yet, or of the withdrawal of another consent (E4, E7).
    ``proof_only_scanned`` says that the proof of a consent is there as a scan alone, which goes with the
    case. ``restrictions`` are the restrictions that are in force (L8).
    """

    case_id: int
    number: str
    name: str
    state: CaseState
    ending_reason: str
    removed: tuple[tuple[str, int], ...]
    joint_talks: int
    years: tuple[int, ...]
    mentions: tuple[Mention, ...]
    hold_reason: str = ""
    period_to_certify: bool = False
    papers: tuple[PaperBefore, ...] = ()
    to_tell: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    proof_only_scanned: bool = False
    restrictions: tuple[Request, ...] = ()


@dataclass(frozen=True)
class ErasureLook:
    """One of several cases before they are erased: what goes, and which papers are still to be made (L2, E4).

    ``lacking`` are the names of those papers, ``to_destroy`` says that there are papers to destroy.
    ``untold`` are the recipients that were not told of the withdrawal, ``unanswered`` what the person asked
    for and has no answer to (L8). ``german_for`` is her language where no paper has a text in it (E2).
    """

    preview: ErasurePreview
    lacking: tuple[str, ...] = ()
    to_destroy: bool = False
    untold: tuple[str, ...] = ()
    unanswered: tuple[Request, ...] = ()
    german_for: str = ""


@dataclass(frozen=True)
class ErasureRecord:
    """What stays of an erasure: a day, a reason, places; nothing that points to a person (L3)."""

    erased_on: date
    reason: str
    places: tuple[str, ...] = ()
    places_missing: tuple[str, ...] = ()
    backups_gone_by: date | None = None
    journal_head: str = ""
