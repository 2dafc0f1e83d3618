"""What every verb on a case does first and last: read it, ask the rules, write the journal."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, timedelta

from sqlalchemy import Connection, select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import HELD_CASE_OPENED, Verb
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.models.rows import in_chunks
from intman_desktop.rules import gate
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState, HeldReason
from intman_desktop.values.explanation import Explanation
from intman_desktop.vault.troubles import DiskFull, StorageFailed, VaultDamaged

NO_ENTRY = (DiskFull, StorageFailed, VaultDamaged)
"""What keeps an entry from being written and must not keep anybody from reading (decision 0013)."""

OF_NO_CASE = ""
"""Stands for the key of a case where an entry belongs to none."""

_READ_AGAIN = timedelta(hours=1)


def whole_case(connection: Connection, case_id: int) -> CaseFile:
    """Return the case, whole. Raises ``NotFound``."""
    file = read_case_file(connection, case_id)
    if file is None:
        raise NotFound(what=case_id)
    return file


def unheld_case(connection: Connection, case_id: int) -> CaseFile:
    """Return the case, whole, if it is not on hold, be it ended or closed otherwise (Rule L2).

    Raises ``NotFound``, ``Refused`` (``case_on_hold``).
    """
    file = whole_case(connection, case_id)
    refuse_held(file)
    return file


def opened_case(connection: Connection, desk: Desk, case_id: int, opened_for: HeldReason | None) -> CaseFile:
    """Return the case, whole, for what its person or those told of her are owed, also under a hold (Rule L2).

    A case on hold opens with the reason ``opened_for`` alone, which is journaled: then the connection must be
    that of a transaction. Raises ``NotFound``, ``Refused`` (``case_on_hold``).
    """
    file = whole_case(connection, case_id)
    if opened_for is None:
        refuse_held(file)
    elif file.case.hold_since is not None:
        note(connection, desk, HELD_CASE_OPENED[opened_for], file.case.key)
    return file


def usable_case(connection: Connection, case_id: int, on: date) -> CaseFile:
    """Return the case, whole, if it may be worked on at ``on``: not ended, basic consent standing.

    Raises ``Refused`` (``case_on_hold``, ``case_is_ended`` or ``basic_missing``, Rules P2, C10, L2) and
    ``NotFound``.
    """
    file = whole_case(connection, case_id)
    refuse_unusable(file, on)
    return file


def refuse_unusable(file: CaseFile, on: date) -> None:
    """Raise ``Refused`` where a case may not be worked on: closed to all use, or ended (P2, E4, L2)."""
    refuse_closed(file, on)
    if file.case.state is CaseState.ENDED:
        raise Refused("case_is_ended", ended_on=file.case.ended_on)


def refuse_closed(file: CaseFile, on: date) -> None:
    """Raise ``Refused`` where a case is closed to all use: on hold, or without basic consent (E4, L2)."""
    refuse_held(file)
    closed = gate.refusal(gate.BASIC, file.consents, on)
    if closed is not None:
        raise Refused("basic_missing", need=gate.BASIC, because=gate.reason(closed, file.consents))


def is_withdrawn(file: CaseFile, on: date) -> bool:
    """Return whether a case is closed to all use because its person withdrew the basic consent (Rule E4)."""
    closed = gate.refusal(gate.BASIC, file.consents, on)
    return closed is not None and closed.code == "withdrawn"


def refuse_held(*files: CaseFile) -> None:
    """Raise ``Refused`` (``case_on_hold``) where one of these cases is on hold (Rule L2)."""
    if any(file.case.hold_since is not None for file in files):
        raise Refused("case_on_hold")


def refuse_first(faults: Iterable[Explanation]) -> None:
    """Raise ``Refused`` with the first of the faults, if there is one, and the others as ``further`` ones."""
    found = [Refused(fault.code, **fault.values) for fault in faults]
    if found:
        found[0].further = tuple(found[1:])
        raise found[0]


def note(connection: Connection, desk: Desk, verb: Verb, case_key: str = OF_NO_CASE) -> None:
    """Write into the journal what is being done (Rule L6)."""
    journal.record(connection, at=desk.now(), slot=desk.acts_through, verb=verb, case_key=case_key)


def note_all(connection: Connection, desk: Desk, verb: Verb, case_keys: Iterable[str]) -> None:
    """Write into the journal what is being done with several cases, one entry each (Rule L6)."""
    journal.record_all(connection, at=desk.now(), slot=desk.acts_through, verb=verb, case_keys=case_keys)


def note_read(desk: Desk, *case_keys: str) -> None:
    """Write into the journal that these cases were read, each once an hour and slot (Rule L6).

    A page reads its case again after each change, so more would tell nothing. Called outside of any
    transaction. What is read can be read on a full disk, or with a damaged journal, as well, then without
    an entry.
    """
    times = (desk.now() - _READ_AGAIN, desk.now())
    since, now = (each.astimezone(UTC).isoformat(timespec="seconds") for each in times)
    j = t.journal.c
    known: set[str] = set()
    with suppress(*NO_ENTRY), desk.vault.reading() as connection:
        for some in in_chunks(case_keys):
            query = select(j.case_key).where(j.case_key.in_(some), j.verb == Verb.CASE_READ)
            # what a clock ahead wrote says nothing of this hour (L7)
            here = query.where(j.slot == desk.vault.slot_id, j.at > since, j.at <= now)
            known |= set(connection.scalars(here))
    note_shown(desk, Verb.CASE_READ, *(key for key in dict.fromkeys(case_keys) if key not in known))


def note_shown(desk: Desk, verb: Verb, *case_keys: str) -> None:
    """Write into the journal that something of these cases was shown or made, as ``note_read`` does."""
    if case_keys:
        with suppress(*NO_ENTRY), desk.vault.transaction() as connection:
            note_all(connection, desk, verb, case_keys)
