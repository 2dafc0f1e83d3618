"""L1–L8, E8: what the privacy papers tell is what the program holds, makes and does – nothing is left out."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import Table

from intman_desktop import documents, exchange, vault
from intman_desktop.documents.flow_map import flow_map
from intman_desktop.documents.holdings import ERASURE, holdings
from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.processing_record import NEEDS, PASSING_ON
from intman_desktop.documents.wording import wording
from intman_desktop.models import tables as t
from intman_desktop.profiles import load_profile
from intman_desktop.rules import gate
from intman_desktop.values.codes import ConsentScope, SpecialKind
from intman_desktop.values.papers import Paper
from intman_desktop.vault.connection import BEFORE_FIRST_READ, WHILE_OPEN
from intman_desktop.vault.key_file import SlotKind

SHARED = wording("privacy_papers", "de")
INDEXES = {t.NAME_INDEX, t.NOTE_INDEX}
# How the rows end of a table that hangs on the case.
WITH_CASE = "with_case"
# What goes with the case although it is told in words of its own.
OTHER_ENDS = {"draft", "last_person", "with_source", "journal", "kept", "office", "texts"}


def hangs_on_a_case(table: Table) -> bool:
    """Return whether every row of a table goes when its case goes, by the links of the store."""
    if table.name == "cases":
        return True
    return any(
        key.ondelete == "CASCADE" and hangs_on_a_case(key.column.table) and key.column.table is not table
        for key in table.foreign_keys
    )


def makers() -> Iterator[str]:
    """Yield the functions of documents and exchange that make what can leave the program, by their place."""
    for room in (documents, exchange):
        for found in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            module = import_module(found.name)
            for name, function in vars(module).items():
                own = inspect.isfunction(function) and function.__module__ == found.name
                if own and not name.startswith("_") and makes_something(function):
                    yield f"{found.name.removeprefix('intman_desktop.')}.{name}"


def makes_something(function: Callable[..., object]) -> bool:
    """Return whether a function makes or writes a file, by what it promises to return or by its name."""
    made = str(function.__annotations__.get("return"))
    return made == "bytes" or made.startswith("tuple[bytes") or function.__name__.startswith("write_")


def test_l3_every_table_of_the_store_is_told_and_no_other() -> None:
    told = [table.name for table in holdings().tables]
    assert sorted(told) == sorted({*t.metadata.tables, *INDEXES})


@pytest.mark.parametrize("told", holdings().tables, ids=lambda told: str(told.name))
def test_l3_what_is_said_to_go_with_its_case_hangs_on_it_and_nothing_else_does(told: object) -> None:
    held = next(each for each in holdings().tables if each is told)
    assert held.why.strip()
    if held.name in INDEXES:
        assert held.ends == "with_source"
    else:
        goes = hangs_on_a_case(t.metadata.tables[held.name])
        assert goes == (held.ends in {WITH_CASE, "draft"})
        assert held.ends in {WITH_CASE, *OTHER_ENDS}


def test_l3_every_kind_of_data_has_its_tables_its_people_and_its_words() -> None:
    groups = holdings().groups
    assert {table.group for table in holdings().tables} == set(groups)
    for group, people in groups.items():
        assert any(group in found for found in holdings().groups_by_end().values())
        assert {f"{group}_title", f"{group}_what"} <= SHARED.texts.keys()
        assert {f"people_{who}" for who in people} <= SHARED.texts.keys()
    assert {f"ends_{table.ends}" for table in holdings().tables} <= SHARED.texts.keys()


def test_l1_no_two_kinds_of_data_share_a_name_and_each_ends_by_one_rule() -> None:
    """A name that stands twice in the Löschkonzept promises two ends for the same data (Rules L1, L3)."""
    titles = [plain(SHARED.words(f"{group}_title")) for group in holdings().groups]
    assert len(set(titles)) == len(titles)
    ends = [group for groups in holdings().groups_by_end().values() for group in groups]
    assert sorted(ends) == sorted(set(ends))


def test_e1_every_need_has_its_line_in_the_record() -> None:
    asked = {field.need for field in load_profile("bw").fields}
    asked |= {item.need for items in load_profile("bw").lists.values() for item in items}
    assert asked <= {*NEEDS, gate.NONE}
    assert set(NEEDS) == {*gate.FIXED_NEEDS, PASSING_ON} - {gate.NONE}
    scopes = {scope.value for scope in ConsentScope} - {ConsentScope.SPECIAL.value}
    assert scopes | {kind.value for kind in SpecialKind} == set(NEEDS)
    for need in NEEDS:
        assert f"need_{need}" in SHARED.texts
        assert f"need_{need}_for" in SHARED.texts or need in tuple(SpecialKind)


def test_p10_every_paper_and_every_export_is_told_with_its_way_and_no_other() -> None:
    whole = holdings()
    assert {each.name for each in whole.papers} == {kind.__name__ for kind in get_args(Paper)}
    assert {each.name for each in whole.exports} == {*makers(), "vault.backup.back_up"}
    assert callable(import_module(f"{vault.__name__}.backup").back_up)
    ways = {arrow.code for arrow in flow_map().arrows}
    for output in (*whole.papers, *whole.exports):
        assert output.why.strip()
        assert output.flow in {*ways, ""}
        assert (output.word in SHARED.texts) == bool(output.flow)


@pytest.mark.parametrize("measure", holdings().measures, ids=lambda measure: str(measure.code))
def test_every_measure_names_a_test_that_is_there(measure: object, checkout: Path) -> None:
    held = next(each for each in holdings().measures if each is measure)
    file, _, name = held.proof.partition("::")
    tree = ast.parse((checkout / "tests" / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert {f"{held.code}_name", f"{held.code}_does", f"area_{held.area}"} <= SHARED.texts.keys()


def test_what_the_measures_say_of_the_store_is_how_it_is_opened() -> None:
    # compatibility 4 is AES-256 with an HMAC for every page; secure_delete overwrites what is freed
    assert "cipher_compatibility = 4" in BEFORE_FIRST_READ
    assert {"secure_delete = ON", "synchronous = FULL", "temp_store = MEMORY"} <= set(WHILE_OPEN)
    assert {f"way_{kind.value}" for kind in SlotKind} <= SHARED.texts.keys()


def test_every_risk_has_its_words_and_measures_against_it() -> None:
    texts = wording("impact_assessment", "de").texts
    known = {measure.code for measure in holdings().measures}
    for risk, measures in holdings().risks.items():
        assert set(measures) <= known
        assert measures
        assert {risk, f"{risk}_harm", f"{risk}_people"} <= texts.keys()
    assert ERASURE not in holdings().areas()


def test_no_shared_text_is_left_of_what_is_told_no_more() -> None:
    whole = holdings()
    used = {f"{group}_{end}" for group in whole.groups for end in ("title", "what")}
    used |= {f"people_{who}" for who in whole.people()} | {f"ends_{table.ends}" for table in whole.tables}
    used |= {f"{each.code}_{end}" for each in whole.measures for end in ("name", "does")}
    used |= {f"area_{each.area}" for each in whole.measures} | {"key_derived_floor"}
    used |= {each.word for each in (*whole.papers, *whole.exports) if each.flow}
    used |= {f"way_{kind.value}" for kind in SlotKind} | {"need_kind_used"}
    used |= {"need_kinds_unused", "need_kinds_unused_for"}
    used |= {f"need_{need}{end}" for need in NEEDS for end in ("", "_for")}
    frame = {"made_by", "issued", "program_version", "to_fill", "sign_controller", "sign_officer"}
    frame |= {"provider", "controller", "office", "contact", "officer", "authority", "law"}
    assert SHARED.texts.keys() - used == frame


def test_the_arrows_of_the_picture_run_from_box_to_box_and_cross_no_other() -> None:
    whole = flow_map()
    boxes = {box.code: box.at for box in whole.boxes}
    for arrow in whole.arrows:
        assert on_edge(boxes[arrow.begin], arrow.points[0]), arrow.code
        assert on_edge(boxes[arrow.end], arrow.points[-1]), arrow.code
        for one, two in pairwise(arrow.points):
            assert one[0] == two[0] or one[1] == two[1], arrow.code
            for box in whole.boxes:
                assert box.tone == "zone" or not runs_through(box.at, one, two), (arrow.code, box.code)
    lines = [(a, b, arrow.code) for arrow in whole.arrows for a, b in pairwise(arrow.points)]
    for index, (a, b, code) in enumerate(lines):
        for c, d, other in lines[index + 1 :]:
            assert code == other or not meet((a, b), (c, d)), (code, other)


def test_every_arrow_and_box_has_its_words_and_every_arrow_something_to_carry_or_to_say() -> None:
    texts = wording("data_flow", "de").texts
    for box in flow_map().boxes:
        wanted = {f"zone_{box.code}"} if box.tone == "zone" else {f"box_{box.code}", f"box_{box.code}_what"}
        assert wanted <= texts.keys()
    for arrow in flow_map().arrows:
        assert {f"flow_{arrow.code}", f"flow_{arrow.code}_what"} <= texts.keys()


def test_the_emergency_sheet_lies_where_it_says_itself_and_not_with_the_papers_of_cases() -> None:
    """It opens the store: its own advice is a locked place away from the computer and from the files."""
    texts = wording("data_flow", "de").texts
    sheet = next(each for each in holdings().papers if each.name == "EmergencySheetPaper")
    way = next(arrow for arrow in flow_map().arrows if arrow.code == sheet.flow)
    assert way.end == "safe"
    assert holdings().carried(way.code) == (sheet,)
    assert "Notfallblatt" in texts["box_safe_what"]
    assert "Notfallblatt" not in texts["box_folder_what"]


Point = tuple[float, float]


def on_edge(at: tuple[float, float, float, float], point: Point) -> bool:
    x, y, width, height = at
    inside = x <= point[0] <= x + width and y <= point[1] <= y + height
    return inside and (point[0] in (x, x + width) or point[1] in (y, y + height))


def runs_through(at: tuple[float, float, float, float], one: Point, two: Point) -> bool:
    """Return whether a line runs through the inside of a box."""
    x, y, width, height = at
    left, right = sorted((one[0], two[0]))
    top, bottom = sorted((one[1], two[1]))
    return left < x + width and right > x and top < y + height and bottom > y


def meet(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Return whether two upright or level lines have a point in common."""
    (left, right), (top, bottom) = (sorted((first[0][at], first[1][at])) for at in (0, 1))
    (other_left, other_right), (other_top, other_bottom) = (
        sorted((second[0][at], second[1][at])) for at in (0, 1)
    )
    return left <= other_right and other_left <= right and top <= other_bottom and other_top <= bottom
