"""I10, K3, K7, K8: entries of an office's own count under themselves, wherever figures are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.reporting.keeping import add_counters
from intman_desktop.services.across import key_figures
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.gate.directory import add_service
from intman_desktop.services.keeping.backups import back_up, erased_lists_of
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, GoalState
from intman_desktop.values.document import Counter
from intman_desktop.values.ending_views import MISTAKE
from intman_desktop.values.figures import FrozenSheet
from intman_desktop.values.office import ListEntry, Service
from tests import builders as a
from tests.cells import every_cell
from tests.opened import brought_back, open_desk, put_in

YEAR = 2025
MAY = date(YEAR, 5, 5)
EARLY = date(2024, 1, 8)
ENTRIES = tuple(
    ListEntry(name, "", label, own=True, flags=("counts",) if name == "ending_reasons" else ())
    for name, label in (
        ("topics", "Garten"),
        ("talk_forms", "Spaziergang"),
        ("goal_areas", "Vereinsleben"),
        ("ending_reasons", "Ins Kloster gegangen"),
        ("service_kinds", "Fahrradwerkstatt"),
        ("outcomes", "Wartet noch"),
    )
)
WHERE = {
    "talks_by_topic": "Garten",
    "talks_by_form": "Spaziergang",
    "goals_agreed_by_area": "Vereinsleben",
    "goals_reached_by_area": "Vereinsleben",
    "plans_ended_by_reason": "Ins Kloster gegangen",
    "referrals_by_service_kind": "Fahrradwerkstatt",
    "referral_outcomes": "Wartet noch",
    "measure_outcomes": "Wartet noch",
}
"""Which figures of the year have which of them as their only row."""


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a second, empty store."""
    opened = open_desk(template, tmp_path / "other")
    yield opened
    opened.vault.close()


def an_own_year(desk: Desk, people: int = 3) -> list[int]:
    """Let the office have entries of its own and people whose year is told in nothing else."""
    office = change_office(desk, {"list_entries": ENTRIES}).value
    topic, form, area, reason, kind, outcome = (each.code for each in office.list_entries)
    service = add_service(desk, Service("", kind, "Rad und Tat")).value.code
    files, talks = [], []
    for _ in range(people):
        goal = a.a_goal(
            area=area,
            agreed_on=MAY,
            measures=(a.a_measure(outcome=outcome, done_on=MAY),),
            state=GoalState.REACHED,
            history=(v.GoalChange(GoalState.AGREED, MAY), v.GoalChange(GoalState.REACHED, MAY)),
        )
        span = v.PlanSpan(EARLY, date(YEAR, 8, 1), reason)
        file = a.a_case_file(
            case=a.a_case(
                opened_on=EARLY,
                period_start=EARLY,
                state=CaseState.ENDED,
                ended_on=date(YEAR, 8, 1),
                ending_reason=reason,
            ),
            consents=(a.a_consent(decided_on=EARLY),),
            needs_assessment=None,
            plan=a.a_plan(begun_on=EARLY, goals=(goal,), spans=(span,)),
        )
        part = a.a_participant(file.case.key, referrals=(v.Referral(service, outcome, MAY),))
        talks.append(a.a_talk(file.case.key, on=MAY, topic=topic, form=form, participants=(part,)))
        files.append(file)
    return list(put_in(desk, files, talks).values())


def rows(desk: Desk, year: int = YEAR) -> dict[str, dict[str, int]]:
    """Return the breakdowns as the screen names them."""
    return {
        group.code: {row.label: row.number for row in group.rows}
        for group in key_figures.sheet_view(desk, year).groups
        if group.code in WHERE
    }


def expected(number: int = 3) -> dict[str, dict[str, int]]:
    return {code: {label: number} for code, label in WHERE.items()}


def test_i10_own_entries_stand_under_their_label_on_screen_and_papers(desk: Desk) -> None:
    an_own_year(desk)
    assert rows(desk) == expected()
    sheet = load_workbook(BytesIO(key_figures.sheet_xlsx(desk, YEAR))).worksheets[0]
    told = {line[0]: line[1] for line in sheet.iter_rows(max_col=2, values_only=True)}
    with pypdfium2.PdfDocument(key_figures.sheet_pdf(desk, YEAR)) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    for label in WHERE.values():
        assert told[label] == 3
        assert label in text


def test_k6_the_cases_behind_an_own_entry_are_found(desk: Desk) -> None:
    ids = an_own_year(desk)
    code = read_office(desk).list_entries[0].code
    behind = key_figures.behind(desk, YEAR, "talks_by_topic", code)
    assert sorted(row.case_id for row in behind.cases) == sorted(ids)


def test_k8_erasing_keeps_own_entries_in_their_cells(desk: Desk) -> None:
    for case_id in an_own_year(desk):
        erase_case(desk, case_id)
        assert rows(desk) == expected()


@pytest.mark.parametrize("erased", [True, False])
def test_k8_a_whole_export_brings_own_entries_with_their_figures(
    desk: Desk, other: Desk, erased: bool
) -> None:
    ids = an_own_year(desk)
    if erased:
        for case_id in ids:
            erase_case(desk, case_id)
    import_cases(other, export_cases(desk))
    assert rows(other) == expected()


def frozen(desk: Desk) -> FrozenSheet:
    return key_figures.freeze_year(desk, YEAR).value


@pytest.mark.parametrize("what", ["added", "renamed", "hidden", "hidden_all"])
def test_k7_the_list_alone_changes_no_year_that_was_handed_in(desk: Desk, what: str) -> None:
    """Neither a new entry, nor another label, nor one that is offered no more."""
    an_own_year(desk)
    assert frozen(desk).number == 1
    entries = read_office(desk).list_entries
    changed = {
        "added": (*entries, ListEntry("topics", "", "Angeln", own=True)),
        "renamed": (replace(entries[0], label="Garten und Hof"), *entries[1:]),
        "hidden": (replace(entries[0], hidden=True), *entries[1:]),
        "hidden_all": tuple(replace(each, hidden=True) for each in entries),
    }[what]
    change_office(desk, {"list_entries": changed})
    assert key_figures.sheet_view(desk, YEAR).changed_since_freeze == ()
    assert frozen(desk).number == 1


def test_k7_what_a_year_that_was_handed_in_names_is_not_taken_away(desk: Desk) -> None:
    """The case was a Fehlanlage and is erased afterwards; the version goes on telling the entry."""
    office = change_office(desk, {"list_entries": ENTRIES[:1]}).value
    file = a.a_case_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, topic=office.list_entries[0].code)])[
        file.case.key
    ]
    frozen(desk)
    erase_case(desk, case_id, MISTAKE)
    assert frozen(desk).number == 2
    with pytest.raises(Refused, match="entry_in_use"):
        change_office(desk, {"list_entries": ()})


@pytest.mark.parametrize("figure", ["talks_by_topic", "referrals_by_service"])
def test_k8_what_no_list_names_any_more_has_no_code_for_a_name(desk: Desk, figure: str) -> None:
    """A file may bring counters whose entry or service nobody has any more; a code tells nobody anything."""
    put_in(desk, [a.a_case_file()])
    gone = [Counter(YEAR, "bw-standard", 1, figure, cell, 3) for cell in ("", "service_0a1b2c3d")]
    with desk.vault.transaction() as connection:
        add_counters(connection, gone)
    shown = next(each for each in key_figures.sheet_view(desk, YEAR).groups if each.code == figure)
    assert [(row.label, row.number) for row in shown.rows] == [("nicht mehr in der Liste", 3)]


def told(desk: Desk) -> dict[str, dict[str, int]]:
    """Return the breakdowns as the JSON tells them to others."""
    sheet = key_figures.sheet_json(desk, YEAR)["figures"]
    return {code: each["cells"] for code, each in sheet.items()}


def test_p7_i10_two_stores_entered_by_hand_tell_the_same(desk: Desk, other: Desk) -> None:
    """Services have codes of chance, and an entry that was renamed one of the words it began with."""
    for each in (desk, other):
        an_own_year(each)
    entries = read_office(desk).list_entries
    renamed = (replace(entries[0], label="Hof"), *entries[1:])
    change_office(desk, {"list_entries": renamed})
    change_office(other, {"list_entries": (replace(renamed[0], code="own_yard"), *entries[1:], entries[0])})
    with other.vault.transaction() as connection:
        connection.execute(update(t.talks).values(topic="own_yard"))
    assert told(desk) == told(other)
    assert told(desk)["talks_by_topic"] == {"own:Hof": 3}
    assert told(desk)["referrals_by_service"] == {"own:Rad und Tat": 3}
    assert told(desk)["referrals_by_service_kind"] == {"own:Fahrradwerkstatt": 3}


def test_p7_two_services_of_one_name_are_added_up_and_those_without_a_name_too(desk: Desk) -> None:
    codes = [add_service(desk, Service("", kind, "Café")).value.code for kind in ("association", "doctor")]
    file = a.a_case_file()
    named = tuple(v.Referral(code) for code in (*codes, "jobcenter", "service_0", "service_1"))
    part = a.a_participant(file.case.key, referrals=named)
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, participants=(part,))])
    expected = {"jobcenter": 1, "own:": 2, "own:Café": 2}
    assert list(told(desk)["referrals_by_service"].items()) == list(expected.items())


def test_k8_p7_counters_of_a_file_name_a_service_by_its_code_here(desk: Desk, other: Desk) -> None:
    """Else the erased and the living of one service would stand in two rows."""
    for case_id in an_own_year(desk):
        erase_case(desk, case_id)
    kind = read_office(desk).list_entries[4].code
    change_office(other, {"list_entries": ENTRIES})
    here = add_service(other, Service("", kind, "Rad und Tat")).value.code
    import_cases(other, export_cases(desk))
    sheet = key_figures.sheet_view(other, YEAR).sheet
    assert next(e.cells for e in sheet.figures if e.code == "referrals_by_service") == {here: 3}


@pytest.mark.parametrize("known", [False, True], ids=["younger than the backup", "counted then"])
def test_k8_l4_what_was_erased_for_an_own_reason_that_does_not_count_counts_in_no_restore(
    desk: Desk, tmp_path: Path, known: bool
) -> None:
    """The backup does not know the reason, or knows it with another mark."""
    gone, stays = a.a_case_file(), a.a_case_file()
    ids = put_in(desk, [gone, stays], [a.a_talk(file.case.key, on=MAY) for file in (gone, stays)])
    entry = ListEntry("ending_reasons", "", "Versehentlich angelegt", own=True, flags=("counts",))
    if known:
        (entry,) = change_office(desk, {"list_entries": (entry,)}).value.list_entries
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    (entry,) = change_office(desk, {"list_entries": (replace(entry, flags=()),)}).value.list_entries
    erase_case(desk, ids[gone.case.key], entry.code)
    cells = every_cell(desk)
    there = brought_back(backup, tmp_path / "there", *erased_lists_of([desk.vault.folder]))
    assert every_cell(there) == cells
    assert {e.code: e.total for e in key_figures.sheet_view(there, YEAR).sheet.figures}["persons"] == 1
    there.vault.close()
