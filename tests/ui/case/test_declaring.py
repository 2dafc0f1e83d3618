"""Declaring in the real window, with the evidence of each declaration (E1, E2, E8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import NeedsAssessment
from intman_desktop.values.codes import (
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    ProviderLaw,
    SpecialKind,
)
from intman_desktop.values.work_views import Paper
from tests.builders import (
    OPENED_ON,
    a_case_file,
    a_consent,
    a_scan,
)
from tests.documents.reading import text_of
from tests.ui.case.journeys import OnCase
from tests.ui.hands import card


def test_e2_a_declaration_is_recorded_with_its_evidence(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
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


def test_e5_nothing_is_presumed_and_the_title_stands_in_view(on_case: Callable[..., OnCase]) -> None:
    """A No turned into a Yes unseen, where the form began with a refused kind and with "Ja"."""
    refused = a_consent(ConsentScope.SPECIAL, kind=SpecialKind.HEALTH, decision=ConsentDecision.REFUSED)
    case = on_case(a_case_file(consents=(a_consent(), refused)), tab="consents")
    before = case.file().consents
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    assert panel.scope.code() == "" and panel.decision.decision() is None
    assert panel.card.visibleRegion().contains(panel.card.rect().topLeft())
    assert not panel.scope.visibleRegion().isEmpty()
    assert case.page.unsaved() is None
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert "Bitte wählen Sie, wofür die Einwilligung ist." in case.words()
    assert "Bitte wählen Sie, wie sich die Person entschieden hat." in case.words()
    assert case.file().consents == before
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    case.hands.save()
    assert "wofür die Einwilligung ist" not in case.words()
    assert "wie sich die Person entschieden hat" in case.words()
    assert case.file().consents == before


def test_e1_what_a_newer_declaration_replaced_says_so_and_a_mistake_is_taken_back(
    on_case: Callable[..., OnCase],
) -> None:
    refused = a_consent(
        ConsentScope.SPECIAL,
        kind=SpecialKind.HEALTH,
        decision=ConsentDecision.REFUSED,
        decided_on=date(2026, 11, 20),
    )
    case = on_case(a_case_file(consents=(a_consent(), refused)), tab="consents")
    assert "ersetzt am" not in case.spoken("consents")
    before = case.file().consents
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    words = case.spoken("consents")
    assert words.count("ersetzt am 20.11.2026") == 1
    assert "vorher: nicht erteilt" in words
    assert words.index("abgelegt: Ordner 7") < words.index("vorher:")  # what stands comes first
    case.undo()
    assert case.hands.notice() == "Rückgängig gemacht."
    assert case.file().consents == before
    assert "ersetzt am" not in case.spoken("consents")


def test_e5_a_choice_of_before_is_not_there_when_the_form_is_opened_again(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.click("Abbrechen", panel)
    case.click("Einwilligung erfassen")
    assert panel.scope.code() == "" and panel.decision.decision() is None


def test_e1_passing_on_names_recipient_purpose_and_kinds_of_data(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert "Bitte geben Sie an, an wen weitergegeben werden darf." in case.words()
    case.hands.into(panel.recipient, "Jobcenter Musterstadt")
    case.hands.into(panel.purpose, "Antrag klären")
    case.hands.into(panel.until, "31.12.2026")
    case.hands.save()
    assert "Bitte geben Sie an, welche Daten weitergegeben werden dürfen." in case.words()
    case.hands.into(panel.data_kinds, "Anschrift")
    case.hands.save()
    given = case.file().consents[-1]
    assert (given.recipient, given.purpose) == ("Jobcenter Musterstadt", "Antrag klären")
    assert given.data_kinds == "Anschrift"
    assert given.valid_until == date(2026, 12, 31)


def test_e1_p10_a_no_to_passing_on_needs_the_recipient_alone(on_case: Callable[..., OnCase]) -> None:
    """The sentence stands at its field, with the cursor there; what only a Yes needs is not asked for."""
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.into(panel.data_kinds, "Anschrift")
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    assert panel.purpose.isVisible() and not panel.data_kinds.isVisible()
    leave_empty = "Leer, wenn die Person überhaupt nichts dorthin geben will."
    assert leave_empty in case.words()
    case.tick(panel.decision.button(ConsentDecision.LATER))
    assert leave_empty not in case.words(), "whoever decides later declined nothing"
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    case.hands.save()
    assert panel.recipient.hasFocus()
    assert panel.recipient.accessibleDescription() == "Bitte geben Sie an, um welche Stelle es geht."
    case.hands.into(panel.recipient, "Jobcenter Musterstadt")
    case.hands.save()
    declined = case.file().consents[-1]
    assert (declined.recipient, declined.purpose, declined.data_kinds) == ("Jobcenter Musterstadt", "", "")
    assert declined.decision is ConsentDecision.REFUSED
    assert "Zweck:" not in case.words()


def test_e1_what_a_yes_to_passing_on_lacks_is_said_at_its_fields(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.recipient, "Jobcenter Musterstadt")
    case.hands.save()
    assert panel.purpose.hasFocus()
    assert panel.purpose.accessibleDescription() == "Bitte geben Sie an, wozu weitergegeben werden darf."
    assert "welche Daten weitergegeben werden dürfen" in panel.data_kinds.accessibleDescription()
    assert panel.recipient.property("faulty") != "true"


def test_e1_a_day_typed_for_another_declaration_ends_no_basic_consent(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.until, "31.12.2026")
    case.hands.into(panel.scope, "Beratung (Grundlage)")
    assert not panel.until.isVisible()
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    given = case.file().consents[-1]
    assert (given.scope, given.valid_until) == (ConsentScope.BASIC, None)


def test_e1_the_consent_to_interpreters_keeps_who_undertook_to_tell_nobody(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    assert not panel.evidence.undertaking_on.isVisible()
    case.hands.into(panel.scope, "Sprachmittlung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    assert "Wer dolmetscht, unterschreibt vorher eine Verpflichtung" in case.words()
    case.hands.into(panel.evidence.undertaking_by, "Dienst Babel")
    case.hands.into(panel.evidence.undertaking_on, "19.11.2026")
    case.hands.save()
    assert "wo die unterschriebene Verpflichtung abgelegt ist" in case.words()
    case.hands.into(panel.evidence.undertaking_place, "Ordner 9")
    case.hands.save()
    given = case.file().consents[-1]
    assert (given.scope, given.undertaking_by) == (ConsentScope.INTERPRETER, "Dienst Babel")
    assert (given.undertaking_on, given.undertaking_place) == (date(2026, 11, 19), "Ordner 9")


def test_e1_a_refusal_needs_only_its_day(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    assert not panel.evidence.filing.isVisible()
    assert "Nein heißt: Kontakt nur persönlich" in case.words()
    case.hands.save()
    refused = case.file().consents[-1]
    assert (refused.scope, refused.decision) == (ConsentScope.CONTACT, ConsentDecision.REFUSED)


def test_e2_a_no_names_the_text_of_the_sheet_that_lay_before_her_and_else_none(
    on_case: Callable[..., OnCase],
) -> None:
    """What was typed for a Yes before proves nothing of a No."""
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "Ordner 7")
    assert not panel.had_sheet.isVisible()
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    assert "Ohne Blatt genügt der Tag" in case.hands.words(panel)
    assert panel.had_sheet.isVisible() and not panel.other_sheet.isVisible()
    case.hands.save()
    refused = case.file().consents[-1]
    assert (refused.filing_place, refused.text_fingerprint) == ("", "")


def test_e2_a_no_after_the_sheet_was_shown_here_names_its_text(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.click("Blatt zeigen und drucken", panel)
    case.click("Zurück")
    case.tick(panel.decision.button(ConsentDecision.LATER))
    assert panel.had_sheet.isChecked()
    assert "was am Tag der Erklärung darauf stand" in case.hands.words(panel)
    case.hands.save()
    assert case.file().consents[-1].text_fingerprint != ""


def test_e2_nobody_named_as_who_explained_it_is_pointed_out_and_hinders_nothing(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    assert "wer die Einwilligung erklärt hat" not in case.words()
    case.hands.into(panel.evidence.explained_by, "")
    assert "wer die Einwilligung erklärt hat" in case.words()
    case.hands.save()
    assert case.file().consents[-1].explained_by == ""


def test_e2_a_husband_who_represents_an_adult_is_pointed_out_and_hinders_nothing(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    assert "nicht schon Familie" not in case.words()
    case.hands.into(panel.evidence.representative, "Ehemann Ali")
    assert "nicht schon Familie" in case.words()
    case.hands.save()
    assert case.file().consents[-1].representative == "Ehemann Ali"


def test_e2_a_scanned_sheet_needs_no_other_place(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=(a_consent(),), scans=(a_scan(consent=0),)), tab="consents")
    case.click("Nachweis ergänzen", card(case.panel("consents"), "Einwilligungen"))
    case.hands.into(case.panel("consent").evidence.filing, "")
    case.hands.save()
    assert case.file().consents[0].filing_place == "Scan in der Akte"


def test_e4_a_no_to_what_stands_leads_to_its_withdrawal(on_case: Callable[..., OnCase]) -> None:
    """Rules E4, C10: to be told that nothing is stored would be untrue; the way to withdraw is shown."""
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Beratung (Grundlage)")
    case.tick(panel.decision.button(ConsentDecision.REFUSED))
    assert "Nein heißt: keine Beratung" not in case.words()
    assert "Diese Einwilligung steht." in case.words()
    case.click("Einwilligung widerrufen …", panel)
    assert "Die Beratung endet sofort" in case.words()


def test_p2_a_day_after_what_was_done_under_the_consent_is_told_at_its_field(
    on_case: Callable[..., OnCase],
) -> None:
    needs = NeedsAssessment(OPENED_ON)
    case = on_case(a_case_file(consents=(a_consent(),), needs_assessment=needs), tab="consents")
    case.click("Nachweis ergänzen", case.panel("consents"))
    case.hands.into(case.panel("consent").evidence.on, "01.02.2026")
    case.hands.save()
    assert "Schon am 12.01.2026 ist etwas festgehalten" in case.words()
    assert case.file().consents[0].decided_on == OPENED_ON


def test_e2_evidence_is_mended_without_a_new_declaration(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=(a_consent(copy_handed_out=False),)), tab="consents")
    case.click("Nachweis ergänzen", case.panel("consents"))
    panel = case.panel("consent")
    case.tick(panel.evidence.copy)
    case.hands.save()
    (consent,) = case.file().consents
    assert consent.copy_handed_out and consent.version == 2


def test_what_is_typed_of_a_declaration_comes_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    assert case.page.unsaved() is None
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.into(panel.recipient, "Jobcenter")
    held = case.come_back()
    assert case.panel("consent").recipient.value() == "Jobcenter"
    assert case.page.unsaved() == held


def test_e2_language_witness_and_place_of_a_thumbprint_are_kept_and_shown(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    evidence = panel.evidence
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
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consents")
    case.hands.program.frame.do(change_office, {"provider_law": ProviderLaw.CATHOLIC})
    case.hands.settle()
    case.go("consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    evidence = panel.evidence
    assert "Schriftform" not in case.words()
    case.hands.into(evidence.kind, "elektronisch")
    assert "Nach §\u00a08 KDG ist die Schriftform die Regel" in case.words()


def test_e2_that_a_relative_interpreted_stays_with_the_evidence(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=(a_consent(interpreter="Nour Beispiel"),)), tab="consents")
    case.click("Nachweis ergänzen", card(case.panel("consents"), "Einwilligungen"))
    evidence = case.panel("consent").evidence
    assert not evidence.relative.isChecked()
    case.tick(evidence.relative)
    assert "Eine angehörige Person hat gedolmetscht." in case.words()
    case.click("Speichern", case.panel("consent"))
    assert "gedolmetscht von Nour Beispiel (angehörige Person)" in case.words()
    case.click("Nachweis ergänzen", card(case.panel("consents"), "Einwilligungen"))
    evidence = case.panel("consent").evidence
    assert (evidence.interpreter.text(), evidence.relative.isChecked()) == ("Nour Beispiel", True)
    case.tick(evidence.relative)
    case.click("Speichern", case.panel("consent"))
    assert case.file().consents[0].interpreter == "Nour Beispiel"


def test_nothing_moves_when_one_names_who_interpreted_or_chooses_no(on_case: Callable[..., OnCase]) -> None:
    """What is clicked next stays under the mouse: nothing is put in between, and the page does not scroll."""
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "E-Mail oder Messenger")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    evidence, window = panel.evidence, case.hands.program.window
    assert evidence.relative.isVisible() and not evidence.relative.isEnabled()
    assert evidence.relative.accessibleDescription() == "Erst eintragen, wer gedolmetscht hat."
    case.hands.settle()
    below = evidence.representative.mapTo(panel, QPoint(0, 0))
    case.hands.into(evidence.interpreter, "Nour Beispiel")
    assert evidence.relative.isEnabled() and not evidence.relative.accessibleDescription()
    case.tick(evidence.relative)
    assert evidence.representative.mapTo(panel, QPoint(0, 0)) == below
    no = panel.decision.button(ConsentDecision.REFUSED)
    around = page_around(no)
    assert around is not None
    around.verticalScrollBar().setValue(around.height_above(no) - space(4))
    place = no.mapTo(window, QPoint(0, 0)).y()
    case.tick(no)
    case.hands.settle()
    assert no.mapTo(window, QPoint(0, 0)).y() == place


def test_e1_the_sheet_is_shown_filled_with_what_is_typed_and_nothing_is_saved(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    before = case.file().consents
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.into(panel.recipient, "Jobcenter Musterstadt")
    assert "Gefragt wird mit dem Blatt „Einzelne Einwilligung: Weitergabe“." in case.hands.words(panel)
    made: list[Paper] = []
    panel.paper_made.connect(made.append)
    case.click("Blatt zeigen und drucken", panel)
    assert "Jobcenter Musterstadt" in text_of(made[0].content)
    assert case.file().consents == before


def test_the_words_of_the_choice_and_the_way_to_the_sheet_stand_in_line(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    case.hands.settle()
    at = [each.mapTo(panel, QPoint(0, 0)) for each in (panel.scope, panel.show_sheet_of, panel.other_sheet)]
    assert len({place.x() for place in at}) == 1
    label = next(each for each in panel.findChildren(QLabel) if each.text() == "Entscheidung")
    yes = panel.decision.button(ConsentDecision.GIVEN)
    of_label = label.mapTo(panel, label.contentsRect().topLeft())
    of_choice = yes.mapTo(panel, QPoint(0, space(1)))
    assert abs(of_label.y() - of_choice.y()) <= 1


def test_e2_another_sheet_is_not_told_as_the_text_that_was_shown(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Religion oder Weltanschauung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.tick(panel.other_sheet)
    assert "Der Nachweis nennt dann keinen gezeigten Text." in case.hands.words(panel)
    assert not panel.show_sheet_of.isEnabled()
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert case.file().consents[-1].text_fingerprint == ""


def test_e2_the_sheet_of_the_first_talk_can_have_been_another_one_as_well(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    assert "was am Tag der Erklärung darauf stand" in case.hands.words(panel)
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.tick(panel.other_sheet)
    assert "Der Nachweis nennt dann keinen gezeigten Text." in case.hands.words(panel)
    case.hands.into(panel.evidence.filing, "Ordner 7")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert case.file().consents[-1].text_fingerprint == ""


def test_e2_e8_the_form_claims_no_text_while_the_office_lacks_what_the_sheet_needs(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)))
    case.hands.program.frame.do(change_office, {"supervisory_authority": ""})
    case.hands.settle()
    case.go("consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    said = case.hands.words(panel)
    assert "was am Tag der Erklärung darauf stand" not in said
    assert "Die Einwilligung ist danach zu erneuern." in said


def test_e2_an_electronic_consent_keeps_where_its_proof_lies(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)), tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Gesundheit und Behinderung")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.kind, "elektronisch")
    case.tick(panel.evidence.told)
    case.hands.save()
    assert "wo der Nachweis der elektronischen Einwilligung liegt" in case.words()
    case.hands.into(panel.evidence.filing, "E-Mail, Ordner 7")
    case.hands.save()
    assert case.file().consents[-1].filing_place == "E-Mail, Ordner 7"


def test_e2_where_another_sheet_was_shown_no_text_of_the_program_is_german(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consent")
    panel = case.panel("consent")
    case.hands.into(panel.evidence.language, "Arabisch")
    case.hands.into(panel.scope, "Beratung (Grundlage)")
    assert "Den Text gibt es nur auf Deutsch" in case.hands.words(panel)
    case.hands.into(panel.scope, "Weitergabe an eine andere Stelle")
    assert "Den Text gibt es nur auf Deutsch" in case.hands.words(panel)
    case.tick(panel.other_sheet)
    assert "Den Text gibt es nur auf Deutsch" not in case.hands.words(panel)


def test_e1_sheets_of_single_consents_are_shown_blank_to_be_taken_along(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="consents")
    panel = case.panel("consents")
    made: list[Paper] = []
    panel.paper_made.connect(made.append)
    offered = [each.text() for each in panel.blank_sheets.findChildren(QPushButton)]
    assert offered == ["Weitergabe", "Umzug", "Besonders geschützte Angaben"]
    case.click("Weitergabe", panel.blank_sheets)
    case.hands.settle()
    assert [each.name for each in made] == ["passing_on_consent"]
    assert "Musterfrau" in text_of(made[0].content)


def test_the_rows_of_the_form_stand_as_close_as_all_others(on_case: Callable[..., OnCase]) -> None:
    """Between the decision and its day rows without anything in them kept room for themselves."""
    case = on_case(tab="consents")
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    scope, decision, day = (each.parentWidget() for each in (panel.scope, panel.decision, panel.evidence.on))
    gaps = [below.y() - above.geometry().bottom() for above, below in ((scope, decision), (decision, day))]
    assert len(set(gaps)) == 1, gaps
