"""Finding: what is found, what is not, in which order, and why (story 10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from tests.builders import a_case_file, a_client
from tests.opened import open_desk, put_in
from tests.services.name_pairs import OTHER, SAME, TAKEN_FOR_ANOTHER, pairs

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
