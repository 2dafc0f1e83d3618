"""K1 to K8, K11: the year's sheet from the store to the workbook."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from intman_desktop.errors import Refused
from intman_desktop.language import use_language
from intman_desktop.models import tables as t
from intman_desktop.profiles import UNKNOWN, NoFigures
from intman_desktop.reporting.keeping import add_counters
from intman_desktop.rules.folding import plain_letters
from intman_desktop.services.across import key_figures
from intman_desktop.services.across.figure_papers import sheet_paper
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, Sex
from intman_desktop.values.deadline_views import Place
from intman_desktop.values.desk_views import CasesOfNumber
from intman_desktop.values.document import Counter
from intman_desktop.values.figure_views import FigureChange, FigureGroup, FigureRow, SheetView
from intman_desktop.values.figures import CellChange, ChangeKind
from intman_desktop.values.office_papers import KeyFiguresPaper
from tests import builders as a
from tests.opened import TODAY, on_day, open_desk, put_in

pytestmark = pytest.mark.unmeasured

MAY = date(2026, 5, 4)


def put_office(desk: Desk) -> dict[str, int]:
    """Write three women and one man with talks in 2025 and 2026 into the store; return ids by key."""
    files = [a.a_case_file(client=a.a_client(sex=sex)) for sex in (Sex.FEMALE,) * 3 + (Sex.MALE,)]
    files[0] = replace(files[0], client=replace(files[0].client, family_name="Zuletzt"))
    keys = [file.case.key for file in files]
    talks = [
        a.a_talk(*keys[:2], on=MAY, form="in_person", topic="language"),
        *(a.a_talk(key, on=MAY, form="phone", topic="work") for key in keys),
        a.a_talk(keys[0], on=date(2025, 6, 2), form="phone", topic="work"),
    ]
    return put_in(desk, files, talks)


def test_k2_a_figure_that_is_nought_has_its_row_in_the_workbook(desk: Desk) -> None:
    """Where nothing was counted in both years there is nothing to break down, and still a number."""
    put_office(desk)
    noughts = {each.label for each in key_figures.sheet_view(desk, 2026).groups if not each.total.number}
    sheet = load_workbook(io.BytesIO(key_figures.sheet_xlsx(desk, 2026))).worksheets[0]
    told = {line[0]: line[1] for line in sheet.iter_rows(max_col=2, values_only=True)}
    assert noughts
    assert {label: told.get(label, "no row") for label in noughts} == dict.fromkeys(noughts, 0)


def group(view: SheetView, code: str) -> FigureGroup:
    """Return one figure of the sheet."""
    return next(each for each in view.groups if each.code == code)


def row(view: SheetView, code: str, cell: str) -> FigureRow:
    """Return one row of a breakdown."""
    return next(each for each in group(view, code).rows if each.cell == cell)


def test_k3_k5_numbers_stand_with_their_labels_and_last_years(desk: Desk) -> None:
    put_office(desk)
    view = key_figures.sheet_view(desk, 2026)
    assert group(view, "persons").total.number == 4
    assert group(view, "persons").total.previous == 1
    assert group(view, "persons").label == "Beratene Personen"
    assert group(view, "persons").explains
    assert group(view, "talks").total.number == 5
    women = row(view, "persons_by_sex", "w")
    assert (women.label, women.number, women.previous) == ("weiblich", 3, 1)
    assert (view.years, view.complete) == ((2026, 2025), False)


def test_k3_the_largest_number_stands_first_and_what_is_unknown_last(desk: Desk) -> None:
    put_office(desk)
    seen = 0
    for each in key_figures.sheet_view(desk, 2026).groups:
        known = [row for row in each.rows if row.cell != UNKNOWN]
        if each.code != "persons_by_age":
            assert [row.cell for row in each.rows[len(known) :]] in ([], [UNKNOWN])
            assert known == sorted(known, key=lambda row: (-row.number, plain_letters(row.label)))
            seen = max(seen, len({row.number for row in known}))
    assert seen > 1


def test_k3_a_cell_of_last_year_alone_is_shown_with_nought(desk: Desk) -> None:
    file = a.a_case_file()
    talks = [a.a_talk(file.case.key, on=date(2025, 6, 2), form="video"), a.a_talk(file.case.key, on=MAY)]
    put_in(desk, [file], talks)
    video = row(key_figures.sheet_view(desk, 2026), "talks_by_form", "video")
    assert (video.number, video.previous, video.opens_cases) == (0, 1, False)


def test_the_first_year_has_no_year_before(desk: Desk) -> None:
    put_office(desk)
    view = key_figures.sheet_view(desk, 2025)
    assert view.previous is None
    assert group(view, "persons").total.previous is None
    assert view.complete is True


def test_the_words_follow_the_screen(desk: Desk) -> None:
    put_office(desk)
    use_language("en")
    view = key_figures.sheet_view(desk, 2026)
    assert group(view, "persons").label == "Persons counselled"
    assert view.title.startswith("Key figures")


def test_k1_the_day_by_which_the_sheet_is_due(desk: Desk) -> None:
    view = key_figures.sheet_view(desk, 2026)
    assert (view.due, view.days_left) == (date(2027, 3, 31), (date(2027, 3, 31) - TODAY).days)
    assert key_figures.sheet_view(desk, 2023).due == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2027, 1, 4), 2026),
        (date(2027, 3, 31), 2026),
        (date(2027, 4, 1), 2027),
        (date(2026, 11, 20), 2026),
    ],
)
def test_k1_the_year_at_hand_is_last_year_until_its_figures_are_due(
    desk: Desk, today: date, year: int
) -> None:
    put_office(desk)
    assert key_figures.sheet_view(replace(desk, today=lambda: today)).year == year


def test_k7_handed_in_in_january_the_new_year_is_at_hand(desk: Desk) -> None:
    put_office(desk)
    january = replace(desk, today=lambda: date(2027, 1, 4))
    key_figures.freeze_year(january, 2026)
    assert key_figures.sheet_view(january).year == 2027


def test_a_year_without_definition_is_named(desk: Desk) -> None:
    with pytest.raises(NoFigures):
        key_figures.sheet_view(desk, 1999)


def test_k6_each_number_opens_the_cases_behind_it(desk: Desk) -> None:
    ids = put_office(desk)
    women = key_figures.behind(desk, 2026, "persons_by_sex", "w").cases
    assert [each.name for each in women] == ["Musterfrau, Samira"] * 2 + ["Zuletzt, Samira"]
    assert {each.case_id for each in key_figures.behind(desk, 2026, "persons").cases} == set(ids.values())
    assert len(key_figures.behind(desk, 2026, "talks_by_topic", "language").cases) == 2


def test_k4_the_balance_of_plans_is_shown(desk: Desk) -> None:
    put_office(desk)
    view = key_figures.sheet_view(desk, 2026)
    assert (view.balance.begun, view.balance.continued, view.balance.ended, view.balance.open) == (4, 0, 0, 4)
    assert view.balance_holds is True


def test_k6_questions_name_the_person_and_the_place(desk: Desk) -> None:
    file = a.a_case_file(client=a.a_client(sex=None), plan=None)
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])[file.case.key]
    view = key_figures.sheet_view(desk, 2026)
    found = {each.fact.code: each for each in view.questions}
    assert found["question_sex_missing"].place is Place.PERSON
    assert found["question_plan_missing"].place is Place.PLAN
    assert {(each.case_id, each.person) for each in view.questions} == {(case_id, "Musterfrau, Samira")}


def test_k3_k6_the_question_about_the_mark_of_section_24_leads_to_its_field(desk: Desk) -> None:
    """It asks and derives nothing: the figure of the mark stays without the person."""
    protected = (v.Answer("residence_status", "AE24"),)
    file = a.a_case_file(client=a.a_client(section_24=None), answers=protected)
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    view = key_figures.sheet_view(desk, 2026)
    (found,) = (each for each in view.questions if each.fact.code == "question_section_24_missing")
    assert (found.place, found.field) == (Place.PERSON, "section_24")
    assert "§ 24 AufenthG" in sentence(found.fact)
    totals = {each.code: each.total for each in view.sheet.figures}
    assert (totals["persons"], totals["persons_section_24"]) == (1, 0)


def test_k6_kurzkontakte_in_the_future_are_asked_about_without_a_case(desk: Desk) -> None:
    put_office(desk)
    with desk.vault.transaction() as connection:
        contact = {"on": date(2027, 3, 1), "form": "phone", "topic": "work"}
        connection.execute(t.brief_contacts.insert().values(contact))
    asked = key_figures.sheet_view(desk, 2026).questions
    (found,) = (each for each in asked if each.fact.code == "question_brief_contacts_in_future")
    assert (found.place, found.case_id, found.person) == (Place.KEY_FIGURES, 0, "")
    assert sentence(found.fact) == "Kurzkontakte mit einem Datum in der Zukunft: 1"


def test_k7_a_sheet_is_frozen_once_and_again_only_where_it_changed(desk: Desk) -> None:
    put_office(desk)
    later = on_day(desk, date(2027, 1, 20))
    first = key_figures.freeze_year(later, 2026).value
    assert (first.number, first.frozen_on) == (1, "2027-01-20")
    assert key_figures.freeze_year(later, 2026).value.number == 1
    file = a.a_case_file()
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    changed = key_figures.sheet_view(later, 2026)
    causes = (((ChangeKind.TALK_ADDED,), 1),)
    assert FigureChange("Beratene Personen", "", 4, 5, causes) in changed.changed_since_freeze
    second = key_figures.freeze_year(later, 2026).value
    assert second.number == 2
    assert CellChange("persons", "", 4, 5, causes) in second.differences
    view = key_figures.sheet_view(later, 2026)
    assert ([each.number for each in view.frozen], view.changed_since_freeze) == ([1, 2], ())


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 12, 31)])
def test_k7_a_year_that_is_not_over_is_not_handed_in(desk: Desk, day: date) -> None:
    with pytest.raises(Refused, match="year_not_over"):
        key_figures.freeze_year(on_day(desk, day), 2026)


def test_k8_what_comes_from_erased_cases_opens_none(desk: Desk) -> None:
    put_office(desk)
    with desk.vault.transaction() as connection:
        add_counters(
            connection,
            [
                Counter(2026, "bw-standard", 1, "persons", "", 2),
                Counter(2026, "bw-standard", 1, "persons_by_sex", "", 2),
                Counter(2026, "bw-standard", 1, "persons_by_sex", "d", 2),
            ],
        )
    view = key_figures.sheet_view(desk, 2026)
    total, divers = group(view, "persons").total, row(view, "persons_by_sex", "d")
    assert (total.number, total.erased, total.opens_cases) == (6, 2, True)
    assert (divers.number, divers.erased, divers.opens_cases) == (2, 2, False)
    assert key_figures.behind(desk, 2026, "persons_by_sex", "d") == CasesOfNumber(())


def test_p2_brief_contacts_open_no_cases(desk: Desk) -> None:
    put_office(desk)
    assert group(key_figures.sheet_view(desk, 2026), "brief_contacts").total.opens_cases is False


def test_p7_services_stand_with_the_names_of_the_directory(desk: Desk) -> None:
    file = a.a_case_file()
    part = v.Participant(file.case.key, referrals=(v.Referral("jobcenter"),))
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, participants=(part,))])
    view = key_figures.sheet_view(desk, 2026)
    assert row(view, "referrals_by_service", "jobcenter").label == "Jobcenter"


def test_k11_the_sheet_handed_on_folds_small_values(desk: Desk) -> None:
    put_office(desk)
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, 2026, "de")
    by_sex = next(each for each in paper.groups if each.title.endswith("nach Geschlecht"))
    assert [(each.label, each.number) for each in by_sex.rows] == [
        ("weiblich", 3),
        ("andere (kleine Werte)", 1),
    ]
    assert by_sex.total == 4
    assert paper.office.kreis == desk.profile.label("kreise", "08111") != "08111"
    overview = paper.groups[0]
    assert overview.title == "Im Überblick"
    assert ("Beratene Personen", 4, 1) in [(e.label, e.number, e.previous) for e in overview.rows]


def test_k7_the_paper_says_whether_it_was_handed_in(desk: Desk) -> None:
    put_office(desk)
    later = on_day(desk, date(2027, 1, 20))

    def printed() -> tuple[date | None, int]:
        with desk.vault.reading() as connection:
            paper = sheet_paper(connection, later, 2026, "de")
        return paper.frozen_on, paper.number

    assert printed() == (None, 0)
    key_figures.freeze_year(later, 2026)
    assert printed() == (date(2027, 1, 20), 1)
    file = a.a_case_file()
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    assert printed() == (None, 0), "the figures are no longer those that were handed in"


def test_k7_k11_the_paper_of_a_correction_names_what_the_paper_before_did_not_show(desk: Desk) -> None:
    put_office(desk)
    later = on_day(desk, date(2027, 1, 20))

    def printed() -> KeyFiguresPaper:
        with desk.vault.reading() as connection:
            return sheet_paper(connection, later, 2026, "de")

    def before() -> tuple[int, date | None, bool]:
        paper = printed()
        return paper.before_number, paper.before_on, bool(paper.changes)

    assert before() == (0, None, False)
    key_figures.freeze_year(later, 2026)
    assert before() == (0, None, False), "the first version corrects none"
    for sex in (Sex.MALE, Sex.MALE):
        file = a.a_case_file(client=a.a_client(sex=sex))
        put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    assert before() == (1, date(2027, 1, 20), True)
    key_figures.freeze_year(later, 2026)
    assert before() == (1, date(2027, 1, 20), True), "the second version tells its differences"
    told = {each.label: (each.before, each.after) for each in printed().changes}
    assert told["Beratene Personen"] == (4, 6)
    assert "Beratene Personen nach Geschlecht" not in told
    # Three men are shown now; before, one of them was in "others", and the paper did not say how many.
    assert told["Beratene Personen nach Geschlecht: männlich"] == (None, 3)
    assert told["Beratene Personen nach Geschlecht: andere (kleine Werte)"] == (1, 0)


def test_k6_k11_the_paper_counts_questions_without_names_and_days_in_its_own_language(desk: Desk) -> None:
    files = [a.a_case_file(client=a.a_client(sex=None)) for _ in range(2)]
    put_in(desk, files, [a.a_talk(file.case.key, on=MAY) for file in files])
    use_language("en")
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, 2026, "de")
    assert paper.open_questions == (
        "Bedarfserhebung, die als Gespräch gilt, ohne aufgezeichnetes Gespräch: 2",
        "Angabe zum Geschlecht fehlt: 2",
    )


@pytest.mark.parametrize(
    ("year", "shown"),
    [
        (2025, {"weiblich": (4, None)}),
        (2026, {"männlich": (4, None), "weiblich": (None, 4)}),
        (2027, {"männlich": (0, 4)}),
    ],
)
def test_k11_no_nought_stands_where_a_small_value_was_folded(
    desk: Desk, year: int, shown: dict[str, tuple[int | None, int | None]]
) -> None:
    women = [a.a_case_file(client=a.a_client(sex=Sex.FEMALE)) for _ in range(4)]
    men = [a.a_case_file(client=a.a_client(sex=Sex.MALE)) for _ in range(4)]
    talked = {2025: [*women, men[0]], 2026: [*women[:2], *men]}
    talks = [a.a_talk(file.case.key, on=date(of, 5, 4)) for of, files in talked.items() for file in files]
    put_in(desk, [*women, *men], talks)
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, year, "de")
    rows = next(each.rows for each in paper.groups if each.title == "Beratene Personen nach Geschlecht")
    assert {row.label: (row.number, row.previous) for row in rows if "andere" not in row.label} == shown


def test_k11_the_paper_says_what_was_folded(desk: Desk) -> None:
    with desk.vault.reading() as connection:
        assert not any("andere" in note for note in sheet_paper(connection, desk, 2026, "de").notes)
    put_office(desk)
    with desk.vault.reading() as connection:
        notes = sheet_paper(connection, desk, 2026, "de").notes
        english = sheet_paper(connection, desk, 2026, "en").notes
    said = "„andere (kleine Werte)“ ist die Summe aller Zeilen einer Aufgliederung unter 3."
    small = (
        "„< 3“ heißt: Der Wert liegt unter 3, auch null ist möglich; was da ist, steckt in „andere (kleine "
        "Werte)“."
    )
    assert notes[-2:] == (said, small)
    assert "below 3" in english[-2]
    assert "nought is possible" in english[-1]


def test_the_pdf_and_the_workbook_hold_the_numbers(desk: Desk) -> None:
    put_office(desk)
    with pypdfium2.PdfDocument(key_figures.sheet_pdf(desk, 2026)) as document:
        text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Kennzahlen 2026" in text
    book = load_workbook(io.BytesIO(key_figures.sheet_xlsx(desk, 2026)))
    cells = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows() if len(row) > 1}
    assert cells["Beratene Personen"] == 4


def test_two_stores_of_equal_content_give_the_same_json(template: Path, tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        desk = open_desk(template, tmp_path / name)
        try:
            files = [a.a_case_file(case=a.a_case(number=f"IM-2026-0{n}")) for n in (1, 2)]
            put_in(desk, files, [a.a_talk(file.case.key, on=MAY) for file in files])
            told.append(key_figures.sheet_json(desk, 2026))
        finally:
            desk.vault.close()
    one, two = told
    differing = {key for key in one if one[key] != two[key]}
    assert differing <= {"generated_at", "vault", "fingerprint"}
    assert list(one) == list(two)


def test_the_json_can_be_written_and_holds_counts_only(desk: Desk) -> None:
    put_office(desk)
    told = key_figures.sheet_json(desk, 2026)
    text = json.dumps(told, ensure_ascii=False)
    assert told["figures"]["persons"] == {"total": 4, "cells": {}}
    assert told["plan_balance"] == {"begun": 4, "continued": 0, "ended": 0, "open": 4, "holds": True}
    assert told["generated_at"].startswith("2026-11-20T12:00:00")
    assert "Musterfrau" not in text
    assert "IM-2026" not in text


def test_an_ended_case_on_hold_counts_and_stays_hidden(desk: Desk) -> None:
    held = a.a_case(state=CaseState.ENDED, ended_on=TODAY - timedelta(days=2), hold_since=TODAY)
    file = a.a_case_file(case=held)
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    assert group(key_figures.sheet_view(desk, 2026), "persons").total.number == 1
    assert key_figures.behind(desk, 2026, "persons") == CasesOfNumber((), held=1)
