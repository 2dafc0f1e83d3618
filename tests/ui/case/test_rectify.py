"""A wrong value corrected in the real window, kept with a reason, and told to who had it (L8)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from intman_desktop.ui.paper_view import PaperView
from intman_desktop.values import case_file as v
from intman_desktop.values.outcome import Outcome
from tests.builders import a_case_file, a_consent, a_disclosure, a_passing_on
from tests.ui.case.journeys import OnCase


@pytest.fixture
def on_case(on_case: Callable[..., OnCase]) -> Callable[..., OnCase]:
    def opened(tab: str = "rectify", **details: Any) -> OnCase:
        return on_case(a_case_file(**details), tab=tab)

    return opened


def test_l8_a_wrong_value_is_corrected_and_that_and_when_stands_in_the_case(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("papers")
    case.click("Falsche Angabe berichtigen")
    panel = case.panel("rectify")
    assert case.hands.here() is panel.field
    case.hands.save()
    assert "Bitte wählen Sie, welche Angabe falsch ist." in case.words()
    case.hands.into(panel.field, "Telefon")
    case.hands.save()
    assert "es ist nichts zu berichtigen" in case.words()
    case.hands.into(panel.right.focusProxy(), "0711 1")
    case.hands.save()
    assert case.file().client.phone == "0711 1"
    assert "20.11.2026 · berichtigt: Telefon" in case.hands.words(case.panel("papers").corrections)
    assert case.words().count("20.11.2026 · berichtigt: Telefon") == 2  # also in the course
    assert "123456" not in case.words()
    case.undo()
    assert case.file().corrections == ()


def test_l8_with_a_reason_the_wrong_value_stays_and_who_had_it_is_told(
    on_case: Callable[..., OnCase],
) -> None:
    consents = (a_consent(), a_passing_on())
    case = on_case("papers", consents=consents, disclosures=(a_disclosure(consent=1),))
    panel = case.go("rectify", field="phone")
    case.hands.into(panel.right.focusProxy(), "0711 1")
    case.hands.into(panel.because, "Der Bescheid ging dorthin")
    case.hands.save()
    said = "Der falsche Wert: 0711 123456. Aufbewahrt, weil: Der Bescheid ging dorthin"
    assert said in case.words()
    case.click("Mitteilung an Jobcenter Musterstadt …")
    form = case.panel("passing_on").form
    assert form.recipient.text() == "Jobcenter Musterstadt"
    assert "am 20.11.2026 berichtigt: Telefon." in form.text.value()
    case.hands.save()
    (view,) = case.page.findChildren(PaperView)
    assert view.isVisible()
    assert len(case.file().disclosures) == 2


def test_l8_a_day_that_is_none_is_refused_and_an_answer_is_corrected(on_case: Callable[..., OnCase]) -> None:
    case = on_case(answers=(v.Answer("years_of_school", "9"),))
    panel = case.panel("rectify")
    case.hands.into(panel.field, "Geburtsdatum")
    case.hands.into(panel.right.focusProxy(), "31.02.1991")
    case.hands.save()
    assert "Diesen Tag gibt es nicht." in case.words()
    assert case.file().corrections == ()
    case.hands.into(panel.field, "Schuljahre")
    case.hands.into(panel.right.focusProxy(), "10")
    case.hands.save()
    assert [each.value for each in case.file().answers] == ["10"]
    assert case.file().corrections[0].rectified


def test_l8_what_is_written_is_what_stood_there_when_it_was_saved(on_case: Callable[..., OnCase]) -> None:
    case = on_case(answers=(v.Answer("years_of_school", "9"),))
    panel = case.panel("rectify")
    case.hands.into(panel.field, "Schuljahre")
    case.hands.into(panel.right.focusProxy(), "10")
    go_on = threading.Event()
    case.hands.program.frame.do(lambda _desk: Outcome(go_on.wait(20)))
    panel.act()
    panel.right.set_draft({"value": "11"})
    go_on.set()
    case.hands.settle()
    assert [each.value for each in case.file().answers] == ["10"]


def test_l8_a_begun_correction_is_kept_as_a_draft(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    panel = case.panel("rectify")
    assert panel.unsaved() is None
    case.hands.into(panel.field, "Telefon")
    case.hands.into(panel.right.focusProxy(), "0711 7")
    case.hands.into(panel.because, "weil")
    held = panel.unsaved()
    case.click("Abbrechen")
    panel = case.go("rectify")
    panel.restore(held)
    assert panel.typed()["because"] == "weil"
    case.hands.settle()
    assert (panel.field.code(), panel.right.value(), panel.because.text()) == ("phone", "0711 7", "weil")
    panel.put_back({"field": "", "right": None, "because": "nur das"})
    assert panel.because.text() == "nur das"


def test_l8_long_lists_of_corrections_show_their_start(on_case: Callable[..., OnCase]) -> None:
    day = date(2026, 2, 3)
    corrections = tuple(v.Correction(day.replace(day=each), "talk.on", day) for each in range(1, 9))
    case = on_case("papers", corrections=corrections)
    card = case.panel("papers").corrections
    assert "08.02.2026 · geändert: Gespräch: Tag (Gespräch vom 03.02.2026)" in case.words()
    assert "01.02.2026 ·" not in case.words()
    case.click("Ältere zeigen", card)
    assert "01.02.2026 ·" in case.words()
