"""Open stores for tests: real, temporary, encrypted, with a key derivation that takes milliseconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import extract, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all
from intman_desktop.models.writing import add_case_files
from intman_desktop.sealing import KdfParameters
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.period import read_period
from intman_desktop.services.closing.redacting import redact_mention
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import put_office
from intman_desktop.services.keeping.backups import restore
from intman_desktop.services.keeping.stores import create_store, desk_of, open_store
from intman_desktop.values.case_file import BriefContact, CaseFile, Plan, Talk
from intman_desktop.values.ending_views import Mention
from intman_desktop.values.office import Office
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.work_views import PeriodView
from intman_desktop.vault.vault import Vault
from tests.builders import a_case_file, an_office

FAST = KdfParameters(1, 19 * 1024, 1)
PASSPHRASE = "Muster Passphrase"
TODAY = date(2026, 11, 20)


def moment(day: date = TODAY) -> datetime:
    """Return noon of ``day`` in UTC."""
    return datetime.combine(day, time(12), UTC)


def make_template(folder: Path) -> Path:
    """Create a store with an office in ``folder``, close it, and return the folder."""
    made = create_store(folder, PASSPHRASE, an_office(), now=lambda: moment(), parameters=FAST)
    made.vault.close()
    return folder


def open_desk(template: Path, folder: Path, day: date = TODAY) -> Desk:
    """Copy the template to ``folder``, open it there, and return its desk on ``day``."""
    shutil.copytree(template, folder)
    vault = open_store(folder, PASSPHRASE)
    return desk_of(vault, today=lambda: day, now=lambda: moment(day))


def on_day(desk: Desk, day: date) -> Desk:
    """Return the same desk on another day."""
    return replace(desk, today=lambda: day, now=lambda: moment(day))


def put_in(desk: Desk, files: Iterable[CaseFile], talks: Iterable[Talk] = ()) -> dict[str, int]:
    """Write whole cases and talks straight into the store; return the id for each case key."""
    with desk.vault.transaction() as connection:
        return add_case_files(connection, files, talks)


def stored(desk: Desk, case_id: int) -> CaseFile:
    """Return the case as it lies in the store, past the gate."""
    with desk.vault.reading() as connection:
        return whole_case(connection, case_id)


def plan_in(desk: Desk, case_id: int) -> Plan:
    """Return the plan of a case as it lies in the store, past the gate."""
    plan = stored(desk, case_id).plan
    assert plan is not None
    return plan


def one(desk: Desk, *talks: Talk, **details: Any) -> tuple[int, CaseFile]:
    """Put a case of ``a_case_file(**details)`` with its talks into the store; return its id and itself."""
    file = a_case_file(**details)
    case_id = put_in(desk, [file], talks)[file.case.key]
    return case_id, stored(desk, case_id)


def set_office(desk: Desk, office: Office) -> None:
    """Write a whole office straight into the store, whatever its settings would refuse."""
    with desk.vault.transaction() as connection:
        put_office(connection, office)


def clock_of(desk: Desk, case_id: int) -> PeriodView:
    """Return the clock of a case as its pages read it."""
    with desk.vault.reading() as connection:
        return read_period(connection, desk, case_id)


def brief_contacts(desk: Desk, year: int) -> tuple[BriefContact, ...]:
    """Return the brief contacts of a calendar year, the newest first."""
    b = t.brief_contacts.c
    of_year = extract("year", b.on) == year
    with desk.vault.reading() as connection:
        return read_all(connection, BriefContact, t.brief_contacts, of_year, order=(b.on.desc(), b.id.desc()))


def newest_act(desk: Desk, case_id: int) -> str:
    """Return the verb of the newest entry of a case in the journal, reading left aside."""
    return next(line.verb for line in journal_of(desk, case_id) if line.verb != "case_read")


def black_out(desk: Desk, case_id: int, mention: Mention) -> Outcome[Mention]:
    """Black out a client's name in a place of another case each time it stands there."""
    return redact_mention(desk, case_id, mention, range(len(mention.occurrences)))


def cleared(vault: Vault) -> bool:
    """Return whether the store was written anew after the last thing that was taken away (Rule L3)."""
    with vault.reading() as connection:
        mark = connection.scalar(select(t.settings.c.value).where(t.settings.c.name == "cleared_away"))
        return (mark or "0") == str(len(connection.scalars(select(t.erased_keys.c.digest)).all()))


def brought_back(backup: Path, folder: Path, *lists: Path) -> Desk:
    """Restore a backup into ``folder`` and return a desk on it; ``lists`` are further lists of the erased."""
    restore(backup, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment(), erased_lists=lists)
    return desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, lambda: moment())
