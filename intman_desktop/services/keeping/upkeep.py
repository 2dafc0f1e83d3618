"""What the program does by itself after unlocking: what is due, and what came of it (Rules L4, L6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.retention import clock_doubt, keep_journal
from intman_desktop.models import tables as t
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.upkeep import (
    PlaceFacts,
    Task,
    UpkeepFacts,
    backup_due,
    due,
    known_day,
    rehearsal_is_old,
)
from intman_desktop.services.common.admission import NO_ENTRY
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.upkeep_memory import Memory, changed_since, memory_in, put_memory
from intman_desktop.services.keeping.backing_up import last_made
from intman_desktop.services.keeping.backups import verify_store
from intman_desktop.services.keeping.kept_aside import stores_aside
from intman_desktop.services.keeping.places import FoundPlace
from intman_desktop.values.backup_views import PlaceNow, PlaceState, UpkeepView, VerifyReport
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault import layout
from intman_desktop.vault.aside import is_aside
from intman_desktop.vault.backup import SUFFIX
from intman_desktop.vault.backup_places import PlaceSeen
from intman_desktop.vault.scans import ScanFile, look_at_scans, scan_files


def cut_journal(desk: Desk) -> int:
    """Cut the journal to the years the office keeps it, also where no backup is made; return what went (L6).

    Nothing goes while the laptop's day is doubted (Rule L7), or where it cannot be written now.
    """
    gone = 0
    with suppress(*NO_ENTRY):
        with desk.vault.reading() as connection:
            years = office_in(connection).journal_years
            oldest = connection.scalar(select(t.journal.c.at).order_by(t.journal.c.seq).limit(1))
            edge = journal.start_of(add_months(desk.today(), -12 * years))
            if oldest is None or oldest >= edge or clock_doubt(connection, desk.today()) is not None:
                return 0
        with desk.vault.transaction() as connection:
            gone = keep_journal(connection, desk.today(), years)
    return gone


def upkeep_due(desk: Desk, places: Sequence[PlaceNow], after_start: bool = False) -> tuple[Task, ...]:
    """Return what the program is to do by itself, in its order; ``places`` as ``places_now`` told them.

    ``after_start`` says that the program has just begun, rather than been unlocked again.
    """
    with desk.vault.reading() as connection:
        memory = memory_in(connection)
    facts = UpkeepFacts(
        memory.unclean or desk.vault.ended_uncleanly,
        memory.verified_on,
        memory.thinned_on,
        memory.rehearsal_tried_on,
        tuple(_facts(memory, place) for place in _kept_by_itself(desk, places)),
        after_start,
        any((desk.vault.folder / layout.TWINS).glob(f"*{SUFFIX}")),
    )
    return due(facts, desk.today())


def places_due(desk: Desk, places: Sequence[PlaceNow], after_start: bool = False) -> tuple[Path, ...]:
    """Return the places in reach that get a backup now; ``after_start`` as in ``upkeep_due``."""
    with desk.vault.reading() as connection:
        memory = memory_in(connection)
    return tuple(
        Path(place.path)
        for place in _kept_by_itself(desk, places)
        if backup_due(_facts(memory, place), desk.today(), after_start=after_start)
    )


def check_in_background(
    desk: Desk, found: Sequence[FoundPlace]
) -> tuple[VerifyReport, Path, tuple[ScanFile, ...]]:
    """Check the store but for its scans; return the report, and where which scans are to be looked at.

    On the vault's worker. Raises ``Interrupted`` when stopped.
    """
    seen: list[PlaceSeen] = [each.seen for each in found]
    report = verify_store(desk, seen, with_scans=False)
    scans = scan_files(desk.vault.driver) if report.sound else ()
    return report, desk.vault.folder, scans


def check_scans(
    folder: Path,
    scans: Sequence[ScanFile],
    places: Sequence[Path] = (),
    progress: Callable[[int, int], object] | None = None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files of scans that are missing and that are damaged; on the other worker: it reads all.

    One that is not whole comes back from ``places``, those in reach, where it lies whole there. Which cases
    the others belong to ``verify_store`` says.
    """
    done = 0

    def step() -> None:
        nonlocal done
        if progress is not None:
            progress(done, len(scans))
        done += 1

    return look_at_scans(folder, scans, step, sources=places)


def note_verified(desk: Desk, faults: int) -> Outcome[int]:
    """Keep that the store was checked today, with how many ``faults``; the unclean end is dealt with."""
    with desk.vault.transaction() as connection:
        dealt_with = replace(memory_in(connection), unclean=False, log_lost=False)
        put_memory(connection, replace(dealt_with, verified_on=desk.today(), verify_faults=faults))
    return Outcome(faults, frozenset({Change.BACKUPS}))


def note_thinned(desk: Desk, removed: int) -> Outcome[int]:
    """Keep that backups were thinned today; ``removed`` is how many went."""
    with desk.vault.transaction() as connection:
        put_memory(connection, replace(memory_in(connection), thinned_on=desk.today()))
    return Outcome(removed, frozenset({Change.BACKUPS}) if removed else frozenset())


def unsaved_work(desk: Desk) -> tuple[bool, tuple[str, ...]]:
    """Return whether any backup place lacks what was saved since, and the paths of all places.

    A store put aside is backed up where somebody asks for it alone.
    """
    with desk.vault.reading() as connection:
        places = memory_in(connection).places
        kept = not is_aside(desk.vault.folder)
        return kept and any(changed_since(connection, each.seq) for each in places), tuple(
            each.path for each in places
        )


def upkeep_view(desk: Desk) -> UpkeepView:
    """Return what came of what the program did by itself; of a day yet to come no success is told."""
    with desk.vault.reading() as connection:
        memory = memory_in(connection)
        first = memory.first_backup_on or _last_day(connection)
    rehearsed_on = known_day(_day(memory.rehearsed_at), desk.today())
    return UpkeepView(
        memory.rehearsed_at if rehearsed_on is not None else None,
        rehearsal_is_old(rehearsed_on, first, desk.today()),
        Explanation(memory.rehearsal_fault) if memory.rehearsal_fault else None,
        memory.verified_on if memory.verify_faults else known_day(memory.verified_on, desk.today()),
        memory.verify_faults,
        stores_aside(desk),
        memory.rehearsal_no_room,
    )


def _kept_by_itself(desk: Desk, places: Sequence[PlaceNow]) -> tuple[PlaceNow, ...]:
    """Return the places in reach that get backups without being asked for: none of a store put aside.

    Its backup would lie as the newest among those of the store in its place.
    """
    if is_aside(desk.vault.folder):
        return ()
    return tuple(place for place in places if place.state is PlaceState.THERE)


def _facts(memory: Memory, place: PlaceNow) -> PlaceFacts:
    known = memory.place(place.path)
    return PlaceFacts(place.changed, _day(place.newest), _day(known.rehearsed_at))


def _last_day(connection: Connection) -> date | None:
    made = last_made(connection)
    return _day(made.made_at) if made is not None else None


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone().date() if moment is not None else None
