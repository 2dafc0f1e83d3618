"""The search as one types, beside the same question as bare SQL on the same connection and index.

The bare statements are written by hand and ask for the same rows, of notes also the consents that decide
on them; what is typed was made a question before. They know nothing of values, of the gate itself, of
excerpts and reasons: the ratio says what all that costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from bench.figures import RATIO, Figure, alternating
from intman_desktop.rules.finding import note_words
from intman_desktop.services.across.searching import note_question, question_of
from intman_desktop.services.casework import search
from intman_desktop.services.common.desk import Desk

MOST = 1.5
"""How many times as long as bare SQL a query may take."""
RUNS = 15

TYPED_NAMES = ("m", "mu", "muh", "muhamed", "muhamed al", "musteri kh", "محمد", "muhamed probingen")
TYPED_NOTES = ("wohn", "wohnung klein", "jobcenter termin")

PEOPLE = """
    SELECT c.id, c.key, c.number, c.state, p.family_name, p.given_name, p.designation, p.language,
           p.phone, p.town, p.birth_date, p.birth_precision, min(h.how) AS how
    FROM ({hits}) AS h
    JOIN cases AS c ON c.id = h.id JOIN clients AS p ON p.case_id = h.id
    WHERE c.hold_since IS NULL
    GROUP BY h.id
    ORDER BY how, CASE c.state WHEN 'active' THEN 0 WHEN 'dormant' THEN 1 ELSE 2 END, p.sort_name, c.id
    LIMIT 12
"""
HITS = "SELECT rowid AS id, {how} AS how FROM name_index WHERE name_index MATCH ?"
NOTES = """
    SELECT n.rowid, p.case_id, p.talk_id, p.note, t."on", t.topic, t.further_topics, c.number,
           l.family_name, l.given_name, l.designation
    FROM note_index AS n JOIN participants AS p ON p.id = n.rowid JOIN talks AS t ON t.id = p.talk_id
    JOIN cases AS c ON c.id = p.case_id JOIN clients AS l ON l.case_id = p.case_id
    WHERE note_index MATCH ? AND c.hold_since IS NULL
    ORDER BY n.rowid DESC LIMIT 8
"""

Bare = Callable[[Connection], object]


def measures(desk: Desk) -> Iterator[Figure]:
    """Yield the slowest answer over people, and over people and notes, and how much longer than bare SQL."""
    yield from _compared("names", desk, TYPED_NAMES, lambda text: search.find_people(desk, text, 12), _people)
    yield from _compared("names and notes", desk, TYPED_NOTES, lambda text: search.find_all(desk, text), _all)


def _compared(
    what: str,
    desk: Desk,
    typed: tuple[str, ...],
    ours: Callable[[str], object],
    bare_for: Callable[[str], Bare],
) -> Iterator[Figure]:
    def on_the_desk(bare: Bare) -> object:
        with desk.vault.reading() as connection:
            return bare(connection)

    times = []
    for text in typed:
        bare = bare_for(text)
        times.append(alternating(lambda: ours(text), lambda: on_the_desk(bare), RUNS))  # noqa: B023
    yield Figure(f"search over {what} as one types, the slowest query", max(mine for mine, _bare in times))
    both = [sum(column) for column in zip(*times, strict=True)]
    yield Figure(f"search over {what}, all typed, to bare SQL", both[0] / both[1], RATIO, MOST)
    worst = max(mine / bare for mine, bare in times)
    yield Figure(f"search over {what}, the worst typed, to bare SQL", worst, RATIO, MOST)


def _people(text: str) -> Bare:
    asked = question_of(text)
    placed = (asked.placed,) if asked.by_place else ()
    questions = (asked.exact, asked.begins, asked.alike, asked.loose, *placed)
    hits = " UNION ALL ".join(HITS.format(how=how) for how in range(len(questions)))
    statement = PEOPLE.format(hits=hits)
    return lambda connection: connection.exec_driver_sql(statement, questions).fetchall()


def _notes(text: str) -> Bare:
    asked = note_question(note_words(text))

    def bare(connection: Connection) -> object:
        rows = connection.exec_driver_sql(NOTES, (asked,)).fetchall()
        cases = ",".join(str(row[1]) for row in rows)
        consents = f"SELECT * FROM consents WHERE case_id IN ({cases}) ORDER BY case_id, id"
        return rows, connection.exec_driver_sql(consents).fetchall()

    return bare


def _all(text: str) -> Bare:
    people, notes = _people(text), _notes(text)
    return lambda connection: (people(connection), notes(connection))
