"""K8: taking out what is marked with a withdrawn kind leaves every figure of every year as it was."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.talks import change_talk, remove_talk, talk_in
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backups import back_up, erased_lists_of
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, GoalState, SpecialKind
from tests import builders as a
from tests.cells import every_cell, same_totals
from tests.opened import TODAY, brought_back, open_desk, put_in, stored

YEAR = 2025
EARLY = date(2024, 1, 8)
DAY = date(YEAR, 5, 5)
EVERY_PLACE = frozenset({"note", "goal", "referral"})


def of_health(desk: Desk) -> int:
    """Put in a person of whom a frozen year counts all that can be marked with health; return her id."""
    with desk.vault.transaction() as connection:
        connection.execute(t.services.insert().values(code="dr_x", kind="doctor", name="Praxis Muster"))
    goal = a.a_goal(
        area="health",
        state=GoalState.REACHED,
        agreed_on=DAY,
        history=(v.GoalChange(GoalState.AGREED, DAY), v.GoalChange(GoalState.REACHED, date(YEAR, 11, 1))),
        measures=(v.Measure("Arzt suchen", Actor.CLIENT, outcome="helped", done_on=DAY),),
    )
    extension = v.Extension(date(2027, 6, 30), DAY, "disability", "Grund", DAY, "clinic")
    file = a.a_case_file(
        case=a.a_case(opened_on=EARLY, period_start=EARLY),
        consents=(a.a_consent(decided_on=EARLY), a.a_health_consent(decided_on=EARLY)),
        plan=a.a_plan(begun_on=EARLY, spans=(v.PlanSpan(EARLY),), goals=(goal,)),
        extensions=(extension,),
    )
    referral = v.Referral("dr_x", "helped", DAY)
    part = v.Participant(file.case.key, "Wörtlich", referrals=(referral,))
    talk = a.a_talk(file.case.key, on=DAY, topic="health", further_topics=("other", "personal"))
    ids = put_in(desk, [file], [replace(talk, participants=(part,))])
    return ids[file.case.key]


def withdraw_health(desk: Desk, case_id: int) -> None:
    with desk.vault.reading() as connection:
        c = t.consents.c
        consent_id = connection.scalar(select(c.id).where(c.case_id == case_id, c.kind == SpecialKind.HEALTH))
    withdraw_kind(desk, case_id, consent_id or 0, TODAY)


def take_all_out(desk: Desk, case_id: int, *, places: Set[str] = EVERY_PLACE) -> None:
    withdraw_health(desk, case_id)
    marked = case_sheet(desk, case_id).marked
    assert {each.place for each in marked} == places
    for each in marked:
        redact_place(desk, case_id, each.place, each.row_id)


def the_talk(desk: Desk) -> v.Talk:
    with desk.vault.reading() as connection:
        talk_id = connection.scalar(select(t.talks.c.id).where(t.talks.c.topic == "personal"))
        return talk_in(connection, talk_id or 0)


def test_k8_what_is_taken_out_after_a_withdrawal_changes_no_figure_and_no_year_handed_in(desk: Desk) -> None:
    case_id = of_health(desk)
    freeze_year(desk, YEAR)
    before = every_cell(desk)
    take_all_out(desk, case_id)
    assert the_talk(desk).topic == "personal", "it is taken out all the same"
    assert every_cell(desk) == before
    assert changed_since_frozen(desk, YEAR) == ()
    assert freeze_year(desk, YEAR).value.number == 1
    erase_case(desk, case_id, "relocation")
    assert {cell: n for cell, n in every_cell(desk).items() if cell[0] <= YEAR} == {
        cell: n for cell, n in before.items() if cell[0] <= YEAR
    }


def test_k8_where_only_totals_are_kept_no_other_cell_gains_what_is_taken_out(desk: Desk) -> None:
    change_office(desk, {"counters_with_breakdowns": False})
    case_id = of_health(desk)
    freeze_year(desk, YEAR)
    before = every_cell(desk)
    take_all_out(desk, case_id)
    assert same_totals(every_cell(desk), before)
    assert changed_since_frozen(desk, YEAR) == ()
    assert freeze_year(desk, YEAR).value.number == 1


@pytest.mark.unmeasured
def test_k8_l4_a_restore_takes_it_out_again_and_the_figures_stay(desk: Desk, tmp_path: Path) -> None:
    case_id = of_health(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    freeze_year(desk, YEAR)
    before = every_cell(desk)
    back_up(desk, stick / "vorher.imb")
    withdraw_health(desk, case_id)
    (first, *rest) = case_sheet(desk, case_id).marked
    redact_place(desk, case_id, first.place, first.row_id)
    back_up(desk, stick / "halb.imb")
    for each in rest:
        redact_place(desk, case_id, each.place, each.row_id)
    back_up(desk, stick / "danach.imb")
    lists = erased_lists_of([desk.vault.folder])
    for name in ("vorher", "halb", "danach"):
        there = brought_back(stick / f"{name}.imb", tmp_path / name, *lists)
        assert case_sheet(there, case_id).marked == ()
        assert every_cell(there) == before
        assert freeze_year(there, YEAR).value.number == 1
        there.vault.close()


def test_k8_a_whole_export_takes_the_sums_along(desk: Desk, template: Path, tmp_path: Path) -> None:
    case_id = of_health(desk)
    take_all_out(desk, case_id)
    there = open_desk(template, tmp_path / "there")
    import_cases(there, export_cases(desk))
    assert every_cell(there) == every_cell(desk)
    there.vault.close()


@pytest.mark.parametrize("breakdowns", [True, False])
def test_k8_no_cell_falls_below_nought_when_a_talk_goes_that_something_was_taken_out_of(
    desk: Desk, breakdowns: bool
) -> None:
    change_office(desk, {"counters_with_breakdowns": breakdowns})
    case_id = of_health(desk)
    take_all_out(desk, case_id)
    remove_talk(desk, the_talk(desk).id)
    cells = every_cell(desk)
    assert all(number > 0 for number in cells.values())
    assert not [cell for cell in cells if cell[3] in ("talks", "talks_by_topic")]


@pytest.mark.parametrize("breakdowns", [True, False])
@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("erase", {"": 3, "health": 1, "work": 1}),
        ("correct", {"": 3, "health": 1, "work": 2}),
        ("remove", {"": 2, "health": 1, "work": 1}),
    ],
)
def test_k8_what_was_taken_out_of_one_case_takes_no_figure_from_another(
    desk: Desk, deed: str, expected: dict[str, int], breakdowns: bool
) -> None:
    """What an office that keeps totals alone counts of the living stays in its cell."""
    change_office(desk, {"counters_with_breakdowns": breakdowns})
    hers, other = a.a_case_file(), a.a_case_file(client=a.a_client(family_name="Zweitmann"))
    asked = [(hers, "health", 5), (other, "health", 6), (other, "work", 7)]
    talks = [a.a_talk(file.case.key, topic=topic, on=date(2026, 3, day)) for file, topic, day in asked]
    case_id = put_in(desk, [hers, other], talks)[hers.case.key]
    take_all_out(desk, case_id, places={"note"})
    talk = next(each for each in stored(desk, case_id).talks)
    if deed == "erase":
        erase_case(desk, case_id, "other")
    elif deed == "correct":
        change_talk(desk, replace(talk, topic="work"))
    else:
        remove_talk(desk, talk.id)
    topics = {cell[4]: number for cell, number in every_cell(desk).items() if cell[3] == "talks_by_topic"}
    if breakdowns and deed == "erase":
        expected = {**expected, "health": 2}
    assert {name: topics.get(name, 0) for name in expected} == expected
