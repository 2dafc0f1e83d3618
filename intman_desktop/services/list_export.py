"""The list of cases on its way out: what the screen has filtered, as far as the consents allow (E3, P10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from intman_desktop.language import _, current_language, ngettext
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.profiles import Profile
from intman_desktop.rules import gate
from intman_desktop.services.admission import note, note_all
from intman_desktop.services.case_rows import page_of, total_of
from intman_desktop.services.desk import Desk
from intman_desktop.services.office import office_in
from intman_desktop.services.words import names
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.lists import CaseListSheet, Closed, OutCell
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.views import CaseFilter, CaseRow

_AT_ONCE = 400
_FIELDS = ("birth_date", "phone", "email", "street", "postal_code", "town")
"""The columns of the client that go out beside those of the screen, each under its own need (Rule E3)."""


def list_cases_out(desk: Desk, chosen: CaseFilter, told: str) -> Outcome[CaseListSheet]:
    """Return the filtered list for a workbook, and write it to the journal, one entry a case (Rules E3, L6).

    ``told`` says what was filtered. Of a person without a standing basic consent only the number goes
    out; a cell that needs a consent which is missing is closed.
    """
    today = desk.today()
    with desk.vault.transaction() as connection:
        total = total_of(connection, today, chosen)
        rows = page_of(connection, today, chosen, 0, total)
        clients, consents = _people(connection, [row.case_id for row in rows])
        lines = tuple(
            _line(desk.profile, row, clients[row.case_id], consents.get(row.case_id, ()), today)
            for row in rows
        )
        note(connection, desk, "list_given_out")
        note_all(connection, desk, "case_listed", (row.key for row in rows))
        office = office_in(connection).office
    count = ngettext("{count} Fall", "{count} Fälle", total).format(count=total)
    below = _("{filter} · {count} · Stand {day}").format(filter=told, count=count, day=f"{today:%d.%m.%Y}")
    heads = _heads()
    closed = any(isinstance(cell, Closed) for line in lines for cell in line)
    return Outcome(
        CaseListSheet(
            _("Fälle"),
            f"{office} · {below}" if office else below,
            today,
            office,
            tuple(head for head, _width in heads),
            tuple(width for _head, width in heads),
            lines,
            _("keine Einwilligung"),
            _("„keine Einwilligung“ steht, wo die Person in diese Angabe nicht eingewilligt hat.")
            if closed
            else "",
        )
    )


def _people(
    connection: Connection, ids: Sequence[int]
) -> tuple[Mapping[int, Client], Mapping[int, tuple[Consent, ...]]]:
    clients: dict[int, Client] = {}
    consents: dict[int, tuple[Consent, ...]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        query = t.clients.select().where(t.clients.c.case_id.in_(some))
        for row in connection.execute(query).mappings():
            clients[row["case_id"]] = from_row(Client, t.clients, row)
        query = t.consents.select().where(t.consents.c.case_id.in_(some))
        for row in connection.execute(query).mappings():
            consents[row["case_id"]] = (
                *consents.get(row["case_id"], ()),
                from_row(Consent, t.consents, row),
            )
    return clients, consents


def _line(
    profile: Profile, row: CaseRow, client: Client, consents: Sequence[Consent], today: date
) -> tuple[OutCell, ...]:
    given = gate.given(consents, today)
    if gate.BASIC not in given:
        return (row.number, *(Closed() for _head in _heads()[1:]))
    needs = profile.needs_of_fields()
    told: dict[str, OutCell] = {}
    for name in _FIELDS:
        value = getattr(client, name)
        told[name] = value if not value or needs[name] in given else Closed()
        if name == "email" and needs[name] not in given:
            told[name] = Closed()
    return (
        row.number,
        row.name,
        told["birth_date"],
        profile.label("languages", row.language, current_language()),
        names.word(row.state),
        row.period_start,
        row.last_day,
        row.days_left,
        row.complete_blocks if row.has_open_plan else None,
        row.next_review,
        row.last_talk,
        told["phone"] or None,
        told["email"] or None,
        told["street"] or None,
        told["postal_code"] or None,
        told["town"] or None,
    )


def _heads() -> tuple[tuple[str, int], ...]:
    return (
        (_("Fallnummer"), 15),
        (_("Name"), 28),
        (_("Geburtsdatum"), 13),
        (_("Sprache"), 16),
        (_("Stand"), 11),
        (_("Erstes Beratungsgespräch"), 14),
        (_("Letzter Tag"), 13),
        (_("Tage übrig"), 9),
        (_("Themenfelder vollständig (von 7)"), 14),
        (_("Nächste Überprüfung"), 13),
        (_("Letztes Gespräch"), 13),
        (_("Telefon"), 18),
        (_("E-Mail"), 26),
        (_("Straße"), 24),
        (_("PLZ"), 8),
        (_("Ort"), 18),
    )
