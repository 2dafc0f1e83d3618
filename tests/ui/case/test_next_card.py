"""What is next in a case, and that each line opens the place it names (P1, I8, Z5, C1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.extension_correction import correct_extension
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.case.requests_card import answer_word
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.deadlines.words import due_words
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.period.page import PeriodPage
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.field_block import FieldBlock
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.case_file import EarlierCounselling, Extension, Request
from intman_desktop.values.codes import (
    Block,
    ConsentScope,
    IdentityCheck,
    RequestAnswer,
    RequestKind,
    StartOrigin,
)
from tests.builders import a_case, a_case_file, a_consent, a_goal, a_plan, a_request, a_talk, an_issued_plan
from tests.ui.case.journeys import OnCase
from tests.ui.hands import only

HANDED_OUT = date(2026, 11, 2)
TODAY = date(2026, 11, 20)
HELD = date(2026, 1, 12)


def handed_out(**signed: date) -> Any:
    """Return a case whose plan was handed out and waits for its signatures."""
    return a_case_file(plan=a_plan(versions=(an_issued_plan(on=HANDED_OUT),), **signed))


@pytest.mark.parametrize(
    ("signed", "meant"), [({}, "client_on"), ({"client_signed_on": HANDED_OUT}, "worker_on")]
)
def test_z5_to_the_missing_signature_the_cursor_goes_into_its_date(
    on_case: Callable[..., OnCase], signed: dict[str, date], meant: str
) -> None:
    """The line, and the deadline in the list, open the block where both signatures are entered."""
    case = on_case(handed_out(**signed), tab="plan")
    case.click("Unterschrift eintragen", only(case.page, NextCard))
    pane = case.panel("plan").plan.pane
    assert pane.block is Block.COURSE and isinstance(pane.content, CourseBlock)
    assert case.hands.program.window.focusWidget() is getattr(pane.content, meant)
    case.go("deadlines")
    case.click("Unterschrift eintragen", case.panel("deadlines"))
    content = case.panel("plan").plan.pane.content
    assert case.hands.program.window.focusWidget() is getattr(content, meant)
    visible = content.client_on.visibleRegion().boundingRect()
    assert visible.height() == content.client_on.height()


def test_the_acts_of_what_is_next_stand_below_each_other(on_case: Callable[..., OnCase]) -> None:
    """As in the overview and in the deadlines of the case: the eye goes down one column."""
    case = on_case(handed_out(), tab="plan")
    card = only(case.page, NextCard)
    acts = [each for each in card.findChildren(QPushButton) if each.isVisible()]
    assert len({each.text() for each in acts}) > 1
    assert len({each.mapTo(card, QPoint(0, 0)).x() for each in acts}) == 1


def test_i8_to_the_plan_opens_the_first_block_that_lacks_something(on_case: Callable[..., OnCase]) -> None:
    """It does so too where the plan is open already, with the cursor where one goes on."""
    case = on_case(tab="plan")
    plan = case.panel("plan").plan
    case.click("Zum Plan", only(case.page, NextCard))
    assert plan.pane.block is Block.PERSONAL and isinstance(plan.pane.content, FieldBlock)
    cursor = case.hands.program.window.focusWidget()
    assert cursor is not None and plan.pane.content.isAncestorOf(cursor)


def test_i8_the_card_names_what_the_question_before_handing_out_names(on_case: Callable[..., OnCase]) -> None:
    """Before the first version neither asks for the course; afterwards both do (Rule I7)."""
    case = on_case(a_case_file(), handed_out(), tab="plan")
    for case_id, course in ((1, False), (2, True)):
        case.hands.open(type(case.page), "case", case_id=case_id, tab="plan")
        case.click("Aushändigen", case.panel("plan").plan.head)
        (question,) = [each for each in case.page.findChildren(Confirm) if each.isVisible()]
        card, asked = case.hands.words(only(case.page, NextCard)), case.hands.words(question)
        missing = card.split("Im Plan fehlt noch etwas: ")[1].split(".")[0]
        assert asked.split("Noch nicht vollständig: ")[1].split(". ")[0] == ", ".join(
            f"„{name}“" for name in _names(missing)
        )
        assert ("Verlaufsstand" in missing) is course
        case.hands.qtbot.keyClick(question, "\x1b")
        question.reject()


def test_c1_a_first_talk_that_is_not_noted_is_named_until_it_is(on_case: Callable[..., OnCase]) -> None:
    """The line opens the sheet of the talk with person, day and that it counts; then it is gone."""
    case = on_case(tab="plan")
    assert "Die Bedarfserhebung am 12.01.2026 war das erste Beratungsgespräch." in case.words()
    case.click("Gespräch dazu notieren", only(case.page, NextCard))
    window = case.hands.program.window
    page = window.page()
    assert isinstance(page, TalkPage)
    sheet = page.sheet
    case.hands.settle()
    assert sheet.case_ids() == (1,) and sheet.head.day.value() == HELD
    assert sheet.notes.parts()[0].counts.isChecked()
    assert page.unsaved() is None
    case.hands.into(sheet.head.topic.choice, "Wohnen")
    case.hands.save()
    (talk,) = case.hands.asked(open_case, 1).file.talks
    assert talk.on == HELD and talk.participants[0].counts
    case.go("plan")
    assert "Gespräch dazu notieren" not in case.words()


def test_c1_after_an_earlier_start_the_needs_assessment_is_called_a_talk_not_the_first(
    on_case: Callable[..., OnCase],
) -> None:
    """Whether the start was brought along or is an earlier talk here."""
    elsewhere = a_case_file(
        case=a_case(period_start=date(2025, 6, 2), start_origin=StartOrigin.BROUGHT),
        earlier_counselling=(EarlierCounselling("LRA Muster", date(2025, 6, 2)),),
    )
    here = a_case_file()
    case = on_case(elsewhere, here, talks=[a_talk(here.case.key, on=date(2026, 1, 8))], tab="plan")
    for case_id in (1, 2):
        case.hands.open(type(case.page), "case", case_id=case_id, tab="plan")
        assert "Die Bedarfserhebung am 12.01.2026 war ein Beratungsgespräch." in case.words()


def test_c1_a_noted_first_talk_and_one_that_was_none_are_not_named(on_case: Callable[..., OnCase]) -> None:
    """What is noted on that day is the same talk."""
    file = a_case_file()
    case = on_case(file, talks=(a_talk(file.case.key, on=HELD),), tab="plan")
    assert "Gespräch dazu notieren" not in case.words()


def test_e1_an_undertaking_that_is_still_out_is_named_until_it_is_entered(
    on_case: Callable[..., OnCase],
) -> None:
    """The line opens the evidence it is entered in."""
    interpreted = a_case_file(consents=(a_consent(), a_consent(ConsentScope.INTERPRETER)))
    case = on_case(interpreted, tab="plan")
    card = only(case.page, NextCard)
    assert "Die Verpflichtung der Sprachmittlung fehlt noch." in case.hands.words(card)
    case.click("Verpflichtung eintragen", card)
    panel = case.panel("consent")
    case.hands.into(panel.evidence.undertaking_by, "Dienst Babel")
    case.hands.into(panel.evidence.undertaking_on, "19.11.2026")
    case.hands.into(panel.evidence.undertaking_place, "Ordner 9")
    case.hands.save()
    case.go("plan")
    assert "Verpflichtung" not in case.hands.words(only(case.page, NextCard))


def test_l8_a_plan_with_the_end_of_a_corrected_extension_is_handed_out_anew(
    on_case: Callable[..., OnCase],
) -> None:
    wrong = Extension(date(2030, 1, 12), TODAY, "illiteracy", "Lernt lesen.", decided_by="EB")
    case = on_case(a_case_file(extensions=(wrong,)), tab="plan")
    case.hands.asked(hand_out_plan, 1)
    held = case.file().extensions[0]
    case.hands.asked(correct_extension, 1, held, replace(held, until=date(2029, 7, 12)), "Verklickt")
    case.hands.open(type(case.page), "case", case_id=1, tab="plan")
    line = "Der am 20.11.2026 ausgehändigte Plan nennt einen Beratungszeitraum, der so nicht mehr gilt."
    card = only(case.page, NextCard)
    assert line in case.hands.words(card)
    case.click("Neu aushändigen", card)
    (question,) = [each for each in case.page.findChildren(Confirm) if each.isVisible()]
    case.hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    case.hands.settle()
    plan = case.file().plan
    assert plan is not None and [each.number for each in plan.versions] == [1, 2]
    assert line not in case.hands.words(card)
    page = case.hands.open(PeriodPage, "period", case_id=1)
    assert "mit einer Verlängerung, die so nicht mehr gilt: 20.11.2026." in case.hands.words(page)


@pytest.mark.parametrize("way", ["next", "tab", "list"])
def test_z5_a_plan_that_was_agreed_and_never_handed_out_is_handed_out_from_its_line(
    on_case: Callable[..., OnCase], way: str
) -> None:
    """Its signatures can be entered there as well: the paper may have been made elsewhere."""
    goal = a_goal(next_review=date(2027, 2, 8))
    file = a_case_file(household=(), plan=a_plan(goals=(goal,)))
    case = on_case(file, talks=[a_talk(file.case.key, on=HANDED_OUT)], tab="deadlines")
    line = "Am 12.01.2026 vereinbart, noch nicht von beiden unterschrieben: Plan aushändigen."
    where: QWidget = only(case.page, NextCard) if way == "next" else case.panel("deadlines")
    if way == "list":
        page = case.hands.open(DeadlinesPage, "deadlines")
        where = page.bar
    assert line in case.hands.words(where)
    case.click("Aushändigen", where)
    case.page = case.hands.program.window.findChildren(CasePage)[0]
    (question,) = [each for each in case.page.findChildren(Confirm) if each.isVisible()]
    case.hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    case.hands.settle()
    plan = case.file().plan
    assert plan is not None and [each.number for each in plan.versions] == [1]
    told = case.hands.words(only(case.page, NextCard))
    assert line not in told and "Plan vom 20.11.2026 ist noch nicht von beiden unterschrieben." in told


def _names(missing: str) -> list[str]:
    """Return the names of blocks in a list of them, whose own commas stay."""
    known = [
        "Persönliche Angaben",
        "Sprachkompetenz",
        "Bildung und Ausbildung",
        "Arbeits- und Wohnsituation",
        "Schritte im Integrationsprozess",
        "Ziele und deren Erfüllung",
        "Beginn, Verlaufsstand und Beendigung",
    ]
    return [name for name in known if name in missing]


def test_p3_on_its_day_a_deadline_is_due_and_from_the_next_one_on_overdue(
    on_case: Callable[..., OnCase],
) -> None:
    """A plan is missing from the second talk on; that day it heads the card and is due, not overdue."""
    file = a_case_file(plan=None)
    case = on_case(file, tab="talks", talks=[a_talk(file.case.key, on=TODAY)])
    card = only(case.page, NextCard)
    assert card.findChildren(StateSign)[0].accessibleName() == "heute fällig"
    assert "überfällig seit 20.11.2026" not in case.hands.words(card)
    assert due_words(TODAY - timedelta(days=1), TODAY) == "überfällig seit 19.11.2026"
    assert due_words(TODAY + timedelta(days=1), TODAY) == "fällig am 21.11.2026"


def granted(kind: RequestKind, what: str = "") -> Request:
    return a_request(
        kind=kind,
        what=what,
        received_on=date(2026, 11, 2),
        identity=IdentityCheck.KNOWN,
        answered_on=TODAY,
        answer=RequestAnswer.SENT,
    )


@pytest.mark.parametrize(
    ("kind", "what", "said"),
    [
        (
            RequestKind.RESTRICTION,
            "",
            "Einschränkung der Verarbeitung: am 20.11.2026 zugesagt. Nur noch aufbewahren, nicht verwenden.",
        ),
        (
            RequestKind.RESTRICTION,
            "die alte Anschrift",
            "Einschränkung der Verarbeitung: am 20.11.2026 zugesagt. Nur noch aufbewahren, nicht verwenden. "
            "Es geht um: die alte Anschrift",
        ),
        (
            RequestKind.OBJECTION,
            "keine E-Mails mehr",
            "Widerspruch: am 20.11.2026 zugesagt. Es geht um: keine E-Mails mehr",
        ),
    ],
)
def test_l8_what_was_granted_marks_the_case_until_its_request_says_that_it_is_carried_out(
    on_case: Callable[..., OnCase], kind: RequestKind, what: str, said: str
) -> None:
    """The mark stood for ever, and led to a hold that L2 allows for a legal claim alone."""
    case = on_case(a_case_file(requests=(granted(kind, what),)))
    assert said in case.hands.words(only(case.page, NextCard))
    assert "Löschsperre" not in case.hands.words(only(case.page, NextCard))
    case.click("Zur Anfrage", only(case.page, NextCard))
    form = case.panel("request").form
    assert form.kind.code() == kind
    case.hands.into(form.answer, answer_word(kind, RequestAnswer.CARRIED_OUT))
    case.hands.save()
    assert "zugesagt" not in case.hands.words(only(case.page, NextCard))


def test_l8_a_request_to_stop_that_was_refused_marks_nothing(on_case: Callable[..., OnCase]) -> None:
    refused = replace(granted(RequestKind.OBJECTION), answer=RequestAnswer.REFUSED, refusal_reason="Beispiel")
    case = on_case(a_case_file(requests=(refused,)))
    assert "nicht verwenden" not in case.hands.words(only(case.page, NextCard))
