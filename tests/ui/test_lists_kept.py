"""What is typed into a list alone, and means no entry of it yet, is kept like any other text (story 8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.case.referral_line import ReferralRow
from intman_desktop.ui.case.scans_card import ScansCard
from intman_desktop.ui.cases.acts_bar import PRINT
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.fields import ChoiceField
from tests.papers_scanned import a_picture
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands, only, part_of
from tests.ui.test_drafts_kept import lock_and_unlock
from tests.ui.walked_store import DOUBLE, RICH, walkable

TYPED = "Quatsch mit Kappe"


@dataclass(frozen=True)
class Place:
    """A list: ``page`` and ``where`` as its form is opened, ``begin(hands, page, folder)``, the ``field``."""

    page: str
    where: dict[str, Any]
    field: Callable[[Any], ChoiceField]
    begin: Callable[[Hands, Any, Path], object] = lambda _hands, _page, _folder: None
    again: Callable[[Hands, Any, Path], object] = lambda _hands, _page, _folder: None
    """What is still to be done after locking before the field stands there."""


def _row(page: Any) -> ReferralRow:
    row: ReferralRow = page.findChildren(ReferralRow)[0]
    return row


def _mark(_hands: Hands, page: Any, _folder: Path) -> None:
    page.table.mark([RICH, DOUBLE])
    page.acts.wanted.emit(PRINT)


def _choose_file(hands: Hands, page: Any, folder: Path, *, again: bool = False) -> None:
    picture = folder / "blatt.jpg"
    picture.write_bytes(a_picture((1000, 1400)))
    scans = only(page, ScansCard)
    (scans.take_again if again else scans.take_file)(picture)
    hands.qtbot.waitUntil(scans.form.isVisible, timeout=20_000)


def _scan(name: str) -> Place:
    where = {"case_id": RICH, "tab": "papers"}
    return Place(
        "case",
        where,
        lambda page: getattr(only(page, ScansCard).form, name),
        _choose_file,
        partial(_choose_file, again=True),
    )


PLACES = {
    "paper": Place("cases", {}, lambda page: page.act.paper, _mark),
    "outcome": Place(
        "case",
        {"case_id": RICH, "tab": "talks"},
        lambda page: _row(page).outcome,
        lambda _hands, page, _folder: _row(page).open_fields(),
    ),
    "what": _scan("what"),
    "consent": _scan("consent"),
    "kind": _scan("kind"),
    "rectify": Place(
        "case", {"case_id": RICH, "tab": "rectify"}, lambda page: part_of(page, "rectify").field
    ),
    "erasure": Place(
        "case", {"case_id": RICH, "tab": "erasure"}, lambda page: part_of(page, "erasure").reason
    ),
    "months": Place("period", {"case_id": RICH, "part": "extend"}, lambda page: page.form.months),
}


@pytest.fixture
def hands(open_program: OpenProgram, qtbot: QtBot) -> Hands:
    return Hands(qtbot, walkable(open_program, qtbot))


def here(hands: Hands) -> Page:
    page = hands.program.window.page()
    assert page is not None
    return page


@pytest.mark.parametrize("name", PLACES)
def test_a_text_typed_into_a_list_alone_comes_back_after_leaving_and_after_locking(
    hands: Hands, tmp_path: Path, name: str
) -> None:
    place = PLACES[name]
    page = hands.program.window.open_page(place.page, **place.where)
    hands.settle()
    place.begin(hands, page, tmp_path)
    hands.settle()
    hands.into(place.field(page), TYPED)
    assert place.field(page).fault()
    for locks in (False, True):
        hands.open(OverviewPage, "overview")
        if locks:
            lock_and_unlock(hands)
        (draft,) = (each for each in hands.asked(open_drafts) if TYPED in each.content)
        hands.program.frame.resume(draft)
        hands.settle()
        if locks:
            place.again(hands, here(hands), tmp_path)
            hands.settle()
        field = place.field(here(hands))
        assert field.isVisible() and field.line().text() == TYPED and field.fault()


def test_an_outcome_that_is_being_typed_outlives_that_the_talks_are_read_anew(hands: Hands) -> None:
    """Discarding closes the fields over what is stored, saving over what is new; no draft is left."""
    page = hands.program.window.open_page("case", case_id=RICH, tab="talks")
    hands.settle()
    _row(page).open_fields()
    hands.into(_row(page).outcome, TYPED)
    page.refresh()
    hands.settle()
    row = _row(page)
    assert row.outcome.isVisible() and row.outcome.line().text() == TYPED
    hands.click(row, "Verwerfen")
    assert page.unsaved() is None and not row.outcome.isVisible()
    hands.click(row, "Ergebnis")
    assert row.outcome.code() == "helped"
    hands.into(row.outcome, "Warteliste")
    hands.click(row, "Ergebnis speichern")
    assert page.unsaved() is None
    hands.program.drafting.save()
    assert hands.asked(open_drafts) == ()


def test_a_scan_that_was_begun_keeps_its_file_while_one_looks_at_another_part(
    hands: Hands, tmp_path: Path
) -> None:
    """No draft holds the paper: after locking its file is chosen once more, and all else stands again."""
    page = hands.program.window.open_page("case", case_id=RICH, tab="papers")
    hands.settle()
    _choose_file(hands, page, tmp_path)
    hands.into(only(page, ScansCard).form.designation, "Zeugnis B1")
    assert isinstance(page, CasePage)
    page.go("talks")
    hands.settle()
    page.go("papers")
    hands.settle()
    scans = only(page, ScansCard)
    assert scans.form.isVisible() and scans.form.designation.value() == "Zeugnis B1"
    lock_and_unlock(hands)
    (draft,) = hands.asked(open_drafts)
    hands.program.frame.resume(draft)
    hands.settle()
    page = here(hands)
    scans = only(page, ScansCard)
    assert not scans.form.isVisible()
    assert "Hier war ein Scan angefangen." in hands.words(scans)
    hands.click(scans, "Verwerfen")
    assert page.unsaved() is None and "Hier war ein Scan angefangen." not in hands.words(scans)
    hands.answer_notice()
    assert "Hier war ein Scan angefangen." in hands.words(scans)
    _choose_file(hands, page, tmp_path, again=True)
    assert scans.form.designation.value() == "Zeugnis B1"
    assert "Hier war ein Scan angefangen." not in hands.words(scans)
    hands.click(scans.form, "Scan aufnehmen")
    hands.program.drafting.save()
    assert hands.asked(open_drafts) == ()


def test_a_reason_to_erase_that_is_given_up_can_be_brought_back(hands: Hands) -> None:
    """The safe button forgets it and leaves no draft."""
    page = hands.program.window.open_page("case", case_id=RICH, tab="erasure")
    hands.settle()
    hands.into(part_of(page, "erasure").reason, TYPED)
    hands.click(page, "Nicht löschen")
    hands.program.drafting.save()
    assert hands.asked(open_drafts) == ()
    hands.answer_notice()
    assert part_of(here(hands), "erasure").reason.line().text() == TYPED
