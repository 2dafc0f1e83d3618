"""Making and opening a store, and the desk over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from intman_desktop.clock import system_now, system_today
from intman_desktop.errors import Trouble
from intman_desktop.gdpr import journal
from intman_desktop.gdpr.directory import give_directory_key
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models.tables import services
from intman_desktop.models.writing import add_row
from intman_desktop.profiles import Profile, load_profile
from intman_desktop.rules.workers import worker_named
from intman_desktop.sealing import KdfParameters
from intman_desktop.services.closing.erased_list import catch_up
from intman_desktop.services.closing.frozen_years import note_touched_years
from intman_desktop.services.common.admission import NO_ENTRY, OF_NO_CASE, note, note_shown
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in, put_office
from intman_desktop.services.common.upkeep_memory import note_unclean_end
from intman_desktop.services.common.ways import WAY_GONE, await_sheet, gone_unnoticed, keep_gone, known_ways
from intman_desktop.services.keeping.indexing import refresh_index
from intman_desktop.services.papers.notice_change import hear_of_change, notice_now
from intman_desktop.services.rights.forgetting import forget_since
from intman_desktop.values.keyring import DoorSlot
from intman_desktop.values.office import Office, Service, Worker
from intman_desktop.vault import files
from intman_desktop.vault.aside import put_back
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.known_answers import prove_encryption
from intman_desktop.vault.place_troubles import EncryptionFails
from intman_desktop.vault.store import look_at_vault, open_vault, open_vault_by_any, open_with_emergency_code
from intman_desktop.vault.vault import Vault


@dataclass(frozen=True)
class NewStore:
    """A new store, open, and the code for its emergency sheet, which is kept nowhere else."""

    vault: Vault
    emergency_code: str = field(repr=False)


def first_office(**details: Any) -> Office:
    """Return the office of a new store: what its profile lets it start with, and ``details`` of its own."""
    land = load_profile(details.get("profile", Office.profile))
    starts = {each.name: getattr(land.defaults, each.name) for each in fields(land.defaults)}
    del starts["quick_topics"]  # an office without any of its own has those of its profile as they stand
    return Office(**{**starts, **details})


def create_store(
    folder: Path,
    passphrase: str,
    office: Office,
    *,
    now: Callable[[], datetime] = system_now,
    parameters: KdfParameters | None = None,
    sheet_awaited: bool = False,
) -> NewStore:
    """Make a store in ``folder`` (new or empty) with its office and the seeded directory, and open it.

    The folder gets its name once all is in it. ``sheet_awaited`` says that somebody is to confirm that the
    emergency sheet is in safe hands. Raises what ``vault.founding.create_vault`` raises; nothing is left
    behind then.
    """
    profile = load_profile(office.profile)
    take_back(folder)  # then the place is taken

    def prepare(connection: Connection, *, slot_id: str) -> None:
        put_office(connection, office)
        _seed_directory(connection, profile)
        give_directory_key(connection)
        if sheet_awaited:
            await_sheet(connection, awaited=True)
        journal.record(connection, at=now(), slot=slot_id, verb=Verb.STORE_CREATED)

    made = create_vault(folder, passphrase, parameters=parameters, prepare=prepare)
    with unless_it_fails(made.vault):
        refresh_index(made.vault)
    return NewStore(made.vault, made.emergency_code)


@contextmanager
def unless_it_fails(vault: Vault) -> Iterator[None]:
    """Close and remove a store that was just made, where what belongs to it fails.

    It is empty, and nobody has seen the code of its emergency sheet: left behind it would only be in the way.
    """
    try:
        yield
    except BaseException:
        with suppress(Trouble):
            vault.close()
        with suppress(OSError):  # the first trouble is the one to be told
            files.remove(vault.folder)
        raise


def ways_into(folder: Path) -> tuple[DoorSlot, ...]:
    """Return the ways into a closed store as far as they are known without a secret: ids and kinds, no names.

    Raises what ``vault.store.look_at_vault`` raises.
    """
    return tuple(DoorSlot(slot.id, slot.kind.value) for slot in look_at_vault(folder).slots)


def take_back(folder: Path) -> bool:
    """Give a store its name again that a killed restore had put aside; return whether there was one."""
    return put_back(folder)


def open_store(folder: Path, passphrase: str, slot_id: str | None = None) -> Vault:
    """Open the store in ``folder``, its search index fresh and what was erased gone from its pages.

    What a kill cut off of an erasure is done: the lists in reach know of it as well (Rule L4). ``slot_id``
    names the way in, None the owner's. Raises what ``vault.store.open_vault`` raises.
    """
    take_back(folder)
    return _made_ready(open_vault(folder, passphrase, slot_id))


def open_store_by_any(folder: Path, passphrase: str) -> Vault:
    """Open the store with the passphrase of whoever it is, the owner or a substitute; up to six derivations.

    Raises what ``vault.store.open_vault`` raises.
    """
    take_back(folder)
    return _made_ready(open_vault_by_any(folder, passphrase))


def open_store_with_code(folder: Path, code: str) -> Vault:
    """Open the store with the code of the emergency sheet. Raises as ``open_with_emergency_code``."""
    take_back(folder)
    return _made_ready(open_with_emergency_code(folder, code))


def prove_ahead() -> None:
    """Let the encryption prove itself while a passphrase is typed; what fails is told at opening."""
    with suppress(EncryptionFails):
        prove_encryption()


def note_opened(desk: Desk, *, day_set: bool = False) -> None:
    """Write into the journal that the store was opened, and through which slot (Rule L6).

    ``day_set`` says that the desk's day was given (``--today``) and is no clock's (Rule L7).
    A store on a full disk, or with a damaged journal, opens as well, then without an entry – but not where
    the list beside it names what it still holds (Rule L4): raises what ``forget_since`` raises.
    """
    note_shown(desk, Verb.STORE_OPENED_ON_SET_DAY if day_set else Verb.STORE_OPENED, OF_NO_CASE)
    forget_since(desk)
    with suppress(*NO_ENTRY):
        note_unclean_end(desk)
    with suppress(*NO_ENTRY):
        _note_ways_gone(desk)


def _note_ways_gone(desk: Desk) -> None:
    """Write down the ways that went without an entry, by a kill or by a restore (Rule L6).

    What that changed on the notice is asked about next (Rule E6).
    """
    keys = desk.vault.keys
    there = [slot.id for slot in keys.slots]
    with desk.vault.reading() as connection:
        gone = gone_unnoticed(connection, there)
    if not gone:
        return
    with desk.vault.transaction() as connection:
        hear_of_change(connection, desk, notice_now(connection, desk, gone))
        for slot_id, way in gone.items():
            keep_gone(connection, slot_id, way.kind, desk.today(), keys.generation)
            note(connection, desk, WAY_GONE[way.kind])


def sweep_unfinished(vault: Vault) -> None:
    """Remove copies and shadows that are still on their way: their keys are about to be forgotten.

    What the system holds on to is swept at the next opening.
    """
    files.sweep(vault.folder)


def desk_of(
    vault: Vault,
    today: Callable[[], date] = system_today,
    now: Callable[[], datetime] = system_now,
) -> Desk:
    """Return the desk over an open store: its profile, the clock, and who acts.

    That is the worker whose name the way in has that the store was opened through, else the office's first.
    """
    with vault.reading() as connection:
        office, ways = office_in(connection), known_ways(connection)
    way = ways.get(vault.slot_id)
    acting = worker_named(office, way.name if way else "") or next(iter(office.workers), Worker("", ""))
    land = load_profile(office.profile)
    vault.before_commit = partial(note_touched_years, land)
    return Desk(vault, land, today, now, acting.code)


def _made_ready(vault: Vault) -> Vault:
    try:
        refresh_index(vault)
        catch_up(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def _seed_directory(connection: Connection, profile: Profile) -> None:
    """Put the services of the profile's list into the empty directory."""
    for code, name in profile.seeded_services():
        add_row(connection, services, Service(code, code, name))
