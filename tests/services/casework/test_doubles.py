"""Doubles: warned at entry, found later, linked or kept as two, never merged by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.rules import double_index
from intman_desktop.rules.double_index import doubles_among
from intman_desktop.rules.doubles import possible_doubles
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.doubles import (
    alike_to,
    compare,
    decide_at_entry,
    end_as_double,
    keep_as_two,
    pairs_shown,
    people_to_compare,
)
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.case_file import CaseFile, Client
from intman_desktop.values.codes import BirthPrecision, CaseState
from intman_desktop.values.views import DoublePair
from intman_desktop.word_lists import spellings
from tests.builders import OPENED_ON, a_case, a_case_file, a_client, an_intake
from tests.opened import TODAY, put_in

BORN = date(1991, 6, 14)


def person(family: str, given_name: str, **details: Any) -> CaseFile:
    return a_case_file(client=a_client(family_name=family, given_name=given_name, **details))


def pairs(desk: Desk) -> tuple[DoublePair, ...]:
    return pairs_shown(desk, compare(people_to_compare(desk)))


def remembered(desk: Desk) -> int:
    with desk.vault.reading() as connection:
        return connection.scalar(select(func.count()).select_from(t.double_decisions)) or 0


def two(desk: Desk) -> tuple[int, int]:
    files = [person("Alhassan", "Mohamed"), person("Al-Hassan", "Muhammad"), person("Beispiel", "Nadia")]
    first, second, _other = put_in(desk, files).values()
    return first, second


def test_pairs_are_found_with_the_reason_and_the_older_first(desk: Desk) -> None:
    first, second = two(desk)
    (pair,) = pairs(desk)
    assert (pair.one.case_id, pair.other.case_id) == (first, second)
    assert pair.fact.code == "double_similar_name"


def test_two_that_are_kept_are_not_asked_about_again(desk: Desk) -> None:
    first, second = two(desk)
    done = keep_as_two(desk, second, first)
    assert pairs(desk) == ()
    assert done.undo is not None
    done.undo()
    assert len(pairs(desk)) == 1


def test_a_pair_decided_meanwhile_is_no_longer_shown(desk: Desk) -> None:
    first, second = two(desk)
    found = compare(people_to_compare(desk))
    keep_as_two(desk, first, second)
    assert pairs_shown(desk, found) == ()


def test_one_of_two_is_ended_as_double_and_the_other_goes_on(desk: Desk) -> None:
    first, second = two(desk)
    done = end_as_double(desk, first, second)
    assert done.value == first
    ended = open_case(desk, second).file.case
    assert (ended.state, ended.ending_reason, ended.ended_on) == (
        CaseState.ENDED,
        "mistake_or_duplicate",
        TODAY,
    )
    assert open_case(desk, first).file.case.state is CaseState.ACTIVE
    (double,) = open_case(desk, first).file.doubles
    assert (double.other, double.same) == (ended.key, True)
    assert pairs(desk) == ()
    assert done.undo is not None
    done.undo()
    assert open_case(desk, second).file.case.state is CaseState.ACTIVE
    assert len(pairs(desk)) == 1


def test_no_case_is_its_own_double_and_those_on_hold_are_left_alone(desk: Desk) -> None:
    held = a_case_file(case=a_case(hold_since=OPENED_ON))
    first, second = put_in(desk, [a_case_file(), held]).values()
    assert pairs(desk) == ()
    with pytest.raises(Refused, match="double_of_itself"):
        keep_as_two(desk, first, first)
    with pytest.raises(Refused, match="case_on_hold"):
        keep_as_two(desk, first, second)


def test_l3_erasing_one_takes_the_memory_with_it(desk: Desk) -> None:
    first, second = two(desk)
    end_as_double(desk, first, second)
    assert remembered(desk) == 1
    erase_case(desk, second)
    assert remembered(desk) == 0
    assert open_case(desk, first).file.doubles == ()


def test_at_entry_others_are_named_and_twins_remembered(desk: Desk) -> None:
    (known,) = put_in(desk, [person("Musterfrau", "Samira")]).values()
    key = open_case(desk, known).file.case.key
    (pair,) = alike_to(desk, a_client())
    assert (pair.one.case_id, pair.fact.code) == (known, "double_same")
    assert alike_to(desk, a_client(), apart_from=[key]) == ()
    take_in(desk, an_intake(apart_from=(key,)))
    assert remembered(desk) == 1
    assert pairs(desk) == ()
    with desk.vault.transaction() as connection, pytest.raises(NotFound):
        decide_at_entry(connection, desk, "f" * 32, [key])


def test_e5_at_entry_it_is_told_of_a_case_that_can_only_be_erased(desk: Desk) -> None:
    (known,) = put_in(desk, [person("Musterfrau", "Samira")]).values()
    (pair,) = alike_to(desk, a_client())
    assert not pair.to_erase
    withdraw_basic(desk, known, TODAY)
    (pair,) = alike_to(desk, a_client())
    assert pair.to_erase


def test_the_case_format_carries_what_was_decided(desk: Desk) -> None:
    first, second = two(desk)
    keep_as_two(desk, first, second)
    content = export_cases(desk, [first, second])
    alone = export_cases(desk, [first])
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.delete())
    import_cases(desk, content)
    with desk.vault.reading() as connection:
        one, other = connection.scalars(select(t.cases.c.id).order_by(t.cases.c.id))
    (double,) = open_case(desk, one).file.doubles
    assert (double.other, double.same, double.decided_on) == (
        open_case(desk, other).file.case.key,
        False,
        TODAY,
    )
    assert remembered(desk) == 1
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.delete())
    import_cases(desk, alone)
    assert remembered(desk) == 0


_FAMILIES = ("Mohamed Ali", "Ali", "Alhassan", "Al Hassan")
NAMES = st.sampled_from([*_FAMILIES, "Mohamed", "Muhammad", "محمد", "Nadia", "Nadja", "Amin", ""])
PRECISIONS = st.sampled_from([BirthPrecision.DAY, BirthPrecision.MONTH, BirthPrecision.YEAR])


BIRTHS = st.sampled_from([BORN, date(1991, 1, 6), date(1991, 1, 1), date(1990, 6, 14), None])


@given(
    told=st.lists(st.tuples(NAMES, NAMES, BIRTHS, PRECISIONS, st.booleans()), max_size=12),
    few=st.sampled_from([0, 3, 8]),
)
def test_comparing_the_alike_finds_what_comparing_all_finds(
    told: list[tuple[str, str, date | None, BirthPrecision, bool]], few: int
) -> None:
    """However few are compared without looking at what they share (scenarios "Doubles")."""
    people = [
        (
            str(number),
            Client(
                family_name=family,
                given_name=name,
                birth_date=born,
                birth_precision=precision if born else BirthPrecision.UNKNOWN,
                birth_uncertain=uncertain,
            ),
        )
        for number, (family, name, born, precision, uncertain) in enumerate(told)
    ]
    with patch.object(double_index, "_FEW", few):
        found = {(one, double.key, double.fact.code) for one, double in doubles_among(people, spellings())}
    every = {
        (people[at][0], key, double.fact.code)
        for at in range(len(people))
        for later in people[at + 1 :]
        for key, double in [
            (later[0], each) for each in possible_doubles(later[1], [people[at]], spellings())
        ]
    }
    assert found == every
