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
from intman_desktop.vault.sealed_here import SealedHere, seal_here, unseal_here

ENTERED: Final = frozenset({*PRINTED, WITHDRAWAL_NOTICES, FOR_CLIENTS})
"""The papers, by their names, that cannot be made any more later: that they were given out is kept (E4)."""

_SEALED_AS: Final = "paper given out"


@dataclass(frozen=True)
class PaperOut:
    """A paper of ``ENTERED`` by its ``name``, and the cases that it is about.

    ``opened_for`` is the reason with which a case was opened that is on hold, ``way`` how the paper goes out.
    """

    name: str
    case_ids: tuple[int, ...]
    opened_for: HeldReason | None = None
    way: PaperWay = PaperWay.PRINTED


def enter_paper(desk: Desk, out: PaperOut) -> Outcome[Any]:
    """Enter that a paper was printed or saved. Raises what the verb for such a paper raises."""
    if out.name == FOR_CLIENTS:
        return note_papers_shown(desk, out.case_ids, out.way)
    (case_id,) = out.case_ids
    if out.name == WITHDRAWAL_NOTICES:
        return record_recipients_told(desk, case_id, DisclosureWay.LETTER, out.opened_for)
    return note_given_out(desk, case_id, out.name, out.way)


def keep_entry(desk: Desk, out: PaperOut) -> SealedHere:
    """Return the entry for a paper that is still on its way, to be made when the store is open again.

    Sealed are the name of the paper, how it goes out, the random keys of the cases, the day, and the slot:
    nothing of a person.
    """
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
    return seal_here(desk.vault, _SEALED_AS, json.dumps(held).encode())


def enter_kept(desk: Desk, kept: Iterable[SealedHere]) -> Outcome[tuple[SealedHere, ...]]:
    """Enter what ``keep_entry`` returned for this store, and return what belongs to others.

    Who is told was told on the day on which the store was locked. The entry names the slot of then, and the
    present moment: a journal whose days go back would be one of a wrong clock (Rule L7). A case that is gone
    by now, or to which it does not apply any more, gets none.
    """
    others: list[SealedHere] = []
    changed: frozenset[Change] = frozenset()
    for each in kept:
        content = unseal_here(desk.vault, _SEALED_AS, each)
        if content is None:
            others.append(each)
            continue
        held = json.loads(content)
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


def _the_day(on: date) -> date:
    return on
