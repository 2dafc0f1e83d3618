"""The search as one types, beside the same question as bare SQL on the same connection and index.

The bare statements are written by hand and ask for the same rows, of notes also the consents that decide
on them; they know nothing of values, of the gate itself, of excerpts and reasons. The ratio says what
all that costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from intman_desktop.services import search
from intman_desktop.services.desk import Desk
from intman_desktop.services.searching import note_question, question_of

Timed = Callable[[Callable[[], object], int], float]

TYPED_NAMES = ("m", "mu", "muh", "muhamed", "muhamed al", "musteri kh", "محمد")
TYPED_NOTES = ("wohn", "wohnung klein", "jobcenter termin")
RUNS = 15

PEOPLE = """
    SELECT c.id, c.key, c.number, c.state, p.family_name, p.given_name, p.designation, p.language,
           p.phone, p.town, p.birth_date, p.birth_precision, min(h.how) AS how
    FROM (SELECT rowid AS id, 0 AS how FROM name_index WHERE name_index MATCH ?
          UNION ALL SELECT rowid, 1 FROM name_index WHERE name_index MATCH ?
          UNION ALL SELECT rowid, 2 FROM name_index WHERE name_index MATCH ?
          UNION ALL SELECT rowid, 3 FROM name_index WHERE name_index MATCH ?) AS h
    JOIN cases AS c ON c.id = h.id JOIN clients AS p ON p.case_id = h.id
    WHERE c.hold_since IS NULL
    GROUP BY h.id
    ORDER BY how, CASE c.state WHEN 'active' THEN 0 WHEN 'dormant' THEN 1 ELSE 2 END, p.sort_name, c.id
    LIMIT 12
"""
NOTES = """
    SELECT n.rowid, p.case_id, p.talk_id, p.note, t."on", t.topic, c.number, l.family_name, l.given_name
    FROM note_index AS n JOIN participants AS p ON p.id = n.rowid JOIN talks AS t ON t.id = p.talk_id
    JOIN cases AS c ON c.id = p.case_id JOIN clients AS l ON l.case_id = p.case_id
    WHERE note_index MATCH ? AND c.hold_since IS NULL
    ORDER BY n.rowid DESC LIMIT 8
"""


def measures(desk: Desk, timed: Timed) -> Iterator[tuple[str, float]]:
    """Yield the slowest answer over people and over notes, and how much longer than bare SQL they take."""
    yield from _compared("names", desk, timed, search.find_people, _bare_people)
    yield from _compared("notes", desk, timed, search.find_notes, _bare_notes)


def _compared(
    what: str,
    desk: Desk,
    timed: Timed,
    ours: Callable[[Desk, str, int], object],
    bare: Callable[[Connection, str], object],
) -> Iterator[tuple[str, float]]:
    typed, limit = {"names": (TYPED_NAMES, 12), "notes": (TYPED_NOTES, 8)}[what]

    def bare_on_the_desk(text: str) -> object:
        with desk.vault.reading() as connection:
            return bare(connection, text)

    mine = {text: timed(lambda text=text: ours(desk, text, limit), RUNS) for text in typed}  # type: ignore[misc]
    plain = {text: timed(lambda text=text: bare_on_the_desk(text), RUNS) for text in typed}  # type: ignore[misc]
    yield f"search as you type: {what}, slowest", max(mine.values())
    yield f"search as you type: {what}, all to bare SQL (ratio)", sum(mine.values()) / sum(plain.values())
    yield (
        f"search as you type: {what}, worst to bare SQL (ratio)",
        max(mine[text] / plain[text] for text in typed),
    )


def _bare_people(connection: Connection, text: str) -> object:
    asked = question_of(text)
    return connection.exec_driver_sql(
        PEOPLE, (asked.exact, asked.begins, asked.alike, asked.loose)
    ).fetchall()


def _bare_notes(connection: Connection, text: str) -> object:
    rows = connection.exec_driver_sql(NOTES, (note_question(text),)).fetchall()
    cases = ",".join(str(row[1]) for row in rows)
    consents = f"SELECT * FROM consents WHERE case_id IN ({cases}) ORDER BY case_id, id"  # noqa: S608 - ids
    return rows, connection.exec_driver_sql(consents).fetchall()
