"""Decisions on the clock in the real window, over a real store (C1 to C4, C7 to C9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from intman_desktop.services.plans.planning import change_begin
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.period.explanation import PeriodExplanation
from intman_desktop.ui.period.page import PeriodPage
from intman_desktop.values.case_file import CaseFile, EarlierCounselling, Extension, NeedsAssessment, PlanSpan
from intman_desktop.values.codes import StartEvidence, YesNoUnknown
from intman_desktop.values.work_views import PeriodView
from tests.builders import a_case, a_case_file, a_consent, a_health_consent, a_plan
from tests.opened import clock_of
from tests.ui.hands import Hands, choice, only, unnamed
from tests.ui.speaking import pick

OpenProgram = Callable[..., Any]
START = date(2024, 1, 15)


def begun(start: date = START, *, health: bool = True) -> CaseFile:
    """Return a case whose period began on ``start``."""
    consents = (a_consent(decided_on=start), *((a_health_consent(decided_on=start),) if health else ()))
    return a_case_file(
        case=a_case(opened_on=start, period_start=start),
        consents=consents,
        needs_assessment=NeedsAssessment(start, "EB"),
    )


def clock(hands: Hands) -> PeriodView:
    found = hands.asked(clock_of, 1)
    assert isinstance(found, PeriodView)
    return found


def test_c2_an_extension_is_recorded_by_months(period_of: Any) -> None:
    hands, page = period_of(begun())
    hands.choose(page.form, "Analphabetismus")
    hands.into(page.form.months, "6 Monate")
    assert page.form.until.value() == date(2027, 7, 15)
    hands.save()
    view = clock(hands)
    assert view.last_day == date(2027, 7, 15)
    assert view.extensions[0].reason == "illiteracy"
    assert view.extensions[0].decided_by == "Erika Beispiel"
    assert hands.program.window.page_name() == "case"
    hands.answer_notice()
    assert clock(hands).last_day == date(2027, 1, 15)


def a_wrong_extension(**details: Any) -> CaseFile:
    """Return a case that was extended by twelve months where six were meant."""
    wrong = Extension(date(2028, 1, 15), date(2026, 11, 20), "illiteracy", "Lernt lesen.", decided_by="EB")
    return replace(begun(), extensions=(replace(wrong, **details),))


def test_l8_a_wrong_extension_is_corrected_long_after_its_notice_is_gone(period_of: Any) -> None:
    hands, page = period_of(a_wrong_extension(), part="correct")
    form = page.form.extension
    assert (form.reason(), form.text.value(), form.by.value()) == (
        "illiteracy",
        "Lernt lesen.",
        "Erika Beispiel",
    )
    assert form.months.code() == "12" and form.until.value() == date(2028, 1, 15)
    hands.into(form.months, "6 Monate")
    hands.save()
    assert "Bitte sagen Sie in einem Satz, was falsch war." in hands.words(page)
    assert page.form.reason.hasFocus() and clock(hands).last_day == date(2028, 1, 15)
    hands.into(page.form.reason, "Verklickt")
    hands.save()
    assert hands.notice() == "Verlängerung berichtigt"
    assert clock(hands).last_day == date(2027, 7, 15)
    assert hands.program.window.page_name() == "case"
    hands.answer_notice()
    assert clock(hands).last_day == date(2028, 1, 15)


def test_l8_an_extension_that_was_a_mistake_is_taken_back(period_of: Any) -> None:
    hands, page = period_of(a_wrong_extension(), part="correct")
    hands.choose(page.form, "Irrtum")
    assert not page.form.extension.isVisible()
    hands.into(page.form.reason, "Falsche Akte")
    hands.save()
    assert hands.notice() == "Verlängerung zurückgenommen"
    view = clock(hands)
    assert (view.last_day, view.extensions) == (date(2027, 1, 15), ())


def test_l8_where_nothing_was_extended_there_is_nothing_to_correct(period_of: Any) -> None:
    _hands, page = period_of(begun(), part="correct")
    assert page.form is None


def test_a_correction_that_was_discarded_can_be_brought_back(period_of: Any) -> None:
    hands, page = period_of(a_wrong_extension(), part="correct")
    hands.choose(page.form, "Irrtum")
    hands.into(page.form.reason, "Falsche Akte")
    hands.click(page, "Verwerfen")
    assert hands.notice() == "Verworfen: die Berichtigung der Verlängerung."
    hands.click(hands.program.window.notices, "Zurückholen")
    hands.settle()
    assert page.form.mistake.isChecked() and page.form.reason.value() == "Falsche Akte"


def test_a_decision_that_was_discarded_can_be_brought_back(period_of: Any) -> None:
    hands, page = period_of(begun())
    hands.choose(page.form, "Analphabetismus")
    hands.into(page.form.text, "Der Alphabetisierungskurs läuft noch")
    hands.click(page, "Verwerfen")
    assert hands.program.window.page_name() == "case"
    assert page.unsaved() is None
    assert hands.notice() == "Verworfen: die Verlängerung."
    hands.click(hands.program.window.notices, "Zurückholen")
    assert hands.program.window.page_name() == "period"
    hands.settle()
    assert page.form.text.value() == "Der Alphabetisierungskurs läuft noch"
    assert page.form.reason() == "illiteracy"


def test_who_goes_back_to_look_at_the_file_finds_the_decision_as_it_was(period_of: Any) -> None:
    """Going back drops nothing; what was typed stays a begun text."""
    hands, page = period_of(begun())
    hands.choose(page.form, "Analphabetismus")
    hands.into(page.form.text, "Der Alphabetisierungskurs läuft noch")
    hands.click(page, "Zurück")
    assert hands.program.window.page_name() == "case"
    assert page.unsaved() is not None
    hands.open(PeriodPage, "period", case_id=1)
    assert page.form.text.value() == "Der Alphabetisierungskurs läuft noch"
    assert page.form.reason() == "illiteracy"


def test_a_start_that_was_discarded_can_be_brought_back(period_of: Any) -> None:
    hands, page = period_of(begun(), part="start")
    hands.into(page.form.reason, "so erzählt")
    hands.click(page, "Verwerfen")
    assert hands.notice() == "Verworfen: der andere Beginn."
    hands.click(hands.program.window.notices, "Zurückholen")
    hands.settle()
    assert page.form.reason.value() == "so erzählt"


def test_c2_the_acts_stay_in_sight_below_the_form(period_of: Any) -> None:
    hands, page = period_of(begun())
    hands.program.window.resize(1366, 700)
    act = next(each for each in page.findChildren(QPushButton) if each.text() == "Verlängerung festhalten")
    hands.settle()
    assert page.rect().contains(act.mapTo(page, act.rect().bottomRight()))
    assert not only(page, ScrollPage).isAncestorOf(act)
    hands.click(page, "Verwerfen")
    assert hands.program.window.page_name() == "case"


def test_c4_beyond_the_latest_day_is_refused_at_its_field(period_of: Any) -> None:
    hands, page = period_of(begun())
    hands.choose(page.form, "Analphabetismus")
    hands.into(page.form.until, "16.1.2028")
    hands.save()
    assert "15.01.2028" in page.form.until_row.fault()
    assert clock(hands).extensions == ()


def test_an_empty_decision_says_at_once_all_that_is_missing(period_of: Any) -> None:
    hands, page = period_of(begun())
    page.form.save()
    said = hands.words(page.form)
    assert "Bitte wählen Sie einen Grund für die Verlängerung." in said
    assert page.form.until_row.fault() == "Bitte geben Sie ein Datum ein."
    assert page.window().focusWidget() is choice(page.form, "Analphabetismus")
    hands.choose(page.form, "Analphabetismus")
    page.form.save()
    assert "Bitte wählen Sie einen Grund" not in hands.words(page.form)
    assert page.window().focusWidget() is page.form.until


def test_a_date_that_is_missing_below_the_fold_is_brought_into_view_with_its_sentence(
    period_of: Any,
) -> None:
    hands, page = period_of(begun())
    hands.program.window.resize(1366, 560)
    hands.choose(page.form, "Analphabetismus")
    ground = only(page, ScrollPage)
    ground.verticalScrollBar().setValue(0)

    def in_view() -> bool:
        row = page.form.until_row
        top: int = row.mapTo(ground.viewport(), row.rect().topLeft()).y()
        bottom: int = top + row.height()
        return top >= 0 and bottom <= ground.viewport().height()

    assert not in_view()
    hands.click(page, "Verlängerung festhalten")
    hands.qtbot.waitUntil(in_view)
    assert page.form.until_row.fault() == "Bitte geben Sie ein Datum ein."


def test_a_decision_without_a_reason_is_refused(period_of: Any) -> None:
    hands, page = period_of(begun())
    hands.into(page.form.until, "1.6.2027")
    hands.save()
    assert "Grund für die Verlängerung" in hands.words(page.form)
    assert clock(hands).extensions == ()


def test_c2_a_mental_illness_must_be_proven(period_of: Any) -> None:
    hands, page = period_of(begun())
    assert not page.form.seen_on.isVisible()
    hands.choose(page.form, "psychische Erkrankung")
    hands.into(page.form.until, "1.6.2027")
    hands.save()
    assert "nachgewiesen" in page.form.seen_row.fault()
    hands.into(page.form.seen_on, "2.11.2026")
    hands.into(page.form.place, "Klinik")
    hands.save()
    (extension,) = clock(hands).extensions
    assert (extension.evidence_seen_on, extension.evidence_place_kind) == (date(2026, 11, 2), "clinic")


def test_c3_health_reasons_are_closed_without_their_consent(period_of: Any) -> None:
    hands, page = period_of(begun(health=False))
    assert not any("Behinderung" in each.text() for each in page.form.findChildren(QRadioButton))
    said = hands.words(page.form)
    assert "Behinderung" in said
    assert "anderer begründeter Einzelfall" in said
    hands.choose(page.form, "Einzelfall")
    hands.into(page.form.until, "1.6.2027")
    hands.save()  # the sentence is asked for, and may be left out (C2, C3)
    assert "in einem Satz, ohne Angaben zur Gesundheit" in page.form.text_row.fault()
    assert hands.here() is page.form.text
    assert clock(hands).extensions == ()
    hands.qtbot.wait(QApplication.doubleClickInterval() + 20)  # who has read the question is no double click
    hands.save()
    assert [each.reason for each in clock(hands).extensions] == ["other"]


def test_c8_a_late_decision_needs_its_reason(period_of: Any) -> None:
    hands, page = period_of(begun(date(2023, 9, 1)))
    assert page.form.late.isVisible()
    hands.choose(page.form, "Analphabetismus")
    hands.into(page.form.until, "1.6.2027")
    hands.save()
    assert "01.09.2026" in page.form.late_row.fault()
    hands.into(page.form.late, "Bescheid kam zu spät")
    hands.save()
    assert clock(hands).extensions[0].late_reason == "Bescheid kam zu spät"


def test_c7_a_start_brought_along_is_taken_over_with_its_evidence(period_of: Any) -> None:
    hands, page = period_of(begun(), part="start")
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.evidence, "Bescheinigung gesehen")
    hands.into(page.form.office, "LRA Musterkreis")
    hands.save()
    assert "begründen" in page.form.reason_row.fault()
    hands.into(page.form.reason, "Bescheinigung nachgereicht")
    hands.save()
    view = clock(hands)
    assert (view.start, view.evidence) == (date(2023, 5, 2), StartEvidence.CERTIFICATE_SEEN)
    assert view.start_reason == "Bescheinigung nachgereicht"


def test_c7_evidence_that_comes_later_is_saved_without_another_reason(period_of: Any) -> None:
    hands, page = period_of(begun(), part="start")
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.reason, "so erzählt")
    hands.save()
    hands.program.window.open_page("period", case_id=1, part="start")
    hands.settle()
    hands.into(page.form.evidence, "Bescheinigung gesehen")
    hands.save()
    view = clock(hands)
    assert (view.start, view.evidence) == (date(2023, 5, 2), StartEvidence.CERTIFICATE_SEEN)
    assert view.start_reason == "so erzählt"


def test_c7_a_wrong_office_is_taken_out_by_leaving_its_field_empty(period_of: Any) -> None:
    hands, page = period_of(begun(), part="start")
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.office, "LRA Musterkreis")
    hands.into(page.form.reason, "so erzählt")
    hands.save()
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    hands.into(page.form.office, "")
    hands.save()
    assert [(each.office, each.since) for each in clock(hands).earlier] == [("", date(2023, 5, 2))]


def test_c7_a_start_brought_along_by_mistake_is_taken_out_with_a_reason(period_of: Any) -> None:
    hands, page = period_of(begun(), part="start")
    assert not page.form.mistake.isVisible()
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.reason, "so erzählt")
    hands.save()
    hands.program.window.open_page("period", case_id=1, part="start")
    hands.settle()
    hands.qtbot.mouseClick(page.form.mistake, Qt.MouseButton.LeftButton)
    assert not page.form.day.isVisible()
    kept = page.unsaved()
    hands.program.window.drop_pages()
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    page.restore(kept)
    hands.settle()
    assert page.form.mistake.isChecked()
    hands.save()
    assert "begründen" in page.form.reason_row.fault()
    hands.into(page.form.reason, "Verwechselt")
    hands.save()
    assert (clock(hands).start, clock(hands).earlier) == (START, ())


def test_c1_c7_a_start_brought_along_is_corrected_to_a_later_day(period_of: Any) -> None:
    hands, page = period_of(begun(), part="start")
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.reason, "so erzählt")
    hands.save()
    hands.program.window.open_page("period", case_id=1, part="start")
    hands.settle()
    hands.into(page.form.day, "")
    hands.save()
    assert page.form.day_row.fault() == "Bitte geben Sie ein Datum ein."
    hands.into(page.form.day, "4.12.2023")
    hands.into(page.form.evidence, "Bescheinigung gesehen")
    hands.into(page.form.reason, "Bescheinigung lag vor")
    hands.save()
    view = clock(hands)
    assert (view.start, view.unproven) == (date(2023, 12, 4), False)


def test_c7_the_one_earlier_office_is_corrected_and_a_further_one_is_said_to_be_one(period_of: Any) -> None:
    """A correction starts from what is known and replaces it; of a further office nothing is known yet."""
    hands, page = period_of(begun(), part="start")
    assert not page.form.further.isVisible()
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.office, "LRA Musterkreis")
    hands.into(page.form.reason, "so erzählt")
    hands.save()
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    assert page.form.brought.text().startswith("Die frühere Beratung ist zu berichtigen")
    hands.into(page.form.day, "3.4.2023")
    hands.into(page.form.reason, "Plan lag vor")
    hands.save()
    assert [(each.office, each.since) for each in clock(hands).earlier] == [
        ("LRA Musterkreis", date(2023, 4, 3))
    ]
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    hands.qtbot.mouseClick(page.form.further, Qt.MouseButton.LeftButton)
    assert (page.form.day.text(), page.form.office.text()) == ("", "")
    hands.qtbot.mouseClick(page.form.brought, Qt.MouseButton.LeftButton)
    assert (page.form.day.text(), page.form.office.text()) == ("03.04.2023", "LRA Musterkreis")
    hands.qtbot.mouseClick(page.form.further, Qt.MouseButton.LeftButton)
    hands.into(page.form.day, "1.2.2023")
    hands.into(page.form.reason, "dort auch")
    kept = page.unsaved()
    hands.program.window.drop_pages()
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    page.restore(kept)
    hands.settle()
    assert page.form.further.isChecked() and page.form.day.text() == "01.02.2023"
    hands.save()
    assert {each.since for each in clock(hands).earlier} == {date(2023, 2, 1), date(2023, 4, 3)}


def with_offices(*offices: EarlierCounselling) -> CaseFile:
    """Return a case with a first talk here, of a person who said that she was counselled before."""
    case = a_case(opened_on=START, period_start=START, counselled_before=YesNoUnknown.YES)
    return replace(begun(), case=case, earlier_counselling=offices)


def test_c7_the_day_that_nobody_knew_is_filled_in_and_the_office_not_doubled(period_of: Any) -> None:
    hands, page = period_of(with_offices(EarlierCounselling("LRA Musterkreis")), part="start")
    assert page.form.brought.isChecked() and page.form.office.value() == "LRA Musterkreis"
    assert not page.form.which.isVisible()
    hands.into(page.form.day, "2.5.2023")
    hands.into(page.form.evidence, "Bescheinigung gesehen")
    hands.into(page.form.reason, "Bescheinigung gebracht")
    hands.save()
    view = clock(hands)
    assert (view.start, [(e.office, e.since) for e in view.earlier]) == (
        date(2023, 5, 2),
        [("LRA Musterkreis", date(2023, 5, 2))],
    )


@pytest.mark.parametrize("offices", [(EarlierCounselling(),), ()], ids=["without a day", "without any"])
def test_c7_a_yes_that_was_a_mistake_is_taken_back_on_the_page(
    period_of: Any, offices: tuple[EarlierCounselling, ...]
) -> None:
    hands, page = period_of(with_offices(*offices), part="start")
    hands.qtbot.mouseClick(page.form.mistake, Qt.MouseButton.LeftButton)
    hands.into(page.form.reason, "Verwechselt")
    hands.save()
    assert (clock(hands).start, clock(hands).earlier, clock(hands).notes) == (START, (), ())


def test_c7_of_several_offices_the_one_that_is_meant_is_chosen(period_of: Any) -> None:
    """What is known of the chosen one is shown; the choice comes back with a draft."""
    offices = (EarlierCounselling("Ulm", date(2024, 5, 2)), EarlierCounselling("Aalen"))
    hands, page = period_of(with_offices(*offices), part="start")
    assert (page.form.which.currentText(), page.form.day.text()) == ("Aalen, Beginn unbekannt", "")
    pick(hands.qtbot, page.form.which, "Ulm, seit 02.05.2024")
    assert (page.form.office.value(), page.form.day.text()) == ("Ulm", "02.05.2024")
    hands.qtbot.mouseClick(page.form.mistake, Qt.MouseButton.LeftButton)
    assert page.form.which.isVisible() and not page.form.day.isVisible()
    hands.into(page.form.reason, "Verwechselt")
    kept = page.unsaved()
    hands.program.window.drop_pages()
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    page.restore(kept)
    hands.settle()
    hands.save()
    assert [each.office for each in clock(hands).earlier] == ["Aalen"]


def test_c1_a_later_start_is_taken_over_only_with_a_reason(period_of: Any) -> None:
    kept = begun()
    later = a_case_file(
        case=a_case(opened_on=START, period_start=START),
        consents=kept.consents,
        needs_assessment=NeedsAssessment(date(2024, 3, 4), "EB"),
    )
    hands, page = period_of(later, part="start")
    assert page.form.by_talks.isChecked()
    assert "04.03.2024" in page.form.by_talks.text()
    hands.into(page.form.reason, "Erstes Gespräch war keines")
    hands.save()
    assert clock(hands).start == date(2024, 3, 4)


def test_c1_where_nothing_is_recorded_there_is_no_start(period_of: Any) -> None:
    gone = a_case_file(
        case=a_case(opened_on=START, period_start=START),
        consents=begun().consents,
        needs_assessment=None,
    )
    hands, page = period_of(gone, part="start")
    assert page.form.none.isChecked()
    hands.into(page.form.reason, "Falsch eingetragen")
    hands.save()
    assert clock(hands).start is None


def test_c9_the_clock_explains_itself(period_of: Any) -> None:
    hands, page = period_of(begun())
    said = hands.words(page)
    for words in ("15.01.2024", "15.01.2027", "15.01.2028", "187"):
        assert words in said


def test_c7_the_clock_hears_that_the_first_day_of_the_plan_was_corrected_or_was_not(period_of: Any) -> None:
    """What it doubts follows from both days, and the plan is what one set right last."""
    plan = a_plan(goals=(), begun_on=START, spans=(PlanSpan(START),), brought_along=True)
    hands, page = period_of(replace(begun(), plan=plan))

    def doubts() -> bool:
        return "Der mitgebrachte Plan ist älter" in hands.words(page)

    assert not doubts()
    hands.program.frame.do(change_begin, 1, 1, date(2023, 6, 5), "Zahlendreher", said="Geändert")
    hands.settle()
    assert doubts()
    hands.answer_notice()
    hands.settle()
    assert not doubts()


def test_what_is_typed_comes_back(period_of: Any) -> None:
    hands, page = period_of(begun())
    assert page.unsaved() is None
    hands.choose(page.form, "Einzelfall")
    hands.into(page.form.text, "Prüfung im Juni")
    kept = page.unsaved()
    assert kept is not None
    hands.program.window.drop_pages()
    page = hands.open(PeriodPage, "period", case_id=1)
    page.restore(kept)
    hands.settle()
    assert (page.form.reason(), page.form.text.value()) == ("other", "Prüfung im Juni")


def test_every_field_has_a_spoken_name(period_of: Any) -> None:
    hands, page = period_of(begun())
    hands.choose(page.form, "Behinderung")
    assert unnamed(page) == []
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    assert unnamed(page) == []


def test_c4_that_the_longest_period_is_used_up_stands_there_once(
    period_of: Callable[..., tuple[Hands, PeriodPage]],
) -> None:
    whole = replace(
        begun(), extensions=(Extension(date(2028, 1, 15), date(2026, 11, 2), "other", "Beispiel"),)
    )
    hands, page = period_of(whole)
    assert page.form is None
    assert hands.words(page).count("Die Höchstdauer ist ausgeschöpft") == 1
    assert "Verlängert bis 15.01.2028" in hands.words(only(page, PeriodExplanation))
    page.open(case_id=1, part="start")
    hands.settle()
    assert hands.words(only(page, PeriodExplanation)).count("Die Höchstdauer ist ausgeschöpft") == 1
