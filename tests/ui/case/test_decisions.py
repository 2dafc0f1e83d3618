"""Going on without benefits, with somebody who is back, with a colleague, in the real window (P6, C6, U5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.case.clock import CaseClock
from intman_desktop.values.case_file import Answer, Decision
from intman_desktop.values.codes import CaseState
from intman_desktop.values.office import Worker
from tests.builders import a_case, a_case_file, a_client, an_office
from tests.ui.case.journeys import OnCase
from tests.ui.hands import unnamed
from tests.ui.speaking import pick

NONE = Answer("benefits", "none", date(2026, 9, 1))


@pytest.fixture
def on_case(on_case: Callable[..., OnCase]) -> Callable[..., OnCase]:
    def opened(tab: str = "talks", *, colleague: bool = False, **details: Any) -> OnCase:
        case = on_case(a_case_file(**details), tab=tab)
        if colleague:
            workers = (*an_office().workers, Worker("VV", "Vera Vertretung"))
            case.hands.asked(change_office, {"workers": workers})
            case.go(tab)
        return case

    return opened


def kinds(case: OnCase) -> list[tuple[str, date, str]]:
    return [(each.kind, each.on, each.reason) for each in case.file().decisions]


def explained(case: OnCase) -> str:
    """Return what the clock says once it is clicked."""
    (clock,) = case.page.findChildren(CaseClock)
    if not clock.explanation.isVisible():
        clock.bar.clicked.emit()
    return case.hands.words(clock)


def test_p6_from_the_deadline_to_the_decision_to_go_on(on_case: Callable[..., OnCase]) -> None:
    case = on_case("deadlines", answers=(NONE,))
    panel = case.panel("deadlines")
    assert "Keine Leistungen zum Lebensunterhalt seit dem 01.09.2026" in case.hands.words(panel)
    case.click("Weiter oder beenden", panel)
    form = case.panel("decision")
    assert form.go_on.isChecked()
    assert "Seit 01.09.2026 keine Leistungen zum Lebensunterhalt." in case.hands.words(form)
    case.hands.save()
    assert "in einem Satz" in case.words()
    case.hands.into(form.reason, "Prüfung im Juni")
    case.hands.into(form.on, "3.9.2026")
    case.hands.save()
    assert case.hands.notice() == "Entscheidung festgehalten."
    assert kinds(case) == [("go_on", date(2026, 9, 3), "Prüfung im Juni")]
    assert "weiter ohne Leistungen (Prüfung im Juni)" in explained(case)
    case.undo()
    assert kinds(case) == []


def test_p6_section_24_is_said_where_it_would_be_decided(on_case: Callable[..., OnCase]) -> None:
    case = on_case("decision", answers=(NONE,), client=a_client(section_24=True))
    assert "Mit § 24 AufenthG gehört die Person trotzdem dazu" in case.words()


def test_c6_a_return_is_decided_from_the_clock_with_day_and_reason(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    explained(case)
    case.click("Weiterberatung entscheiden")
    form = case.panel("decision")
    assert form.back.isChecked()
    case.hands.into(form.reason, "aus Ulm zurück")
    case.hands.into(form.on, "")
    case.hands.save()
    assert "Bitte geben Sie den Tag an." in case.words()
    case.hands.into(form.on, "1.1.2026")
    case.hands.save()
    assert "liegt vor dem Beginn des Beratungszeitraums (12.01.2026)" in case.words()
    case.hands.into(form.on, "heute")
    case.hands.save()
    assert kinds(case) == [("return", date(2026, 11, 20), "aus Ulm zurück")]
    assert "Es gilt derselbe letzte Tag." in explained(case)


def test_c6_who_was_never_away_cannot_be_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case("decision")
    form = case.panel("decision")
    case.hands.into(form.reason, "wieder da")
    case.hands.into(form.on, "20.1.2026")
    case.hands.save()
    assert "Nach den Einträgen war die Person nicht weg" in case.words()
    assert kinds(case) == []


def test_c6_before_the_first_talk_nothing_can_be_decided(on_case: Callable[..., OnCase]) -> None:
    none = a_case(period_start=None)
    case = on_case("decision", case=none, needs_assessment=None, plan=None)
    case.hands.into(case.panel("decision").reason, "wieder da")
    case.hands.save()
    assert "hat noch nicht begonnen" in case.words()
    case.click("Abbrechen", case.panel("decision"))
    case.panel("talks")


def test_u5_a_colleague_takes_over(on_case: Callable[..., OnCase]) -> None:
    case = on_case("take_over", colleague=True)
    form = case.panel("take_over")
    assert "Zuständig ist Erika Beispiel." in case.hands.words(form)
    assert form.worker.code() == "VV"
    case.hands.save()
    assert "Die Person muss vom Wechsel wissen." in case.words()
    case.hands.into(form.told_on, "18.11.2026")
    case.hands.into(form.on, "")
    case.hands.save()
    assert "Bitte geben Sie den Tag an." in case.words()
    case.hands.into(form.on, "heute")
    case.hands.into(form.remark, "Elternzeit")
    case.hands.save()
    assert case.hands.notice() == "Wechsel festgehalten."
    assert case.file().case.worker == "VV"
    (kept,) = case.file().decisions
    assert replace(kept, id=0) == Decision(
        "take_over", date(2026, 11, 20), "Elternzeit", None, "VV", date(2026, 11, 18)
    )
    assert "Seit 20.11.2026 führt Vera Vertretung den Fall weiter" in explained(case)
    case.undo()
    assert case.file().case.worker == "EB"


def test_u5_without_consent_nothing_is_handed_over(on_case: Callable[..., OnCase]) -> None:
    case = on_case("take_over", colleague=True, consents=())
    case.hands.into(case.panel("take_over").told_on, "heute")
    case.hands.save()
    assert "Ohne gültige Einwilligung" in case.words()
    assert case.file().case.worker == "EB"


def test_u5_alone_in_the_office_one_is_led_to_the_settings(on_case: Callable[..., OnCase]) -> None:
    case = on_case("take_over")
    panel = case.panel("take_over")
    assert "Unter „Wer hier berät“ steht noch keine zweite Person." in case.hands.words(panel)
    assert panel.cancel.text() == panel.cancel.accessibleName() == "Zurück"
    case.hands.save()
    assert case.file().decisions == ()
    assert panel.first_field() is panel.cancel
    case.click("Zu den Einstellungen")
    assert case.hands.program.window.page_name() == "settings"
    assert case.hands.program.window.where("settings") == {"part": "workers"}


def test_c6_where_the_rest_is_over_one_goes_on_or_ends(on_case: Callable[..., OnCase]) -> None:
    rest = Decision("rest", date(2026, 6, 2), "Reise", date(2026, 11, 1))
    case = on_case("deadlines", case=a_case(state=CaseState.DORMANT), decisions=(rest,))
    case.click("Fortsetzen oder beenden")
    panel = case.panel("rest")
    assert panel.save.text() == "Fall fortsetzen"
    case.hands.into(panel.on, "1.6.2026")
    case.hands.save()
    assert "ruhte der Fall noch nicht" in case.words()
    case.click("Fall beenden", panel)
    case.panel("ending")


@pytest.mark.parametrize("tab", ["decision", "take_over"])
def test_what_is_typed_comes_back(on_case: Callable[..., OnCase], tab: str) -> None:
    case = on_case(tab, colleague=True)
    panel = case.panel(tab)
    assert panel.unsaved() is None
    if tab == "decision":
        case.tick(panel.go_on)
        case.hands.into(panel.reason, "Prüfung")
    else:
        case.hands.into(panel.told_on, "18.11.2026")
        case.hands.into(panel.remark, "Elternzeit")
    kept = case.page.unsaved()
    assert kept is not None
    typed = panel.typed()
    case.hands.program.window.drop_pages()
    again = OnCase.__new__(OnCase)
    again.hands = case.hands
    again.page = case.hands.open(type(case.page), "case", case_id=1)
    again.page.restore(kept)
    again.page.refresh()
    case.hands.settle()
    assert again.panel(tab).typed() == typed


@pytest.mark.parametrize("tab", ["decision", "take_over"])
def test_every_field_has_a_spoken_name(on_case: Callable[..., OnCase], tab: str) -> None:
    case = on_case(tab, colleague=True)
    assert unnamed(case.page) == []


def test_u5_of_several_colleagues_one_is_chosen(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    others = (Worker("VV", "Vera Vertretung"), Worker("KK", "Kim Kollege"))
    case.hands.asked(change_office, {"workers": (*an_office().workers, *others)})
    form = case.go("take_over")
    case.hands.into(form.told_on, "heute")
    case.hands.save()
    assert "wer den Fall weiterführt" in case.words()
    pick(case.hands.qtbot, form.worker, "Kim Kollege")
    case.hands.save()
    assert case.file().case.worker == "KK"


def test_u5_among_several_the_head_says_who_is_responsible(on_case: Callable[..., OnCase]) -> None:
    assert "zuständig" not in on_case().words()


def test_u5_after_a_take_over_the_head_names_the_colleague(on_case: Callable[..., OnCase]) -> None:
    case = on_case("take_over", colleague=True)
    assert "zuständig: Erika Beispiel" in case.words()
    case.hands.into(case.panel("take_over").told_on, "heute")
    case.hands.save()
    assert "zuständig: Vera Vertretung" in case.words()
