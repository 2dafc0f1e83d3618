"""By what things of a case go onto the list of the erased (Rule L4): the only module that spells these names.

A name is hashed together with the key of its case, so the list says nothing to whoever lacks the key. Every
list ever written holds these very words: changed here, nothing of an older list would be found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intman_desktop.rules import gate
from intman_desktop.values.case_file import Consent
from intman_desktop.values.ending_views import Mention

CASE = ""
"""Stands for the whole case: it was erased."""

SEEN = "mentions seen"
"""All places that named the person in other cases were looked at before her case was erased (Rule L5)."""

ELSEWHERE = "redacted elsewhere"
"""The person's name was blacked out in another case (Rule L5)."""

ADDS_NOTHING = "adds nothing"
"""The case was erased for a reason of the office's own that does not count (Rule K8)."""


def numbered(name: str, number: int) -> str:
    """Return by what the ``number``-th taking out of one place is kept: written in again, it can go again."""
    return name if number == 1 else f"{name} {number}"


def reason(code: str) -> str:
    """Return by what it is kept with which reason a case ended."""
    return f"reason {code}"


def ending(on: date) -> str:
    """Return by what it is kept on which day a case ended (Rule K8)."""
    return f"ended {on.isoformat()}"


def withdrawal(need: str) -> str:
    """Return by what the withdrawals of a matter are kept (Rule E3).

    The colon keeps the number behind it apart from one that a recipient ends in.
    """
    return f"withdrawn {need}:"


def withdrawal_of(consent: Consent) -> str:
    """Return by what the withdrawals of a declaration's matter are kept (Rule E3).

    A withdrawal is of the matter, not of one sheet: so it is what an older declaration on it goes by, too.
    """
    return withdrawal(gate.need_of(consent).casefold())


def withdrawal_on(time: str, on: date) -> str:
    """Return by what the day of one withdrawal is kept (Rule E4).

    ``time`` is the name of the matter with its number.
    """
    return f"{time} on {on.isoformat()}"


def emptying_of(consent: Consent) -> str:
    """Return by what it is kept that a kind was emptied once the consent to it had run out (Rule E3)."""
    return f"emptied {gate.need_of(consent).casefold()}:"


def let_go(consent: Consent) -> str:
    """Return by what it is kept that what a consent had opened was emptied as a hold was lifted (E3, L2)."""
    return f"let go {gate.need_of(consent).casefold()}:"


def withdrawal_before(consent: Consent) -> str:
    """Return by what older lists keep the withdrawal of this one declaration."""
    return f"consent {consent.id}"


def goal(goal_id: int) -> str:
    """Return by what it is kept that the words of a goal were taken out (Rule E3)."""
    return f"redacted goal {goal_id}"


def extension(extension_id: int) -> str:
    """Return by what it is kept that the reason of an extension was taken out (Rules C3, E3)."""
    return f"redacted extension {extension_id}"


def scan(file: str) -> str:
    """Return by what it is kept that the scan of a plan was taken out, by the name of its file (Rule I9)."""
    return f"redacted scan {file}"


def talk_note(talk_key: str) -> str:
    """Return by what it is kept that the note on a person in a talk was taken out (Rule E3)."""
    return f"redacted note {talk_key}"


def referral(talk_key: str, service: str) -> str:
    """Return by what it is kept that a referral of a talk was taken out (Rule E3)."""
    return f"redacted referral {talk_key} {service}"


def ended_with(place: str) -> str:
    """Return by what it is kept that a goal was dropped as its ``place`` was taken out (Rule Z3)."""
    return f"ended with {place}"


def spot(spot: str) -> str:
    """Return by what it is kept that somebody's name was blacked out in a spot of another case (Rule L5)."""
    return f"redacted {spot}"


def spot_of(owner_key: str, mention: Mention) -> str:
    """Return by what it is kept that the name of ``owner_key``'s case was blacked out in a spot (Rule L5)."""
    return f"redacted {owner_key} {mention.spot}"


def text(text: str) -> str:
    """Return by what it is kept that a name was blacked out in this very text (Rule L5)."""
    return f"redacted text: {text}"


def taken(owner_key: str, mention: Mention) -> Iterator[str]:
    """Yield by what each time she is named in a place is kept that was blacked out, sentence by sentence.

    The same sentence twice in one place goes by the same name: where one of them is taken out, a restore
    takes out both.
    """
    yield from _each_time(f"{spot_of(owner_key, mention)} in", mention)


def standing(owner_key: str, mention: Mention) -> Iterator[str]:
    """Yield by what each time she is named in a place is kept that was let stand."""
    yield from _each_time(f"let stand {owner_key} {mention.spot} in", mention)


def _each_time(what: str, mention: Mention) -> Iterator[str]:
    for passage in mention.passages:
        for at in range(len(passage.occurrences)):
            yield f"{what} {at}: {passage.text}"
