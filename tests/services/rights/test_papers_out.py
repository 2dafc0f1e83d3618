"""E4, L6, P2: a paper that was written after the store was locked is entered when it is open again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.gdpr.retention import clock_doubt
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.services.casework.several_papers import FOR_CLIENTS
from intman_desktop.services.closing.before_erasing import PRINTED
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import PERIOD_CERTIFICATE, WITHDRAWAL_NOTICES
from intman_desktop.services.rights.papers_out import (
    ENTERED,
    PaperOut,
    enter_kept,
    enter_paper,
    keep_entry,
)
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.codes import PaperWay
from intman_desktop.vault.renewing import renew
from intman_desktop.vault.sealed_here import SealedHere
from tests import builders as a
from tests.opened import TODAY, make_template, on_day, open_desk, put_in

LATER = TODAY + timedelta(days=3)


@pytest.fixture
def case_id(desk: Desk) -> int:
    file = a.a_case_file(disclosures=(a.a_disclosure(),))
    return put_in(desk, [file])[file.case.key]


def entries(desk: Desk) -> list[tuple[str, str]]:
    """Return verb and slot of every entry, the oldest first."""
    j = t.journal.c
    with desk.vault.reading() as connection:
        return [(verb, slot) for verb, slot in connection.execute(select(j.verb, j.slot).order_by(j.seq))]


def told_on(desk: Desk) -> list[str]:
    """Return the days on which recipients were told of anything, as they are kept."""
    with desk.vault.reading() as connection:
        return sorted(str(on) for on in connection.scalars(select(t.disclosures.c.on)))


@pytest.mark.parametrize("name", sorted(ENTERED))
@pytest.mark.parametrize("late", [True, False])
def test_e4_every_paper_of_a_case_that_ends_is_entered_once(
    desk: Desk, case_id: int, name: str, late: bool
) -> None:
    withdraw_basic(desk, case_id, TODAY)
    before, slot = entries(desk), desk.vault.slot_id
    out = PaperOut(name, (case_id,))
    if late:
        kept = keep_entry(desk, out)
        assert entries(desk) == before, "not before it was written"
        assert enter_kept(desk, [kept]).value == ()
    else:
        enter_paper(desk, out)
    verb = {WITHDRAWAL_NOTICES: Verb.DISCLOSURE_RECORDED, FOR_CLIENTS: Verb.PAPERS_BEFORE_ERASURE} | dict(
        PRINTED
    )
    assert entries(desk)[len(before) :] == [(verb[name], slot)]


@pytest.mark.parametrize("late", [True, False])
def test_l6_a_paper_that_was_only_saved_is_entered_as_saved(desk: Desk, case_id: int, late: bool) -> None:
    out = PaperOut(PERIOD_CERTIFICATE, (case_id,), way=PaperWay.SAVED)
    if late:
        enter_kept(desk, [keep_entry(desk, out)])
    else:
        enter_paper(desk, out)
    assert entries(desk)[-1][0] == Verb.CERTIFICATE_SAVED


def test_l6_what_is_kept_names_the_slot_and_the_day_of_then_and_nothing_of_a_person(
    desk: Desk, case_id: int
) -> None:
    withdraw_basic(desk, case_id, TODAY)
    with desk.vault.reading() as connection:
        key = connection.scalar(select(t.cases.c.key)) or ""
    kept = keep_entry(desk, PaperOut(WITHDRAWAL_NOTICES, (case_id,)))
    assert key.encode() not in kept.content and WITHDRAWAL_NOTICES.encode() not in kept.content
    then, before = desk.vault.slot_id, told_on(desk)
    desk.vault.slot_id = "ab" * 16
    later = on_day(desk, LATER)
    enter_paper(later, PaperOut(PERIOD_CERTIFICATE, (case_id,)))
    enter_kept(later, [kept])
    desk.vault.slot_id = then
    assert entries(desk)[-2:] == [
        (Verb.CERTIFICATE_PRINTED, "ab" * 16),
        (Verb.DISCLOSURE_RECORDED, then),
    ]
    assert told_on(desk) == sorted([*before, TODAY.isoformat()])
    with desk.vault.reading() as connection:
        assert clock_doubt(connection, LATER) is None, "its days do not go back (L7)"


def test_what_is_kept_for_another_store_waits_for_that_one(desk: Desk, case_id: int, tmp_path: Path) -> None:
    kept = keep_entry(desk, PaperOut(PERIOD_CERTIFICATE, (case_id,)))
    other = open_desk(make_template(tmp_path / "muster"), tmp_path / "anderer")
    before = entries(other)
    ours = replace(kept, vault_id=other.vault.vault_id)
    for foreign in (kept, ours, replace(ours, generation=7)):
        assert enter_kept(other, [foreign]).value == (foreign,)
    assert entries(other) == before
    other.vault.close()
    assert isinstance(kept, SealedHere) and PERIOD_CERTIFICATE not in repr(kept)


def test_a_key_that_was_renewed_meanwhile_opens_what_was_kept(desk: Desk, case_id: int) -> None:
    kept = keep_entry(desk, PaperOut(PERIOD_CERTIFICATE, (case_id,)))
    renew(desk.vault)
    assert enter_kept(desk, [kept]).value == ()
    assert entries(desk)[-1][0] == Verb.CERTIFICATE_PRINTED


def test_where_the_case_is_gone_or_it_does_not_apply_any_more_nothing_is_entered(
    desk: Desk, case_id: int
) -> None:
    told = keep_entry(desk, PaperOut(WITHDRAWAL_NOTICES, (case_id,)))
    before = entries(desk)
    assert enter_kept(desk, [told]).value == ()
    assert entries(desk) == before, "nothing is withdrawn"
    kept = keep_entry(desk, PaperOut(PERIOD_CERTIFICATE, (case_id,)))
    erase_case(desk, case_id, "relocation")
    before = entries(desk)
    assert enter_kept(desk, [kept]).value == ()
    assert entries(desk) == before
