"""That a paper was given out: entered at once, or kept sealed until the store is open again (E4, L6, P2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from sqlalchemy import select

from intman_desktop import sealing
from intman_desktop.errors import NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.erasing_several import note_papers_shown
from intman_desktop.services.casework.several_papers import FOR_CLIENTS
from intman_desktop.services.closing.before_erasing import PRINTED, note_given_out
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import WITHDRAWAL_NOTICES
from intman_desktop.services.rights.disclosures import record_recipients_told
from intman_desktop.values.codes import DisclosureWay, HeldReason, PaperWay
from intman_desktop.values.outcome import Change, Outcome

ENTERED: Final = frozenset({*PRINTED, WITHDRAWAL_NOTICES, FOR_CLIENTS})
"""The papers, by their names, that cannot be made any more later: that they were given out is kept (E4)."""

_SEALED_FOR: Final = "paper given out"
_BOUND_TO: Final = b"paper given out"


@dataclass(frozen=True)
class PaperOut:
    """A paper of ``ENTERED`` by its ``name``, and the cases that it is about.

    ``opened_for`` is the reason with which a case was opened that is on hold, ``way`` how the paper goes out.
    """

    name: str
    case_ids: tuple[int, ...]
    opened_for: HeldReason | None = None
    way: PaperWay = PaperWay.PRINTED


@dataclass(frozen=True, repr=False)
class KeptEntry:
    """The entry for a paper, sealed for the store ``vault_id`` under a key made of its data key.

    ``generation`` is that of the data key. Sealed are the name of the paper, how it goes out, the random keys
    of the cases, the day, and the slot: nothing of a person.
    """

    vault_id: str
    generation: int
    content: bytes


def enter_paper(desk: Desk, out: PaperOut) -> Outcome[Any]:
    """Enter that a paper was printed or saved. Raises what the verb for such a paper raises."""
    if out.name == FOR_CLIENTS:
        return note_papers_shown(desk, out.case_ids, out.way)
    (case_id,) = out.case_ids
    if out.name == WITHDRAWAL_NOTICES:
        return record_recipients_told(desk, case_id, DisclosureWay.LETTER, out.opened_for)
    return note_given_out(desk, case_id, out.name, out.way)


def keep_entry(desk: Desk, out: PaperOut) -> KeptEntry:
    """Return the entry for a paper that is still on its way, to be made when the store is open again."""
    keys = t.cases.c
    with desk.vault.reading() as connection:
        of_cases = list(connection.scalars(select(keys.key).where(keys.id.in_(out.case_ids))))
    held = {
        "name": out.name,
        "cases": of_cases,
        "opened_for": out.opened_for,
        "way": out.way,
        "on": desk.today().isoformat(),
        "slot": desk.vault.slot_id,
    }
    sealed = sealing.seal(_sealing_key(desk.vault.data_key), json.dumps(held).encode(), _BOUND_TO)
    return KeptEntry(desk.vault.vault_id, desk.vault.keys.generation, sealed)


def enter_kept(desk: Desk, kept: Iterable[KeptEntry]) -> Outcome[tuple[KeptEntry, ...]]:
    """Enter what ``keep_entry`` returned for this store, and return what belongs to others.

    Who is told was told on the day on which the store was locked. The entry names the slot of then, and the
    present moment: a journal whose days go back would be one of a wrong clock (Rule L7). A case that is gone
    by now, or to which it does not apply any more, gets none.
    """
    others: list[KeptEntry] = []
    changed: frozenset[Change] = frozenset()
    for each in kept:
        held = _unsealed(desk, each)
        if held is None:
            others.append(each)
            continue
        then = date.fromisoformat(held["on"])
        late = replace(desk, today=partial(_the_day, then), slot=held["slot"])
        with desk.vault.reading() as connection:
            of_keys = select(t.cases.c.id).where(t.cases.c.key.in_(held["cases"]))
            case_ids = tuple(connection.scalars(of_keys))
        reason = HeldReason(held["opened_for"]) if held["opened_for"] else None
        if case_ids:
            with suppress(NotFound, Refused):
                changed |= enter_paper(
                    late, PaperOut(held["name"], case_ids, reason, PaperWay(held["way"]))
                ).changed
    return Outcome(tuple(others), changed)


def _unsealed(desk: Desk, kept: KeptEntry) -> dict[str, Any] | None:
    """Return what was kept, None where it is another store's or of a key that a restore took away."""
    data_key = desk.vault.data_keys.get(kept.generation)
    if kept.vault_id != desk.vault.vault_id or data_key is None:
        return None
    try:
        content = sealing.unseal(_sealing_key(data_key), kept.content, _BOUND_TO)
    except sealing.SealBroken:
        return None
    held: dict[str, Any] = json.loads(content)
    return held


def _the_day(on: date) -> date:
    return on


def _sealing_key(data_key: bytes) -> bytes:
    return sealing.subkey(data_key, _SEALED_FOR)
