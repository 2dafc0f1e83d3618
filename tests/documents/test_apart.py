"""Papers of many people are made in a process of their own, or here where there is none."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.documents import apart
from intman_desktop.documents.apart import MANY, bundle_apart, serve
from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.documents.texts import bundle_of
from intman_desktop.values.office import Office
from intman_desktop.values.papers import CertificatePaper
from tests.documents.papers_for_tests import CERTIFICATE, CLIENT


class Told:
    """Tells, where it arrives, whether that process may be dumped, as a paper that nobody can make."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        asked = "__import__('ctypes').CDLL(None).prctl(3, 0, 0, 0, 0)"
        return eval, (f"__import__('pathlib').Path({str(self.file)!r}).write_text(str({asked}))",)


class Stop(Exception):
    """Somebody locks meanwhile."""


def quiet(_done: int, _total: int) -> None:
    """Hear of progress and do nothing."""


def papers(count: int = MANY) -> list[CertificatePaper]:
    return [replace(CERTIFICATE, case_number=f"26-{number:04}") for number in range(count)]


@pytest.fixture
def not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the papers be made anywhere but in this process."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("made in this process")

    monkeypatch.setattr(apart, "bundle_of", refuse)


@pytest.mark.usefixtures("not_here")
def test_many_papers_are_made_elsewhere_and_are_the_same_bytes() -> None:
    heard: list[tuple[int, int]] = []
    made = bundle_apart(papers(), "Bescheinigungen", lambda done, total: heard.append((done, total)))
    assert made == bundle_of(papers(), "Bescheinigungen", quiet)
    assert list(dict.fromkeys(heard)) == [(done, MANY) for done in range(MANY + 1)]


@pytest.mark.usefixtures("not_here")
def test_a_sign_that_no_font_has_is_told_from_there() -> None:
    written = papers()
    written[3] = replace(written[3], client=replace(CLIENT, name="Muster \U0001f9ff"))
    content, ((index, glyph),) = bundle_apart(written, "Bescheinigungen", quiet)
    assert (index, glyph.values["character"]) == (3, "\U0001f9ff")
    assert content == bundle_of(written, "Bescheinigungen", quiet)[0]


@pytest.mark.usefixtures("not_here")
def test_who_stops_leaves_no_process_behind() -> None:
    def stop(_done: int, _total: int) -> None:
        assert multiprocessing.active_children()
        raise Stop

    with pytest.raises(Stop):
        bundle_apart(papers(), "Bescheinigungen", stop)
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("not_here")
def test_who_stops_while_a_paper_takes_its_time_need_not_wait_for_it() -> None:
    heard: list[tuple[int, int]] = []

    def stop_later(done: int, total: int) -> None:
        heard.append((done, total))
        if len(heard) > MANY:  # all are sent, and the first is not made yet
            raise Stop

    with pytest.raises(Stop):
        bundle_apart(papers(), "Bescheinigungen", stop_later)
    assert heard[MANY] == (0, MANY)
    assert multiprocessing.active_children() == []


@pytest.mark.linux
def test_the_other_process_is_closed_to_dumps_before_it_hears_of_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "bundle_of", lambda *_given: (b"", ()))
    told: list[Any] = [Told(tmp_path / "told")] * MANY
    bundle_apart(told, "Bescheinigungen", quiet)
    assert (tmp_path / "told").read_text() == "0"


def test_missing_data_of_the_office_are_told_as_ever() -> None:
    empty = [replace(each, office=Office()) for each in papers()]
    with pytest.raises(OfficeDataMissing):
        bundle_apart(empty, "Bescheinigungen", quiet)


def test_where_no_process_may_begin_the_papers_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(SpawnContext, "Process", forbidden)
    made = bundle_apart(papers(), "Bescheinigungen", quiet)
    assert made == bundle_of(papers(), "Bescheinigungen", quiet)


def test_the_other_process_says_nothing_of_what_went_wrong() -> None:
    for_orders, orders = multiprocessing.Pipe(duplex=False)
    replies, for_replies = multiprocessing.Pipe(duplex=False)
    with for_orders, orders, replies:
        orders.send(("Bescheinigungen", 1))
        orders.send(replace(CERTIFICATE, office=Office()))
        serve(for_orders, for_replies)
        with pytest.raises(EOFError):
            replies.recv()


def test_few_papers_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_made_apart", pytest.fail)
    few = papers(MANY - 1)
    assert bundle_apart(few, "Bescheinigungen", quiet) == bundle_of(few, "Bescheinigungen", quiet)
