"""Talks found by the words of their notes, each asked of the gate before it is shown (Rules E3, E4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import listed, written_out
from intman_desktop.models.tables import NOTE_INDEX
from intman_desktop.rules import finding, gate
from intman_desktop.services.across.searching import matches, note_question
from intman_desktop.services.casework.talk_checks import needs_by_topic
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import listed_name
from intman_desktop.services.gate.consent_terms import opened
from intman_desktop.values.case_file import Consent
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import FoundNote


def find_notes(connection: Connection, desk: Desk, text: str, limit: int) -> Iterator[FoundNote]:
    """Yield up to ``limit`` talks in whose note each word of ``text`` begins a word, the last noted first.

    Left out are cases on hold (Rule L2), cases without basic consent, and notes that a topic marks with a
    kind that no consent opens today (Rules E3, E4).
    """
    words = finding.note_words(text)
    if not words:
        return
    asked, today = note_question(words), desk.today()
    closing: dict[str, str] = {}
    known: dict[int, tuple[Consent, ...]] = {}
    before, found, most = _HIGHEST, 0, limit
    while found < limit:
        rows = connection.execute(notes_query(most), {"asked": asked, "before": before, "today": today})
        stretch = rows.all()
        if stretch and not closing:
            closing = needs_by_topic(desk.profile)
        marked = {row[1] for row in stretch if row[-1] and not closing.keys().isdisjoint((row[5], *row[6]))}
        _read_consents(connection, marked, known)
        # by place, as ``notes_query`` sets them
        for noted, case_id, talk_id, written, on, topic, further, number, *names, is_open in stretch:
            before = noted
            if found == limit:
                return
            needs = {closing[each] for each in (topic, *further) if each in closing}
            if is_open and all(gate.is_open(need, known[case_id], today) for need in needs):
                found += 1
                why = Explanation("found_note", {"on": on, "excerpt": finding.excerpt(written, words)})
                yield FoundNote(case_id, talk_id, number, listed_name(*names), why)
        if len(stretch) < most:
            return
        most = min(2 * most, _LONGEST_STRETCH)  # much of it may be closed


_HIGHEST = 2**62


_LONGEST_STRETCH = 1024


@lru_cache(maxsize=16)
def notes_query(most: int) -> Select[Any]:
    """Return the query over the index of notes, which hands out the last noted first without sorting.

    Whether a case is open is asked for those of this stretch only, as of people; the kinds that a topic may
    mark a note with are few, and left to the gate.
    """
    index = t.note_index.c
    hits = (
        select(index.rowid.label("id"))
        .where(matches(NOTE_INDEX, bindparam("asked")), index.rowid < bindparam("before"))
        .order_by(index.rowid.desc())
        .subquery()
    )
    p, talks, c = t.participants.c, t.talks.c, t.clients.c
    first = (
        select(
            p.id,
            p.case_id,
            p.talk_id,
            p.note,
            talks.on,
            talks.topic,
            talks.further_topics,
            t.cases.c.number,
            c.family_name,
            c.given_name,
            c.designation,
        )
        .select_from(hits)
        .join(t.participants, p.id == hits.c.id)
        .join(t.talks, talks.id == p.talk_id)
        .join(t.cases, t.cases.c.id == p.case_id)
        .join(t.clients, c.case_id == p.case_id)
        .where(t.cases.c.hold_since.is_(None))
        .order_by(hits.c.id.desc())
        .limit(written_out(most))
        .subquery()
    )
    return (
        select(first, opened(gate.BASIC, bindparam("today")).label("is_open"))
        .select_from(first.join(t.cases, t.cases.c.id == first.c.case_id))
        .order_by(first.c.id.desc())
    )


def _read_consents(connection: Connection, case_ids: set[int], known: dict[int, tuple[Consent, ...]]) -> None:
    """Add to ``known`` the declarations of the cases that are not in it yet, with what the gate asks for."""
    missing = case_ids - known.keys()
    if not missing:
        return
    known.update(dict.fromkeys(missing, ()))
    for row in connection.execute(_consents_query(), {"cases": list(missing)}).all():
        case_id, scope, decision, on, kind, recipient, until, withdrawn_on, row_id = row
        known[case_id] += (
            Consent(
                scope,
                decision,
                on,
                kind,
                recipient,
                valid_until=until,
                withdrawn_on=withdrawn_on,
                id=row_id,
            ),
        )


@lru_cache(maxsize=1)
def _consents_query() -> Select[Any]:
    c = t.consents.c
    asked = (c.case_id, c.scope, c.decision, c.decided_on, c.kind, c.recipient, c.valid_until, c.withdrawn_on)
    return select(*asked, c.id).where(c.case_id.in_(listed("cases")))
