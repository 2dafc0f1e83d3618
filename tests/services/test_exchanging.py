"""Export and import: everything comes back, and nothing faulty or without consent comes in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import read_document, write_document
from intman_desktop.models.writing import new_key
from intman_desktop.sample import invented_office
from intman_desktop.services.desk import Desk
from intman_desktop.services.directory import services_list
from intman_desktop.services.exchanging import export_cases, import_cases
from intman_desktop.services.key_figures import sheet_json
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    ConsentDecision,
    ConsentScope,
    GoalState,
    SpecialKind,
)
from intman_desktop.values.document import Document
from tests.builders import a_case_file, a_talk
from tests.opened import open_desk


def without_keys(content: bytes) -> Any:
    """Return an export without its random keys, participants and cases in a fixed order."""
    plain = json.loads(content)
    numbers = {each["case"]["key"]: each["case"]["number"] for each in plain["cases"]}
    for each in plain["cases"]:
        each["case"].pop("key")
        each["case"].pop("origin_key", None)
    for talk in plain["talks"]:
        for participant in talk["participants"]:
            participant["case_key"] = numbers[participant["case_key"]]
    return plain


def bring_in(desk: Desk, *files: v.CaseFile, talks: tuple[v.Talk, ...] = (), partial: bool = False) -> Any:
    """Import a document of these cases and talks; return the report."""
    return import_cases(desk, write_document(Document(cases=files, talks=talks)), partial=partial).value


def refused(desk: Desk, *files: v.CaseFile, talks: tuple[v.Talk, ...] = ()) -> list[str]:
    """Return the places of the faults that refuse these cases."""
    with pytest.raises(FaultyInput) as caught:
        bring_in(desk, *files, talks=talks)
    return [place for place, _ in caught.value.faults]


def count(desk: Desk) -> int:
    """Return how many cases the store holds."""
    return len(json.loads(export_cases(desk))["cases"])


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Any:
    """Return a second, empty store."""
    opened = open_desk(template, tmp_path / "other")
    yield opened
    opened.vault.close()


def test_export_and_import_into_an_empty_store_give_the_same_cases_and_figures(
    desk: Desk, other: Desk
) -> None:
    codes = frozenset(each.code for each in services_list(desk))
    import_cases(desk, write_document(invented_office(60, services=codes)))
    whole = export_cases(desk)
    import_cases(other, whole)
    assert without_keys(export_cases(other)) == without_keys(whole)
    for year in (2024, 2025, 2026):
        first, second = sheet_json(desk, year), sheet_json(other, year)
        for name in ("generated_at", "vault", "fingerprint"):
            first.pop(name)
            second.pop(name)
        assert first == second


def test_importing_twice_makes_one_file_each(desk: Desk) -> None:
    content = write_document(invented_office(10))
    assert import_cases(desk, content).value.cases == 10
    again = import_cases(desk, content).value
    assert again.cases == 0
    assert {notice.code for notice in again.notices} == {"case_here_already", "file_imported_before"}
    assert count(desk) == 10


def test_l4_an_import_never_reuses_a_case_key(desk: Desk) -> None:
    file = a_case_file()
    bring_in(desk, file)
    held = json.loads(export_cases(desk))["cases"][0]["case"]
    assert held["key"] != file.case.key
    assert held["origin_key"] == file.case.key


def test_p2_nobody_without_basic_consent_comes_in(desk: Desk) -> None:
    file = a_case_file()
    withdrawn = tuple(replace(each, withdrawn_on=date(2026, 6, 1)) for each in file.consents)
    said_no = tuple(replace(each, decision=ConsentDecision.REFUSED) for each in file.consents)
    for consents in ((), withdrawn, said_no):
        assert "cases[0].consents" in refused(desk, replace(file, consents=consents))
    assert count(desk) == 0


def test_e2_a_consent_without_its_evidence_is_named_by_its_row(desk: Desk) -> None:
    file = a_case_file()
    bare = tuple(replace(each, filing_place="") for each in file.consents)
    assert "cases[0].consents[0]" in refused(desk, replace(file, consents=bare))


def test_e3_a_health_answer_without_that_consent_is_refused(desk: Desk) -> None:
    file = a_case_file()
    consents = tuple(each for each in file.consents if each.kind is not SpecialKind.HEALTH)
    told = replace(file, consents=consents, answers=(v.Answer("disability", "yes"),))
    assert "cases[0].answers[0].field" in refused(desk, told)


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (v.Answer("shoe_size", "43"), "field"),
        (v.Answer("family_name", "Muster"), "field"),
        (v.Answer("german_spoken", "z9"), "value"),
        (v.Answer("date_of_entry", "31.06.2024"), "value"),
        (v.Answer("date_of_entry", "2024-06-31"), "value"),
        (v.Answer("years_of_school", "nine"), "value"),
        (v.Answer("looking_for_work", "maybe"), "value"),
        (v.Answer("benefits", "sgb_2,gold"), "value"),
        (v.Answer("housing", "with_family", date(2026, 2, 1), date(2026, 1, 1)), "valid_to"),
    ],
)
def test_i10_an_answer_must_fit_its_field(desk: Desk, answer: v.Answer, place: str) -> None:
    assert refused(desk, replace(a_case_file(), answers=(answer,))) == [f"cases[0].answers[0].{place}"]


def test_i9_two_open_spans_are_refused(desk: Desk) -> None:
    plan = v.Plan(
        begun_on=date(2026, 2, 2), spans=(v.PlanSpan(date(2026, 2, 2)), v.PlanSpan(date(2026, 3, 2)))
    )
    assert "cases[0].plan" in refused(desk, replace(a_case_file(), plan=plan))


def test_i9_a_begun_plan_without_span_is_open_since_its_begin(desk: Desk) -> None:
    bring_in(desk, replace(a_case_file(), plan=v.Plan(begun_on=date(2026, 2, 2))))
    plan = json.loads(export_cases(desk))["cases"][0]["plan"]
    assert plan["spans"] == [{"opened_on": "2026-02-02"}]


def test_z3_the_state_of_a_goal_is_the_last_of_its_history(desk: Desk) -> None:
    goal = v.Goal(
        "language",
        "B1",
        state=GoalState.REACHED,
        history=(v.GoalChange(GoalState.AGREED, date(2026, 2, 2)),),
    )
    plan = v.Plan(begun_on=date(2026, 2, 2), goals=(goal,))
    assert refused(desk, replace(a_case_file(), plan=plan)) == ["cases[0].plan.goals[0].state"]


@pytest.mark.parametrize(
    ("details", "place"),
    [
        ({"on": date(2026, 11, 21)}, "talks[0]"),
        ({"on": date(2020, 1, 1)}, "talks[0].participants[0]"),
        ({"form": "smoke_signals"}, "talks[0].form"),
        ({"topic": "weather"}, "talks[0].topic"),
        ({"further_topics": ("weather",)}, "talks[0].further_topics[0]"),
        ({"interpretation": "sign"}, "talks[0].interpretation"),
        ({"programme": "other"}, "talks[0].programme"),
    ],
)
def test_talks_are_checked_by_the_rules(desk: Desk, details: dict[str, Any], place: str) -> None:
    file = a_case_file()
    assert place in refused(desk, file, talks=(a_talk(file.case.key, **details),))


def test_a_talk_with_somebody_who_is_not_in_the_file_is_refused(desk: Desk) -> None:
    file = a_case_file()
    assert "talks[0].participants[0].case_key" in refused(desk, file, talks=(a_talk(new_key()),))


def test_partial_takes_the_valid_ones_and_lists_the_rest(desk: Desk) -> None:
    good, bad = a_case_file(), a_case_file()
    bad = replace(bad, consents=())
    joint = a_talk(good.case.key, bad.case.key)
    report = bring_in(desk, good, bad, talks=(joint,), partial=True)
    assert report.cases == 1
    assert {fault.place for fault in report.faults} >= {"cases[1].consents"}
    held = json.loads(export_cases(desk))
    assert [each["case"]["number"] for each in held["cases"]] == [good.case.number]


def test_a_case_twice_in_one_file_is_refused(desk: Desk) -> None:
    file = a_case_file()
    assert "cases[1].case.key" in refused(desk, file, file)


def test_c1_the_start_follows_from_the_talks_where_the_file_names_none(desk: Desk) -> None:
    file = a_case_file()
    file = replace(
        file, case=replace(file.case, period_start=None), needs_assessment=None, earlier_counselling=()
    )
    bring_in(
        desk,
        file,
        talks=(a_talk(file.case.key, on=date(2026, 3, 2)), a_talk(file.case.key, on=date(2026, 2, 2))),
    )
    assert json.loads(export_cases(desk))["cases"][0]["case"]["period_start"] == "2026-02-02"


def test_c2_an_extension_beyond_the_fourth_year_is_refused(desk: Desk) -> None:
    file = a_case_file()
    case = replace(file.case, period_start=date(2023, 3, 15))
    late = v.Extension(date(2027, 3, 16), date(2026, 2, 1), "illiteracy")
    file = replace(
        file,
        case=case,
        extensions=(late,),
        earlier_counselling=(v.EarlierCounselling("Musterstadt", date(2023, 3, 15)),),
    )
    assert "cases[0].extensions[0].until" in refused(desk, file)


def test_a_number_that_is_taken_is_changed_and_said(desk: Desk) -> None:
    file = a_case_file()
    bring_in(desk, file)
    report = bring_in(desk, replace(a_case_file(), case=replace(a_case_file().case, number=file.case.number)))
    assert [notice.code for notice in report.notices] == ["case_number_changed"]
    assert count(desk) == 2


def test_an_export_of_one_case_names_nobody_else(desk: Desk) -> None:
    first, second = a_case_file(), a_case_file()
    bring_in(desk, first, second, talks=(a_talk(first.case.key, second.case.key),))
    with desk.vault.reading() as connection:
        from sqlalchemy import select

        from intman_desktop.models.tables import cases

        wanted = connection.scalar(select(cases.c.id).where(cases.c.number == first.case.number))
    found = read_document(export_cases(desk, [wanted or 0])).document
    assert [each.case.number for each in found.cases] == [first.case.number]
    assert [len(talk.participants) for talk in found.talks] == [1]
    assert not found.whole
    assert found.office is None


def test_k8_counters_come_only_into_an_empty_store(desk: Desk) -> None:
    from intman_desktop.values.document import Counter

    counters = (Counter(2025, "bw-standard", 1, "persons", "", 4),)
    content = write_document(Document(cases=(a_case_file(),), counters=counters, whole=True))
    import_cases(desk, content)
    assert json.loads(export_cases(desk))["counters"][0]["value"] == 4
    more = write_document(Document(cases=(a_case_file(),), counters=counters, whole=True))
    assert [each.code for each in import_cases(desk, more).value.notices] == ["counters_not_taken"]
    assert json.loads(export_cases(desk))["counters"][0]["value"] == 4


def test_contact_fields_need_their_consent(desk: Desk) -> None:
    file = a_case_file()
    consents = tuple(each for each in file.consents if each.scope is not ConsentScope.CONTACT)
    mailed = replace(file, consents=consents, client=replace(file.client, email="muster@beispiel.example"))
    assert refused(desk, mailed) == ["cases[0].client.email"]
