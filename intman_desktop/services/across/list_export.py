"""The list of cases on its way out: what the screen shows, as far as the consents allow (E3, P10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import _, current_language, ngettext
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, in_chunks
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.services.across.case_facets import asked_with
from intman_desktop.services.across.case_rows import page_of, total_of
from intman_desktop.services.common.admission import note, note_all
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.words import names
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.codes import BirthPrecision, CaseState
from intman_desktop.values.lists import Closed, ListExtra, ListSheet, OutCell
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.views import CaseColumn, CaseFilter, CaseRow


def list_cases_out(
    desk: Desk,
    chosen: CaseFilter,
    told: str,
    shown: Sequence[CaseColumn],
    extras: Collection[ListExtra] = (),
) -> Outcome[ListSheet]:
    """Return the filtered list for a workbook, and write it to the journal, one entry a case (Rules E3, L6).

    No more goes out than the screen shows and what was asked for besides (Art. 5 DS-GVO). Of a person
    without a standing basic consent only the number goes out; a cell whose consent is missing is closed.

    Args:
        told: What was filtered, in words.
        shown: The columns of the screen in their order; number and name go out in any case.
        extras: What goes out besides.
    """
    today = desk.today()
    columns = columns_out(shown, extras)
    with desk.vault.transaction() as connection:
        chosen = asked_with(connection, desk, chosen)
        total = total_of(connection, today, chosen)
        rows = page_of(connection, today, chosen, 0, total)
        clients, consents = _people(connection, [row.case_id for row in rows])
        lines = tuple(
            _line(desk.profile, columns, row, clients[row.case_id], gate.given(consents[row.case_id], today))
            for row in rows
        )
        note(connection, desk, Verb.LIST_GIVEN_OUT)
        note_all(connection, desk, Verb.CASE_LISTED, (row.key for row in rows))
        office = office_in(connection).office
    count = ngettext("{count} Fall", "{count} Fälle", total).format(count=total)
    below = _("{filter} · {count} · Stand {day}").format(filter=told, count=count, day=f"{today:%d.%m.%Y}")
    closed = any(isinstance(cell, Closed) for line in lines for cell in line)
    return Outcome(
        ListSheet(
            _("Fälle"),
            f"{office} · {below}" if office else below,
            today,
            office,
            tuple(column.head() for column in columns),
            tuple(column.width for column in columns),
            lines,
            _("keine Einwilligung"),
            _("„keine Einwilligung“ steht, wo die Person in diese Angabe nicht eingewilligt hat.")
            if closed
            else "",
        )
    )


def columns_out(shown: Sequence[CaseColumn], extras: Collection[ListExtra] = ()) -> tuple[OutColumn, ...]:
    """Return the columns that go out in their order, none twice.

    Where the screen shows no case number it comes first: it alone says whose a line is when no consent
    opens the name.
    """
    always = (CaseColumn.NUMBER, CaseColumn.NAME)
    first = [column for column in always if column not in shown]
    asked = [column for extra in ListExtra if extra in extras for column in EXTRAS[extra]]
    return tuple(dict.fromkeys([*(COLUMNS[column] for column in (*first, *shown)), *asked]))


def _people(
    connection: Connection, ids: Sequence[int]
) -> tuple[Mapping[int, Client], Mapping[int, tuple[Consent, ...]]]:
    clients: dict[int, Client] = {}
    consents: dict[int, tuple[Consent, ...]] = dict.fromkeys(ids, ())
    for some in in_chunks(ids):
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
    profile: Profile,
    columns: Sequence[OutColumn],
    row: CaseRow,
    client: Client,
    given: Collection[str],
) -> tuple[OutCell, ...]:
    """Return the cells of one case; what no consent opens is closed, whether it holds something or not."""
    return tuple(
        column.value(profile, row, client) if column.need_in(profile) in given else Closed()
        for column in columns
    )


def _born(client: Client) -> OutCell:
    """Return a date only for what is surely known to the day: nobody is born on 1 January by a list (I8)."""
    if client.birth_precision is BirthPrecision.DAY and not client.birth_uncertain:
        return client.birth_date
    return birth_words(client) or None


def _last_day(row: CaseRow) -> OutCell:
    """Return the last day while the clock runs: of an ended case the screen says no more than that."""
    return names.word(row.state) if row.state is CaseState.ENDED else row.last_day


@dataclass(frozen=True)
class OutColumn:
    """A column that goes out: its head, its width in letters, what stands in it, and the consent it needs.

    ``need`` is a word of ``rules.gate``; where ``field`` names a field of the profile, its need counts.
    """

    head: Callable[[], str]
    width: int
    value: Callable[[Profile, CaseRow, Client], OutCell]
    need: str = ""
    field: str = ""

    def need_in(self, profile: Profile) -> str:
        """Return the need of the column under a profile. An unknown field is a bug (``KeyError``)."""
        return profile.needs_of_fields()[self.field] if self.field else self.need


_TOWN: Final = OutColumn(lambda: _("Ort"), 18, lambda _p, _row, client: client.town or None, field="town")

COLUMNS: Final[Mapping[CaseColumn, OutColumn]] = {
    CaseColumn.NUMBER: OutColumn(lambda: _("Fallnummer"), 15, lambda _p, row, _c: row.number, gate.NONE),
    CaseColumn.NAME: OutColumn(lambda: _("Name"), 28, lambda _p, row, _c: row.name, gate.BASIC),
    CaseColumn.LANGUAGE: OutColumn(
        lambda: _("Sprache"),
        16,
        lambda profile, row, _client: profile.label(ListName.LANGUAGES, row.language, current_language()),
        field="language",
    ),
    CaseColumn.STATE: OutColumn(
        lambda: _("Stand"), 11, lambda _p, row, _c: names.word(row.state), gate.BASIC
    ),
    CaseColumn.LAST_DAY: OutColumn(
        lambda: _("Letzter Tag"), 13, lambda _p, row, _c: _last_day(row), gate.BASIC
    ),
    CaseColumn.PLAN: OutColumn(
        lambda: _("Themenfelder vollständig (von 7)"),
        14,
        lambda _profile, row, _client: row.complete_blocks if row.has_open_plan else None,
        gate.BASIC,
    ),
    CaseColumn.NEXT_REVIEW: OutColumn(
        lambda: _("Nächste Überprüfung"), 13, lambda _p, row, _c: row.next_review, gate.BASIC
    ),
    CaseColumn.LAST_TALK: OutColumn(
        lambda: _("Letztes Gespräch"), 13, lambda _p, row, _c: row.last_talk, gate.BASIC
    ),
    CaseColumn.TOWN: _TOWN,
    CaseColumn.WORKER: OutColumn(
        lambda: _("Zuständig"), 11, lambda _p, row, _c: row.worker or None, gate.BASIC
    ),
}
"""What goes out for each column of the screen, with its need (Rule E3)."""

EXTRAS: Final[Mapping[ListExtra, tuple[OutColumn, ...]]] = {
    ListExtra.ADDRESS: (
        OutColumn(lambda: _("Straße"), 24, lambda _p, _row, client: client.street or None, field="street"),
        OutColumn(
            lambda: _("PLZ"), 8, lambda _p, _row, client: client.postal_code or None, field="postal_code"
        ),
        _TOWN,
    ),
    ListExtra.PHONE: (
        OutColumn(lambda: _("Telefon"), 18, lambda _p, _row, client: client.phone or None, field="phone"),
    ),
    ListExtra.EMAIL: (
        OutColumn(lambda: _("E-Mail"), 26, lambda _p, _row, client: client.email or None, field="email"),
    ),
    ListExtra.BIRTH_DATE: (
        OutColumn(lambda: _("Geburtsdatum"), 13, lambda _p, _row, client: _born(client), field="birth_date"),
    ),
}
"""What goes out only when it is asked for, with its need (Rule E3, Art. 5 DS-GVO)."""
