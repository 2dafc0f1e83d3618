"""The profile of Baden-Württemberg: what it says, and that it loads without heavy company."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import fields
from datetime import date

import pytest

from intman_desktop.paths import resource
from intman_desktop.profiles import (
    ANSWER,
    CLIENT,
    Defaults,
    FieldKind,
    NoFigures,
    Profile,
    ProfileMissing,
    load_profile,
)
from intman_desktop.profiles.profile import join_choices, split_choices
from intman_desktop.rules import extensions
from intman_desktop.values.case_file import Answer, Client
from intman_desktop.values.codes import BirthPrecision, Block, GoalState, Sex

DAY = date(2026, 11, 20)
ALL_NEEDS = frozenset({"none", "basic", "health"})


@pytest.fixture
def bw() -> Profile:
    return load_profile("bw")


def test_a_profile_is_read_once(bw: Profile) -> None:
    assert load_profile("bw") is bw
    assert (bw.code, bw.programme) == ("bw", "integrationsmanagement_bw")


def test_nothing_stands_in_the_profile_that_nobody_reads() -> None:
    """A number that is read by nobody would promise what changing it does not do."""
    held = tomllib.loads(resource("profiles", "bw", "profile.toml").read_text(encoding="utf-8"))
    assert set(held["defaults"]) == {each.name for each in fields(Defaults)}
    told = {"format", "code", "version", "labels", "programme", "defaults", "figures", "editable_list"}
    assert set(held) == told
    assert set(held["figures"]) == {"sheets", "due", "smallest_handed_on"}


def test_a_profile_nobody_brought_is_named() -> None:
    with pytest.raises(ProfileMissing) as raised:
        load_profile("../bw")
    assert "„../bw“" in raised.value.sentence()


def test_c9_z2_what_an_office_of_the_land_starts_with(bw: Profile) -> None:
    assert (bw.defaults.warning_days, bw.defaults.review_interval_months) == ((180, 90, 30), 3)


@pytest.mark.parametrize(
    ("year", "due"), [(2022, date(2023, 1, 31)), (2023, date(2024, 1, 31)), (2024, date(2025, 3, 31))]
)
def test_k1_day_by_which_the_figures_are_due(bw: Profile, year: int, due: date) -> None:
    assert bw.figures_due(year) == due


def test_k3_a_year_before_the_first_definition_has_no_figures(bw: Profile) -> None:
    assert bw.sheet(2018).code == "bw-standard"
    with pytest.raises(NoFigures) as raised:
        bw.sheet(2017)
    assert "2017" in raised.value.sentence()
    assert bw.sheets_of(2017) == ()


def test_c2_extension_reasons_are_those_of_the_rules(bw: Profile) -> None:
    items = bw.list("extension_reasons")
    assert {item.code for item in items} == {*extensions.REASONS, extensions.REASON_ERASED}
    assert {item.code for item in bw.items_on("extension_reasons", DAY)} == set(extensions.REASONS)
    assert {item.code for item in items if item.need == "health"} == extensions.HEALTH_REASONS
    assert [item.code for item in items if item.flag("text_needed")] == [extensions.OTHER]


def test_closed_sets_of_the_code_have_their_labels(bw: Profile) -> None:
    assert {item.code for item in bw.list("goal_states")} == set(GoalState)
    assert {item.code for item in bw.list("sexes")} == set(Sex)
    assert {item.code for item in bw.list("plan_blocks")} == set(Block)


def test_e3_health_is_offered_only_with_its_consent(bw: Profile) -> None:
    for name in ("topics", "goal_areas"):
        without = {item.code for item in bw.offered(name, DAY, {"none", "basic"})}
        assert {item.code for item in bw.offered(name, DAY, ALL_NEEDS)} - without == {"health"}
        assert "personal" in without
        assert bw.need_of_item(name, "health") == "health"
    assert bw.need_of_item("topics", "work") == bw.need_of_item("topics", "nobody_knows") == "basic"
    kinds = {item.code for item in bw.list("service_kinds")}
    closed = kinds - {item.code for item in bw.offered("service_kinds", DAY, {"basic"})}
    assert closed >= {"doctor", "addiction_counselling", "psychosocial_centre"}


def test_e3_fields_name_the_consent_they_need(bw: Profile) -> None:
    needs = bw.needs_of_fields()
    assert needs["email"] == "contact"
    assert needs["disability"] == needs["health_remark"] == "health"
    assert bw.answer_fields("health") == {"disability", "health_remark"}
    assert bw.answer_fields("contact") == {"messenger"}


def test_p5_forms_that_do_not_count_by_default(bw: Profile) -> None:
    forms = bw.list("talk_forms")
    assert [item.code for item in forms if not item.flag("counts_by_default")] == [
        "written",
        "no_show",
        "third_party",
    ]


def test_l9_forms_in_which_the_person_is_not_met(bw: Profile) -> None:
    forms = bw.list("talk_forms")
    assert [item.code for item in forms if item.flag("without_contact")] == ["no_show", "third_party"]


def test_s_each_topic_maps_to_one_of_the_six_saxon_ones(bw: Profile) -> None:
    six = {item.code for item in bw.list("saxon_topics")}
    assert len(six) == 6
    assert {item.mark("saxon") for item in bw.list("topics")} == six


def test_lists_have_the_size_the_rules_give_them(bw: Profile) -> None:
    assert len(bw.list("ending_reasons")) == 15
    assert len(bw.list("benefits")) == 13
    assert len(bw.list("kreise")) == 44
    assert len(bw.list("residence_statuses")) == 45
    assert len(bw.seeded_services()) == 34
    assert bw.seeded_services()[0] == ("jobcenter", "Jobcenter")
    assert len(bw.defaults.quick_topics) == 9


@pytest.mark.parametrize(
    ("code", "german", "english", "kind"),
    [
        ("150", "Kosovo", "Kosovo", "state"),
        ("997", "staatenlos", "Stateless", "stateless"),
        ("998", "ungeklärt", "Unresolved", "unresolved"),
        ("120", "Jugoslawien (ehemalig)", "Yugoslavia (former)", "historical"),
        ("475", "Syrien", "Syria", "state"),
    ],
)
def test_every_nationality_has_two_names(
    bw: Profile, code: str, german: str, english: str, kind: str
) -> None:
    assert bw.label("nationalities", code) == german
    assert bw.label("nationalities", code, "en") == bw.label("nationalities", code, "ar") == english
    found = bw.item("nationalities", code)
    assert found is not None
    assert found.mark("kind") == kind


def test_an_unknown_code_stands_for_itself(bw: Profile) -> None:
    assert bw.label("topics", "nobody_knows") == "nobody_knows"
    assert bw.item("topics", "nobody_knows") is None
    assert bw.field("nobody_knows") is None
    with pytest.raises(KeyError):
        bw.list("nobody_knows")


def test_i10_fields_lie_in_the_blocks_one_to_five(bw: Profile) -> None:
    blocks = (Block.PERSONAL, Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING, Block.STEPS)
    assert sum(len(bw.fields_of(block)) for block in blocks) == len(bw.fields)
    assert all(bw.fields_of(block) for block in blocks)
    assert {each.code for each in bw.block_fields} == {each.code for each in bw.fields}
    status = bw.field("residence_status")
    assert status is not None
    assert (status.kind, status.dated, status.source) == (FieldKind.CHOICE, True, ANSWER)


def test_i8_what_the_client_row_holds_counts_as_answered(bw: Profile) -> None:
    client = Client(
        family_name="Muster",
        birth_date=date(1990, 5, 1),
        birth_precision=BirthPrecision.DAY,
        sex=Sex.NOT_STATED,
        section_24=False,
    )
    assert bw.client_answers(client) == (
        Answer("family_name", "Muster"),
        Answer("birth_date", "1990-05-01"),
        Answer("language", "de"),
        Answer("section_24", "no"),
    )
    codes = {each.code for each in bw.fields if each.source == CLIENT}
    assert {each.field for each in bw.client_answers(client)} <= codes


@pytest.mark.parametrize(
    ("field", "value", "language", "shown"),
    [
        ("residence_status", "D60a", "de", "Duldung"),
        ("benefits", "wohngeld, bafoeg", "en", "Housing benefit (Wohngeld), BAföG (student grant)"),
        ("disability", "yes", "de", "ja"),
        ("disability", "no", "en", "no"),
        ("disability", "maybe", "de", "maybe"),
        ("work_as", "Köchin", "de", "Köchin"),
        ("residence_status", "", "de", ""),
        ("unheard_of", "x", "de", "x"),
    ],
)
def test_values_read_as_their_labels(bw: Profile, field: str, value: str, language: str, shown: str) -> None:
    assert bw.value_label(field, value, language) == shown


def test_choices_are_written_with_commas() -> None:
    assert join_choices(("ar", "ku")) == "ar,ku"
    assert split_choices("ar, ku,,") == ("ar", "ku")


def test_k3_every_cell_of_the_program_itself_has_a_label(bw: Profile) -> None:
    figures = {each.code: each for each in bw.sheet(2026).figures}
    by_sex = figures["persons_by_sex"]
    assert bw.cell_label(by_sex, "w", "en") == "Female"
    assert bw.cell_label(by_sex, "unknown") == "nicht erfasst"
    assert bw.cell_label(by_sex, "others", "en") == "Others (small values)"
    assert bw.cell_label(figures["referrals_by_service"], "jobcenter-1") == "jobcenter-1"


def test_a_profile_brings_neither_store_nor_screen() -> None:
    heavy = "{'sqlalchemy', 'PySide6', 'babel', 'jsonschema'} & set(sys.modules)"
    code = f"import sys; from intman_desktop.profiles import load_profile; load_profile('bw'); print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
