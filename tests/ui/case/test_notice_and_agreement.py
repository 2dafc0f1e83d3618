"""Notice and agreement in the real window: handed out, explained, signed (P1, B1, E2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from intman_desktop.values.case_file import Agreement
from tests.builders import (
    a_case_file,
    an_agreement,
)
from tests.ui.case.journeys import OnCase


def test_p1_the_notice_is_entered_later(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(notices=()), tab="consents")
    case.click("Eintragen", case.panel("consents"))
    panel = case.panel("notice")
    case.hands.into(panel.form.explained, "1.12.2026")
    case.hands.save()
    assert "kann nicht erst am 01.12.2026 erklärt worden sein" in case.words()
    case.hands.into(panel.form.explained, "gestern")
    case.hands.into(panel.form.handed_out, "gestern")
    case.hands.save()
    given = case.file().notice_given
    assert given is not None and given.explained_on == date(2026, 11, 19)


def test_e2_a_notice_that_is_handed_out_again_takes_no_earlier_one_away(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consents")
    (first,) = case.file().notices
    case.click("Erneut aushändigen", case.panel("consents"))
    panel = case.panel("notice")
    words = case.hands.words(panel)
    assert "Datenschutzerklärung erneut ausgehändigt und erklärt" in words
    assert "Bisher: ausgehändigt am 12.01.2026, erklärt am 12.01.2026." in words
    assert panel.form.spoken.field.line().text() == "Arabisch"  # her language
    assert "Den Text gibt es nur auf Deutsch" in case.hands.words(panel)
    case.hands.into(panel.form.spoken.field, "Deutsch")
    assert "Den Text gibt es nur auf Deutsch" not in case.hands.words(panel)
    case.hands.into(panel.form.spoken.field, "Tigrinya")
    case.hands.into(panel.form.interpreter, "Nour Beispiel")
    case.hands.save()
    assert "erklärt auf Tigrinya, gezeigter Text: Deutsch" in case.words()
    words = case.hands.words(case.panel("consents"))
    assert "Ausgehändigt am 20.11.2026, erklärt am 20.11.2026." in words
    assert "Ausgehändigt am 12.01.2026, erklärt am 12.01.2026." in words
    again = case.file().notice_given
    assert again is not None and case.file().notices == (first, again)
    mends = [
        each
        for each in case.panel("consents").findChildren(QPushButton)
        if "erklärt am 12.01.2026" in each.accessibleDescription()
    ]
    case.tick(mends[0])
    case.hands.settle()
    words = case.hands.words(case.panel("notice"))
    assert "erneut" not in words and "Bisher" not in words
    case.hands.into(case.panel("notice").form.interpreter, "Ibo Beispiel")
    case.hands.save()
    assert case.file().notices == (replace(first, interpreter="Ibo Beispiel"), again)


def test_b1_the_signatures_follow_an_oral_agreement(on_case: Callable[..., OnCase]) -> None:
    oral = Agreement(oral_on=date(2026, 1, 12))
    case = on_case(a_case_file(agreement=oral), tab="agreement")
    panel = case.panel("agreement")
    assert panel.form.client_name.value() == "Samira Musterfrau"
    assert panel.form.oral.isChecked()
    case.hands.qtbot.mouseClick(panel.form.signed, Qt.MouseButton.LeftButton)
    case.hands.into(panel.form.filing, "Ordner 7")
    case.hands.save()
    agreement = case.file().agreement
    assert agreement is not None and agreement.oral_on == date(2026, 1, 12)
    assert agreement.client_signed_on == agreement.worker_signed_on == date(2026, 11, 20)
    assert "Mündlich vereinbart am 12.01.2026." in case.hands.words(case.panel("consents"))


def test_an_unsigned_agreement_is_named(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(agreement=an_agreement(worker_signed_on=None)), tab="consents")
    assert "Die Unterschrift des Integrationsmanagements fehlt noch." in case.words()


def test_e6_the_text_shown_names_its_day_its_language_and_what_was_spoken(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(notices=(), agreement=None), tab="notice")
    case.hands.save()
    case.go("agreement")
    panel = case.panel("agreement")
    case.tick(panel.form.oral)
    case.hands.into(panel.form.spoken.field, "andere Sprache")
    case.hands.save()
    agreed = case.file().agreement
    assert agreed is not None and agreed.language == "other"
    words = case.words()
    assert "erklärt auf Arabisch, gezeigter Text: Deutsch" in words
    assert "erklärt in einer anderen Sprache, gezeigter Text: Deutsch" in words
    for name, version, when in (
        (
            "Datenschutzerklärung",
            6,
            "Ausgehändigt am 20.11.2026, erklärt am 20.11.2026.\nerklärt auf Arabisch",
        ),
        ("Beratungsvereinbarung", 1, "Mündlich vereinbart am 20.11.2026.\nerklärt in einer anderen Sprache"),
    ):
        shown = [
            each
            for each in case.go("consents").findChildren(QPushButton)
            if each.text() == "Gezeigter Text" and each.accessibleDescription().startswith(name)
        ]
        case.tick(shown[0])
        case.hands.settle()
        case.hands.qtbot.waitUntil(case.panel("shown_text").text.isVisible)
        words = case.hands.words(case.panel("shown_text"))
        assert when in words
        assert f"{name} auf Deutsch, Fassung {version}" in words


def test_e2_evidence_without_a_language_says_none(on_case: Callable[..., OnCase]) -> None:
    bare = an_agreement(language="", filing_place="Ordner 9")
    words = on_case(a_case_file(agreement=bare), tab="consents").words()
    assert "Ordner 9" in words and "gezeigter Text" not in words
