"""The talks of a file on their way in: which are sound, whose they are, and whose head is here already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from intman_desktop.exchange.case_format import ReadDocument
from intman_desktop.models.writing import is_key, new_key
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import COUNTS_BY_DEFAULT, ListName
from intman_desktop.services.transfer.fault_places import row_of
from intman_desktop.values.case_file import Case, Talk
from intman_desktop.values.document import Fault


def with_counts(found: ReadDocument, profile: Profile) -> ReadDocument:
    """Return what was read with what the file does not say: a talk counts as its form does by default (P5).

    It is what the sheet of a talk proposes; of a form that no list knows another fault is told.
    """
    if not found.without_counts:
        return found
    forms = {item.code: item.flag(COUNTS_BY_DEFAULT) for item in profile.list(ListName.TALK_FORMS)}
    talks = []
    for row, talk in zip(found.talk_rows, found.document.talks, strict=True):
        people = (
            replace(each, counts=forms.get(talk.form, True))
            if (row, number) in found.without_counts
            else each
            for number, each in enumerate(talk.participants)
        )
        talks.append(replace(talk, participants=tuple(people)))
    return replace(found, document=replace(found.document, talks=tuple(talks)))


def sound_talks(found: ReadDocument, faults: Iterable[Fault]) -> tuple[list[Talk], frozenset[str]]:
    """Return the talks without what has a fault, and by what the cases are called that would lack it.

    Whose talk it is nobody can tell where it names no case at all: of that it is said as ``""``.
    """
    heads: set[int] = set()
    parts: set[tuple[int, int]] = set()
    for fault in faults:
        row = row_of(fault, "talks")
        if row is None:
            continue
        number = row_of(fault, f"talks[{row}].participants")
        if number is None:
            heads.add(row)
        else:
            parts.add((row, number))
    talks: list[Talk] = []
    incomplete: set[str] = set(found.of_lost_talks)
    for row, talk in zip(found.talk_rows, found.document.talks, strict=True):
        sound = tuple(
            each
            for number, each in enumerate(talk.participants)
            if row not in heads and (row, number) not in parts
        )
        incomplete.update(each.case_key for each in talk.participants if each not in sound)
        incomplete.update(() if talk.participants else ("",))
        if sound:
            talks.append(replace(talk, participants=sound))
    return talks, frozenset(incomplete)


def who_waits(
    cases: Mapping[str, Case], incomplete: Collection[str], unread: Collection[str]
) -> Mapping[str, Fault]:
    """Return the cases that stay out until their talks are without a fault, each with the notice of it.

    What would lack a talk is known by the case's key, or by its number; of a talk that names none of the
    file's cases each of them may be the one, so all of them wait: who is here already is brought nothing more
    by the mended file (Rule L4).

    Args:
        cases: the file's cases by what participants call them, those with faults of their own among them.
        incomplete: what the talks with faults name (``sound_talks``).
        unread: the names of cases that stand in the file and cannot be read.
    """
    by_number = {case.number: name for name, case in cases.items()}
    named = {name if name in cases else by_number.get(name, name) for name in incomplete}
    if any(name not in cases and name not in unread for name in named):
        return {name: Fault(case.number, "cases_wait_for_nobodys_talk") for name, case in cases.items()}
    return {
        name: Fault(case.number, "case_waits_for_its_talks") for name, case in cases.items() if name in named
    }


def talks_by_case(talks: Iterable[Talk]) -> Mapping[str, Sequence[Talk]]:
    """Return the talks of each case, with none but its own participants."""
    found: dict[str, list[Talk]] = {}
    for talk in talks:
        for each in talk.participants:
            found.setdefault(each.case_key, []).append(replace(talk, participants=(each,)))
    return found


def part_joint(talks: Iterable[Talk], kept: Mapping[str, Talk]) -> tuple[tuple[Talk, ...], tuple[Talk, ...]]:
    """Return the talks that come in as their own, and those of which the store holds the head (Rule K5).

    Of a joint talk one person may be here already and another come later, or both stand in one file, each
    with the talk. ``kept`` are the store's heads by their key; the head must say the same, or what comes is a
    talk of its own under a new key.
    """
    used, joint = set(kept), []
    own: dict[str, Talk] = {}
    for talk in talks:
        key = _kept_key(talk.key)
        head, with_key = kept.get(key), replace(talk, key=key)
        if head is not None and _same_head(head, with_key):
            joint.append(replace(with_key, id=head.id))
            continue
        if key in own and _same_head(own[key], with_key):
            own[key] = replace(own[key], participants=(*own[key].participants, *talk.participants))
            continue
        if key in used:
            key = new_key()
        used.add(key)
        own[key] = replace(talk, key=key)
    return tuple(own.values()), tuple(joint)


def _kept_key(key: str) -> str:
    """Return the key under which the store keeps a talk, the same one for each file that names it so (K5).

    A key of another program may hold names, so nothing of it stays but its digest. That is the same in every
    store, since each has to know the talk by it that another one exported: it hides what the text was, not
    from somebody who guesses it. Without a key nobody knows the talk again.
    """
    if not key:
        return new_key()
    return key if is_key(key) else sha256(b"intman: key of a talk\n" + key.encode()).hexdigest()[:32]


def same_talk(one: Talk, other: Talk) -> bool:
    """Return whether a file tells of one talk in two places: under one ``key``, with one head (K5)."""
    return bool(one.key) and _same_head(one, other)


def _same_head(one: Talk, other: Talk) -> bool:
    return replace(one, participants=(), id=0, version=0) == replace(other, participants=(), id=0, version=0)


def among(talks: Sequence[Talk], known: Collection[str]) -> list[Talk]:
    """Return the talks with only the participants that are known; a talk without any is left out."""
    found = []
    for talk in talks:
        people = tuple(each for each in talk.participants if each.case_key in known)
        if people:
            found.append(replace(talk, participants=people))
    return found
