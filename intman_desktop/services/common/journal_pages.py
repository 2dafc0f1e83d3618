"""The journal as it is read: filtered, counted and cut into stretches in the store, and given out (L6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from intman_desktop.gdpr.journal import start_of
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import _, ngettext
from intman_desktop.models import tables as t
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_kinds import VERBS, kind_of
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.ways import names_of_ways
from intman_desktop.services.common.words import names
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.values.case_views import JournalLine
from intman_desktop.values.journal_views import (
    Access,
    ActKind,
    JournalFilter,
    JournalPage,
    JournalRow,
    Whose,
)
from intman_desktop.values.lists import ListSheet, OutCell
from intman_desktop.values.outcome import Outcome
from intman_desktop.vault.vault import Vault

_EVERYTHING = JournalFilter()
_WIDTHS = (13, 9, 26, 42, 16, 18)


def journal_page(
    desk: Desk, chosen: JournalFilter = _EVERYTHING, offset: int = 0, limit: int = 100
) -> JournalPage:
    """Return ``limit`` entries from the ``offset``-th on, the newest first, with the counts (Rule L6).

    A case is named by its number while it is there and not on hold (Rule L2).
    """
    with desk.vault.reading() as connection:
        key = _key_of(connection, chosen.number)
        if key is None:
            return JournalPage((), 0, _count(connection), _begin(connection), number_unknown=True)
        terms = _terms(desk.vault, chosen, key)
        rows = _rows(connection, desk.vault, terms, offset, limit)
        total = _count(connection, *terms)
        return JournalPage(rows, total, _count(connection), _begin(connection))


def journal_out(desk: Desk, chosen: JournalFilter, told: str) -> Outcome[ListSheet]:
    """Return the filtered journal for a workbook, and write that it was given out (L6, P10).

    It names who opened the store as a substitute, and nobody who is accompanied.
    ``told`` says what was filtered.
    """
    with desk.vault.transaction() as connection:
        key = _key_of(connection, chosen.number)
        rows = () if key is None else _rows(connection, desk.vault, _terms(desk.vault, chosen, key), 0, -1)
        note(connection, desk, Verb.JOURNAL_GIVEN_OUT)
        office = office_in(connection).office
    count = ngettext("{count} Eintrag", "{count} Einträge", len(rows)).format(count=len(rows))
    below = _("{filter} · {count} · Stand {day}").format(
        filter=told, count=count, day=f"{desk.today():%d.%m.%Y}"
    )
    heads = (_("Tag"), _("Uhrzeit"), _("Art"), _("Was"), _("Akte"), _("Geöffnet mit"))
    return Outcome(
        ListSheet(
            _("Protokoll"),
            f"{office} · {below}" if office else below,
            desk.today(),
            office,
            heads,
            _WIDTHS,
            tuple(map(_cells, rows)),
            "",
        )
    )


def access_of(vault: Vault, slot: str) -> Access:
    """Return what the slot of an entry is: one of those that the store opens with now, or a former one."""
    kinds = {each.id: Access(each.kind.value) for each in vault.keys.slots}
    return kinds.get(slot, Access.FORMER)


def case_words(row: JournalRow) -> str:
    """Return which case an entry belongs to: its number, or that it is erased or on hold (Rules L2, L6)."""
    return row.number or ("" if row.whose is Whose.NONE else names.word(row.whose))


def access_words(entry: JournalRow | JournalLine) -> str:
    """Return what the store was opened with: the name of that way in, or its kind (Rule L6)."""
    return entry.who or names.word(entry.access)


def _key_of(connection: Connection, number: str) -> str | None:
    """Return the key of the case with this number, "" where none is asked for, None where there is none."""
    asked, c = number.strip(), t.cases.c
    if not asked:
        return ""
    query = select(c.key).where(c.number.in_({asked, asked.upper()}), c.hold_since.is_(None))
    return connection.scalar(query)


def _terms(vault: Vault, chosen: JournalFilter, key: str) -> list[ColumnElement[bool]]:
    j, terms = t.journal.c, []
    if key:
        terms.append(j.case_key == key)
    if chosen.kind is ActKind.CHANGED:
        terms.append(j.verb.not_in(sorted(frozenset().union(*VERBS.values()))))
    elif chosen.kind is not None:
        terms.append(j.verb.in_(sorted(VERBS[chosen.kind])))
    if chosen.access is not None:
        slots = [each.id for each in vault.keys.slots]
        meant = [slot for slot in slots if access_of(vault, slot) is chosen.access]
        terms.append(j.slot.not_in(slots) if chosen.access is Access.FORMER else j.slot.in_(meant))
    if chosen.since is not None:
        terms.append(j.at >= start_of(chosen.since))
    if chosen.until is not None:
        terms.append(j.at < start_of(chosen.until + timedelta(days=1)))
    return terms


def _rows(
    connection: Connection, vault: Vault, terms: list[ColumnElement[bool]], offset: int, limit: int
) -> tuple[JournalRow, ...]:
    j, c = t.journal.c, t.cases.c
    stretch = select(j.seq).where(*terms).order_by(j.seq.desc()).offset(offset).limit(limit)
    query = (
        select(j.seq, j.at, j.verb, j.slot, j.case_key, j.salt, c.id, c.number, c.hold_since)
        .select_from(t.journal.outerjoin(t.cases, c.key == j.case_key))
        .where(j.seq.in_(stretch))
        .order_by(j.seq.desc())
    )
    access = {each.id: access_of(vault, each.id) for each in vault.keys.slots}
    who = names_of_ways(connection)
    return tuple(_row(each, access, who) for each in connection.execute(query))


def _row(entry: Sequence[Any], access: dict[str, Access], who: dict[str, str]) -> JournalRow:
    seq, at, verb, slot, key, salt, case_id, number, held = entry
    moment, how = datetime.fromisoformat(at), access.get(slot, Access.FORMER)
    row = JournalRow(seq, moment, verb, how, who=who.get(slot, ""))
    if case_id is not None and held is None:
        return row._replace(whose=Whose.CASE, case_id=case_id, number=number)
    if case_id is not None:
        return row._replace(whose=Whose.HELD)
    # only what belonged to a case and was unlinked has no salt
    erased = bool(key) or not salt or verb == Verb.CASE_ERASED
    return row._replace(whose=Whose.ERASED if erased else Whose.NONE)


def _count(connection: Connection, *terms: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(t.journal).where(*terms)) or 0


def _begin(connection: Connection) -> datetime | None:
    at = connection.scalar(select(t.journal.c.at).order_by(t.journal.c.seq).limit(1))
    return datetime.fromisoformat(at) if at else None


def _cells(row: JournalRow) -> tuple[OutCell, ...]:
    local = row.at.astimezone()
    return (
        local.date(),
        f"{local:%H:%M}",
        names.word(kind_of(row.verb)),
        journal_words(row.verb),
        case_words(row) or None,
        access_words(row),
    )
