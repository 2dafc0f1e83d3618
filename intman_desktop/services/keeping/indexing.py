"""The words by which people and notes are found, written anew where the program folds them otherwise.

They are folded when a row is written. A store that was written by an older program, or migrated, bears
another mark than ``INDEX_VERSION`` and is gone through once, at opening, stretch by stretch; each
stretch is one transaction with its own mark, so that a kill costs one stretch.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.writing import index_client
from intman_desktop.rules.finding import INDEX_VERSION, index_note
from intman_desktop.values.case_file import Client
from intman_desktop.vault.vault import Vault

_MARK = "search_index"
_STRETCH = 500
_DONE = "done"
_PEOPLE, _NOTES = "people", "notes"


def refresh_index(vault: Vault) -> bool:
    """Write both indexes anew where they are older than this program; return whether they were."""
    with vault.reading() as connection:
        stage, after = _stage(connection)
    if stage == _DONE:
        return False
    while stage != _DONE:
        with vault.transaction() as connection:
            stage, after = _go_on(connection, stage, after)
            _put_mark(connection, stage, after)
    return True


def forget_index(connection: Connection) -> None:
    """Let the next opening write both indexes anew; for a store whose rows were put in one by one."""
    put_setting(connection, _MARK, "")


def _go_on(connection: Connection, stage: str, after: int) -> tuple[str, int]:
    """Write one stretch and return where to go on."""
    if stage == _PEOPLE:
        last = _write_people(connection, after)
        return (_PEOPLE, last) if last else (_NOTES, 0)
    last = _write_notes(connection, after)
    return (_NOTES, last) if last else (_DONE, 0)


def _write_people(connection: Connection, after: int) -> int:
    query = select(t.clients, t.cases.c.number).join(t.cases, t.cases.c.id == t.clients.c.case_id)
    stretch = query.where(t.clients.c.case_id > after).order_by(t.clients.c.case_id).limit(_STRETCH)
    rows = connection.execute(stretch).mappings().all()
    for row in rows:
        index_client(connection, row["case_id"], row["number"], from_row(Client, t.clients, row))
    return rows[-1]["case_id"] if rows else 0


def _write_notes(connection: Connection, after: int) -> int:
    c = t.participants.c
    stretch = select(c.id, c.note).where(c.id > after).order_by(c.id).limit(_STRETCH)
    rows = connection.execute(stretch).all()
    if rows:
        words = [{"row": row.id, "words": index_note(row.note)} for row in rows]
        change = update(t.participants).where(c.id == bindparam("row"))
        connection.execute(change.values(note_words=bindparam("words")), words)
    return rows[-1].id if rows else 0


def _stage(connection: Connection) -> tuple[str, int]:
    mark = setting(connection, _MARK)
    version, _, place = mark.partition(":")
    if version != str(INDEX_VERSION):
        return _PEOPLE, 0
    stage, _, after = place.partition(":")
    return stage, int(after)


def _put_mark(connection: Connection, stage: str, after: int) -> None:
    put_setting(connection, _MARK, f"{INDEX_VERSION}:{stage}:{after}")
