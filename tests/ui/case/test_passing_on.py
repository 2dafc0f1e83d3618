"""Passing on in the real window: refused, by consent, by law, corrected, withdrawn (E7, P10, story 5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.gate.directory import save_service
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.services.rights.begun_passing_on import without_secrets
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.talk.declined_line import DeclinedLine
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.talk.person_part import PersonPart
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentScope,
    DisclosureGround,
    DisclosureWay,
    SpecialKind,
)
from intman_desktop.values.office import Service
from tests.builders import (
    a_case,
    a_case_file,
    a_consent,
    a_disclosure,
    a_health_consent,
    a_passing_on,
    a_talk,
)
from tests.ui.case.journeys import OnCase
from tests.ui.hands import Hands, button, buttons, only

TODAY = date(2026, 11, 20)
JOBCENTER = "Jobcenter Musterstadt"
NO = a_passing_on(decision=ConsentDecision.REFUSED)


@pytest.fixture
def on_case(on_case: Callable[..., OnCase]) -> Callable[..., OnCase]:
    def opened(tab: str, *consents: Any, talk: Any = None, basic: Any = None, **details: Any) -> OnCase:
        file = a_case_file(consents=(a_consent(**(basic or {})), *consents), **details)
        return on_case(file, tab=tab, talks=[a_talk(file.case.key, **talk)] if talk else ())

    return opened


def paper_of(case: OnCase) -> PaperView:
    (view,) = case.page.findChildren(PaperView)
    assert isinstance(view, PaperView)
    return view


def test_story_5_a_letter_to_the_jobcenter_is_refused_and_says_why(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, JOBCENTER)
    assert "Weitergabe an Jobcenter Musterstadt: Die Einwilligung wurde am 12.01.2026 nicht" in case.words()
    case.hands.save()
    assert "darf nichts weitergegeben werden" in case.words()
    assert case.hands.here() is form.recipient
    assert not paper_of(case).isVisible()
    assert case.file().disclosures == ()


def test_e7_a_consent_recorded_on_the_way_opens_the_letter_that_was_begun(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    case.hands.into(form.subject, "Antrag vom 3.11.")
    case.hands.into(form.text, "was fehlt noch?")
    case.hands.into(form.recipient, JOBCENTER)
    case.click("Einwilligung erfassen", case.panel("passing_on"))
    consent = case.panel("consent")
    assert consent.recipient.value() == JOBCENTER
    case.tick(consent.decision.button(ConsentDecision.GIVEN))
    case.hands.into(consent.purpose, "Antrag klären")
    case.hands.into(consent.data_kinds, "Name und Aktenzeichen")
    case.hands.into(consent.evidence.filing, "Ordner 7")
    case.tick(consent.evidence.told)
    case.hands.save()
    assert "Einwilligung vom 20.11.2026" in case.spoken("passing_on")
    assert form.text.value() == "was fehlt noch?"
    case.hands.into(form.address, "Beispielweg 3")
    case.click("Schreiben zeigen und festhalten")
    assert paper_of(case).isVisible()
    (entry,) = case.file().disclosures
    assert (entry.recipient, entry.what, entry.way) == (JOBCENTER, "Antrag vom 3.11.", DisclosureWay.LETTER)
    paper_of(case).close_paper()
    assert "Einwilligung vom 20.11.2026" in case.hands.words(case.panel("consents"))
    case.undo()
    assert case.file().disclosures == ()


def test_e7_of_a_letter_that_is_begun_the_person_is_told_only_where_a_consent_opens_its_recipient(
    on_case: Callable[..., OnCase],
) -> None:
    """What the form keeps in its draft is what is judged before it is told to her."""
    case = on_case("papers", a_passing_on())
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.text, "Was fehlt noch?")
    for recipient, is_told in (("Jugendamt Musterstadt", False), (JOBCENTER, True)):
        case.hands.into(panel.form.recipient, recipient)
        begun = json.loads(json.dumps(case.page.unsaved()))
        assert begun["part"] == "passing_on"
        told = without_secrets(begun, case.file(), TODAY)
        assert told == (begun["values"]["typed"] if is_told else {})


def test_e7_by_law_the_form_asks_for_the_reason_and_whether_the_person_knows(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("consents")
    case.click("Weitergabe festhalten")
    panel = case.panel("passing_on")
    form = panel.form
    assert not form.ground.isVisible()
    case.hands.into(form.recipient, "Jugendamt Musterstadt")
    assert form.ground.isVisible()
    assert not form.reason.isVisible()
    case.hands.into(form.ground, "Kindeswohl (§ 4 KKG)")
    case.hands.into(form.what, "Sorge um ein Kind")
    case.hands.save()
    assert "warum es ohne Einwilligung nötig ist" in case.words()
    assert "wann die Person informiert wurde" in case.words()
    case.hands.into(form.reason, "Gewichtige Anhaltspunkte")
    case.hands.into(form.told_on, "heute")
    case.hands.save()
    (entry,) = case.file().disclosures
    assert (entry.ground, entry.reason) == (DisclosureGround.CHILD_WELFARE, "Gewichtige Anhaltspunkte")
    assert (entry.way, entry.told_on, entry.consent) == (DisclosureWay.PHONE, TODAY, None)
    assert "Kindeswohl (§ 4 KKG) · Gewichtige Anhaltspunkte" in case.hands.words(case.panel("consents"))


def test_e7_a_ground_of_the_law_can_be_named_though_a_consent_for_something_else_is_open(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("consents", a_passing_on(purpose="Kita-Platz"))
    case.click("Weitergabe festhalten")
    panel = case.panel("passing_on")
    form = panel.form
    case.hands.into(form.recipient, JOBCENTER)
    assert not form.ground.isVisible()
    case.click("Nicht dadurch erlaubt, sondern per Gesetz", panel)
    assert case.hands.here() is form.ground
    assert "Ohne Rechtsgrund wird es mit der Einwilligung vom 12.01.2026" in case.words()
    assert without_secrets(json.loads(json.dumps(case.page.unsaved())), case.file(), TODAY) == {}
    case.hands.into(form.ground, "Kindeswohl (§ 4 KKG)")
    assert "Es gibt auch die Einwilligung vom 12.01.2026; festgehalten wird der Rechtsgrund." in case.words()
    assert form.kind.isVisible()
    case.hands.into(form.what, "Sorge um ein Kind")
    case.hands.into(form.reason, "Gewichtige Anhaltspunkte")
    case.hands.into(form.not_told, "gefährdet das Kind")
    case.hands.save()
    (entry,) = case.file().disclosures
    assert (entry.ground, entry.consent) == (DisclosureGround.CHILD_WELFARE, None)
    assert entry.not_told_reason == "gefährdet das Kind"


def test_e7_what_rests_on_the_law_does_so_after_a_correction_though_a_consent_is_open(
    on_case: Callable[..., OnCase],
) -> None:
    """It became an act by consent, and the report that was kept from her stood in her papers."""
    secret = a_disclosure(
        recipient=JOBCENTER,
        ground=DisclosureGround.CHILD_WELFARE,
        reason="Gewichtige Anhaltspunkte",
        not_told_reason="gefährdet das Kind",
    )
    case = on_case("consents", a_passing_on(), disclosures=(secret,))
    case.click("Berichtigen")
    form = case.panel("passing_on").form
    assert form.ground.isVisible()
    assert form.not_told.value() == "gefährdet das Kind"
    case.hands.into(form.what, "Sorge um zwei Kinder")
    case.hands.save()
    file = case.file()
    (entry,) = file.disclosures
    assert (entry.what, entry.ground) == ("Sorge um zwei Kinder", DisclosureGround.CHILD_WELFARE)
    assert entry.not_told_reason == "gefährdet das Kind"
    assert told_to_her(file.disclosures) == ()


def test_e7_a_ground_once_chosen_stays_where_the_next_recipient_is_open(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("consents", a_passing_on())
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, "Jugendamt Musterstadt")
    case.hands.into(form.ground, "Kindeswohl (§ 4 KKG)")
    case.hands.into(form.reason, "Gewichtige Anhaltspunkte")
    case.hands.into(form.recipient, JOBCENTER)
    assert form.ground.isVisible()
    assert form.reason.isVisible()
    assert form.entry(TODAY).ground is DisclosureGround.CHILD_WELFARE
    case.hands.into(form.ground, "keiner")
    assert form.entry(TODAY).ground is DisclosureGround.CONSENT


def test_u1_the_consent_to_a_move_opens_a_call_to_the_office_of_the_new_place(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("consents", a_consent(ConsentScope.RELOCATION))
    case.click("Weitergabe festhalten")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, "Integrationsmanagement Beispielstadt")
    assert "Weitergabe gesperrt" in case.spoken("passing_on")
    case.click("Beratungsstelle am neuen Ort: Übergabe bei Umzug", panel)
    assert "Weitergabe gesperrt" not in case.spoken("passing_on")
    assert "Übergabe bei Umzug" in case.words()
    case.hands.into(panel.form.what, "Stand der Ziele")
    case.come_back()
    case.hands.save()
    file = case.file()
    (entry,) = file.disclosures
    assert entry.consent is not None
    assert file.consents[entry.consent].scope is ConsentScope.RELOCATION
    case.click("Berichtigen")
    assert "Weitergabe gesperrt" not in case.spoken("passing_on")
    case.hands.into(case.panel("passing_on").form.recipient, "Jobcenter Beispielstadt")
    assert "Weitergabe gesperrt" in case.spoken("passing_on"), "it is meant for another office"
    case.hands.save()
    assert case.file().disclosures == (entry,), "nor is that written down"


def test_e1_after_the_end_of_the_counselling_a_consent_without_a_day_opens_nothing_more(
    on_case: Callable[..., OnCase],
) -> None:
    """Its sheet says: until I withdraw it or the counselling ends."""
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="goals_reached")
    case = on_case("consents", a_passing_on(), case=ended, disclosures=(a_disclosure(consent=1),))
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, JOBCENTER)
    assert "Weitergabe gesperrt" in case.spoken("passing_on")
    assert "Die Beratung endete am 10.11.2026" in case.words()
    assert form.ground.isVisible()
    case.hands.into(form.what, "Stand des Antrags")
    case.hands.save()
    assert len(case.file().disclosures) == 1, "refused"
    case.hands.into(form.on, "10.11.2026")
    assert "Weitergabe gesperrt" not in case.spoken("passing_on")
    case.hands.save()
    assert len(case.file().disclosures) == 2


def test_e1_after_the_end_the_consent_that_names_a_day_is_taken_and_not_the_newest(
    on_case: Callable[..., OnCase],
) -> None:
    """It was said to be closed, though another purpose was open until its day."""
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="goals_reached")
    until = a_passing_on(purpose="Kurs", valid_until=date(2027, 3, 1))
    newest = a_passing_on(purpose="Miete", decided_on=date(2026, 11, 2))
    case = on_case("consents", until, newest, case=ended)
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, JOBCENTER)
    assert "Weitergabe gesperrt" not in case.spoken("passing_on")
    assert not form.purpose.isVisible(), "only one is left"
    case.hands.into(form.what, "Stand des Kurses")
    case.hands.save()
    file = case.file()
    (entry,) = file.disclosures
    assert entry.consent is not None
    assert file.consents[entry.consent].purpose == "Kurs"


def test_l2_e7_what_a_court_asks_for_is_entered_of_a_held_case_whose_consent_was_withdrawn(
    on_case: Callable[..., OnCase],
) -> None:
    """Also an entry by law is mended there; one by consent is not."""
    held = a_case(hold_since=date(2026, 11, 2), hold_reason="Klage", hold_review_on=date(2027, 2, 1))
    by_law = a_disclosure(ground=DisclosureGround.COURT_ORDER, reason="Beschluss", told_on=TODAY)
    gone = date(2026, 11, 1)
    case = on_case(
        "consents",
        a_passing_on(withdrawn_on=gone),
        basic={"withdrawn_on": gone},
        case=held,
        disclosures=(a_disclosure(consent=1), by_law),
    )
    (card,) = case.page.findChildren(HoldCard)
    case.hands.into(card.reason, "Gericht oder Behörde")
    case.click("Akte öffnen")
    case.page.go("consents")
    case.hands.settle()
    assert buttons(case.page).count("Berichtigen") == 1
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, "Verwaltungsgericht Musterstadt")
    case.hands.into(form.ground, "gerichtliche Anordnung")
    case.hands.into(form.what, "Aktenauszug")
    case.hands.into(form.reason, "Beschluss vom 1.11.")
    case.hands.into(form.told_on, "heute")
    case.hands.save()
    assert "Verwaltungsgericht Musterstadt" in case.hands.words(case.panel("consents"))


def test_e1_e7_of_two_consents_to_one_recipient_the_purpose_is_asked_and_one_is_withdrawn(
    on_case: Callable[..., OnCase],
) -> None:
    course = a_passing_on(purpose="Sprachkurs finden", decided_on=date(2026, 3, 2))
    case = on_case("consents", a_passing_on(), course)
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    assert not form.purpose.isVisible()
    case.hands.into(form.recipient, JOBCENTER)
    assert form.purpose.isVisible()
    assert form.purpose.line().text() == "Sprachkurs finden"
    assert "Einwilligung vom 02.03.2026" in case.spoken("passing_on")
    case.hands.into(form.purpose, "Klärung")
    assert "Einwilligung vom 12.01.2026" in case.spoken("passing_on")
    case.hands.into(form.what, "Stand des Antrags")
    case.hands.save()
    file = case.file()
    (entry,) = file.disclosures
    assert entry.consent is not None
    assert file.consents[entry.consent].purpose == "Klärung offener Fragen"
    case.go("withdraw")
    panel = case.panel("withdraw")
    case.hands.choose(panel, f"Weitergabe an {JOBCENTER}, Zweck: Sprachkurs finden, erteilt am 02.03.2026")
    ends, stays = "für „Sprachkurs finden“ nichts mehr weitergegeben.", "Für „Klärung offener Fragen“"
    said = f"{ends} {stays} ist es weiter erlaubt."
    assert said in case.hands.words(panel)
    case.click("Weitergabe widerrufen", panel)
    case.confirm()
    assert said in case.hands.words(panel)
    assert "wurde dorthin noch nichts weitergegeben" in case.hands.words(panel)


def test_e7_an_entry_is_corrected_and_the_register_is_shown(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_passing_on(), disclosures=(a_disclosure(consent=1),))
    case.click("Berichtigen")
    form = case.panel("passing_on").form
    assert not form.text.isVisible()
    case.hands.into(form.what, "Nur der Stand")
    case.hands.into(form.on, "31.12.2026")
    case.hands.save()
    assert "Am 31.12.2026 kann noch nichts weitergegeben worden sein." in case.words()
    case.hands.into(form.on, "13.1.2026")
    case.hands.save()
    (entry,) = case.file().disclosures
    assert (entry.what, entry.on, entry.version) == ("Nur der Stand", date(2026, 1, 13), 2)
    case.click("Verzeichnis zeigen")
    assert paper_of(case).isVisible()


def test_e3_what_belongs_to_health_is_marked_where_that_is_open(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_health_consent(), a_passing_on())
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, JOBCENTER)
    case.hands.into(form.what, "Termin beim Arzt")
    case.hands.into(form.kind, "Gesundheit und Behinderung")
    case.click("Festhalten")
    assert case.file().disclosures[0].kind is SpecialKind.HEALTH


def test_e3_a_kind_is_offered_as_it_was_open_on_the_day_of_passing_on(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("consents", a_health_consent(decided_on=date(2026, 1, 15)), a_passing_on())
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    assert form.kind.isVisible()
    case.hands.into(form.on, "14.1.2026")
    assert not form.kind.isVisible()
    case.hands.into(form.on, "15.1.2026")
    assert form.kind.isVisible()


def test_half_a_name_is_not_judged_and_what_is_offered_can_be_taken(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consents", a_passing_on())
    case.click("Weitergabe festhalten")
    panel = case.panel("passing_on")
    panel.form.recipient.setFocus()
    case.hands.type("Jobc")
    assert "Weitergabe gesperrt" not in case.spoken("passing_on")
    completer = panel.form.recipient.completer()
    completer.popup().hide()
    completer.activated.emit(JOBCENTER)
    panel.form.recipient.setText(JOBCENTER)
    panel.form.recipient.editingFinished.emit()
    case.hands.settle()
    assert "Einwilligung vom 12.01.2026" in case.spoken("passing_on")


def test_what_is_typed_of_a_letter_comes_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    assert case.page.unsaved() is None
    case.hands.into(panel.form.text, "was fehlt noch?")
    case.hands.into(panel.form.recipient, JOBCENTER)
    case.hands.into(panel.form.on, "1.2.26")
    held = case.come_back()
    assert case.panel("passing_on").form.text.value() == "was fehlt noch?"
    assert case.page.unsaved() == held


def test_e7_after_a_withdrawal_the_recipient_is_told_by_a_letter_that_is_begun(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("withdraw", a_passing_on(), disclosures=(a_disclosure(consent=1),))
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Jobcenter")
    assert "teilen Sie der Stelle den Widerruf bitte mit" in case.hands.words(panel)
    case.click("Weitergabe widerrufen", panel)
    case.confirm()
    assert "Weitergegeben wurde 1 Mal, zuletzt am 12.01.2026." in case.hands.words(panel)
    case.click("Widerruf mitteilen …", panel)
    form = case.panel("passing_on").form
    assert form.subject.value() == "Widerruf der Einwilligung zur Weitergabe"
    assert "wurde am 20.11.2026 widerrufen" in form.text.value()
    assert form.text.value().endswith("– Stand des Antrags, 12.01.2026")
    case.click("Schreiben zeigen und festhalten")
    assert paper_of(case).isVisible()
    assert case.file().disclosures[-1].ground is DisclosureGround.STATUTORY_DUTY


def test_e7_where_nothing_was_passed_on_nobody_has_to_be_told(on_case: Callable[..., OnCase]) -> None:
    case = on_case("withdraw", a_passing_on())
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Jobcenter")
    case.click("Weitergabe widerrufen", panel)
    case.confirm()
    assert "wurde dorthin noch nichts weitergegeben" in case.hands.words(panel)
    case.click("Fertig", panel)
    case.panel("consents")


def marks_of(where: QWidget) -> list[str]:
    """Return what is said of each paper before an erasure."""
    return [chip.accessibleName() for chip in where.findChildren(StateChip)]


def test_e7_after_a_kind_is_withdrawn_those_who_got_it_are_named_and_told(
    on_case: Callable[..., OnCase],
) -> None:
    """Art. 19: what was passed on is emptied, to whom and when stays, and the letter rests on the law."""
    told = a_disclosure(consent=2, kind=SpecialKind.HEALTH, what="Attest")
    consents = (a_health_consent(), a_passing_on())
    case = on_case("withdraw", *consents, disclosures=(told, a_disclosure(consent=2)))
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Gesundheit")
    said = "Angaben davon haben bekommen: Jobcenter Musterstadt (12.01.2026)."
    assert said in case.hands.words(panel)
    case.click("Widerrufen und Felder leeren", panel)
    case.confirm()
    assert said in case.hands.words(panel)
    case.click("Widerruf mitteilen: Jobcenter Musterstadt …", panel)
    form = case.panel("passing_on").form
    assert form.subject.value() == "Widerruf der Einwilligung zu besonders geschützten Angaben"
    assert "besonders geschützter Angaben" in form.text.value()
    assert form.text.value().count("Angaben vom 12.01.2026") == 1
    assert "Attest" not in form.text.value()
    case.click("Schreiben zeigen und festhalten")
    kept = case.file().disclosures
    assert [each.what for each in kept if each.consent is not None] == ["", "Stand des Antrags"]
    assert [each.ground for each in kept][2:] == [DisclosureGround.STATUTORY_DUTY]


def test_e7_after_a_talk_with_others_its_entry_is_offered_with_the_day_until_there_is_one(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("talks", a_passing_on(), talk={"on": date(2026, 3, 2), "form": "third_party"})
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    assert (form.on.value(), form.way.code()) == (date(2026, 3, 2), DisclosureWay.PHONE)
    case.hands.into(form.recipient, JOBCENTER)
    case.hands.into(form.what, "Stand des Antrags")
    case.hands.save()
    assert case.file().disclosures[0].on == date(2026, 3, 2)
    case.go("talks")
    assert "etwas über die Person erfahren" not in case.words()


def test_story_18_the_papers_of_a_withdrawal_stand_in_one_place_before_the_erasure(
    on_case: Callable[..., OnCase], tmp_path: Path
) -> None:
    case = on_case("withdraw", a_passing_on(), disclosures=(a_disclosure(consent=1),))
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Beratung")
    case.click("Widerrufen und Akte beenden", panel)
    case.confirm()
    erasure = case.panel("erasure")
    act = f"Akte {case.file().case.number} endgültig löschen"
    papers = ("Bestätigung des Widerrufs", "Bescheinigung", "Mitteilung an 1 Stelle")
    for paper in (*papers, "Papiere, die zu vernichten sind"):
        case.click(paper, erasure)
        assert paper_of(case).isVisible(), paper
        paper_of(case).close_paper()
        case.panel("erasure")
    assert len(case.file().disclosures) == 1, "nobody is told by looking"
    case.click(act, erasure)
    asked = case.hands.words(case.dialog())
    assert "Bestätigung des Widerrufs; Bescheinigung; Integrationsplan" in asked
    assert "Vom Widerruf wissen noch nicht: Jobcenter Musterstadt." in asked
    case.click("Nicht löschen", case.dialog())
    for paper in (*papers, "Integrationsplan", "Papiere, die zu vernichten sind"):
        case.click(paper, erasure)
        paper_of(case).pdf.save_to(tmp_path / "papier.pdf")
        case.hands.settle()
        paper_of(case).close_paper()
        case.hands.settle()
    assert marks_of(erasure) == [*["gespeichert"] * 3, "mitgeteilt", "gespeichert"]
    assert case.file().disclosures[-1].ground is DisclosureGround.STATUTORY_DUTY
    case.click(act, erasure)
    assert "Noch nicht gedruckt" not in case.hands.words(case.dialog())
    case.confirm()
    assert paper_of(case).isVisible()  # the protocol


def test_e4_a_recipient_that_was_told_by_phone_is_entered(on_case: Callable[..., OnCase]) -> None:
    case = on_case("withdraw", a_passing_on(), disclosures=(a_disclosure(consent=1),))
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Beratung")
    case.click("Widerrufen und Akte beenden", panel)
    case.confirm()
    erasure = case.panel("erasure")
    case.click("Am Telefon mitgeteilt", erasure)
    assert case.file().disclosures[-1].way is DisclosureWay.PHONE
    assert "noch nicht mitgeteilt" not in marks_of(erasure)
    case.undo()
    assert "noch nicht mitgeteilt" in marks_of(erasure)


def test_e4_a_running_case_is_not_erased_by_a_withdrawal_that_nobody_recorded(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case("erasure", a_passing_on(), disclosures=(a_disclosure(consent=1),))
    erasure = case.panel("erasure")
    choices = [erasure.reason.itemText(index) for index in range(erasure.reason.count())]
    assert "Umzug" in " ".join(choices)
    assert "Widerruf der Einwilligung" not in choices
    case.click("Einwilligung widerrufen …", erasure)
    case.panel("withdraw")


def test_a_no_is_answered_as_a_decision(on_case: Callable[..., OnCase]) -> None:
    case = on_case("consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    case.hands.save()
    assert case.hands.notice() == "Die Entscheidung ist gespeichert."


def test_p10_the_talk_says_where_the_person_wants_nothing_told(
    on_case: Callable[..., OnCase], qtbot: QtBot
) -> None:
    case = on_case("talks", NO)
    program = case.hands.program
    program.frame.do(save_service, Service("jobcenter", "authority", "Jobcenter Musterstadt"))
    case.hands.settle()
    page = Hands(qtbot, program).open(TalkPage, "talk", case_id=1)
    (part,) = page.findChildren(PersonPart)
    case.hands.into(part.referrals.line(), "Jobcenter")
    case.hands.settle()
    said = "Nennen Sie die Stelle, geben Sie selbst nichts weiter."
    assert said in case.hands.words(part)
    warning = only(part, DeclinedLine)
    assert only(warning, StateChip).accessibleName() == "Weitergabe gesperrt"
    assert warning.geometry().bottom() < part.no_offer.geometry().top()  # beside the service it is about
    offered = part.new_service.offer_line
    (chips,) = (each for each in part.referrals.findChildren(Flow) if each is not offered)
    assert chips.height() >= only(chips, QPushButton).height()  # what is said below leaves it its room


def test_p10_a_person_who_said_no_is_not_asked_again_under_a_shorter_name(
    on_case: Callable[..., OnCase],
) -> None:
    """As the sheet of a talk tells it: one name is part of the other."""
    case = on_case("papers", NO)
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, "Jobcenter")
    words = case.hands.words(panel)
    assert "Weitergabe an Jobcenter Musterstadt: Die Einwilligung wurde am" in words
    assert "fragen Sie die Person bitte nicht noch einmal" in words
    assert "noch nicht eingeholt" not in words
    case.hands.into(panel.form.recipient, "Sprachschule Beispiel")
    words = case.hands.words(panel)
    assert "bitte nicht noch einmal" not in words
    assert "noch nicht eingeholt" in words
    case.hands.into(panel.form.recipient, "Jobcenter")
    case.click("Andere Stelle: Einwilligung erfassen", panel)
    assert case.panel("consent").recipient.value() == "Jobcenter"


def test_e7_why_nothing_may_be_passed_on_is_told_once(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, JOBCENTER)
    case.hands.save()
    words = case.hands.words(panel)
    assert "Die Einwilligung dafür liegt nicht vor (sie wurde nicht erteilt)." in words
    assert words.count("nicht erteilt") == 1


@pytest.mark.parametrize("name", ["Jobcenter", "Job-Center", "JC Musterstadt"])
def test_p10_a_letter_to_a_name_like_a_declined_one_is_refused_with_the_no_itself(
    on_case: Callable[..., OnCase], name: str
) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, name)
    case.hands.save()
    words = case.hands.words(panel)
    assert "Die Einwilligung für „Jobcenter Musterstadt“ liegt nicht vor (sie wurde nicht erteilt)" in words
    assert words.count("nicht erteilt") == 1
    assert "noch nicht eingeholt" not in words
    assert "fragen Sie die Person bitte nicht noch einmal" in words
    assert case.hands.here() is panel.form.recipient


@pytest.mark.parametrize("name", [JOBCENTER, "Job-Center Musterstadt"])
def test_p10_after_a_no_to_this_very_recipient_the_person_is_not_asked_again(
    on_case: Callable[..., OnCase], name: str
) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, name)
    assert "Fragen Sie die Person bitte nicht noch einmal" in case.hands.words(panel)
    case.hands.into(panel.form.recipient, "Sprachschule Beispiel")
    assert "nicht noch einmal" not in case.hands.words(panel)


def test_a_letter_that_was_given_up_comes_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, JOBCENTER)
    case.hands.into(panel.form.text, "Was fehlt noch?")
    case.click("Abbrechen", panel)
    assert case.hands.notice() == "Verworfen: das angefangene Schreiben."
    assert case.page.unsaved() is None
    case.click("Zurückholen", case.hands.program.window.notices)
    form = case.panel("passing_on").form
    assert (form.recipient.value(), form.text.value()) == (JOBCENTER, "Was fehlt noch?")
    assert form.is_letter()


def test_a_form_in_which_nothing_was_typed_is_left_without_a_word(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    case.click("Abbrechen", case.panel("passing_on"))
    assert case.hands.notice() == ""


def test_l8_a_letter_is_resumed_from_the_overview_at_once(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    hands = case.hands
    case.click("Schreiben …")
    hands.into(case.panel("passing_on").form.text, "Was fehlt noch?")
    page = hands.open(OverviewPage, "overview")
    assert "Schreiben · Musterfrau, Samira" in hands.words(page.drafts)
    hands.click(page.drafts, "Fortsetzen")
    hands.settle()
    form = case.panel("passing_on").form
    assert form.isVisible() and form.text.value() == "Was fehlt noch?"
    assert "Hier wartet" not in hands.notice()
    hands.program.drafting.save()
    hands.settle()
    assert len(hands.asked(open_drafts)) == 1


def test_p10_the_offers_do_not_cover_that_passing_on_is_locked(on_case: Callable[..., OnCase]) -> None:
    case = on_case("papers", NO)
    case.click("Schreiben …")
    field = case.panel("passing_on").form.recipient
    field.setFocus()
    offers = field.completer().popup()
    assert offers is not None
    case.hands.qtbot.keyClicks(field, JOBCENTER[:-1])
    case.hands.settle()
    assert offers.isVisible()
    case.hands.qtbot.keyClicks(field, JOBCENTER[-1])
    case.hands.settle()
    assert not offers.isVisible()
    assert "Weitergabe gesperrt" in case.spoken("passing_on")


def test_p10_a_consent_that_came_after_the_day_says_when_it_came(on_case: Callable[..., OnCase]) -> None:
    """Both what is said of the recipient and the refusal name the day since which it stands."""
    case = on_case("consents", a_passing_on(decided_on=date(2026, 1, 20)))
    case.click("Weitergabe festhalten")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, JOBCENTER)
    case.hands.into(form.on, "15.1.2026")
    assert "Die Einwilligung wurde erst am 20.01.2026 erteilt." in case.words()
    case.hands.into(form.what, "Stand")
    case.hands.save()
    assert "(sie wurde erst am 20.01.2026 erteilt)" in case.words()
    case.hands.into(form.on, "11.1.2026")
    assert "nichts möglich: sie wurde erst am 12.01.2026 erteilt." in case.words()


def test_tab_goes_from_the_recipient_to_the_link_that_is_said_below_it(
    on_case: Callable[..., OnCase],
) -> None:
    """What is said of a recipient is not drawn anew while one leaves the field: Tab would lose its way."""
    case = on_case("papers")
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    form.recipient.setFocus()
    case.hands.type("Jugendamt Musterstadt")
    case.hands.settle()
    link = button(form, "Einwilligung erfassen")
    case.hands.press(Qt.Key.Key_Tab)
    assert case.hands.here() is link
    case.hands.press(Qt.Key.Key_Tab)
    assert case.hands.here() is form.ground
    case.hands.press(Qt.Key.Key_Backtab)
    assert case.hands.here() is link


def test_tab_goes_to_what_appears_as_the_recipient_is_left(on_case: Callable[..., OnCase]) -> None:
    """Half a name is judged only when it is left, and Tab goes to what is shown then."""
    case = on_case("papers")
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    form.suggest(["Schule/VKL"])
    form.recipient.setFocus()
    case.hands.type("Schule")
    form.recipient.completer().popup().hide()
    assert not form.ground.isVisible()
    case.hands.press(Qt.Key.Key_Tab)
    assert case.hands.here() is button(form, "Einwilligung erfassen")
    case.hands.press(Qt.Key.Key_Tab)
    assert case.hands.here() is form.ground
    case.hands.type("Kindes")
    case.hands.press(Qt.Key.Key_Tab)
    assert case.hands.here() is form.reason


def test_p10_after_a_no_nothing_more_is_asked_until_a_law_allows_it(on_case: Callable[..., OnCase]) -> None:
    """The person said No to this recipient: the form says so, and asks for nothing to be passed on."""
    case = on_case("papers", NO, a_health_consent())
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    asked = (form.address, form.subject, form.text, form.what, form.kind)
    assert all(field.isVisible() for field in asked)
    case.hands.into(form.text, "was fehlt noch?")
    case.hands.into(form.recipient, JOBCENTER)
    assert [field.isVisible() for field in asked] == [False, False, True, False, False], "what is typed stays"
    assert form.ground.isVisible()
    case.hands.into(form.ground, "gerichtliche Anordnung")
    assert all(field.isVisible() for field in asked)


def test_a_fault_goes_with_the_field_that_mends_it(on_case: Callable[..., OnCase]) -> None:
    """A ground mends what was said at the recipient, a reason what was said at the day she was told."""
    case = on_case("papers", NO)
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    case.hands.into(form.recipient, JOBCENTER)
    case.hands.save()
    assert "darf nichts weitergegeben werden" in case.words()
    case.hands.into(form.ground, "gerichtliche Anordnung")
    assert "darf nichts weitergegeben werden" not in case.words()
    case.hands.save()
    assert "wann die Person informiert wurde" in case.words()
    case.hands.into(form.not_told, "Das Gericht verbietet es.")
    assert "wann die Person informiert wurde" not in case.words()


def test_a_fault_at_the_foot_goes_as_soon_as_a_field_is_edited(on_case: Callable[..., OnCase]) -> None:
    """What belongs to no field stands below the form, as a text that is too long, until one is mended."""
    case = on_case("papers", a_passing_on())
    case.click("Schreiben …")
    panel = case.panel("passing_on")
    case.hands.into(panel.form.recipient, JOBCENTER)
    panel.say_fault("Das ist zu lang.")
    assert "Das ist zu lang." in case.words()
    case.hands.into(panel.form.subject, "Antrag")
    assert "Das ist zu lang." not in case.words()


@pytest.mark.parametrize("came_from", ["papers", "consents"])
def test_a_letter_that_is_given_up_leads_back_to_where_it_was_begun(
    on_case: Callable[..., OnCase], came_from: str
) -> None:
    """Its act leads to the register at the consents, giving it up to where one was before."""
    case = on_case(came_from)
    case.click("Schreiben …" if came_from == "papers" else "Schreiben an eine Stelle")
    case.click("Abbrechen", case.panel("passing_on"))
    assert case.panel(came_from).isVisible()


def test_a_letter_comes_back_wherever_its_form_is_opened_and_leads_back_there(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="papers")
    case.click("Schreiben …", case.panel("papers"))
    case.hands.into(case.panel("passing_on").form.recipient, "Jobcenter Musterstadt")
    case.go("consents")
    case.page.go("passing_on", way=DisclosureWay.LETTER)
    case.hands.settle()
    assert case.panel("passing_on").form.recipient.value() == "Jobcenter Musterstadt"
    case.click("Abbrechen", case.panel("passing_on"))
    assert case.panel("consents").isVisible()


def test_a_consent_that_is_given_up_on_the_way_leads_back_to_the_letter(
    on_case: Callable[..., OnCase],
) -> None:
    """The letter that was begun is still there."""
    case = on_case("papers")
    case.click("Schreiben …")
    form = case.panel("passing_on").form
    case.hands.into(form.text, "was fehlt noch?")
    case.hands.into(form.recipient, JOBCENTER)
    case.click("Einwilligung erfassen", case.panel("passing_on"))
    case.click("Abbrechen", case.panel("consent"))
    assert case.panel("passing_on").form.text.value() == "was fehlt noch?"
    case.click("Abbrechen", case.panel("passing_on"))
    case.panel("papers")
