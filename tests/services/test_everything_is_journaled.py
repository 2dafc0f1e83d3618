"""L6: every verb that takes a case writes an entry, or says here why it does not."""

from __future__ import annotations

import ast
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select

from intman_desktop import services
from intman_desktop.models import tables as t
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.needs import needs_form
from intman_desktop.services.casework.period_form import period_form
from intman_desktop.services.casework.plan_form import plan_form
from intman_desktop.services.casework.talk_form import talk_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import paper_kinds, papers
from tests.builders import a_case_file
from tests.opened import moment, put_in

pytestmark = pytest.mark.unmeasured

CASE_PARAMETERS = {
    "case_id",
    "case_ids",
    "cases",
    "client",
    "ended_id",
    "kept_id",
    "number_or_key",
    "one_id",
    "other_id",
    "pairs",
    "participant_id",
    "people",
    "referral_id",
    "talk",
    "talk_id",
}
"""What a verb calls the case, or the thing of a case, that it is given."""

WRITERS = {"record", "record_all"}
"""The two functions of ``gdpr.journal`` that write an entry."""

_PART_OF_THE_PAGE = "stands on the page of the case, whose opening is an entry already"
_IN_A_LIST = "a line of a list, with no more than a name; opening it is an entry"

_SIDE_BY_SIDE = "the heads of cases that may be one person, to be told apart; opening one is an entry"

WITHOUT_ENTRY = {
    "adult_to_be": _PART_OF_THE_PAGE,
    "alike_to": _SIDE_BY_SIDE,
    "choices": "says which papers there can be, and nothing of what is in them",
    "deadlines_of": _PART_OF_THE_PAGE,
    "doubles_here": _SIDE_BY_SIDE,
    "find_all": _IN_A_LIST,
    "german_for": "counts the languages of those who are to be printed for, and names nobody",
    "family_of": _PART_OF_THE_PAGE,
    "filled_fields": _PART_OF_THE_PAGE,
    "journal_of": _PART_OF_THE_PAGE,
    "look_at_one": "says before erasing what would go, and which papers are to be printed; both are entries",
    "look_before_erasing": _PART_OF_THE_PAGE,
    "pairs_shown": _SIDE_BY_SIDE,
    "plan_view": _PART_OF_THE_PAGE,
    "rows_meant": _PART_OF_THE_PAGE,
    "settled_of": _PART_OF_THE_PAGE,
    "unlisted_codes": "asks the lists of the profile, and shows nothing",
    "talk_removal": "says before removing how many it touches; the removal is an entry",
    "case_id_of": "finds an id by a number, and shows nothing",
    "cases_by_id": _IN_A_LIST,
    "namesakes_among": "says of lines of a list which need their number, and shows nothing",
    "count_drafts": "a number over texts that do not go out, told beside the export, which is an entry each",
    "count_scans": "a number over cases that are about to be exported, which is an entry each",
    "in_use": "says only which cases are there and not hidden, and shows nothing of them",
    "save_draft": "typed every few seconds; what comes of it is an entry when it is saved",
}
"""The verbs that take a case and write no entry of their own, each with the reason."""


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        yield import_module(found.name)


def functions() -> dict[str, Callable[..., object]]:
    """Return every function of the services by module and name."""
    return {
        f"{module.__name__}.{name}": each
        for module in modules()
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__
    }


def verbs() -> dict[str, Callable[..., object]]:
    """Return the public verbs that take a case, by name; what works inside a transaction is none."""
    found = {}
    for path, function in functions().items():
        name, parameters = path.rpartition(".")[2], inspect.signature(function).parameters
        part_of_one = {"connection", "file"} & set(parameters)
        if name.startswith("_") or "desk" not in parameters or part_of_one:
            continue
        if CASE_PARAMETERS & set(parameters):
            found[name] = function
    return found


def called(function: Callable[..., object]) -> set[str]:
    """Return the names of the functions that a function calls, or hands on to be called."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
    names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}


@cache
def writing() -> set[str]:
    """Return the names of the functions that write to the journal, themselves or through another."""
    calls = {path.rpartition(".")[2]: called(function) for path, function in functions().items()}
    writing, grew = set(WRITERS), True
    while grew:
        more = {name for name, names in calls.items() if names & writing} - writing
        writing |= more
        grew = bool(more)
    return writing


@pytest.mark.parametrize("name", sorted(verbs()))
def test_l6_a_verb_on_a_case_writes_an_entry_or_says_why_not(name: str) -> None:
    assert (name in writing()) != (name in WITHOUT_ENTRY), name


def test_l6_what_needs_no_entry_is_there_and_has_a_reason() -> None:
    assert set(WITHOUT_ENTRY) <= set(verbs())
    assert all(WITHOUT_ENTRY.values())


def test_l6_the_walk_finds_the_verbs_of_the_daily_work() -> None:
    assert {"open_case", "note_talk", "erase_case", "export_cases", "paper", "save_goal"} <= set(verbs())


def entries(desk: Desk, key: str) -> list[str]:
    with desk.vault.reading() as connection:
        own = t.journal.c.case_key == key
        return list(connection.scalars(select(t.journal.c.verb).where(own).order_by(t.journal.c.seq)))


@pytest.mark.parametrize(
    "read",
    [
        open_case,
        case_sheet,
        needs_form,
        plan_form,
        period_form,
        lambda desk, case_id: talk_form(desk, [case_id]),
    ],
    ids=["page", "sheet", "needs", "plan", "period", "talk"],
)
def test_l6_reading_a_case_is_an_entry_once_an_hour(desk: Desk, read: Callable[..., object]) -> None:
    file = a_case_file()
    (case_id,) = put_in(desk, [file]).values()
    for minutes in (0, 1, 59, 60, 61, 119, 120):
        read(later(desk, minutes), case_id)
    assert entries(desk, file.case.key) == ["case_read"] * 3


def test_l6_l7_a_clock_that_was_ahead_keeps_no_reading_out_of_the_journal(desk: Desk) -> None:
    file = a_case_file()
    (case_id,) = put_in(desk, [file]).values()
    for minutes in (60 * 24 * 400, 0, 1, 61):
        open_case(later(desk, minutes), case_id)
    assert entries(desk, file.case.key) == ["case_read"] * 3


def later(desk: Desk, minutes: int) -> Desk:
    """Return the same desk some minutes later."""
    return replace(desk, now=lambda: moment() + timedelta(minutes=minutes))


def test_l6_reading_several_is_an_entry_each(desk: Desk) -> None:
    files = [a_case_file(), a_case_file()]
    ids = put_in(desk, files)
    open_case(desk, ids[files[0].case.key])
    talk_form(desk, list(ids.values()))
    assert [entries(desk, file.case.key) for file in files] == [["case_read"], ["case_read"]]


def test_l6_every_paper_that_is_made_is_an_entry(desk: Desk) -> None:
    file = a_case_file()
    (case_id,) = put_in(desk, [file]).values()
    papers.paper(desk, paper_kinds.CONSENT_FORM, case_id)
    papers.paper(desk, paper_kinds.AGREEMENT, case_id)
    papers.paper(desk, paper_kinds.CONSENT_FORM)
    assert entries(desk, file.case.key) == ["paper_made"] * 2


def test_l6_a_full_disk_keeps_nobody_from_reading(desk: Desk) -> None:
    file = a_case_file()
    (case_id,) = put_in(desk, [file]).values()
    pages = desk.vault.driver.execute("PRAGMA page_count").fetchone()[0]
    desk.vault.driver.execute(f"PRAGMA max_page_count = {pages}")
    hours = itertools.count()
    written, at_first = 0, len(entries(desk, file.case.key))
    full = False
    while not full:
        for hour in itertools.islice(hours, 20):
            assert open_case(later(desk, 60 * hour), case_id).case_id == case_id
        before, written = written, len(entries(desk, file.case.key)) - at_first
        full = before == written
    assert 0 < written < next(hours) - 20
