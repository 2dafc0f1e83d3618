"""E3, P10: whatever holds, shows or gives out something of a person says which consent it needs, as data.

Everything is enumerated from the program itself: what is new and says nothing fails here. That the ways out
of the store act on it is proved in ``test_every_way_out_asks_its_consent``.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from itertools import chain, product
from typing import get_args

import pytest

from intman_desktop.models import tables as t
from intman_desktop.paths import resource
from intman_desktop.profiles import CLIENT, Profile, load_profile
from intman_desktop.profiles.countable import COUNTABLE
from intman_desktop.rules import finding, gate
from intman_desktop.rules.scans import scan_need
from intman_desktop.services.across.case_rows import NEED_OF_CELL
from intman_desktop.services.across.due.table import KINDS
from intman_desktop.services.across.list_export import COLUMNS, EXTRAS
from intman_desktop.services.gate.gated import NEED_OF_PART
from intman_desktop.services.papers.paper_needs import NEED_OF_PAPER, TO_RECIPIENT
from intman_desktop.values.case_file import CaseFile, Client
from intman_desktop.values.codes import ConsentScope, ScanKind, SpecialKind
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.lists import ListExtra
from intman_desktop.values.papers import Paper
from intman_desktop.values.scans import NewScan
from intman_desktop.values.views import CaseColumn, CaseRow

_PART_OF_BIRTH = {"birth_precision", "birth_uncertain"}


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("bw")


def known(need: str) -> bool:
    """Return whether a declared need is a word of the gate, or asks for its recipient's consent."""
    return gate.is_need(need) or need == TO_RECIPIENT


def test_every_field_of_the_profile_declares_a_known_need(profile: Profile) -> None:
    with resource("profiles", "bw", "fields.toml").open("rb") as file:
        written = {each["code"]: each.get("need") for each in tomllib.load(file)["field"]}
    assert {code for code, need in written.items() if need is None or not known(need)} == set()
    assert written == profile.needs_of_fields()


def test_every_column_of_the_person_is_a_field_with_a_need(profile: Profile) -> None:
    declared = {each.code for each in profile.fields if each.source == CLIENT}
    assert {each.name for each in fields(Client)} - {"version"} - _PART_OF_BIRTH == declared
    assert {name for name in t.clients.c.keys() if name not in {"case_id", "sort_name"}} == {  # noqa: SIM118
        each.name for each in fields(Client)
    }


def test_every_entry_of_every_list_and_every_phrase_has_a_known_need(profile: Profile) -> None:
    items = {(name, item.code): item.need for name, listed in profile.lists.items() for item in listed}
    items |= {("phrases", phrase.code): phrase.need for phrase in profile.phrases}
    assert {place for place, need in items.items() if not known(need)} == set()
    assert {name for (name, _code), need in items.items() if need != gate.BASIC} == {
        "topics", "goal_areas", "service_kinds", "extension_reasons", "interpretation_kinds", "phrases",
    }  # fmt: skip


def test_every_part_of_a_case_declares_its_need() -> None:
    assert set(NEED_OF_PART) == {each.name for each in fields(CaseFile)}
    assert all(map(known, NEED_OF_PART.values()))


def test_every_cell_and_every_column_of_the_list_declares_its_need(profile: Profile) -> None:
    assert set(NEED_OF_CELL) == set(CaseRow._fields)
    assert all(map(known, NEED_OF_CELL.values()))
    cells = {"plan": "complete_blocks"}
    assert {cells.get(column.value, column.value) for column in CaseColumn} <= set(NEED_OF_CELL)
    assert (set(COLUMNS), set(EXTRAS)) == (set(CaseColumn), set(ListExtra))
    out = [*COLUMNS.values(), *chain.from_iterable(EXTRAS.values())]
    assert [column.head() for column in out if not known(column.need_in(profile))] == []
    by_field = {column.field for column in out if column.field}
    assert by_field <= set(profile.needs_of_fields())


def test_every_paper_declares_its_need() -> None:
    assert set(NEED_OF_PAPER) == set(get_args(Paper))
    assert all(map(known, NEED_OF_PAPER.values()))


def test_every_figure_and_every_cell_declares_what_opens_the_cases_behind_it(profile: Profile) -> None:
    for sheet in profile.sheets:
        with resource("profiles", "bw", "figures", f"{sheet.code}.toml").open("rb") as file:
            assert all("need" in figure for figure in tomllib.load(file)["figure"])
        for figure in sheet.figures:
            assert figure.breakdown in {"", *COUNTABLE[figure.counts]}
            for cell in ("", *figure.cells):
                assert all(map(known, profile.needs_of_cell(figure, cell)))
    by_topic = next(each for each in profile.sheet(2026).figures if each.code == "talks_by_topic")
    assert profile.needs_of_cell(by_topic, "health") == {gate.BASIC, gate.HEALTH}


def test_every_index_declares_its_need() -> None:
    assert set(finding.INDEXED) == {column.name for column in t.name_index.columns} - {"rowid"}
    assert {column.name for column in t.note_index.columns} - {"rowid"} == {"note_words"}  # by its topics
    assert all(map(known, finding.INDEXED.values()))


def test_every_kind_of_deadline_declares_its_need() -> None:
    assert {each.kind for each in KINDS} == set(DeadlineKind)
    assert all(known(each.need) for each in KINDS)


def test_every_scan_has_a_need() -> None:
    for what, kind in product(ScanKind, (None, *SpecialKind)):
        assert known(scan_need(NewScan(what, "", kind)))


def test_every_declaration_answers_a_need_that_something_can_ask_for() -> None:
    words = {scope.value for scope in ConsentScope} - {ConsentScope.SPECIAL, ConsentScope.PASSING_ON}
    assert words | {kind.value for kind in SpecialKind} | {gate.NONE} == gate.FIXED_NEEDS
