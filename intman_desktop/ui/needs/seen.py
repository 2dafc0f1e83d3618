"""What a form was shown of a field, kept in its draft: a draft writes over nothing newer (I8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intman_desktop.values.case_file import Answer


def seen_of(answers: Sequence[Answer]) -> str:
    """Return ids and versions of the stored ``answers`` as a draft keeps them, such as "3:1 8:2"."""
    return " ".join(f"{each.id}:{each.version}" for each in sorted(answers, key=_id) if each.id)


def as_seen(field: str, answers: Sequence[Answer], seen: str) -> tuple[Answer, ...]:
    """Return the ``answers`` of ``field`` with the ids and versions that were ``seen`` when they were typed.

    Where something was written meanwhile, saving them with ``all_shown`` raises ``ChangedMeanwhile``: what
    changed has the older version, what is new was not seen, and what is gone is named as if it stood there.
    """
    versions = dict(_pair(each) for each in seen.split())
    told = [
        replace(a, version=versions[a.id]) if a.id in versions else replace(a, id=0, version=1)
        for a in answers
    ]
    gone = versions.keys() - {each.id for each in answers}
    return (*told, *(Answer(field, "", id=each, version=versions[each]) for each in sorted(gone)))


def _id(answer: Answer) -> int:
    return answer.id


def _pair(text: str) -> tuple[int, int]:
    number, version = text.split(":")
    return int(number), int(version)
