"""What holds where a file says nothing: if a talk counts, how closely a birth is known, which talk it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.profiles.list_names import COUNTS_BY_DEFAULT, ListName
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.casework.talk_form import talk_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.document import Document
from tests.builders import a_case_file, a_client, a_participant, a_talk
from tests.opened import open_desk

ON = date(2026, 5, 4)


def document(*files: v.CaseFile, talks: tuple[v.Talk, ...] = ()) -> dict[str, Any]:
    """Return what stands in the file of these cases and talks."""
    plain: dict[str, Any] = json.loads(write_document(Document(cases=files, talks=talks)))
    return plain


def bring_in(desk: Desk, plain: dict[str, Any], *, partial: bool = False) -> Any:
    """Import what stands in a file; return the report."""
    return import_cases(desk, json.dumps(plain).encode(), partial=partial).value


def held(desk: Desk) -> dict[str, Any]:
    """Return what an export of the whole store holds."""
    plain: dict[str, Any] = json.loads(export_cases(desk))
    return plain


def total(desk: Desk, figure: str) -> int:
    """Return the total of a figure of 2026."""
    found: int = sheet_json(desk, 2026)["figures"][figure]["total"]
    return found


def test_p5_a_talk_of_which_a_file_does_not_say_so_counts_as_its_form_does(desk: Desk) -> None:
    """The same as the sheet of a talk proposes: no for written contacts, no-shows and talks with others."""
    file = a_case_file(needs_assessment=None)
    forms = desk.profile.list(ListName.TALK_FORMS)
    talks = tuple(
        a_talk(file.case.key, on=date(2026, 5, day), form=item.code) for day, item in enumerate(forms, 1)
    )
    plain = document(file, talks=talks)
    for talk in plain["talks"]:
        del talk["participants"][0]["counts"]
    bring_in(desk, plain)
    found = {talk["form"]: talk["participants"][0]["counts"] for talk in held(desk)["talks"]}
    proposed = {form.code: form.counts for form in talk_form(desk).forms}
    assert found == {item.code: item.flag(COUNTS_BY_DEFAULT) for item in forms} == proposed
    assert [code for code, counts in found.items() if not counts] == ["written", "no_show", "third_party"]
    assert total(desk, "talks") == sum(found.values())


@pytest.mark.parametrize("form", ["in_person", "written"])
@pytest.mark.parametrize("counts", [True, False])
def test_p5_what_the_worker_said_stands_in_every_export_and_comes_in_again(
    desk: Desk, form: str, counts: bool
) -> None:
    """Also where it is what the form proposes: who reads the file knows no forms."""
    file = a_case_file()
    plain = document(file, talks=(a_talk(on=ON, form=form, participants=(a_participant(file.case.key),)),))
    plain["talks"][0]["participants"][0]["counts"] = counts
    bring_in(desk, plain)
    assert held(desk)["talks"][0]["participants"][0]["counts"] is counts


def test_c1_a_contact_in_writing_begins_no_period_where_a_file_does_not_say_that_it_counts(
    desk: Desk,
) -> None:
    """Only a counting talk starts the clock, and each participant is asked for herself (P5, K5)."""
    first = a_case_file(needs_assessment=None, case=replace(a_case_file().case, period_start=None))
    second = a_case_file(needs_assessment=None, case=replace(a_case_file().case, period_start=None))
    people = (a_participant(first.case.key), a_participant(second.case.key))
    plain = document(first, second, talks=(a_talk(on=ON, form="written", participants=people),))
    del plain["talks"][0]["participants"][0]["counts"]
    bring_in(desk, plain)
    starts = {each["case"]["number"]: each["case"].get("period_start") for each in held(desk)["cases"]}
    assert starts == {first.case.number: None, second.case.number: ON.isoformat()}


def test_i8_k3_a_birth_that_a_file_calls_unknown_stays_that_and_tells_no_age(desk: Desk) -> None:
    """Only where nothing is said of its precision, a date is known to the day."""
    born = a_client(birth_date=date(2000, 1, 1), birth_precision=BirthPrecision.UNKNOWN)
    file = a_case_file(client=born)
    bring_in(desk, document(file, talks=(a_talk(file.case.key, on=ON),)))
    client = held(desk)["cases"][0]["client"]
    assert (client["birth_date"], client["birth_precision"]) == ("2000-01-01", "unknown")
    sheet = sheet_json(desk, 2026)
    assert sheet["figures"]["persons_by_age"]["cells"] == {"unknown": 1}
    assert "question_birth_date_missing" in json.dumps(sheet["questions"])


@pytest.mark.parametrize(
    "key",
    ["k1", "Frau Muster, 4. Mai", "6F9619FF-8B86-D011-B42D-00CF4FC964FF", "6F9619FF8B86D011B42D00CF4FC964FF"],
)
def test_k5_a_talk_is_known_again_by_whatever_key_its_file_gives_it(desk: Desk, key: str) -> None:
    """Who was left out comes in with the mended file and joins the talk; it counts once."""
    first, second = a_case_file(), a_case_file()
    people = (a_participant(first.case.key), a_participant(second.case.key))
    good = document(first, second, talks=(a_talk(on=ON, participants=people, key=key),))
    bad = json.loads(json.dumps(good))
    bad["cases"][1]["client"]["birth_date"] = "2030-01-01"
    assert bring_in(desk, bad, partial=True).talks == 1
    report = bring_in(desk, good)
    assert (report.cases, report.talks) == (1, 0)
    (talk,) = held(desk)["talks"]
    assert len(talk["participants"]) == 2
    assert (total(desk, "talks"), total(desk, "persons")) == (1, 2)
    assert key not in json.dumps(held(desk), ensure_ascii=False)


def test_k5_a_talk_of_another_program_is_known_again_out_of_another_store(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    """So what is kept of its key is the same in every store, whose exports hold nothing else of it."""
    first, second = a_case_file(), a_case_file()
    people = (a_participant(first.case.key), a_participant(second.case.key))
    good = document(first, second, talks=(a_talk(on=ON, participants=people, key="Frau Muster, 4. Mai"),))
    bad = json.loads(json.dumps(good))
    bad["cases"][1]["client"]["birth_date"] = "2030-01-01"
    bring_in(desk, bad, partial=True)
    other = open_desk(template, tmp_path / "other")
    bring_in(other, good)
    report = bring_in(desk, held(other))
    other.vault.close()
    assert (report.talks, total(desk, "talks"), total(desk, "persons")) == (0, 1, 2)


def test_k5_two_talks_without_a_key_in_a_file_are_two_and_those_of_one_key_are_one(desk: Desk) -> None:
    """Without it nothing says that they are one, however alike their heads; no other talk has a key."""
    first, second = a_case_file(), a_case_file()
    talks = tuple(a_talk(file.case.key, on=ON, key=key) for key in ("", "k1") for file in (first, second))
    bring_in(desk, document(first, second, talks=talks))
    kept = [talk["key"] for talk in held(desk)["talks"]]
    assert len(set(kept)) == 3
    assert total(desk, "talks") == 3
