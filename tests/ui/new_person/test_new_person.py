"""Taking a person in through the real window, over a real store (P1, P2, E1 to E3, B1, C7)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.new_person.page import NewPersonPage
from intman_desktop.ui.new_person.step_agreement import AgreementStep
from intman_desktop.ui.new_person.step_consents import ConsentsStep
from intman_desktop.ui.new_person.step_earlier import EarlierStep
from intman_desktop.ui.new_person.step_language import LanguageStep
from intman_desktop.ui.new_person.step_notice import NoticeStep
from intman_desktop.ui.new_person.step_person import PersonStep
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentScope,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case, a_case_file, a_client, a_consent
from tests.opened import brief_contacts
from tests.ui.hands import CTRL, Hands, button, unnamed

GIVEN, REFUSED, LATER = ConsentDecision.GIVEN, ConsentDecision.REFUSED, ConsentDecision.LATER
ALL_YES = (GIVEN, GIVEN, GIVEN, GIVEN)


ORDINARY: list[dict[str, Any]] = [
    {"language": "ar", "interpreter": False},
    {"days": ["20.11.2026", "20.11.2026"], "explained_by": "Erika Beispiel", "interpreter": ""},
    {
        "family_name": "Probe",
        "given_name": "Nadia",
        "designation": "",
        "phone": "",
        "birth": "15.03.1990",
        "adult": "",
    },
    {
        "decisions": {
            "basic": "given",
            "special:health": "given",
            "contact": "given",
            "interpreter": "given",
        },
        "evidence": {
            "on": "20.11.2026",
            "kind": "written",
            "filing": "Ordner 3",
            "witness": "",
            "explained_by": "Erika Beispiel",
            "interpreter": "",
            "representative": "",
            "relative": False,
            "told": True,
            "copy": True,
        },
    },
    {"answer": "no", "offices": [["", "", "", "unknown"]]},
]
"""What the first five steps hold when everything is in order."""


class Intake:
    """Hands on the page of a new person."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = hands.open(NewPersonPage, "new_person")

    def step(self, kind: type[Any]) -> Any:
        found = next(each for each in self.page.steps if isinstance(each, kind))
        assert found.isVisible(), f"{kind.__name__} is not shown"
        return found

    def on(self) -> None:
        self.hands.click(self.page, "Weiter")

    def choose(self, field: QWidget, text: str) -> None:
        self.hands.into(field, text)

    def tick(self, button: QWidget) -> None:
        self.hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def language(self, name: str = "Arabisch") -> None:
        self.choose(self.step(LanguageStep).language, name)
        self.on()

    def notice(self, interpreter: str = "") -> None:
        step = self.step(NoticeStep)
        if interpreter:
            self.hands.into(step.form.interpreter, interpreter)
        self.on()

    def person(self, family: str = "Probe", given: str = "Nadia", birth: str = "15.3.1990") -> None:
        step = self.step(PersonStep)
        self.hands.into(step.family_name, family)
        self.hands.into(step.given_name, given)
        self.hands.into(step.birth, birth)
        self.hands.settle()
        self.on()

    def consents(self, *decisions: ConsentDecision) -> None:
        step = self.step(ConsentsStep)
        for question, decision in zip(step.questions, decisions, strict=True):
            self.tick(question.choice.button(decision))
        if decisions[0] is GIVEN:
            self.hands.into(step.evidence.filing, "Ordner 3")
            self.tick(step.evidence.told)
            self.tick(step.evidence.copy)

    def earlier(self, answer: YesNoUnknown = YesNoUnknown.NO) -> EarlierStep:
        step = self.step(EarlierStep)
        assert isinstance(step, EarlierStep)
        self.tick(step.answers[answer])
        return step

    def until(self, kind: type[Any]) -> Any:
        """Put ordinary answers into the steps before that kind, and show it."""
        at = next(index for index, each in enumerate(self.page.steps) if isinstance(each, kind))
        typed = [step.values() for step in self.page.steps]
        self.page.restore({"at": at, "steps": [*ORDINARY[:at], *typed[at:]]})
        return self.step(kind)

    def sign(self) -> AgreementStep:
        """Say in the last step that both have signed."""
        step = self.step(AgreementStep)
        assert isinstance(step, AgreementStep)
        self.tick(step.form.signed)
        return step

    def finish(self) -> None:
        self.hands.click(self.page, "Akte anlegen")

    def cases(self) -> int:
        found = self.hands.asked(case_page, CaseFilter())
        return int(found.total)


@pytest.fixture
def begin(qtbot: QtBot, open_program: Callable[..., Any]) -> Callable[..., Intake]:
    return lambda *files: Intake(Hands(qtbot, open_program(files)))


def taken_in(intake: Intake) -> CaseFile:
    file = intake.hands.asked(open_case, 1).file
    assert isinstance(file, CaseFile)
    return file


def test_p1_a_person_is_taken_in_step_by_step(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.language()
    intake.notice("Nour Beispiel")
    intake.person()
    intake.consents(GIVEN, REFUSED, GIVEN, LATER)
    intake.on()
    intake.earlier()
    intake.on()
    assert intake.cases() == 0
    assert "Noch nichts gespeichert" in intake.hands.words(intake.page)
    intake.sign()
    intake.finish()
    page = intake.hands.program.window.page()
    assert isinstance(page, CasePage)
    assert intake.hands.notice() == "Die Akte IM-2026-0001 ist angelegt."
    file = taken_in(intake)
    assert (file.client.family_name, file.client.given_name, file.client.language) == ("Probe", "Nadia", "ar")
    assert file.client.birth_date == date(1990, 3, 15)
    assert file.notice_given is not None and file.notice_given.interpreter == "Nour Beispiel"
    decided = {(each.scope, each.decision) for each in file.consents}
    assert decided == {
        (ConsentScope.BASIC, GIVEN),
        (ConsentScope.SPECIAL, REFUSED),
        (ConsentScope.CONTACT, GIVEN),
        (ConsentScope.INTERPRETER, LATER),
    }
    basic = next(each for each in file.consents if each.scope is ConsentScope.BASIC)
    assert (basic.filing_place, basic.told_withdrawable, basic.copy_handed_out) == ("Ordner 3", True, True)
    assert basic.explained_by == "Erika Beispiel" and basic.text_fingerprint
    assert file.agreement is not None and file.agreement.client_name == "Nadia Probe"
    assert file.agreement.client_signed_on == file.agreement.worker_signed_on == date(2026, 11, 20)
    assert file.case.counselled_before is YesNoUnknown.NO


def test_the_page_begins_afresh_after_a_person(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.until(AgreementStep)
    intake.sign()
    intake.finish()
    intake.hands.open(NewPersonPage, "new_person")
    assert intake.page.unsaved() is None
    assert intake.step(LanguageStep).language.code() == ""


def test_done_offers_the_needs_assessment(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.until(AgreementStep)
    intake.sign()
    intake.finish()
    window = intake.hands.program.window
    intake.hands.click(window.notices, "Bedarf aufnehmen")
    assert window.page_name() == "needs"
    assert window.where("needs") == {"case_id": 1}


def test_b1_what_waits_for_the_agreement_is_not_offered(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(AgreementStep)
    intake.tick(step.form.later)
    intake.finish()
    window = intake.hands.program.window
    intake.hands.click(window.notices, "Vereinbarung eintragen")
    assert window.where("case") == {"case_id": 1, "tab": "agreement"}


def test_p2_what_a_no_to_the_basic_consent_means_stands_at_that_question(
    begin: Callable[..., Intake],
) -> None:
    intake = begin()
    intake.language()
    intake.notice()
    intake.person()
    step = intake.step(ConsentsStep)
    first, second = step.questions[:2]
    intake.tick(first.choice.button(REFUSED))
    brief = button(step, "Kurzkontakt ohne Personendaten")
    assert brief.isVisible() and not brief.visibleRegion().isEmpty()
    intake.on()
    words = "Ohne Einwilligung in die Beratung geht es nicht weiter."
    (said,) = (each for each in step.findChildren(QLabel) if each.text() == words and each.isVisible())
    below, above = first.mapTo(step, first.rect().bottomLeft()), second.mapTo(step, second.rect().topLeft())
    assert below.y() <= said.mapTo(step, said.rect().topLeft()).y() < above.y()
    intake.tick(first.choice.button(GIVEN))
    assert words not in intake.hands.words(intake.page)


def test_e8_what_the_papers_lack_is_named_beside_the_information_and_leads_there_and_back(
    begin: Callable[..., Intake],
) -> None:
    intake = begin()
    hands = intake.hands
    hands.program.frame.do(change_office, {"purposes": ""})
    hands.settle()
    intake.language()
    step = intake.step(NoticeStep)
    assert "In den Einstellungen fehlt: Zwecke." in hands.words(step)
    hands.click(step, "Zu den Einstellungen")
    settings = hands.program.window.page()
    assert isinstance(settings, SettingsPage)
    assert settings.tabs.key() == "duties"
    hands.program.frame.do(change_office, {"purposes": "Beratung"})
    hands.settle()
    hands.click(settings, "Zurück zur Aufnahme")
    assert hands.program.window.page() is intake.page
    assert "fehlt" not in hands.words(intake.step(NoticeStep))


def test_p2_a_refusal_leads_to_a_brief_contact_and_leaves_no_name(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.language()
    intake.notice()
    intake.person("Niemand", "Nele")
    intake.consents(REFUSED, REFUSED, REFUSED, REFUSED)
    intake.on()
    assert "Ohne Einwilligung in die Beratung geht es nicht weiter." in intake.hands.words(intake.page)
    intake.hands.click(intake.page, "Kurzkontakt ohne Personendaten")
    words = intake.hands.words(intake.page)
    assert words.startswith("Kurzkontakt ohne Personendaten") and "Neue Person" not in words
    assert "Bis die Akte angelegt ist" not in words
    assert "Was Sie bisher eingetippt haben, wird beim Zählen verworfen." in words
    intake.hands.click(intake.page, "Zurück zur Aufnahme")
    words = intake.hands.words(intake.page)
    assert words.startswith("Neue Person") and "Bis die Akte angelegt ist" in words
    assert intake.step(ConsentsStep).isAncestorOf(intake.hands.here())
    intake.hands.click(intake.page, "Kurzkontakt ohne Personendaten")
    forms = {intake.page.brief.form.itemText(at) for at in range(intake.page.brief.form.count())}
    assert "telefonisch" in forms and not forms & {"nicht erschienen", "fallbezogen mit Dritten"}
    intake.hands.click(intake.page, "Kurzkontakt zählen")
    assert "Bitte wählen Sie die Form." in intake.hands.words(intake.page)
    intake.hands.into(intake.page.brief.form, "telefonisch")
    intake.hands.into(intake.page.brief.topic, "kita")
    assert intake.page.brief.topic.code() == "family"
    intake.hands.into(intake.page.brief.topic, "Wohnen")
    intake.hands.click(intake.page, "Kurzkontakt zählen")
    (contact,) = intake.hands.asked(brief_contacts, 2026)
    assert (contact.on, contact.form, contact.topic) == (date(2026, 11, 20), "phone", "housing")
    assert intake.cases() == 0
    assert intake.page.unsaved() is None
    assert intake.hands.asked(open_drafts) == ()
    assert intake.hands.program.window.page_name() == "overview"


def test_p2_nobody_goes_on_without_the_basic_consent(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.language()
    intake.notice()
    intake.person()
    intake.consents(LATER, LATER, LATER, LATER)
    intake.on()
    assert intake.step(ConsentsStep).isVisible()


def test_p2_a_no_to_counselling_asks_nothing_more_and_leads_to_the_brief_contact(
    begin: Callable[..., Intake],
) -> None:
    intake = begin()
    intake.language()
    intake.notice()
    intake.person()
    step = intake.step(ConsentsStep)
    intake.tick(step.questions[0].choice.button(REFUSED))
    intake.on()
    assert "Noch ohne Antwort" not in intake.hands.words(intake.page)
    button = step.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.text() == "Kurzkontakt ohne Personendaten"
    assert not button.visibleRegion().isEmpty()


def test_what_is_missing_is_scrolled_to(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.language()
    intake.notice()
    intake.person()
    step = intake.step(ConsentsStep)
    for question in step.questions:
        intake.tick(question.choice.button(GIVEN))
    intake.on()
    assert step.focusWidget() is step.evidence.filing
    assert not step.evidence.filing.visibleRegion().isEmpty()


def test_p1_the_day_that_cannot_be_is_named_and_gets_the_cursor(begin: Callable[..., Intake]) -> None:
    """Handed out tomorrow, explained today: the sentence speaks of handing out, the cursor stands there."""
    intake = begin()
    intake.language()
    step = intake.step(NoticeStep)
    intake.hands.into(step.form.handed_out, "21.11.2026")
    step.form.explained.setFocus()
    intake.on()
    said = intake.hands.words(step)
    assert "kann nicht erst am 21.11.2026 ausgehändigt worden sein" in said
    assert "erklärt worden sein" not in said
    assert step.focusWidget() is step.form.handed_out
    intake.hands.into(step.form.handed_out, "31.11.2026")
    step.form.explained.setFocus()
    assert step.form.handed_out.fault() in intake.hands.words(step), "as the field is left"


def test_the_brief_contact_opens_by_itself_and_leads_back(begin: Callable[..., Intake]) -> None:
    intake = begin()
    page = intake.hands.open(NewPersonPage, "new_person", brief=True)
    assert page.brief.isVisible()
    intake.hands.click(page, "Zurück zur Aufnahme")
    intake.step(LanguageStep)


def test_the_form_of_a_brief_contact_is_found_by_what_people_call_it(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.hands.program.window.open_page("new_person", brief=True)
    intake.hands.settle()
    intake.hands.into(intake.page.brief.form, "Hausbesuch")
    assert intake.page.brief.form.code() == "outreach"


def test_a_new_person_from_within_the_brief_contact_loses_nothing_of_it(begin: Callable[..., Intake]) -> None:
    """Ctrl+N turns to the intake and says that the Kurzkontakt waits; untouched, it says nothing."""
    intake = begin()
    hands, page = intake.hands, intake.hands.open(NewPersonPage, "new_person", brief=True)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    assert page.brief.isHidden() and hands.notice() == "" and page.unsaved() is None
    hands.open(NewPersonPage, "new_person", brief=True)
    hands.into(page.brief.form, "telefonisch")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    intake.step(LanguageStep)
    assert hands.notice() == "Der angefangene Kurzkontakt ist noch nicht gezählt."
    hands.answer_notice()
    assert page.brief.isVisible() and page.brief.form.currentText() == "telefonisch"


def test_p2_a_begun_brief_contact_is_kept_with_nothing_of_a_person(begin: Callable[..., Intake]) -> None:
    """Its draft goes into the store; once a name is typed in the intake, nothing of both is written."""
    intake = begin()
    hands, page = intake.hands, intake.hands.open(NewPersonPage, "new_person", brief=True)
    hands.into(page.brief.form, "telefonisch")
    hands.into(page.brief.topic, "Wohnen")
    for typed, kept in (("Samira Alrashid", ""), ("19.11.2026", "19.11.2026")):
        hands.into(page.brief.on, typed)  # the cursor begins there: a name lands in it easily
        hands.program.drafting.save()
        (draft,) = hands.asked(open_drafts)
        values = json.loads(draft.content)["values"]
        assert set(values) == {"brief"} and values["brief"]["on"] == kept
        assert typed == kept or typed not in draft.content
    overview = hands.open(OverviewPage, "overview")
    assert "Kurzkontakt ohne Personendaten" in hands.words(overview)
    hands.open(NewPersonPage, "new_person", brief=True)
    hands.click(page, "Zurück zur Aufnahme")
    intake.until(PersonStep)
    hands.program.drafting.save()
    assert hands.asked(open_drafts) == ()
    unsaved = page.unsaved()
    assert unsaved is not None and unsaved["brief"]["topic"] == page.brief.topic.code() != ""


def test_e2_who_is_not_yet_of_age_is_represented_and_reminded_of(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(PersonStep)
    intake.hands.into(step.birth, "5.12.2008")
    assert "vertritt die Person, wer das Sorgerecht hat" in intake.hands.words(step)
    intake.hands.into(step.birth, "5.11.2008")
    assert "Sorgerecht" not in intake.hands.words(step)
    assert "Auch 1990, 03.1990" in intake.hands.words(step)


def test_e1_each_question_wants_an_answer(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(ConsentsStep)
    intake.tick(step.questions[0].choice.button(GIVEN))
    intake.on()
    words = intake.hands.words(step)
    names = "Gesundheit und Behinderung, Kontakt (E-Mail oder Messenger), Dolmetschen (Sprachmittlung)"
    assert f"Noch ohne Antwort: {names}. „Später“ ist möglich." in words
    for question in step.questions[1:]:
        intake.tick(question.choice.button(GIVEN))
        names = names.partition(", ")[2]
        said = intake.hands.words(step)
        assert f"Noch ohne Antwort: {names}." in said if names else "Noch ohne Antwort" not in said


def test_e2_the_evidence_is_asked_for_and_its_marks_go(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(ConsentsStep)
    for question in step.questions:
        intake.tick(question.choice.button(GIVEN))
    intake.on()
    missing = "Bitte geben Sie an, wo die unterschriebene Einwilligung abgelegt ist."
    untold = "Die Person muss vorher wissen, dass sie jederzeit widerrufen kann. Bitte bestätigen Sie das."
    assert missing in intake.hands.words(step) and untold in intake.hands.words(step)
    intake.hands.into(step.evidence.filing, "Ordner 3")
    intake.tick(step.evidence.told)
    assert missing not in intake.hands.words(step) and untold not in intake.hands.words(step)


def test_e2_an_oral_consent_wants_a_witness(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(ConsentsStep)
    for question in step.questions:
        intake.tick(question.choice.button(GIVEN))
    intake.choose(step.evidence.kind, "mündlich vor Zeugen")
    intake.tick(step.evidence.told)
    intake.on()
    assert "Es fehlt, wer als Zeugin oder Zeuge dabei war." in intake.hands.words(step)
    intake.hands.into(step.evidence.witness, "Wanda Zeugin")
    intake.on()
    intake.step(EarlierStep)


def test_e2_who_interpreted_the_information_can_be_called_a_relative_at_once(
    begin: Callable[..., Intake],
) -> None:
    """The name comes along from the second step; nobody has to type it again."""
    intake = begin()
    intake.language()
    intake.notice("Tesfay Gebre")
    intake.person()
    step = intake.step(ConsentsStep)
    intake.tick(step.questions[0].choice.button(GIVEN))
    evidence = step.evidence
    assert evidence.interpreter.text() == "Tesfay Gebre"
    assert evidence.relative.accessibleDescription() == ""
    assert evidence.relative.isEnabled()
    intake.hands.settle()
    intake.tick(evidence.relative)
    assert evidence.relative.isChecked()
    intake.hands.into(evidence.interpreter, "")
    assert not evidence.relative.isEnabled()
    assert evidence.relative.accessibleDescription() == "Erst eintragen, wer gedolmetscht hat."


def test_e2_a_relative_who_interprets_and_a_missing_copy_are_named(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.language()
    intake.notice("Der Bruder")
    intake.person()
    step = intake.step(ConsentsStep)
    assert step.evidence.interpreter.value() == "Der Bruder"
    intake.consents(*ALL_YES)
    intake.tick(step.evidence.relative)
    assert "Eine angehörige Person hat gedolmetscht." in intake.hands.words(step)
    intake.tick(step.evidence.copy)
    assert "noch keine Kopie der Einwilligung" in intake.hands.words(step)
    kept = {each.interpreter for each in intake.page.intake(4).consents}
    assert kept == {"Der Bruder (angehörige Person)"}
    intake.on()
    intake.step(EarlierStep)


def test_e2_what_was_spoken_follows_the_talk_until_another_language_is_chosen(
    begin: Callable[..., Intake],
) -> None:
    intake = begin()
    intake.language("Tigrinya")
    spoken = intake.step(NoticeStep).form.spoken
    assert spoken.field.line().text() == "Tigrinya"
    assert "Den Text gibt es nur auf Deutsch" in intake.hands.words(intake.step(NoticeStep))
    intake.choose(spoken.field, "Arabisch")
    intake.notice()
    intake.person()
    step = intake.step(ConsentsStep)
    assert step.evidence.spoken.code() == "ar"
    intake.consents(*ALL_YES)
    gathered = intake.page.intake(4)
    assert gathered.language == "ti"
    assert gathered.notice is not None
    assert {gathered.notice.language, *(each.language for each in gathered.consents)} == {"ar"}


def test_a_minor_wants_somebody_who_consents(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.language()
    intake.notice()
    intake.person(birth="1.2.2012")
    intake.consents(*ALL_YES)
    intake.on()
    step = intake.step(ConsentsStep)
    assert "fehlt, wer sie bei der Einwilligung vertreten hat" in intake.hands.words(step)


def test_c7_the_question_is_always_asked(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(EarlierStep)
    intake.on()
    assert "Bitte stellen Sie die Frage und wählen Sie die Antwort." in intake.hands.words(step)
    intake.step(EarlierStep)


def test_c7_a_start_brought_along_keeps_its_evidence(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(EarlierStep)
    intake.earlier(YesNoUnknown.YES)
    office = step.offices[0]
    intake.hands.into(office.office, "LRA Musterkreis")
    intake.hands.into(office.since, "20.9.25")
    intake.choose(office.evidence, "Bescheinigung gesehen")
    assert "Der Beratungszeitraum endet dann am 20.09.2028." in intake.hands.words(step)
    intake.on()
    intake.sign()
    intake.finish()
    case = taken_in(intake).case
    assert (case.period_start, case.start_origin) == (date(2025, 9, 20), StartOrigin.BROUGHT)
    assert case.start_evidence is StartEvidence.CERTIFICATE_SEEN
    assert case.counselled_before is YesNoUnknown.YES


def test_c7_a_start_says_what_it_means(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(EarlierStep)
    intake.earlier(YesNoUnknown.YES)
    for since, words in (
        ("1.11.2023", "mehr als drei Jahre vergangen"),
        ("1.11.2022", "auch die längste Verlängerung vorbei"),
        ("1.12.2026", "liegt in der Zukunft"),
        ("31.13.2024", "Diesen Tag gibt es nicht."),
    ):
        intake.hands.into(step.offices[0].since, since)
        if "Tag" in words or "Zukunft" in words:
            intake.on()
            intake.step(EarlierStep)
        assert words in intake.hands.words(step)


def test_c7_a_month_is_no_day_and_it_says_what_to_do(begin: Callable[..., Intake]) -> None:
    """The day is what is missing; without it the start stays open, as C7 allows."""
    intake = begin()
    step = intake.until(EarlierStep)
    intake.earlier(YesNoUnknown.YES)
    intake.hands.into(step.offices[0].since, "09.2025")
    intake.on()
    intake.step(EarlierStep)
    assert "Der Tag fehlt." in intake.hands.words(step)
    assert "Ist nur der Monat bekannt, lassen Sie das Feld leer" in intake.hands.words(step)
    assert step.offices[0].since.hasFocus()
    intake.hands.into(step.offices[0].since, "")
    intake.on()
    intake.sign()
    intake.finish()
    file = taken_in(intake)
    assert file.case.counselled_before is YesNoUnknown.YES
    assert [each.since for each in file.earlier_counselling] == [None]


def test_c7_an_end_before_the_beginning_is_said_at_the_end_and_goes_when_mended(
    begin: Callable[..., Intake],
) -> None:
    """Also where the mistake is mended at the beginning."""
    intake = begin()
    step = intake.until(EarlierStep)
    intake.earlier(YesNoUnknown.YES)
    office = step.offices[0]
    for mended, right in ((office.until, "15.10.2026"), (office.since, "01.07.2025")):
        intake.hands.into(office.since, "30.09.2025")
        intake.hands.into(office.until, "01.08.2025")
        office.since.setFocus()
        intake.on()
        intake.step(EarlierStep)
        assert office.until.property("faulty") == "true" and office.until.hasFocus()
        assert office.since.property("faulty") != "true"
        assert "endet (01.08.2025), bevor sie beginnt (30.09.2025)" in office.until.accessibleDescription()
        intake.hands.into(mended, right)
        assert "bevor sie beginnt" not in intake.hands.words(step)


def test_c7_of_several_offices_the_earliest_start_counts(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(EarlierStep)
    intake.earlier(YesNoUnknown.YES)
    intake.hands.into(step.offices[0].since, "1.6.2025")
    intake.hands.click(step, "Weitere Stelle")
    intake.hands.into(step.offices[1].since, "1.2.2024")
    intake.hands.click(step, "Weitere Stelle")
    intake.hands.click(step.offices[2], "Stelle entfernen")
    intake.on()
    intake.sign()
    intake.finish()
    file = taken_in(intake)
    assert file.case.period_start == date(2024, 2, 1)
    assert len(file.earlier_counselling) == 2


def test_i8_a_birth_that_cannot_be_is_named(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(PersonStep)
    intake.hands.into(step.family_name, "Probe")
    for birth, words in (
        ("31.06.1402", "sieht nach einem anderen Kalender aus"),
        ("1.1.2030", "liegt in der Zukunft"),
        ("5.5.1880", "mehr als 130 Jahre zurück"),
        ("irgendwann", "Das ist kein Datum"),
    ):
        intake.hands.into(step.birth, birth)
        intake.on()
        assert words in intake.hands.words(step)


def test_i8_of_age_is_asked_where_the_birth_is_not_certain(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(PersonStep)
    sure = (("15.3.1990", False), ("1990", False), ("1.1.1990", False))  # of 1.1. the year counts (P4, K3)
    for birth, asked in (*sure, ("2008", True), ("1.1.2008", True)):
        intake.hands.into(step.birth, birth)
        assert step.adult.isVisible() is asked


def test_from_the_birth_tab_leads_to_the_same_field_whatever_is_typed(begin: Callable[..., Intake]) -> None:
    """Who presses Tab as often as before types no telephone number onto a button."""
    intake = begin()
    step = intake.until(PersonStep)
    for birth in ("2008", "15.03.1990"):
        intake.hands.into(step.birth, birth)
        step.birth.line().setFocus()
        intake.hands.press(Qt.Key.Key_Tab)
        assert intake.hands.here() is step.phone


def test_i8_a_name_is_needed(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(PersonStep)
    intake.on()
    assert "Bitte geben Sie einen Namen oder eine gewählte Bezeichnung an." in intake.hands.words(step)
    intake.hands.into(step.designation, "Frau mit rotem Schal")
    intake.on()
    intake.step(ConsentsStep)


def test_a_possible_double_is_asked_about_before_the_consents(begin: Callable[..., Intake]) -> None:
    known = a_case_file(client=a_client(family_name="Alhassan", given_name="Mohamed"))
    intake = begin(known)
    step = intake.until(PersonStep)
    intake.hands.into(step.family_name, "Al-Hassan")
    intake.hands.into(step.given_name, "Muhammad")
    intake.hands.into(step.birth, "14.6.1991")
    intake.hands.settle()
    assert "Vielleicht gibt es diese Person schon" in intake.hands.words(step)
    assert "Der Name klingt wie der einer vorhandenen Akte." in intake.hands.words(step)
    intake.on()
    assert intake.step(PersonStep) is step
    assert "Bitte entscheiden Sie zuerst" in intake.hands.words(step)
    assert intake.cases() == 1
    intake.hands.press(Qt.Key.Key_Space)
    intake.on()
    intake.step(ConsentsStep)
    assert intake.page.intake().apart_from == (known.case.key,)


def test_e5_who_withdrew_is_erased_before_a_new_case_begins(begin: Callable[..., Intake]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 20), ending_reason="consent_withdrawn")
    gone = (a_consent(withdrawn_on=date(2026, 11, 20)),)
    known = a_case_file(case=ended, consents=gone)
    intake = begin(known)
    step = intake.until(PersonStep)
    intake.hands.into(step.family_name, "Musterfrau")
    intake.hands.into(step.given_name, "Samira")
    intake.hands.into(step.birth, "14.6.1991")
    intake.hands.settle()
    words = intake.hands.words(step)
    assert "löschen Sie zuerst diese Akte" in words
    assert "führen Sie ihre Akte weiter" not in words
    intake.hands.click(step, f"Zum Löschen von {known.case.number}")
    intake.hands.settle()
    window = intake.hands.program.window
    assert (window.page_name(), window.where("case")["tab"]) == ("case", "erasure")


def test_what_the_store_refuses_leads_back_to_its_step(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.until(AgreementStep)
    person = next(each for each in intake.page.steps if isinstance(each, PersonStep))
    person.family_name.setMaxLength(400)
    person.family_name.setText("M" * 301)
    intake.sign()
    intake.finish()
    intake.step(PersonStep)
    assert "höchstens 300 Zeichen" in intake.hands.words(intake.page)
    assert intake.cases() == 0


def test_b1_an_oral_agreement_waits_for_the_signatures(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(AgreementStep)
    intake.tick(step.form.oral)
    intake.finish()
    agreement = taken_in(intake).agreement
    assert agreement is not None
    assert (agreement.oral_on, agreement.client_signed_on) == (date(2026, 11, 20), None)


def test_b1_a_signature_in_the_future_is_refused(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.until(AgreementStep)
    step = intake.sign()
    intake.hands.into(step.form.client_on, "24.12.2026")
    intake.finish()
    assert "kann nicht erst am 24.12.2026 unterschrieben worden sein" in intake.hands.words(step)
    assert intake.cases() == 0


def test_b1_no_signature_is_presumed(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(AgreementStep)
    assert not any(each.isChecked() for each in (step.form.signed, step.form.oral, step.form.later))
    assert not step.form.client_on.isVisible()
    intake.hands.click(intake.page, "Vereinbarung zeigen und drucken")
    (view,) = intake.page.findChildren(PaperView)
    intake.hands.press(Qt.Key.Key_Escape)
    intake.hands.qtbot.waitUntil(view.isHidden)
    asks = "Bitte wählen Sie, ob und wie es vereinbart ist."
    assert asks not in intake.hands.words(step)
    intake.finish()
    assert asks in intake.hands.words(step)
    assert intake.hands.program.window.focusWidget() is step.form.signed
    assert intake.cases() == 0
    intake.hands.press(Qt.Key.Key_Space)
    assert asks not in intake.hands.words(step)
    intake.finish()
    assert intake.cases() == 1


def test_b1_the_agreement_may_follow(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(AgreementStep)
    intake.tick(step.form.later)
    intake.finish()
    assert taken_in(intake).agreement is None


def test_p2_what_is_typed_is_no_draft_and_comes_back_from_memory(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.until(EarlierStep)
    intake.earlier(YesNoUnknown.YES)
    intake.hands.into(step.offices[0].since, "1.6.2025")
    intake.hands.program.drafting.save()
    assert intake.hands.asked(open_drafts) == ()
    assert not intake.page.may_be_kept()
    held = json.loads(json.dumps(intake.page.unsaved()))
    intake.page.restore(json.loads(json.dumps(intake.page.unsaved())))
    assert intake.page.unsaved() == held
    intake.on()
    intake.sign()
    intake.finish()
    assert taken_in(intake).case.period_start == date(2025, 6, 1)


def test_going_back_keeps_what_was_typed(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.until(ConsentsStep)
    intake.hands.click(intake.page, "Zurück")
    assert intake.step(PersonStep).family_name.value() == "Probe"


def test_ctrl_enter_goes_on(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.choose(intake.step(LanguageStep).language, "Arabisch")
    intake.step(LanguageStep).language.setFocus()
    intake.hands.save()
    assert intake.step(NoticeStep).isVisible()


def test_each_paper_is_shown_from_memory(begin: Callable[..., Intake]) -> None:
    intake = begin()
    for kind, name in (
        (NoticeStep, "Datenschutzerklärung zeigen und drucken"),
        (ConsentsStep, "Einwilligung zeigen und drucken"),
        (AgreementStep, "Vereinbarung zeigen und drucken"),
    ):
        intake.hands.click(intake.until(kind), name)
        (view,) = intake.page.findChildren(PaperView)
        assert view.isVisible() and view.pdf.page_count() >= 1
        intake.hands.press(Qt.Key.Key_S, CTRL)
        assert view.isVisible() and intake.cases() == 0, "nothing goes on below a paper"
        intake.hands.press(Qt.Key.Key_Escape)
        intake.hands.qtbot.waitUntil(view.isHidden)
        intake.step(kind)
    assert intake.cases() == 0


def test_dropping_asks_first(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.until(PersonStep)
    intake.hands.click(intake.page, "Verwerfen")
    dialog = intake.page.findChildren(Confirm)[-1]
    assert dialog.safe.isDefault()
    intake.hands.qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    intake.hands.settle()
    assert intake.page.unsaved() is None
    assert intake.hands.program.window.page_name() == "overview"


def test_the_language_is_chosen_by_nobody_else(begin: Callable[..., Intake]) -> None:
    intake = begin()
    intake.on()
    step = intake.step(LanguageStep)
    assert "Bitte wählen Sie die Sprache, die die Person versteht." in intake.hands.words(step)
    intake.choose(step.language, "Tigrinya")
    assert "Bitte wählen Sie die Sprache" not in intake.hands.words(step)
    intake.on()
    intake.step(NoticeStep)


def test_a_language_without_papers_is_named(begin: Callable[..., Intake]) -> None:
    intake = begin()
    step = intake.step(LanguageStep)
    intake.choose(step.language, "Tigrinya")
    assert "Die Papiere gibt es in dieser Sprache noch nicht" in intake.hands.words(step)


def test_every_field_has_a_name(begin: Callable[..., Intake]) -> None:
    intake = begin()
    for kind in (LanguageStep, NoticeStep, PersonStep, ConsentsStep, EarlierStep, AgreementStep):
        intake.until(kind)
        if kind is EarlierStep:
            intake.earlier(YesNoUnknown.YES)
        assert unnamed(intake.page) == []


def test_the_page_says_what_one_can_do(begin: Callable[..., Intake]) -> None:
    intake = begin()
    assert intake.page.title() == "Neue Person"
    assert "Kurzkontakt" in intake.page.help()
    assert intake.page.first_field() is intake.step(LanguageStep).language


def test_tab_goes_from_the_last_field_to_the_buttons_of_the_foot(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    hands = Hands(qtbot, open_program())
    page = hands.open(NewPersonPage, "new_person")
    page.first_field().setFocus()
    met: list[QWidget] = []
    while page.drop not in met and len(met) < 30:
        hands.press(Qt.Key.Key_Tab)
        met.append(hands.here())
    foot = [page.on, page.no_consent, page.drop]
    assert [each for each in met if each in foot] == foot
    assert all(page.steps[0].isAncestorOf(each) for each in met if each not in foot)


def test_e2_nobody_named_where_interpretation_is_needed_is_pointed_to_and_hinders_nothing(
    begin: Callable[..., Intake],
) -> None:
    intake = begin()
    language = intake.step(LanguageStep)
    intake.choose(language.language, "Arabisch")
    intake.tick(language.interpreter)
    intake.on()
    form = intake.step(NoticeStep).form
    lacks = "Sprachmittlung ist nötig, aber niemand ist genannt."
    assert lacks in intake.hands.words(form)
    intake.hands.into(form.interpreter, "Nour Beispiel")
    assert lacks not in intake.hands.words(form)
    intake.hands.into(form.interpreter, "")
    assert lacks in intake.hands.words(form)
    intake.on()
    intake.person()
    intake.consents(GIVEN, GIVEN, GIVEN, REFUSED)
    consents = intake.step(ConsentsStep)
    assert lacks in intake.hands.words(consents)
    intake.hands.into(consents.evidence.interpreter, "Nour Beispiel")
    assert "steht hier Nein, und doch ist genannt" in intake.hands.words(consents)
    intake.tick(consents.questions[3].choice.button(GIVEN))
    words = intake.hands.words(consents)
    assert "steht hier Nein" not in words and lacks not in words
    intake.tick(consents.questions[3].choice.button(REFUSED))
    intake.on()
    intake.step(EarlierStep)


@pytest.mark.parametrize("locked", [False, True])
def test_p2_the_program_asks_before_it_closes_over_an_intake_that_is_in_memory_alone(
    begin: Callable[..., Intake], locked: bool
) -> None:
    """Nothing of a person is written before her consent, so nothing could bring it back."""
    intake = begin()
    intake.language()
    intake.notice()
    hands, window = intake.hands, intake.hands.program.window
    hands.into(intake.step(PersonStep).family_name, "Probe")
    if locked:
        with hands.qtbot.waitSignal(hands.program.locking.locked, timeout=20_000):
            hands.program.locking.lock(LockReason.ASKED)
        hands.settle()
    for answer in ("Zurück", "Verwerfen und schließen"):
        window.close()
        window.close()  # asked twice, it is one question
        (question,) = (each for each in window.findChildren(Confirm) if each.isVisible())
        assert "Probe" not in hands.words(question)
        assert window.isVisible() and question.safe.isDefault()
        hands.click(question, answer)
    hands.qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


@pytest.mark.parametrize("locked", [False, True])
def test_p2_a_longer_text_that_is_in_memory_alone_is_asked_about_twice(
    begin: Callable[..., Intake], locked: bool
) -> None:
    """A double click on the first answer is none to the second question."""
    intake = begin()
    intake.language()
    long = "Eine Nachbarin aus dem dritten Stock, die auch am Montag wieder mitkommen will"
    hands, window = intake.hands, intake.hands.program.window
    hands.into(intake.step(NoticeStep).form.interpreter, long)
    if locked:
        with hands.qtbot.waitSignal(hands.program.locking.locked, timeout=20_000):
            hands.program.locking.lock(LockReason.ASKED)
        hands.settle()

    def asked() -> list[Confirm]:
        return [each for each in window.findChildren(Confirm) if each.isVisible()]

    for answer in ("Zurück", "Endgültig verwerfen"):
        window.close()
        (first,) = asked()
        act = button(first, "Verwerfen und schließen")
        for _click in range(2):
            hands.qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
        assert asked() == [] and window.isVisible()
        hands.qtbot.waitUntil(lambda: bool(asked()))
        (second,) = asked()
        assert "Er hat 13 Wörter und lässt sich nicht zurückholen." in hands.words(second)
        assert "Nachbarin" not in hands.words(second) and second.safe.isDefault()
        hands.click(second, answer)
    hands.qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def test_p2_without_anything_begun_the_program_closes_unasked(begin: Callable[..., Intake]) -> None:
    intake = begin()
    window = intake.hands.program.window
    window.close()
    intake.hands.qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
