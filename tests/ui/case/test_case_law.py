"""Declaring, withdrawing, printing, resting, ending, erasing in the real window (E, B1, C6, C10, L, I9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.cases import case_page, open_case
from intman_desktop.services.directory import services_list
from intman_desktop.services.office import read_office, save_office
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.privacy.names_elsewhere import Place
from intman_desktop.values.case_file import Agreement, Answer
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    GoalState,
    HeldReason,
    ProviderLaw,
    SpecialKind,
)
from intman_desktop.values.office import Office
from intman_desktop.values.views import CaseFilter
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_participant,
    a_plan,
    a_talk,
    an_agreement,
)
from tests.ui.case.journeys import OnCase


@pytest.fixture
def on_case(qtbot: QtBot, open_program: Callable[..., Any]) -> Callable[..., OnCase]:
    def opened(tab: str, *files: Any, talks: Any = (), **details: Any) -> OnCase:
        return OnCase(qtbot, open_program(files or (a_case_file(),), talks), tab, **details)

    return opened


def view_of(case: OnCase) -> PaperView:
    (view,) = case.page.findChildren(PaperView)
    assert isinstance(view, PaperView)
    return view


# Declaring


def test_e2_a_declaration_is_recorded_with_its_evidence(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_case_file(consents=(a_consent(),)))
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    assert panel.scope.line().text() == "Gesundheit und Behinderung"
    case.click("Speichern", panel)
    assert "wo die unterschriebene Einwilligung abgelegt ist" in case.words()
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert case.hands.notice() == "Einwilligung gespeichert."
    health = case.file().consents[-1]
    assert (health.scope, health.kind) == (ConsentScope.SPECIAL, SpecialKind.HEALTH)
    assert (health.form, health.filing_place) == (ConsentForm.WRITTEN, "Ordner 7")
    assert "abgelegt: Ordner 7" in case.hands.words(case.panel("consents"))


def test_e1_passing_on_names_recipient_and_purpose(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert "Bitte geben Sie an, an wen weitergegeben werden darf." in case.words()
    case.hands.into(panel.recipient, "Jobcenter Musterstadt")
    case.hands.into(panel.purpose, "Antrag klären")
    case.hands.into(panel.until, "31.12.2026")
    case.hands.save()
    given = case.file().consents[-1]
    assert (given.recipient, given.purpose) == ("Jobcenter Musterstadt", "Antrag klären")
    assert given.valid_until == date(2026, 12, 31)


def test_e1_a_day_typed_for_another_declaration_ends_no_basic_consent(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.into(panel.until, "31.12.2026")
    case.hands.into(panel.scope, "Beratung (Grundlage)")
    assert not panel.until.isVisible()
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    given = case.file().consents[-1]
    assert (given.scope, given.valid_until) == (ConsentScope.BASIC, None)


def test_e1_a_refusal_needs_only_its_day(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    assert not panel.evidence.filing.isVisible()
    assert "Nein heißt: Kontakt nur persönlich" in case.words()
    case.hands.save()
    refused = case.file().consents[-1]
    assert (refused.scope, refused.decision) == (ConsentScope.CONTACT, ConsentDecision.REFUSED)


def test_e2_evidence_is_mended_without_a_new_declaration(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_case_file(consents=(a_consent(copy_handed_out=False),)))
    case.click("Nachweis ergänzen", case.panel("consents"))
    panel = case.panel("consent")
    case.tick(panel.evidence.copy)
    case.hands.save()
    (consent,) = case.file().consents
    assert consent.copy_handed_out and consent.version == 2


def test_p1_the_notice_is_entered_later(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_case_file(notices=()))
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
    case = on_case("consents")
    (first,) = case.file().notices
    case.click("Erneut aushändigen", case.panel("consents"))
    panel = case.panel("notice")
    case.hands.into(panel.form.interpreter, "Nour Beispiel")
    case.hands.save()
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
    case.hands.into(case.panel("notice").form.interpreter, "Ibo Beispiel")
    case.hands.save()
    assert case.file().notices == (replace(first, interpreter="Ibo Beispiel"), again)


def test_b1_the_signatures_follow_an_oral_agreement(on_case: Callable[..., OnCase]) -> None:
    oral = Agreement(oral_on=date(2026, 1, 12))
    case = on_case("agreement", a_case_file(agreement=oral))
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


def test_what_is_typed_of_a_declaration_comes_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consent")
    panel = case.panel("consent")
    assert case.page.unsaved() is None
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.into(panel.recipient, "Jobcenter")
    held = case.page.unsaved()
    assert held is not None
    case.go("consents")
    case.page.restore(held)
    case.page.refresh()
    case.hands.settle()
    assert case.panel("consent").recipient.value() == "Jobcenter"
    assert case.page.unsaved() == held


# Withdrawing


def test_e3_withdrawing_a_kind_empties_its_fields_and_names_the_places(
    on_case: Callable[..., OnCase],
) -> None:
    file = a_case_file(answers=(Answer("disability", "yes"), Answer("years_of_school", "9")))
    case = on_case("consents", file, talks=[a_talk(file.case.key, topic="health")])
    case.click("Einwilligung widerrufen …", case.panel("consents"))
    panel = case.panel("withdraw")
    assert not panel.act.isVisible()
    health = next(each for each in panel._buttons.values() if "Gesundheit" in each.text())
    case.tick(health)
    assert "Die Beratung geht weiter." in case.hands.words(panel)
    case.click("Widerrufen und Felder leeren", panel)
    case.confirm()
    assert "Geleert: Behinderung." in case.hands.words(panel)
    assert {each.field for each in case.file().answers} == {"years_of_school"}
    assert "Andere Notizen sehen Sie bitte selbst durch." in case.hands.words(panel)
    case.click("Zu diesen Stellen", panel)
    consents = case.panel("consents")
    assert "Andere Notizen sehen Sie bitte selbst durch." in case.hands.words(consents.marked)
    assert "Notiz vom 12.01.2026 · Gesundheit/psychosozial" in case.hands.words(consents.marked)
    case.click("Ansehen", consents.marked)
    case.panel("talks")
    case.go("consents")
    case.click("Schwärzen …", consents.marked)
    assert "geschieht es dort wieder" in case.hands.words(case.dialog())
    case.confirm()
    assert case.hands.notice() == "Die Stelle ist geschwärzt."
    assert not consents.marked.isVisible()
    assert [part.note for talk in case.file().talks for part in talk.participants] == [BLACK]


def test_e3_to_see_a_marked_note_brings_it_into_view_however_old_it_is(
    on_case: Callable[..., OnCase],
) -> None:
    file = a_case_file(consents=(a_consent(),))
    talks = [a_talk(file.case.key, on=date(2026, 1, 31 - number), topic="work") for number in range(24)]
    old = a_talk(file.case.key, on=date(2026, 1, 2), topic="health")
    case = on_case("consents", file, talks=[*talks, old])
    case.click("Ansehen", case.panel("consents").marked)
    panel = case.panel("talks")
    head = next(each for each in panel.findChildren(Card) if "02.01.2026" in each.accessibleName())
    case.hands.settle()
    assert head.visibleRegion().boundingRect().height() > 0
    assert "Persönliches" in head.accessibleName()


@pytest.mark.parametrize("ends", [True, False])
def test_z3_a_goal_that_is_blacked_out_ends_in_the_same_step_unless_it_is_said_otherwise(
    on_case: Callable[..., OnCase], ends: bool
) -> None:
    goal = a_goal(area="health", state=GoalState.AGREED, agreed_on=date(2026, 2, 1))
    case = on_case("consents", a_case_file(consents=(a_consent(),), plan=a_plan(goals=(goal,))))
    marked = case.panel("consents").marked
    (box,) = marked.findChildren(CheckField)
    assert (box.text(), box.isChecked()) == ("Das Ziel dabei beenden", True)
    if not ends:
        box.click()
    case.click("Schwärzen …", marked)
    said = "endet heute" if ends else "bleibt offen"
    assert said in case.hands.words(case.dialog())
    case.confirm()
    plan = case.file().plan
    assert plan is not None
    (kept,) = plan.goals
    assert (kept.wording, kept.state) == (BLACK, GoalState.DROPPED if ends else GoalState.AGREED)


def test_e4_also_an_ended_case_can_be_withdrawn_from(on_case: Callable[..., OnCase]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="relocation")
    case = on_case("consents", a_case_file(case=ended))
    panel = case.panel("consents")
    assert not panel._record.isVisible()
    case.click("Einwilligung widerrufen …", panel)
    panel = case.panel("withdraw")
    case.tick(next(each for each in panel._buttons.values() if each.text().startswith("Beratung")))
    case.click("Widerrufen und Akte beenden", panel)
    case.confirm()
    assert case.file().case.deletion_due == date(2026, 11, 20)


class Counting:
    """A ``qtbot`` that counts how often a mouse or a key was pressed."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot
        self.clicks = self.keys = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._qtbot, name)

    def mouseClick(self, *args: Any) -> None:  # noqa: N802 - as it is called in pytest-qt
        self.clicks += 1
        self._qtbot.mouseClick(*args)

    def keyClick(self, *args: Any) -> None:  # noqa: N802 - as it is called in pytest-qt
        self.keys += 1
        self._qtbot.keyClick(*args)

    def keyClicks(self, widget: QWidget, text: str) -> None:  # noqa: N802 - as it is called in pytest-qt
        self.keys += len(text)
        self._qtbot.keyClicks(widget, text)


def test_e4_withdrawing_takes_no_more_steps_than_giving(on_case: Callable[..., OnCase]) -> None:
    """Art. 7 (3): the basic consent, from the same page of the case, given and then withdrawn."""
    put_off = a_consent(decision=ConsentDecision.LATER, decided_on=date(2026, 11, 2))
    case = on_case("consents", a_case_file(consents=(put_off,)))
    giving, withdrawing = Counting(case.hands.qtbot), Counting(case.hands.qtbot)
    case.hands.qtbot = giving  # type: ignore[assignment]
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    assert panel.scope.line().text() == "Beratung (Grundlage)"
    case.hands.into(panel.evidence.filing, "1")
    case.tick(panel.evidence.told)
    case.click("Speichern", panel)
    assert case.file().consents[-1].decision is ConsentDecision.GIVEN
    case.go("consents")
    case.hands.qtbot = withdrawing  # type: ignore[assignment]
    case.click("Einwilligung widerrufen …", case.panel("consents"))
    panel = case.panel("withdraw")
    case.tick(next(each for each in panel._buttons.values() if each.text().startswith("Beratung")))
    case.click("Widerrufen und Fall beenden", panel)
    case.confirm()
    assert case.file().case.ending_reason == "consent_withdrawn"
    assert (withdrawing.clicks, withdrawing.keys) == (4, 0)
    assert withdrawing.clicks + withdrawing.keys <= giving.clicks + giving.keys


@pytest.mark.parametrize(
    ("matter", "act", "after"),
    [
        ("Gesundheit", "Widerrufen und Felder schließen", "Geleert werden sie mit dem Ende der Löschsperre."),
        (
            "Beratung",
            "Widerrufen und Akte beenden",
            "Die Akte löschen Sie, sobald die Löschsperre aufgehoben",
        ),
    ],
)
def test_l2_under_a_hold_the_withdrawal_says_what_waits(
    on_case: Callable[..., OnCase], matter: str, act: str, after: str
) -> None:
    held = a_case(hold_since=date(2026, 11, 1), hold_reason="Beschwerde", hold_review_on=date(2027, 2, 1))
    case = on_case("withdraw", a_case_file(case=held, answers=(Answer("disability", "yes"),)))
    (card,) = case.page.findChildren(HoldCard)
    card.reason.set_code(HeldReason.PERSON_ASKS)
    case.click("Akte öffnen")
    panel = case.panel("withdraw")
    case.tick(next(each for each in panel._buttons.values() if each.text().startswith(matter)))
    assert "Wegen der Löschsperre" in case.hands.words(panel)
    case.click(act, panel)
    case.confirm()
    assert after in case.words() and "noch heute" not in case.words()
    kept = case.hands.asked(lambda desk: open_case(desk, 1, reason=HeldReason.REVIEW))
    assert any(each.withdrawn_on == date(2026, 11, 20) for each in kept.file.consents)


def test_e2_language_witness_and_place_of_a_thumbprint_are_kept_and_shown(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("consents", a_case_file(consents=(a_consent(),)))
    case.click("Einwilligung erfassen")
    evidence = case.panel("consent").evidence
    assert evidence.language.line().text() == "Deutsch"  # as the information was explained
    case.hands.into(evidence.kind, "Handzeichen oder Daumenabdruck vor Zeugen")
    case.hands.into(evidence.language, "Tigrinya")
    case.hands.into(evidence.filing, "Ordner 7")
    case.tick(evidence.told)
    case.click("Speichern", case.panel("consent"))
    assert "wer als Zeugin oder Zeuge dabei war" in case.words()
    case.hands.into(evidence.witness, "Vera Zeugin")
    case.click("Speichern", case.panel("consent"))
    kept = case.file().consents[-1]
    assert (kept.form, kept.language) == (ConsentForm.MARK_WITH_WITNESS, "ti")
    assert (kept.witness, kept.filing_place) == ("Vera Zeugin", "Ordner 7")
    words = case.spoken("consents")
    for word in ("Handzeichen oder Daumenabdruck vor Zeugen", "Tigrinya", "Vera Zeugin", "Ordner 7"):
        assert word in words


def test_e8_where_the_law_wants_writing_the_form_says_so(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_case_file(consents=(a_consent(),)))
    office = replace(case.hands.asked(read_office), provider_law=ProviderLaw.CATHOLIC)
    case.hands.program.frame.do(save_office, office)
    case.hands.settle()
    case.go("consents")
    case.click("Einwilligung erfassen")
    evidence = case.panel("consent").evidence
    assert "Schriftform" not in case.words()
    case.hands.into(evidence.kind, "elektronisch")
    assert "Nach §\u00a08 KDG ist die Schriftform die Regel" in case.words()


def test_c10_withdrawing_the_basic_consent_ends_and_leads_to_erasing(on_case: Callable[..., OnCase]) -> None:
    case = on_case("withdraw")
    panel = case.panel("withdraw")
    basic = next(each for each in panel._buttons.values() if each.text().startswith("Beratung"))
    case.tick(basic)
    case.click("Bescheinigung zeigen", panel)
    assert view_of(case).isVisible()
    view_of(case).close_paper()
    case.click("Widerrufen und Akte beenden", panel)
    case.dialog().reject()
    assert case.file().case.state is CaseState.ACTIVE
    case.click("Widerrufen und Akte beenden", panel)
    case.confirm()
    ended = case.file().case
    assert (ended.state, ended.ending_reason) == (CaseState.ENDED, "consent_withdrawn")
    assert ended.deletion_due == date(2026, 11, 20)
    case.panel("erasure")
    assert "Danach löschen Sie die Akte, noch heute." in case.words()


# Papers


def test_i9_papers_are_shown_and_the_plan_is_handed_out(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers")
    panel = case.panel("papers")
    case.click("Aushändigen", panel)
    assert view_of(case).isVisible() and view_of(case).pdf.page_count() >= 1
    view_of(case).close_paper()
    case.hands.settle()
    assert len(case.file().plan.versions) == 1  # type: ignore[union-attr]
    case.click("Fassung 1 vom 20.11.2026", panel)
    assert view_of(case).isVisible()


def test_a_paper_that_cannot_be_printed_says_why(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", a_case_file(plan=None))
    assert "Der Integrationsplan ist noch nicht begonnen." in case.words()


def test_e8_missing_office_data_are_named_before_printing(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers")
    case.hands.program.frame.do(save_office, Office(workers=case.hands.asked(read_office).workers))
    case.hands.settle()
    panel = case.go("papers")
    case.click("Angaben in den Einstellungen ergänzen", panel)
    assert case.hands.program.window.page_name() == "settings"


def test_a_paper_can_be_opened_at_once(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", paper="period_certificate")
    assert view_of(case).isVisible()
    assert view_of(case).pdf.accessibleName() == "Bescheinigung über den Beratungszeitraum"


# Resting, ending, erasing


def test_c6_a_case_rests_and_goes_on(on_case: Callable[..., OnCase]) -> None:
    case = on_case("rest")
    panel = case.panel("rest")
    case.click("Fall ruhen lassen", panel)
    assert case.file().case.state is CaseState.ACTIVE
    case.hands.into(panel.reason, "Familienbesuch, am Telefon vereinbart")
    case.hands.into(panel.until, "31.1.2027")
    case.hands.save()
    assert case.file().case.state is CaseState.DORMANT
    assert case.hands.notice() == "Der Fall ruht."
    case.click("Fortsetzen")
    case.click("Fall fortsetzen", case.panel("rest"))
    assert case.file().case.state is CaseState.ACTIVE
    case.undo()
    assert case.file().case.state is CaseState.DORMANT


def test_l2_a_case_ends_with_reason_day_and_deletion(on_case: Callable[..., OnCase]) -> None:
    case = on_case("ending")
    panel = case.panel("ending")
    case.click("Fall beenden", panel)
    assert "Bitte wählen Sie einen Grund." in case.words()
    case.hands.into(panel.reason, "Ziele erreicht")
    case.hands.into(panel.on, "gestern")
    assert panel.due.value() == date(2026, 12, 3)
    assert not panel.due_reason.isVisible()
    case.hands.into(panel.due, "31.12.2026")
    case.click("Fall beenden", panel)
    assert case.file().case.state is CaseState.ACTIVE
    case.hands.into(panel.due_reason, "Die Person holt das Zeugnis noch ab")
    case.hands.save()
    ended = case.file().case
    assert (ended.ended_on, ended.ending_reason) == (date(2026, 11, 19), "goals_reached")
    assert (ended.deletion_due, ended.deletion_reason) == (
        date(2026, 12, 31),
        "Die Person holt das Zeugnis noch ab",
    )
    assert "Zu löschen bis 31.12.2026." in case.words()
    case.undo()
    assert case.file().case.state is CaseState.ACTIVE


def test_l2_a_day_before_the_last_talk_is_refused(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file()
    case = on_case("ending", file, talks=[a_talk(file.case.key, on=date(2026, 11, 19))])
    panel = case.panel("ending")
    case.hands.into(panel.reason, "Ziele erreicht")
    case.hands.into(panel.on, "18.11.2026")
    case.hands.save()
    assert case.file().case.state is CaseState.ACTIVE
    assert "19.11.2026" in case.hands.words(panel)


def test_l3_erasing_shows_what_goes_and_what_stays_and_asks(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file()
    other = a_case_file()
    case = on_case("erasure", file, other, talks=[a_talk(file.case.key, other.case.key)])
    panel = case.panel("erasure")
    words = case.hands.words(panel)
    assert "Einwilligungen: 2" in words and "1 gemeinsames Gespräch bleibt" in words
    assert "Die Zahlen der Kennzahlen (2026), ohne Person." in words
    act = f"Akte {file.case.number} endgültig löschen"
    case.click(act, panel)
    assert "Bitte wählen Sie, warum der Fall endet." in case.words()
    case.hands.into(panel.reason, "Umzug")
    case.click(act, panel)
    case.hands.press(Qt.Key.Key_Return)
    case.hands.settle()
    assert case.hands.asked(case_page, CaseFilter()).total == 2
    case.click(act, panel)
    case.confirm()
    assert case.hands.asked(case_page, CaseFilter()).total == 1
    assert case.hands.notice() == "Die Akte ist gelöscht."
    assert view_of(case).isVisible()
    assert case.page.case_id is None and "Musterfrau" not in case.words()
    case.click("Zurück", view_of(case))
    case.hands.qtbot.waitUntil(lambda: case.hands.program.window.page_name() == "cases")


def test_l3_an_ended_case_is_erased_with_its_own_reason(on_case: Callable[..., OnCase]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="goals_reached")
    case = on_case("erasure", a_case_file(case=ended, plan=a_plan(spans=())))
    panel = case.panel("erasure")
    assert not panel.reason.isVisible()
    case.click("Bescheinigung", panel)
    assert view_of(case).isVisible()
    view_of(case).close_paper()
    case.panel("erasure")
    case.click(f"Akte {ended.number} endgültig löschen", panel)
    case.confirm()
    assert case.hands.asked(case_page, CaseFilter()).total == 0
    assert case.hands.asked(services_list)


def named_as_a_season(on_case: Callable[..., OnCase]) -> OnCase:
    """Return the erasure of Nour Sommer, who stands in somebody's note beside a summer that was hot."""
    file = a_case_file(client=a_client(family_name="Sommer", given_name="Nour"))
    other = a_case_file(client=a_client(family_name="Andersen", given_name="Ida"))
    note = "Im Sommer war es heiß. Die Nachbarin Frau Sommer half. Nour kommt aus dem Kurs."
    noted = a_participant(other.case.key, note=note)
    return on_case("erasure", file, other, talks=[a_talk(other.case.key, participants=(noted,))])


def place_of(case: OnCase) -> Place:
    """Return the one place of a name that is shown."""
    (place,) = case.panel("erasure").findChildren(Place)
    assert isinstance(place, Place)
    return place


def test_l5_what_surely_is_the_name_is_ticked_and_seen_before_it_is_blacked_out(
    on_case: Callable[..., OnCase],
) -> None:
    case = named_as_a_season(on_case)
    panel = case.panel("erasure")
    place = place_of(case)
    assert [(box.text(), box.isChecked()) for box in place.boxes] == [
        ("Sommer: „Im Sommer war es heiß.“", False),
        ("Sommer: „Die Nachbarin Frau Sommer half.“", True),
        ("Nour: „Nour kommt aus dem Kurs.“", True),
    ]
    place.boxes[2].click()
    after = f"Im Sommer war es heiß. … Die Nachbarin Frau {BLACK} half. … Nour kommt aus dem Kurs."
    assert f"So steht es danach: „{after}“" in case.hands.words(panel)
    case.click("Namen schwärzen", panel)
    case.confirm()
    assert case.hands.notice() == "Das Angekreuzte ist dort geschwärzt."
    assert case.hands.asked(open_case, 2).file.talks[0].participants[0].note == after.replace(" … ", " ")
    assert [box.text() for box in place_of(case).boxes] == [
        "Sommer: „Im Sommer war es heiß.“",
        "Nour: „Nour kommt aus dem Kurs.“",
    ]


def test_l5_without_a_tick_nothing_can_be_blacked_out(on_case: Callable[..., OnCase]) -> None:
    place = place_of(named_as_a_season(on_case))
    for box in place.boxes[1:]:
        box.click()
    assert not place.black_out.isEnabled()


def test_l5_the_names_in_other_files_stand_before_what_is_erased_and_hide_with_f8(
    on_case: Callable[..., OnCase],
) -> None:
    case = named_as_a_season(on_case)
    words = case.hands.words(case.panel("erasure"))
    assert "Andersen, Ida" in words
    assert words.index("Der Name in anderen Akten") < words.index("Das wird gelöscht")
    place_of(case).boxes[2].click()
    case.hands.program.frame.curtain.draw(True)
    case.hands.settle()
    place = place_of(case)
    assert "Andersen, Ida" not in case.hands.words(case.panel("erasure"))
    assert [(box.text(), box.isChecked()) for box in place.boxes] == [
        ("1. Nennung (verborgen)", False),
        ("2. Nennung (verborgen)", True),
        ("3. Nennung (verborgen)", False),
    ]


def test_l5_a_mention_leads_to_the_talk_it_stands_in(on_case: Callable[..., OnCase]) -> None:
    file, other = a_case_file(), a_case_file(client=a_client(family_name="Andersen"))
    noted = a_participant(other.case.key, note="Kommt mit Frau Musterfrau.")
    case = on_case("erasure", file, other, talks=[a_talk(other.case.key, participants=(noted,))])
    case.click(f"{other.case.number}, Gespräch vom 12.01.2026", case.panel("erasure"))
    assert case.page.case_id == 2


def test_an_unsigned_agreement_is_named(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_case_file(agreement=an_agreement(worker_signed_on=None)))
    assert "Die Unterschrift des Integrationsmanagements fehlt noch." in case.words()
