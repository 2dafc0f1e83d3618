"""What a store lacks, its own export lacks too, and comes in all the same (L2, C6, P6, Z3, L8, U5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models.reading import read_case_files
from intman_desktop.rules.retention import REASON_NOT_KEPT
from intman_desktop.services.across import overview
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.rescue import rescue
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import fault_sentence, import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, GoalState
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.document import Document
from intman_desktop.values.requests import Correction
from intman_desktop.vault import layout
from intman_desktop.vault.pages import PAGE_SIZE, PageReader
from intman_desktop.vault.trees import SCHEMA_ROOT, Trees
from tests.builders import a_case, a_case_file, a_client, a_goal, a_plan, a_talk
from tests.opened import PASSPHRASE, TODAY, moment, open_desk, put_in
from tests.vault.making import flip

pytestmark = pytest.mark.unmeasured

ENDED_ON, TOMORROW = date(2026, 11, 2), date(2026, 11, 21)
HELD = {"hold_since": date(2026, 6, 1), "hold_reason": "Klage", "hold_review_on": date(2027, 3, 1)}
LONGER = {
    "state": CaseState.ENDED,
    "ended_on": ENDED_ON,
    "ending_reason": "goals_reached",
    "deletion_due": date(2027, 3, 1),
    "deletion_reason": "Klage",
}
REST = v.Decision("rest", date(2026, 9, 1), "auf Wunsch", date(2026, 12, 31))
REACHED = a_goal(
    state=GoalState.REACHED,
    history=(*a_goal().history, v.GoalChange(GoalState.REACHED, date(2026, 10, 1))),
)


def a_file(**details: Any) -> v.CaseFile:
    """Return a case of which ``details`` say what is at its head, and what hangs on it."""
    parts = {name: details.pop(name) for name in ("decisions", "plan") if name in details}
    return a_case_file(case=a_case(**details), **parts)


def files_in(desk: Desk) -> list[v.CaseFile]:
    with desk.vault.reading() as connection:
        return list(read_case_files(connection))


LACKING = [
    (a_file(**{**HELD, "hold_reason": ""}), "hold_not_told"),
    (a_file(**{**HELD, "hold_review_on": None}), "hold_not_told"),
    (a_file(**{**LONGER, "deletion_reason": ""}), "deletion_not_told"),
    (a_file(state=CaseState.DORMANT), "rest_decision_missing"),
    (a_file(state=CaseState.DORMANT, decisions=(replace(REST, reason=""),)), "decision_not_told"),
    (a_file(state=CaseState.DORMANT, decisions=(replace(REST, until=None),)), "decision_not_told"),
    (a_file(decisions=(v.Decision("return", date(2026, 9, 1)),)), "decision_not_told"),
    (a_file(plan=a_plan(goals=(replace(REACHED, history=()),))), "goal_course_not_told"),
    (a_file(plan=a_plan(goals=(replace(REACHED, history=a_goal().history),))), "goal_course_not_told"),
    (a_file(plan=a_plan(goals=(a_goal(agreed_on=None, history=()),))), "goal_course_not_told"),
]


@pytest.mark.parametrize(("file", "notice"), LACKING)
def test_l2_c6_p6_z3_what_a_store_lacks_comes_in_by_its_own_export_and_is_said(
    desk: Desk, template: Path, tmp_path: Path, file: v.CaseFile, notice: str
) -> None:
    """Into the store it got before it was asked for; and out of the next one once more."""
    put_in(desk, [file])
    again = open_desk(template, tmp_path / "neu")
    report = import_cases(again, export_cases(desk)).value
    assert (report.cases, report.faults) == (1, ())
    assert [(each.place, each.code) for each in report.notices] == [(file.case.number, notice)]
    assert fault_sentence(report.notices[0])
    third = open_desk(template, tmp_path / "dritter")
    assert import_cases(third, export_cases(again)).value.cases == 1
    for each in (again, third):
        each.vault.close()


@pytest.mark.parametrize(("file", "notice"), LACKING)
def test_u5_what_a_store_lacks_of_one_case_comes_in_at_a_colleagues_and_is_said(
    desk: Desk, template: Path, tmp_path: Path, file: v.CaseFile, notice: str
) -> None:
    """Handed over within the same Träger there is no more of it either, and no form could mend it before."""
    ids = put_in(desk, [file, a_case_file()])
    colleague = open_desk(template, tmp_path / "kollegin")
    report = import_cases(colleague, export_cases(desk, [ids[file.case.key]])).value
    assert (report.cases, report.faults) == (1, ())
    assert [(each.place, each.code) for each in report.notices] == [(file.case.number, notice)]
    colleague.vault.close()


@pytest.mark.parametrize(("file", "_notice"), LACKING)
@pytest.mark.parametrize(
    "other",
    [{"program": ""}, {"whole": False, "program": ""}, {"whole": False, "from_office": "Andere Stelle"}],
)
def test_l2_c6_p6_z3_from_any_other_file_it_does_not(
    desk: Desk, file: v.CaseFile, _notice: str, other: dict[str, Any]
) -> None:
    """Who made that one can mend it."""
    document = replace(Document(cases=(file,), whole=True, program="1.0"), **other)
    with pytest.raises(FaultyInput):
        import_cases(desk, write_document(document))
    assert files_in(desk) == []


FIRST = Correction(date(2026, 5, 4), "field.phone", worker="a")
PAIRS = [
    ((FIRST, FIRST), FIRST),
    ((FIRST, replace(FIRST, rectified=True, worker="b")), replace(FIRST, rectified=True, worker="b")),
    (
        (
            replace(FIRST, rectified=True, old_value="0761 1", reason="Bescheid"),
            replace(FIRST, rectified=True, old_value="0761 2", reason="Klage"),
        ),
        replace(FIRST, rectified=True, old_value="0761 1; 0761 2", reason="Bescheid; Klage"),
    ),
    (
        (replace(FIRST, place="case.period_start"), replace(FIRST, place="case.period_start")),
        replace(FIRST, place="case.period_start"),
    ),
]


@pytest.mark.parametrize(("pair", "one"), PAIRS)
@pytest.mark.parametrize("whole", [True, False])
def test_l8_two_corrections_of_one_day_that_a_store_holds_come_in_as_one_by_its_own_export(
    desk: Desk, template: Path, tmp_path: Path, pair: tuple[Correction, ...], one: Correction, whole: bool
) -> None:
    """An earlier program took such a pair in from a file; with it all else comes in, and the same figures."""
    other = replace(FIRST, on=date(2026, 5, 6))
    file = a_case_file(corrections=(*pair, other))
    ids = put_in(desk, [file], [a_talk(file.case.key, on=date(2026, 5, 4))])
    content = export_cases(desk, None if whole else list(ids.values()))
    again = open_desk(template, tmp_path / "neu")
    report = import_cases(again, content).value
    assert (report.cases, report.talks, report.faults) == (1, 1, ())
    assert [each.code for each in report.notices] == ["corrections_joined"]
    assert fault_sentence(report.notices[0])
    (came,) = files_in(again)
    assert [replace(each, id=0) for each in came.corrections] == [one, other]
    assert sheet_json(again, 2026)["figures"] == sheet_json(desk, 2026)["figures"]
    third = open_desk(template, tmp_path / "dritter")
    assert import_cases(third, export_cases(again)).value.notices == ()
    for each in (again, third):
        each.vault.close()


def test_l8_a_wrong_value_without_its_reason_keeps_a_pair_of_corrections_out(desk: Desk) -> None:
    """What is no fault is the pair alone."""
    file = a_case_file(corrections=(FIRST, replace(FIRST, old_value="0761 1")))
    document = Document(cases=(file,), whole=True, program="1.0")
    with pytest.raises(FaultyInput) as told:
        import_cases(desk, write_document(document))
    assert [place for place, _words in told.value.faults] == ["cases[0].corrections[1].reason"]


def test_l2_none_is_held_or_stays_longer_without_a_visible_reason(desk: Desk) -> None:
    """And who is held without a day to look at it again is looked at soon."""
    held = a_file(**{**HELD, "hold_reason": "", "hold_review_on": None})
    longer = a_file(**{**LONGER, "deletion_reason": ""})
    document = Document(cases=(held, longer), whole=True, program="1.0")
    import_cases(desk, write_document(document))
    first, second = (file.case for file in files_in(desk))
    assert (first.hold_reason, first.hold_review_on) == (REASON_NOT_KEPT, TOMORROW)
    assert (second.deletion_reason, second.deletion_due) == (REASON_NOT_KEPT, date(2027, 3, 1))


def test_c6_a_resting_case_of_ones_own_store_is_asked_about_at_once(desk: Desk) -> None:
    """Since when it rests nobody knows any more."""
    document = Document(cases=(a_file(state=CaseState.DORMANT),), whole=True, program="1.0")
    import_cases(desk, write_document(document))
    (row,) = [row for row in overview.deadlines(desk) if row.kind is DeadlineKind.DORMANT_OVER]
    assert row.due == TODAY


@pytest.fixture
def spoilt(template: Path, tmp_path: Path) -> Callable[[str], Desk]:
    """Return how to rescue a store in which one table cannot be read any more."""
    desk = open_desk(template, tmp_path / "tresor")
    files = [
        a_file(**HELD),
        a_file(**LONGER),
        a_file(state=CaseState.DORMANT, decisions=(REST,)),
        a_file(plan=a_plan(goals=(REACHED,))),
    ]
    names = ("Alpha", "Beispiel", "Muster", "Probe")  # nobody is taken for another
    files = [
        replace(file, client=a_client(family_name=name)) for file, name in zip(files, names, strict=True)
    ]
    put_in(desk, files, [a_talk(file.case.key, on=date(2026, 5, 4)) for file in files])
    (tmp_path / "stick").mkdir()
    backup = back_up(desk, tmp_path / "stick").value.file
    folder, key = desk.vault.folder, desk.vault.data_key
    desk.vault.close()

    def rescued(table: str) -> Desk:
        with PageReader(folder / layout.STORE, key) as pages:
            trees = Trees(pages.page, pages.count)
            (root,) = (row[3] for _id, row in trees.rows(SCHEMA_ROOT).rows if row[1] == table)
            assert isinstance(root, int)
            leaves = [number for page, number in trees.pages_of(root)[0] if page[0] == 13]
        for number in leaves:
            flip(folder / layout.STORE, number * PAGE_SIZE - 1000)
        rescue(folder, PASSPHRASE, today=lambda: TODAY, now=moment, backup=backup)
        return desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, moment)

    return rescued


@pytest.mark.parametrize(
    ("table", "notices"),
    [
        ("cases", set()),
        ("decisions", {"rest_decision_missing"}),
        ("goal_changes", {"goal_course_not_told"}),
        ("participants", set()),
        ("talks", set()),
    ],
)
def test_l2_c6_z3_the_export_of_a_rescued_store_comes_in(
    spoilt: Callable[[str], Desk], desk: Desk, table: str, notices: set[str]
) -> None:
    """Whatever was lost of it, everybody whose case is there is there."""
    rescued = spoilt(table)
    content = export_cases(rescued)
    rescued.vault.close()
    report = import_cases(desk, content).value
    assert (report.cases, report.faults) == (4, ())
    assert {each.code for each in report.notices} == notices
    if table == "cases":  # their heads came from the backup, without words
        reasons = {(file.case.hold_reason, file.case.deletion_reason) for file in files_in(desk)}
        assert reasons == {(REASON_NOT_KEPT, ""), ("", REASON_NOT_KEPT), ("", "")}
    if table == "participants":
        assert json.loads(content).get("talks", []) == []


@pytest.mark.parametrize("table", ["cases", "decisions", "goal_changes", "participants", "talks"])
def test_u5_the_cases_of_a_rescued_store_come_in_one_by_one_as_well(
    spoilt: Callable[[str], Desk], desk: Desk, table: str
) -> None:
    """Whoever takes over from a colleague whose store was damaged gets each of them by its own file."""
    rescued = spoilt(table)
    with rescued.vault.reading() as connection:
        ids = [file.case.id for file in read_case_files(connection)]
    alone = [export_cases(rescued, [each]) for each in ids]
    rescued.vault.close()
    reports = [import_cases(desk, content).value for content in alone]
    assert [(each.cases, each.faults) for each in reports] == [(1, ())] * 4
