"""Joint talks of a file: each counts once, however the file tells of it and whoever comes in later (K5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from intman_desktop.exchange.case_format import ReadDocument
from intman_desktop.services.transfer.arriving_talks import same_talk
from intman_desktop.values.case_file import Talk
from intman_desktop.values.document import Fault


def told_twice(found: ReadDocument) -> Iterator[Fault]:
    """Yield where a talk is told of a person again: the same ``key``, the same head, the same case (K5).

    Of other people it is told as of one joint talk, which they join as from a second file.
    """
    seen: dict[str, list[Talk]] = {}
    for row, talk in zip(found.talk_rows, found.document.talks, strict=True):
        if not talk.key:
            continue
        before = seen.setdefault(talk.key, [])
        people = {each.case_key for other in before if same_talk(other, talk) for each in other.participants}
        for number, each in enumerate(talk.participants):
            if each.case_key in people:
                yield Fault(f"talks[{row}].participants[{number}].case_key", "talk_twice_in_file")
        before.append(talk)


def wait_with_others(talks: Iterable[Talk], kept: Collection[str]) -> frozenset[str]:
    """Return who of ``kept`` must wait, as somebody stays out with whom she had a talk without a ``key``.

    Nothing would tell that talk again once the mended file brings the other one: it would count twice (K5).
    Who waits may let others wait. Cases are named as the talks' participants name them.
    """
    groups = [
        {each.case_key for each in talk.participants}
        for talk in talks
        if not talk.key and len(talk.participants) > 1
    ]
    inside = set(kept)
    while True:
        held_up = {name for group in groups if not group <= inside for name in group & inside}
        if not held_up:
            return frozenset(kept) - inside
        inside -= held_up
