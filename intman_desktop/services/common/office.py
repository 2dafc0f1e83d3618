"""The office: who is responsible, who works there, and the settings that rules and figures depend on."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.models.tables import settings
from intman_desktop.rules.setting_bounds import within_bounds
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office_content import OFFICE_ROW, content_of, office_from
from intman_desktop.values.office import Office, Worker


def read_office(desk: Desk) -> Office:
    """Return the office as it is stored, for the settings, which show what is to be mended there.

    What reckons with its numbers asks ``bounded_office``.
    """
    with desk.vault.reading() as connection:
        return stored_office_in(connection)


def bounded_office(desk: Desk) -> Office:
    """Return the office with its numbers as they are reckoned with: within their bounds."""
    with desk.vault.reading() as connection:
        return office_in(connection)


def missing_for_papers(desk: Desk) -> tuple[str, ...]:
    """Return the names of the office's fields that a paper still needs (Rule E8)."""
    return missing_office_data(read_office(desk))


def office_in(connection: Connection) -> Office:
    """Return the office inside an open transaction, its numbers held within their bounds.

    To be written back is ``stored_office_in``: what a person is to mend is not mended unseen.
    """
    return within_bounds(stored_office_in(connection))


def stored_office_in(connection: Connection) -> Office:
    """Return the office as it is stored; one with only defaults before it was saved."""
    content = connection.scalar(select(settings.c.value).where(settings.c.name == OFFICE_ROW))
    return office_from(content)


def put_office(connection: Connection, office: Office) -> None:
    """Write the office inside an open transaction."""
    content = content_of(office)
    changed = update(settings).where(settings.c.name == OFFICE_ROW)
    done = connection.execute(changed.values(value=content, version=settings.c.version + 1))
    if done.rowcount == 0:
        connection.execute(insert(settings).values(name=OFFICE_ROW, value=content))


def with_machine_of(office: Office, here: Office) -> Office:
    """Return the office with what is the affair of one machine, its backup places and lock time, as ``here``.

    No file carries that from one store to another (Rule L4).
    """
    return replace(office, backup_places=here.backup_places, lock_minutes=here.lock_minutes)


def acting_worker(office: Office, code: str) -> Worker:
    """Return the worker who acts by the ``code`` of the desk, else who is named first; nameless without any.

    Her name stands where a form proposes who did it, and on papers unless the case has its own.
    """
    named = next((worker for worker in office.workers if worker.code == code), None)
    return named or next(iter(office.workers), Worker(code, ""))
