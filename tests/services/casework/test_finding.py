"""Finding: what is found, what is not, in which order, and why (story 10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import CaseFilter
from tests.builders import OPENED_ON, a_case, a_case_file, a_client
from tests.name_pairs import OTHER, SAME, TAKEN_FOR_ANOTHER, pairs
from tests.opened import open_desk, put_in

AS_THIS_NAME = {"found_name", "found_sound"}


@pytest.fixture(scope="module")
def names(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[int, str]]]:
    """Return a desk over one case for each name of the pairs, and the names by case."""
    desk = open_desk(template, tmp_path_factory.mktemp("names") / "store")
    known = list(dict.fromkeys(name for _typed, name in pairs(SAME) + pairs(OTHER)))
    files = [a_case_file(client=a_client(family_name=name, given_name="")) for name in known]
    ids = put_in(desk, files)
    yield desk, {ids[file.case.key]: name for file, name in zip(files, known, strict=True)}
    desk.vault.close()


def hits(names: tuple[Desk, dict[int, str]], typed: str) -> dict[str, str]:
    """Return the names that ``typed`` finds, each with why."""
    desk, by_id = names
    return {by_id[hit.case_id]: hit.why.code for hit in find_people(desk, typed, limit=500)}


def test_names_are_found_by_their_spellings_and_not_by_others(names: tuple[Desk, dict[int, str]]) -> None:
    """What is found as the beginning of another name, and is told so, is not taken for that name."""
    same, other = pairs(SAME), pairs(OTHER)
    assert len(same) + len(other) >= 160
    assert len(other) >= len(same)
    missed = [(typed, name) for typed, name in same if name not in hits(names, typed)]
    wrong = [(typed, name) for typed, name in other if hits(names, typed).get(name) in AS_THIS_NAME]
    assert missed == []
    assert wrong == TAKEN_FOR_ANOTHER


@pytest.mark.parametrize(
    "spellings",
    [
        ("Mohammed", "Muhamed", "Mohamad"),
        ("Yevheniia", "Evgenia"),
        ("Hosseini", "Husseini"),
    ],
    ids=lambda each: each[0],
)
def test_a_name_is_found_by_each_way_in_which_it_is_written(desk: Desk, spellings: tuple[str, ...]) -> None:
    files = [a_case_file(client=a_client(family_name=name, given_name="")) for name in spellings]
    ids = set(put_in(desk, files).values())
    for typed in spellings:
        assert {hit.case_id for hit in find_people(desk, typed)} == ids, typed


@pytest.mark.parametrize(
    ("typed", "code", "digits"),
    [
        ("al namuna mohamed 0152 0000 0034", "found_phone", "015200000034"),
        ("mohamed 0034", "found_phone", "…0034"),
        ("Mohamed Tel. 0152 0000 0034", "found_phone", "015200000034"),
        ("Mobilnr.: 0152 0000 0034", "found_phone", "015200000034"),
        ("mohamed IM-2026-0007", "found_number", None),
        ("mohamed 0007", "found_number", None),
        ("haus 3", "found_name", None),
        ("IM", "found_number", None),
        ("im-", "found_number", None),
        ("Herr Al Namuna", "found_name", None),
        ("Fr. Namuna", "found_name", None),
    ],
)
def test_e4_it_is_told_by_which_of_its_words_a_case_was_found(
    desk: Desk, typed: str, code: str, digits: str | None
) -> None:
    client = a_client(
        family_name="Al Namuna", given_name="Mohamed", designation="Haus 3", phone="0152 0000 0034"
    )
    put_in(desk, [a_case_file(case=a_case(number="IM-2026-0007"), client=client)])
    (hit,) = find_people(desk, typed)
    assert (hit.why.code, hit.why.values.get("digits")) == (code, digits)


@pytest.mark.parametrize("typed", ["IM", "im-", "IM-2026", "I"])
def test_the_list_shows_whom_the_field_finds_by_the_beginning_of_a_number(desk: Desk, typed: str) -> None:
    ids = set(put_in(desk, [a_case_file() for _ in range(3)]).values())
    assert {hit.case_id for hit in find_people(desk, typed)} == ids
    page = case_page(desk, CaseFilter(text=typed))
    assert {row.case_id for row in page.rows} == ids
    assert page.total == 3


def test_the_list_takes_letters_for_a_number_only_where_nobody_else_is_called_so(desk: Desk) -> None:
    """Somebody on hold is not called so, as in the field (Rule L2)."""
    called_so = a_case_file(client=a_client(family_name="Imad"))
    held, other = (
        a_case_file(client=a_client(family_name="Imad"), case=a_case(hold_since=OPENED_ON)),
        a_case_file(),
    )
    ids = put_in(desk, [held, other])
    assert [row.case_id for row in case_page(desk, CaseFilter(text="im")).rows] == [ids[other.case.key]]
    ids = put_in(desk, [called_so])
    assert [row.case_id for row in case_page(desk, CaseFilter(text="im")).rows] == [ids[called_so.case.key]]


def test_a_name_that_is_a_number_s_beginning_too_is_the_name(desk: Desk) -> None:
    known = put_in(desk, [a_case_file(client=a_client(family_name="Imad")), a_case_file()])
    (hit,) = find_people(desk, "im")
    assert hit.case_id == next(iter(known.values()))
    assert find_people(desk, "im nirgends") == ()


@pytest.fixture
def numbered(desk: Desk) -> tuple[Desk, dict[str, int]]:
    """Return a desk over an ended case and two running ones whose phones end like its number."""
    files = [
        a_case_file(
            case=a_case(number="IM-2024-0029", state=CaseState.ENDED),
            client=a_client(family_name="Zuletzt", phone="0152 0000 0001"),
        ),
        a_case_file(
            case=a_case(number="IM-2024-0030"),
            client=a_client(family_name="Beispiel", phone="0152 2024 0029"),
        ),
        a_case_file(
            case=a_case(number="IM-2024-1002"),
            client=a_client(family_name="Anders", phone="0152 0000 0029"),
        ),
    ]
    ids = put_in(desk, files)
    return desk, {file.case.number: ids[file.case.key] for file in files}


@pytest.mark.parametrize(
    "typed", ["IM-2024-0029", "im 2024 0029", "IM20240029", "2024-0029", "0029", "29", " IM-2024-0029 "]
)
def test_a_case_number_finds_its_case_first_even_ended(
    numbered: tuple[Desk, dict[str, int]], typed: str
) -> None:
    """Enter opens the first: to take another person for the one to be erased must not be so near."""
    desk, ids = numbered
    first = find_people(desk, typed)[0]
    assert (first.case_id, first.why.code) == (ids["IM-2024-0029"], "found_number")


@pytest.mark.parametrize("typed", ["IM-2024-0001", "im 2024 0001", "IM20240001", "im 0001", "2024 IM-0001"])
def test_the_number_of_an_erased_case_finds_nobody_by_half_a_number_and_half_a_phone(
    numbered: tuple[Desk, dict[str, int]], typed: str
) -> None:
    """Rule L3: to be shown another person for the erased one is worse than to be shown nobody."""
    desk, _ids = numbered
    assert find_people(desk, typed) == ()
    assert case_page(desk, CaseFilter(text=typed)).rows == ()


@pytest.mark.parametrize("typed", ["zuletzt 0152", "0152 0000 zuletzt", "zulezt 0001", "Zuletzt 2024 0029"])
def test_a_name_beside_a_part_of_a_phone_or_a_number_finds_who_has_both(
    numbered: tuple[Desk, dict[str, int]], typed: str
) -> None:
    desk, ids = numbered
    assert [hit.case_id for hit in find_people(desk, typed)] == [ids["IM-2024-0029"]]


def test_a_part_of_a_case_number_comes_before_a_part_of_a_phone(
    numbered: tuple[Desk, dict[str, int]],
) -> None:
    desk, ids = numbered
    found = [hit.case_id for hit in find_people(desk, "002")]
    assert found == [ids["IM-2024-1002"], ids["IM-2024-0029"], ids["IM-2024-0030"]]
