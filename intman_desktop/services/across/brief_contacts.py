"""The Kurzkontakte behind their number, which hang on no case: looked at, and taken back (P2, K6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, false, select

from intman_desktop.errors import NotFound
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles.list_names import ListName
from intman_desktop.reporting.frozen import frozen_sheets
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Rows, read_rows, step_back
from intman_desktop.values.figure_views import BriefContactRow, ContactsOfYear
from intman_desktop.values.outcome import Change, Outcome


def contacts_of(desk: Desk, year: int) -> ContactsOfYear:
    """Return the Kurzkontakte of a year, the newest first (Rules P2, K6)."""
    contact, language = t.brief_contacts.c, current_language()
    in_year = contact.on.between(date(year, 1, 1), date(year, 12, 31))
    newest_first = select(t.brief_contacts).where(in_year).order_by(contact.on.desc(), contact.id.desc())
    with desk.vault.reading() as connection:
        found = connection.execute(newest_first).mappings().all()
        frozen = bool(frozen_sheets(connection, year))
    label = desk.profile.label
    rows = tuple(
        BriefContactRow(
            row["id"],
            row["on"],
            label(ListName.TALK_FORMS, row["form"], language),
            label(ListName.TOPICS, row["topic"], language),
        )
        for row in found
    )
    return ContactsOfYear(year, rows, frozen)


def take_back_contact(desk: Desk, contact_id: int) -> Outcome[int]:
    """Take a Kurzkontakt back that was counted by mistake, and return its id (Rule P2).

    The figures of a year that was handed in are counted anew and differ then, as with a talk (Rule K7).
    Raises ``NotFound``.
    """
    contacts = t.brief_contacts
    with desk.vault.transaction() as connection:
        row = connection.execute(select(contacts).where(contacts.c.id == contact_id)).mappings().first()
        if row is None:
            raise NotFound()
        before = read_rows(connection, ((contacts, contacts.c.id == contact_id),))
        connection.execute(delete(contacts).where(contacts.c.id == contact_id))
        note(connection, desk, Verb.BRIEF_CONTACT_REMOVED)
    # Its id may be that of another contact by then, which is none of its business: so no row is compared.
    put_back = step_back(desk, (), ((contacts, false()),), before, Rows(((contacts, {}),)))

    def undo() -> None:
        put_back()  # which row it is now nobody knows: it is taken back again by hand

    return Outcome(contact_id, frozenset({Change.FIGURES}), undo)
