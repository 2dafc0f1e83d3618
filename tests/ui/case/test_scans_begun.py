"""What is said of a scan that is being taken in: kept for its own file alone, until that is stored (E2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.case.scans_card import ScansCard
from intman_desktop.ui.unlock.reasons import LockReason
from tests.papers_scanned import a_picture
from tests.ui.case.journeys import OnCase
from tests.ui.hands import only
from tests.ui.test_drafts_kept import unlocked

BEGUN = "Hier war ein Scan angefangen."


@pytest.fixture
def case(on_case: Callable[..., OnCase]) -> OnCase:
    """Return the papers of a case."""
    return on_case(tab="papers")


def scans_of(case: OnCase) -> ScansCard:
    return only(case.page, ScansCard)


def take(case: OnCase, file: Path, size: int, words: str = "", *, again: bool = False) -> None:
    """Choose a picture of this size, ``again`` for what was begun, and type its designation."""
    file.write_bytes(a_picture((size, 1400)))
    scans = scans_of(case)
    (scans.take_again if again else scans.take_file)(file)
    case.hands.qtbot.waitUntil(scans.form.isVisible, timeout=20_000)
    case.hands.settle()
    if words:
        case.hands.into(scans.form.designation, words)


def turn(case: OnCase, part: str, **details: Any) -> None:
    case.page.go(part, **details)
    case.hands.settle()


def stored(case: OnCase) -> list[str]:
    return [each.designation for each in case.hands.asked(open_case, 1).file.scans]


def test_the_words_of_one_scan_never_come_to_the_file_of_another(case: OnCase, tmp_path: Path) -> None:
    """Of two that were begun, the file of the first is gone by then, and asked for again."""
    take(case, tmp_path / "a.jpg", 1000, "Zeugnis")
    turn(case, "talks")
    turn(case, "papers", paper="of_another")
    take(case, tmp_path / "b.jpg", 1200, "Attest")
    turn(case, "talks")
    turn(case, "papers")
    scans = scans_of(case)
    assert not scans.form.isVisible() and BEGUN in case.hands.words(scans)
    take(case, tmp_path / "a.jpg", 1000, again=True)
    assert scans.form.designation.value() == "Zeugnis" and BEGUN not in case.hands.words(scans)


def test_a_scan_that_is_added_while_another_waits_for_its_file_begins_empty(
    case: OnCase, tmp_path: Path
) -> None:
    """Both are kept: the first waits on, also through a lock, and after the other is stored."""
    take(case, tmp_path / "a.jpg", 1000, "Zeugnis")
    case.hands.program.locking.lock(LockReason.SCREEN)
    unlocked(case.hands)
    case.hands.answer_notice()
    page = case.hands.program.window.page()
    assert page is not None
    case.page = page  # type: ignore[assignment]  # the page of the case, made anew
    take(case, tmp_path / "b.jpg", 1200)
    scans = scans_of(case)
    assert scans.form.designation.value() == "" and BEGUN in case.hands.words(scans)
    case.hands.into(scans.form.designation, "Attest")
    case.hands.click(scans.form, "Scan aufnehmen")
    assert stored(case) == ["Attest"] and BEGUN in case.hands.words(scans)
    take(case, tmp_path / "a.jpg", 1000, again=True)
    assert scans.form.designation.value() == "Zeugnis"
    case.hands.click(scans.form, "Scan aufnehmen")
    assert stored(case) == ["Attest", "Zeugnis"]
    case.hands.program.drafting.save()
    assert case.hands.asked(open_drafts) == ()


def test_what_is_said_of_a_scan_waits_where_another_file_is_chosen_over_it(
    case: OnCase, tmp_path: Path
) -> None:
    take(case, tmp_path / "a.jpg", 1000, "Zeugnis")
    take(case, tmp_path / "b.jpg", 1200)
    scans = scans_of(case)
    assert scans.form.designation.value() == "" and BEGUN in case.hands.words(scans)
    take(case, tmp_path / "a.jpg", 1000, again=True)
    assert scans.form.designation.value() == "Zeugnis"


def locked(case: OnCase) -> None:
    case.hands.program.locking.lock(LockReason.SCREEN)
    unlocked(case.hands)


def turned(case: OnCase) -> None:
    turn(case, "talks")


@pytest.mark.parametrize("left", [locked, turned])
def test_a_scan_that_is_left_while_it_is_saved_asks_for_its_file_no_more(
    case: OnCase, tmp_path: Path, left: Callable[[OnCase], object]
) -> None:
    take(case, tmp_path / "a.jpg", 1000, "Zeugnis")
    scans_of(case).form.take.click()
    left(case)
    assert stored(case) == ["Zeugnis"]
    assert case.hands.asked(open_drafts) == ()
    if left is turned:
        turn(case, "papers")
        scans = scans_of(case)
        assert not scans.form.isVisible() and BEGUN not in case.hands.words(scans)
