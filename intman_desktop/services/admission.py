"""What every verb on a case does first and last: read it, ask the rules, write the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr import journal
from intman_desktop.models.reading import read_case_file
from intman_desktop.rules import gate
from intman_desktop.services.desk import Desk
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation


def whole_case(connection: Connection, case_id: int) -> CaseFile:
    """Return the case, whole. Raises ``NotFound``."""
    file = read_case_file(connection, case_id)
    if file is None:
        raise NotFound(what=case_id)
    return file


def usable_case(connection: Connection, case_id: int, on: date) -> CaseFile:
    """Return the case, whole, if it may be worked on at ``on``: not ended, basic consent standing.

    Raises ``Refused`` (``case_on_hold``, ``case_is_ended`` or ``basic_missing``, Rules P2, C10, L2) and
    ``NotFound``.
    """
    file = whole_case(connection, case_id)
    refuse_closed(file, on)
    if file.case.state is CaseState.ENDED:
        raise Refused("case_is_ended", ended_on=file.case.ended_on)
    return file


def refuse_closed(file: CaseFile, on: date) -> None:
    """Raise ``Refused`` where a case is closed to all use: on hold, or without basic consent (E4, L2)."""
    if file.case.hold_since is not None:
        raise Refused("case_on_hold")
    closed = gate.refusal(gate.BASIC, file.consents, on)
    if closed is not None:
        raise Refused("basic_missing", need=gate.BASIC, because=closed.code)


def refuse_first(faults: Iterable[Explanation]) -> None:
    """Raise ``Refused`` with the first of the faults, if there is one."""
    for fault in faults:
        raise Refused(fault.code, **fault.values)


def note(connection: Connection, desk: Desk, verb: str, case_key: str = "") -> None:
    """Write into the journal what is being done (Rule L6)."""
    journal.record(connection, at=desk.now(), slot=desk.vault.slot_id, verb=verb, case_key=case_key)
