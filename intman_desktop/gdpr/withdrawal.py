"""Withdrawing the consent for one kind of data: its fields are emptied, the rest is named (E3, C3)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from intman_desktop.gdpr.issued import held_in
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all, to_row
from intman_desktop.rules.extensions import shows_health, told_under_health, without_reason
from intman_desktop.rules.goals import CLOSED_STATES
from intman_desktop.rules.redaction import BLACK, TEXTS
from intman_desktop.values.case_file import Consent, Extension
from intman_desktop.values.codes import DisclosureGround, SpecialKind
from intman_desktop.values.ending_views import MarkedKind, MarkedPlace

_GOAL_FRAME = frozenset({"area_code", "state", "until", "agreed_on", "next_review"})


class MarkedWords(NamedTuple):
    """By which a kind is found in a plan version, each by code and by every label.

    ``labels`` are its rows and the blocks of the office's own, ``areas`` its goals, ``reasons`` those of
    extensions.
    """

    labels: Collection[str]
    areas: Collection[str]
    reasons: Collection[str]


def empty_fields(connection: Connection, case_id: int, fields: Collection[str]) -> tuple[str, ...]:
    """Delete the answers to ``fields`` with all their validities; return which held something (Rule E3)."""
    a = t.answers.c
    own = (a.case_id == case_id) & a.field.in_(fields)
    held = tuple(connection.scalars(select(a.field).where(own).distinct().order_by(a.field)))
    connection.execute(delete(t.answers).where(own))
    return held


def clear_extension_reasons(connection: Connection, case_id: int) -> int:
    """Take the reasons that health opened off the extensions, which stand; return how many (Rule C3)."""
    every = read_all(connection, Extension, t.extensions, t.extensions.c.case_id == case_id)
    resting = [each for each in every if shows_health(each)]
    for extension in resting:
        clear_extension_reason(connection, extension)
    return len(resting)


def clear_extension_reason(connection: Connection, extension: Extension) -> None:
    """Take the reason off one extension, with its text and its proof (Rule C3)."""
    row = to_row(without_reason(extension), t.extensions, version=extension.version + 1)
    connection.execute(update(t.extensions).where(t.extensions.c.id == extension.id).values(row))


def extensions_told_under_health(connection: Connection, case_id: int) -> tuple[MarkedPlace, ...]:
    """Return the extensions whose open reason was put into words under the health consent (Rules C3, E3)."""
    consents = read_all(connection, Consent, t.consents, t.consents.c.case_id == case_id)
    every = read_all(connection, Extension, t.extensions, t.extensions.c.case_id == case_id)
    return tuple(
        MarkedPlace(MarkedKind.EXTENSION, each.id, each.decided_on, each.reason, words=_words_of(each))
        for each in every
        if told_under_health(each, consents)
    )


def _words_of(extension: Extension) -> str:
    """Return what was put into words of an extension: its reason, and why it was decided late."""
    return " · ".join(filter(None, (extension.text, extension.late_reason)))


def delete_scans(connection: Connection, case_id: int, kind: SpecialKind) -> int:
    """Delete the scans marked with ``kind``, their keys with them; return how many (Rules E3, I9)."""
    s = t.scans.c
    return connection.execute(delete(t.scans).where(s.case_id == case_id, s.kind == kind)).rowcount


def empty_disclosures(connection: Connection, case_id: int, kind: SpecialKind) -> int:
    """Empty what was passed on of ``kind`` by consent; to whom and when stays (Rules E3, E7).

    Return how many. What rests on the law keeps its words: they are the proof that it was allowed.
    """
    d = t.disclosures.c
    marked = (d.case_id == case_id, d.kind == kind, d.ground == DisclosureGround.CONSENT, d.what != "")
    return connection.execute(
        update(t.disclosures).where(*marked).values(what="", version=d.version + 1)
    ).rowcount


def empty_corrections(connection: Connection, case_id: int, places: Collection[str]) -> None:
    """Empty the wrong values that were kept of ``places``; that they were corrected stays (Rules E3, L8)."""
    c = t.corrections.c
    kept = (c.case_id == case_id, c.place.in_(places))
    connection.execute(update(t.corrections).where(*kept).values(old_value="", reason=""))


def marked_places(
    connection: Connection,
    case_id: int,
    *,
    topics: Sequence[str],
    areas: Sequence[str],
    services: Sequence[str],
) -> tuple[MarkedPlace, ...]:
    """Return the notes, goals and referrals of a case that are marked with a kind (Rule E3).

    A note that was blacked out already is left out. ``topics``, ``areas`` and ``services``
    are the codes so marked; the places are ``note``, ``goal`` and ``referral`` with the id of participant,
    goal and referral.
    """
    notes = [
        MarkedPlace(MarkedKind.NOTE, row["id"], row["on"], topic, participant_id=row["id"])
        for row in connection.execute(_notes(), {"case": case_id}).mappings()
        if (topic := _marked_topic((row["topic"], *row["further_topics"]), topics))
        and {row[name] for name in TEXTS} - {""} != {BLACK}
    ]
    goals = [
        MarkedPlace(MarkedKind.GOAL, row.id, row.agreed_on, row.area, running=row.state not in CLOSED_STATES)
        for row in connection.execute(_goals(), {"case": case_id, "areas": areas})
    ]
    referrals = [
        MarkedPlace(MarkedKind.REFERRAL, row.id, row.on, row.service, participant_id=row.participant_id)
        for row in connection.execute(_referrals(), {"case": case_id, "services": services})
    ]
    return (*notes, *goals, *referrals)


@cache
def _notes() -> Select[Any]:
    """Return the query for what was said to the bound case; like those below put together once."""
    parts, talks = t.participants.c, t.talks.c
    said = (parts[name] for name in TEXTS)
    found = select(parts.id, talks.on, talks.topic, talks.further_topics, *said)
    held = found.join(t.talks, talks.id == parts.talk_id).where(parts.case_id == bindparam("case"))
    return held.order_by(talks.on, parts.id)


@cache
def _goals() -> Select[Any]:
    """Return the query for the goals of the bound case in the bound ``areas``."""
    goals = t.goals.c
    plan = select(t.plans.c.id).where(t.plans.c.case_id == bindparam("case"))
    among = goals.area.in_(bindparam("areas", expanding=True))
    return select(t.goals).where(goals.plan_id.in_(plan), among).order_by(goals.id)


@cache
def _referrals() -> Select[Any]:
    """Return the query for the referrals of the bound case to the bound ``services``."""
    parts, talks, referrals = t.participants.c, t.talks.c, t.referrals.c
    among = referrals.service.in_(bindparam("services", expanding=True))
    return (
        select(referrals.id, referrals.service, talks.on, referrals.participant_id)
        .join(t.participants, parts.id == referrals.participant_id)
        .join(t.talks, talks.id == parts.talk_id)
        .where(parts.case_id == bindparam("case"), among)
        .order_by(talks.on, referrals.id)
    )


def _marked_topic(topics: Iterable[str], marked: Collection[str]) -> str:
    """Return the first of a talk's topics that is marked, empty where none is."""
    return next((topic for topic in topics if topic in marked), "")


def services_of_kinds(connection: Connection, kinds: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the directory's services of these kinds, for ``marked_places``."""
    return tuple(connection.scalars(_services(), {"kinds": list(kinds)}))


@cache
def _services() -> Select[Any]:
    """Return the query for the services of the bound ``kinds``."""
    s = t.services.c
    return select(s.code).where(s.kind.in_(bindparam("kinds", expanding=True))).order_by(s.code)


def black_out(connection: Connection, case_id: int, words: MarkedWords) -> int:
    """Black out a kind in every plan version that was handed out; return how many were (Rule I9).

    The fingerprint stays that of the original.
    """
    plan = select(t.plans.c.id).where(t.plans.c.case_id == case_id)
    versions = select(t.plan_versions.c.id, t.plan_versions.c.content).where(
        t.plan_versions.c.plan_id.in_(plan)
    )
    changed = 0
    for row in connection.execute(versions).all():
        content = blackened(row.content, words)
        if content != row.content:
            same = t.plan_versions.c.id == row.id
            connection.execute(update(t.plan_versions).where(same).values(content=content))
            changed += 1
    return changed


def blackened(content: str, words: MarkedWords) -> str:
    """Return the content of a plan version with everything that belongs to a kind blacked out (Rule I9).

    One that cannot be read is blacked out as a whole, since nobody knows what stands in it (Rule E3).
    """
    held = held_in(content)
    if held is None:
        return BLACK
    left = _blackened(held, words)
    return content if left == held else json.dumps(left, ensure_ascii=False)


def _blackened(part: Any, words: MarkedWords) -> Any:
    if isinstance(part, list):
        return [_blackened(each, words) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("area") in words.areas or part.get("area_code") in words.areas:
        return {name: part[name] if name in _GOAL_FRAME else _emptied(part[name]) for name in part}
    black = set()
    if part.get("label") in words.labels or part.get("field") in words.labels:
        black.add("value")
    if part.get("code") in words.labels:
        black.add("text")
    if part.get("extension_reason") in words.reasons:
        black.add("extension_reason")
    return {name: BLACK if name in black else _blackened(each, words) for name, each in part.items()}


def _emptied(value: Any) -> Any:
    """Return what stands in place of a part of a blacked-out goal: bars for texts, nothing for lists."""
    if isinstance(value, str):
        return BLACK if value else ""
    return [] if isinstance(value, list) else None
