"""The one search field: people by name, phone, birth and case number, and talks by their notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, or_, select, union_all

from intman_desktop.models import tables as t
from intman_desktop.models.rows import KeptQuery, listed, written_out
from intman_desktop.models.tables import NAME_INDEX
from intman_desktop.rules import finding, gate
from intman_desktop.rules.typed_births import agrees_to_the_day
from intman_desktop.services.across.searching import (
    Question,
    asked_of,
    asks_openly,
    is_born,
    matches,
    matching_ids,
    may_be_born,
    openly,
    question_of,
)
from intman_desktop.services.casework.note_search import find_notes
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import listed_name
from intman_desktop.services.gate.consent_terms import opened
from intman_desktop.values.codes import BirthPrecision, CaseState
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import FoundCase, FoundNote

_RANK = {
    CaseState.ACTIVE: written_out(0),
    CaseState.DORMANT: written_out(1),
    CaseState.ENDED: written_out(2),
}
_HOW = (
    Explanation("found_name"),
    Explanation("found_beginning"),
    Explanation("found_sound"),
    Explanation("found_sound_beginning"),
    Explanation("found_place"),
)
_HOW_WITH_DAY = (
    Explanation("found_name_day"),
    Explanation("found_beginning_day"),
    Explanation("found_sound_day"),
    Explanation("found_sound_beginning_day"),
    Explanation("found_place_day"),
)
_HOW_WITH_YEAR = (
    Explanation("found_name_year"),
    Explanation("found_beginning_year"),
    Explanation("found_sound_year"),
    Explanation("found_sound_beginning_year"),
    Explanation("found_place_year"),
)
_WAYS = len(_HOW)
_BY_NUMBER = 2 * _WAYS
"""How somebody was found for whom a birth beside names is part of a number: behind all who can be born then.

In front of these stand all who surely were, in the ways of a name, before those who may be.
"""


def find_people(desk: Desk, text: str, limit: int = 20) -> tuple[FoundCase, ...]:
    """Return up to ``limit`` cases found by words in any order, by digits, by a birth, or by names with one.

    Best first: whole names, then beginnings, then what sounds alike, then what begins to, then who is called
    so in part and lives where the other words say; among these running cases first, then by name. Of a number
    the case that has it comes first, ended or not, then whose case number holds it, then whose phone does.
    With a birth, who was surely born then comes before who may be.
    ``why`` says by what each was found. Cases on hold are not found (Rule L2); without the basic consent a
    case is found by its name and number alone (Rule E4).
    """
    with desk.vault.reading() as connection:
        return _people(connection, desk, text, limit)


MOST_PEOPLE = 12
"""How many cases the one field offers; where there may be more, the list of cases shows them."""


def find_all(
    desk: Desk, text: str, people: int = MOST_PEOPLE, notes: int = 8
) -> tuple[FoundCase | FoundNote, ...]:
    """Return what the one field offers: up to ``people`` cases, then up to ``notes`` talks.

    The cases are those of ``find_people``. Of a talk's note each word begins a word; the last noted comes
    first. Left out are cases on hold (Rule L2), cases without basic consent, and notes that a topic marks
    with a kind that no consent opens today (Rules E3, E4).
    """
    with desk.vault.reading() as connection:
        return (*_people(connection, desk, text, people), *find_notes(connection, desk, text, notes))


def discreet(why: Explanation) -> Explanation:
    """Return why something was found without what it tells of the person (F8, story 23)."""
    if why.code == "found_note":
        return Explanation("found_note_hidden", {"on": why.values["on"]})
    if why.code == "found_birth":
        return Explanation("found_birth_hidden")
    return Explanation("found_phone_hidden") if why.code == "found_phone" else why


def _people(connection: Connection, desk: Desk, text: str, limit: int) -> tuple[FoundCase, ...]:
    asked = question_of(text)
    if found := _answers(connection, desk, text, asked, limit):
        return found
    number = asked_of(connection, text)
    return () if number == asked else _answers(connection, desk, text, number, limit)


def _answers(
    connection: Connection, desk: Desk, text: str, asked: Question, limit: int
) -> tuple[FoundCase, ...]:
    if not asked.loose:
        return ()
    values, most = {**vars(asked), "today": desk.today()}, limit
    while True:
        rows = _people_kept(_ways_of(asked), bool(asked.born), most).rows(connection, values)
        hidden = _hidden(connection, asked, {row[0] for row in rows if not row[-1]})
        shown = [row for row in rows if row[0] not in hidden]
        if len(shown) >= limit or len(rows) < most:
            return tuple([_found(row, text, asked) for row in shown[:limit]])
        most *= 2


def _hidden(connection: Connection, asked: Question, closed: set[int]) -> set[int]:
    """Return those of the cases without basic consent that are found by more than name and number (E4)."""
    if not closed or (not asked.born and asks_openly(asked.placed)):
        return set()
    values = {"openly": openly(asked.without_birth), "cases": list(closed)}
    return closed - set(connection.scalars(_OPENLY, values))


@lru_cache(maxsize=16)
def _people_kept(ways: tuple[str, ...], with_birth: bool, most: int) -> KeptQuery:
    return KeptQuery(_people_query(ways, with_birth, most))


def _ways_of(asked: Question) -> tuple[str, ...]:
    """Return the questions that find more than the one before them, by their names."""
    if not asked.by_name:
        return ("numbered_so", "in_number", "loose") if asked.in_number else ("loose",)
    return ("exact", "begins", "alike", "loose", *(("placed",) if asked.by_place else ()))


def _people_query(ways: tuple[str, ...], with_birth: bool, most: int) -> Select[Any]:
    """Return the query over the index: ids with how well they fit, then the lines of the best only.

    Its columns stand as ``_found`` takes them, the id first, whether the case is open last.
    """
    asked = [*enumerate(ways), *([(_BY_NUMBER, "numbered")] if with_birth else [])]
    index = t.name_index.c
    hits = union_all(
        *(
            select(index.rowid.label("id"), written_out(how).label("how")).where(
                matches(NAME_INDEX, bindparam(way))
            )
            for how, way in asked
        )
    ).subquery()
    ends = (func.min(hits.c.how).label("how"), *([func.max(hits.c.how).label("worst")] if with_birth else []))
    best = select(hits.c.id, *ends).group_by(hits.c.id).subquery()
    met: tuple[ColumnElement[bool], ...] = (t.cases.c.hold_since.is_(None),)
    how: ColumnElement[int] = best.c.how
    if with_birth:
        born = may_be_born()
        vague = case((is_born(), best.c.how), else_=best.c.how + written_out(_WAYS))
        how = case((born, vague), else_=written_out(_BY_NUMBER)).label("how")
        met += (or_(born, best.c.worst == written_out(_BY_NUMBER)),)
    rank = case(_RANK, value=t.cases.c.state).label("rank")
    first = (
        select(*_SHOWN, how, rank, t.clients.c.sort_name)
        .select_from(best)
        .join(t.cases, t.cases.c.id == best.c.id)
        .join(t.clients, t.clients.c.case_id == best.c.id)
        .where(*met)
        .order_by(how, rank, t.clients.c.sort_name, t.cases.c.id)
        .limit(written_out(most))
        .subquery()
    )
    # The consent is asked for the few that are shown: asked for all that are found it costs as much again.
    return (
        select(first, opened(gate.BASIC, bindparam("today")).label("is_open"))
        .select_from(first.join(t.cases, t.cases.c.id == first.c.id))
        .order_by(first.c.how, first.c.rank, first.c.sort_name, first.c.id)
    )


_OPENLY = matching_ids(bindparam("openly")).where(t.name_index.c.rowid.in_(listed("cases")))
"""Which of some cases are found by what needs no consent."""

_SHOWN = (
    t.cases.c.id,
    t.cases.c.key,
    t.cases.c.number,
    t.cases.c.state,
    *(
        t.clients.c[name]
        for name in ("family_name", "given_name", "designation", "language", "phone", "town")
    ),
    t.clients.c.birth_date,
    t.clients.c.birth_precision,
)


def _found(row: Sequence[Any], text: str, asked: Question) -> FoundCase:
    # By place, as ``_people_query`` sets them: a name would be looked up anew in each row.
    case_id, key, number, state, *names, language, phone, town, born, precision, how, _, _, is_open = row
    called = (case_id, key, number, listed_name(*names))
    if not is_open:
        # Nothing tells of her birth or her phone, not even why she was found (E4).
        why = _HOW[how] if asked.by_name and not asked.born else _why_by_digits(text, number)
        return FoundCase(*called, "", state, why=why)
    if not asked.by_name or how == _BY_NUMBER:
        why = _why_by_digits(text, number, phone, born)
    elif not asked.born:
        why = _HOW[how]
    else:
        to_the_day = any(agrees_to_the_day(each, born, precision) for each in (asked.born, asked.or_born))
        why = (_HOW_WITH_DAY if to_the_day else _HOW_WITH_YEAR)[how % _WAYS]
    known = born is not None and precision is not BirthPrecision.UNKNOWN
    return FoundCase(*called, language, state, phone, town, born.year if known else None, why)


def _why_by_digits(text: str, number: str, phone: str = "", born: date | None = None) -> Explanation:
    """Return by which of its numbers a case was found; beside words each number is looked at by itself."""
    if finding.typed_birth(text):
        return Explanation("found_birth", {"born": born})
    if typed := finding.typed_digits(text):
        by_number, numbers = typed in finding.digits_of(number), [text]
    else:
        numbers = [word for word in finding.typed_words(text)[0] if finding.has_digit(word)]
        indexed = finding.index_number(number).split()
        by_number = all(any(each.startswith(part) for each in indexed) for part in numbers)
    if by_number:
        return Explanation("found_number")
    digits = finding.digits_of(phone)
    parts = ["".join(numbers), *numbers]  # a number typed with blanks is one
    hit = next((hit for part in parts for hit in finding.typed_phone(part) if hit in digits), "")
    return Explanation("found_phone", {"digits": _with_ends(digits, hit)}) if hit else _HOW[0]


def _with_ends(phone: str, hit: str) -> str:
    """Return the digits that were found, with dots where the phone number goes on."""
    at = phone.index(hit)
    return f"{'…' if at else ''}{hit}{'…' if at + len(hit) < len(phone) else ''}"
