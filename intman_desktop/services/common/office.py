"""The office: who is responsible, who works there, and the settings that rules and figures depend on."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.models.tables import settings
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office_content import OFFICE_ROW, content_of, office_from
from intman_desktop.values.office import Office, Worker


def read_office(desk: Desk) -> Office:
    """Return the office of this store."""
    with desk.vault.reading() as connection:
        return office_in(connection)


def missing_for_papers(desk: Desk) -> tuple[str, ...]:
    """Return the names of the office's fields that a paper still needs (Rule E8)."""
    return missing_office_data(read_office(desk))


def office_in(connection: Connection) -> Office:
    """Return the office inside an open transaction; one with only defaults before it was saved."""
    content = connection.scalar(select(settings.c.value).where(settings.c.name == OFFICE_ROW))
    return office_from(content)


def put_office(connection: Connection, office: Office) -> None:
    """Write the office inside an open transaction."""
    content = content_of(office)
    changed = update(settings).where(settings.c.name == OFFICE_ROW)
    done = connection.execute(changed.values(value=content, version=settings.c.version + 1))
    if done.rowcount == 0:
        connection.execute(insert(settings).values(name=OFFICE_ROW, value=content))


def acting_worker(office: Office, code: str) -> Worker:
    """Return the worker who acts by the ``code`` of the desk, else who is named first; nameless without any.

    Her name stands on papers, on the texts that are kept as shown, and where a form proposes who did it.
    """
    named = next((worker for worker in office.workers if worker.code == code), None)
    return named or next(iter(office.workers), Worker(code, ""))
