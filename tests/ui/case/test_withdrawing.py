"""Withdrawing in the real window, as easily as one gives (E3, E4, C10, L2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.gate.directory import save_service
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.told_recipients import recipients_said
from intman_desktop.ui.case.withdrawal_words import act_words, left_words, what_follows
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField, RadioField
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.style import Style
from intman_desktop.values.case_file import Answer, Extension, Referral
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentScope,
    GoalState,
    HeldReason,
    ScanKind,
    SpecialKind,
)
from intman_desktop.values.ending_views import MarkedKind, MarkedPlace
from intman_desktop.values.office import Service
from tests.builders import (
    a_case,
    a_case_file,
    a_consent,
    a_disclosure,
    a_goal,
    a_health_consent,
    a_participant,
    a_passing_on,
    a_plan,
    a_scan,
    a_talk,
)
from tests.ui.case.journeys import OnCase
from tests.ui.hands import buttons


def view_of(case: OnCase) -> PaperView:
    (view,) = case.page.findChildren(PaperView)
    assert isinstance(view, PaperView)
    return view


@pytest.mark.parametrize(("details", "at", "chosen"), [({}, 0, False), ({"consent_id": 2}, 1, True)])
def test_e3_a_withdrawal_begins_with_the_cursor_at_what_is_withdrawn(
    on_case: Callable[..., OnCase], details: dict[str, int], at: int, chosen: bool
) -> None:
    """Not at "Abbrechen", which would lead out of what one came for; and nothing is chosen by that."""
    case = on_case(a_case_file(consents=(a_consent(), a_health_consent())), tab="withdraw", **details)
    choices = case.panel("withdraw").findChildren(RadioField)
    assert case.hands.here() is choices[at]
    assert [each.isChecked() for each in choices] == [False, chosen]


def test_c11_only_papers_that_there_are_are_offered_for_keeping(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(plan=None), tab="consents")
    for place in ("withdraw", "ending"):
        case.go(place, consent_id=1)
        shown = {each.text() for each in case.panel(place).findChildren(QPushButton) if each.isVisible()}
        assert "Bescheinigung zeigen" in shown
        assert "Integrationsplan zeigen" not in shown


def test_e3_withdrawing_a_kind_empties_its_fields_and_names_the_places(
    on_case: Callable[..., OnCase],
) -> None:
    file = a_case_file(answers=(Answer("disability", "yes"), Answer("years_of_school", "9")))
    case = on_case(file, talks=[a_talk(file.case.key, topic="health")], tab="consents")
    case.click("Einwilligung widerrufen …", case.panel("consents"))
    panel = case.panel("withdraw")
    assert panel.act.isVisible() and not panel.act.isEnabled()
    assert "Was wird widerrufen?" in case.hands.words(panel)
    case.hands.choose(panel, "Gesundheit")
    assert panel.act.isEnabled()
    assert "Die Beratung geht weiter." in case.hands.words(panel)
    case.click("Widerrufen und Felder leeren", panel)
    case.confirm()
    assert "Geleert: Behinderung." in case.hands.words(panel)
    assert {each.field for each in case.file().answers} == {"years_of_school"}
    assert "Andere Notizen sehen Sie bitte selbst durch." in case.hands.words(panel)
    case.click("Zu diesen Stellen", panel)
    consents = case.panel("consents")
    assert "Andere Notizen sehen Sie bitte selbst durch." in case.hands.words(consents.marked)
    assert "auch in Falldateien für denselben Träger" in case.hands.words(consents.marked)
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


def test_e3_i9_scans_of_plans_are_told_apart_from_what_is_marked() -> None:
    note, scan = (MarkedPlace(kind, 1) for kind in (MarkedKind.NOTE, MarkedKind.SCAN))
    (only,) = left_words([scan])
    assert only == "1 Scan aus dieser Zeit kann solche Angaben zeigen. Bitte sehen Sie ihn durch."
    marked, scans = left_words([note, scan, scan])
    assert marked.startswith("1 Stelle ist mit dieser Art von Daten markiert")
    assert scans.startswith("2 Scans aus dieser Zeit können")
    assert "ebenso Scans aus dieser Zeit" in what_follows(a_health_consent(), a_case())


def test_e7_u1_who_got_a_file_at_a_move_is_named_where_that_consent_is_withdrawn() -> None:
    moved = a_consent(ConsentScope.RELOCATION)
    sent = a_disclosure(recipient="IM Beispielstadt", consent=1)
    file = a_case_file(consents=(a_consent(), moved), disclosures=(sent,))
    said = recipients_said(moved, file)
    assert said.startswith("Eine Falldatei hat bekommen: IM Beispielstadt (12.01.2026).")
    assert recipients_said(a_health_consent(), file) == ""


def test_e3_to_see_a_marked_note_brings_it_into_view_however_old_it_is(
    on_case: Callable[..., OnCase],
) -> None:
    file = a_case_file(consents=(a_consent(),))
    talks = [a_talk(file.case.key, on=date(2026, 1, 31 - number), topic="work") for number in range(24)]
    old = a_talk(file.case.key, on=date(2026, 1, 2), topic="health")
    case = on_case(file, talks=[*talks, old], tab="consents")
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
    case = on_case(a_case_file(consents=(a_consent(),), plan=a_plan(goals=(goal,))), tab="consents")
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


def test_k8_of_a_referral_that_is_blacked_out_it_is_said_that_the_figures_keep_it(
    on_case: Callable[..., OnCase],
) -> None:
    """Rules K8, E3: what was counted stays as a sum."""
    gone = (a_consent(), a_health_consent(withdrawn_on=date(2026, 11, 19)))
    file = a_case_file(consents=gone)
    referred = a_participant(file.case.key, referrals=(Referral("praxis"),))
    case = on_case(file, tab="talks", talks=[replace(a_talk(), participants=(referred,))])
    case.hands.program.frame.do(save_service, Service("praxis", "health_office", "Gesundheitsamt Muster"))
    case.hands.settle()
    marked = case.go("consents").marked
    case.click("Schwärzen …", marked)
    said = case.hands.words(case.dialog())
    assert "Die Weitervermittlung verschwindet; in den Kennzahlen bleibt sie gezählt." in said


def test_c3_the_words_of_an_extension_are_listed_and_its_reason_goes(on_case: Callable[..., OnCase]) -> None:
    gone = (a_consent(), a_health_consent(withdrawn_on=date(2026, 11, 19)))
    told = Extension(date(2029, 6, 30), date(2026, 11, 1), "other", "Therapie dauert an")
    case = on_case(a_case_file(consents=gone, extensions=(told,)), tab="consents")
    marked = case.panel("consents").marked
    assert "Verlängerung vom 01.11.2026 · „Therapie dauert an“" in case.hands.words(marked)
    case.click("Schwärzen …", marked)
    assert "Die Verlängerung bleibt bestehen" in case.hands.words(case.dialog())
    case.confirm()
    (kept,) = case.file().extensions
    assert (kept.until, kept.reason, kept.text) == (told.until, "erased_on_request", "")
    assert not marked.isVisible()


def test_e4_also_an_ended_case_can_be_withdrawn_from(on_case: Callable[..., OnCase]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="relocation")
    case = on_case(a_case_file(case=ended), tab="consents")
    panel = case.panel("consents")
    assert "Einwilligung erfassen" not in buttons(panel)
    case.click("Einwilligung widerrufen …", panel)
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Beratung")
    case.click("Widerrufen und Akte beenden", panel)
    case.confirm()
    assert case.file().case.deletion_due == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "on", "said"),
    [
        ("Beratung", "1.12.2026", "Ein Widerruf kann nicht in der Zukunft liegen (01.12.2026)."),
        ("Gesundheit", "11.1.2026", "Der Widerruf (11.01.2026) liegt vor der Einwilligung."),
        ("Beratung", "40.1.2026", "Diesen Tag gibt es nicht."),
    ],
)
def test_e3_a_day_that_cannot_be_is_said_at_its_field_before_the_question(
    on_case: Callable[..., OnCase], kind: str, on: str, said: str
) -> None:
    case = on_case(a_case_file(consents=(a_consent(), a_health_consent())), tab="withdraw")
    panel = case.panel("withdraw")
    case.hands.choose(panel, kind)
    case.hands.into(panel.on, on)
    case.click(panel.act.text(), panel)
    assert said in case.hands.words(panel)
    assert case.hands.here() is panel.on
    assert not [each for each in case.page.findChildren(Confirm) if each.isVisible()]
    assert case.hands.notice() == ""
    case.hands.into(panel.on, "20.11.2026")
    case.click(panel.act.text(), panel)
    assert said not in case.hands.words(panel)
    case.confirm()
    withdrawn = [each.withdrawn_on for each in case.file().consents]
    assert date(2026, 11, 20) in withdrawn


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
    case = on_case(a_case_file(consents=(put_off,)), tab="consents")
    giving, withdrawing = Counting(case.hands.qtbot), Counting(case.hands.qtbot)
    case.hands.qtbot = giving  # type: ignore[assignment]
    case.click("Einwilligung erfassen")
    panel = case.panel("consent")
    case.hands.into(panel.scope, "Beratung (Grundlage)")
    case.tick(panel.decision.button(ConsentDecision.GIVEN))
    case.hands.into(panel.evidence.filing, "1")
    case.tick(panel.evidence.told)
    case.click("Speichern", panel)
    assert case.file().consents[-1].decision is ConsentDecision.GIVEN
    case.go("consents")
    case.hands.qtbot = withdrawing  # type: ignore[assignment]
    case.click("Einwilligung widerrufen …", case.panel("consents"))
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Beratung")
    case.click("Widerrufen und Akte beenden", panel)
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
    case = on_case(a_case_file(case=held, answers=(Answer("disability", "yes"),)), tab="withdraw")
    (card,) = case.page.findChildren(HoldCard)
    card.reason.set_code(HeldReason.PERSON_ASKS)
    case.click("Akte öffnen")
    panel = case.panel("withdraw")
    case.hands.choose(panel, matter)
    assert "Wegen der Löschsperre" in case.hands.words(panel)
    case.click(act, panel)
    case.confirm()
    assert after in case.words() and "noch heute" not in case.words()
    kept = case.hands.asked(lambda desk: open_case(desk, 1, reason=HeldReason.REVIEW))
    assert any(each.withdrawn_on == date(2026, 11, 20) for each in kept.file.consents)


@pytest.mark.parametrize(
    ("scope", "act", "said"),
    [
        (ConsentScope.INTERPRETER, "Einwilligung widerrufen", "ohne Dolmetscherin oder Dolmetscher"),
        (ConsentScope.RELOCATION, "Einwilligung widerrufen", "geben Sie der neuen Stelle nichts weiter"),
        (ConsentScope.PASSING_ON, "Weitergabe widerrufen", "wird an Jobcenter nichts mehr weitergegeben"),
        (ConsentScope.CONTACT, "Widerrufen und Felder leeren", "werden überall geleert und geschlossen"),
    ],
)
def test_e4_what_follows_is_said_as_it_follows(scope: ConsentScope, act: str, said: str) -> None:
    """Rules E3, E4: what opens no field empties none, and nobody is told that it would."""
    consent, case = a_consent(scope, recipient="Jobcenter"), a_case()
    follows = what_follows(consent, case)
    assert act_words(consent, held=False) == act
    assert said in follows and "Scans" not in follows
    assert ("Felder" in follows) is ("Felder" in act)
    assert follows.endswith("Angefangene Texte zu dieser Akte werden verworfen. Die Beratung geht weiter.")
    ended = what_follows(consent, replace(case, state=CaseState.ENDED))
    held = what_follows(consent, replace(case, hold_since=date(2026, 11, 1)))
    assert "geht weiter" not in ended + held and "Angefangene" not in held


def test_e3_before_health_is_withdrawn_all_that_goes_is_named() -> None:
    follows = what_follows(a_health_consent(), a_case())
    for said in ("Felder", "Scans", "ausgehändigten Plänen", "Von Weitergaben", "Verlängerung"):
        assert said in follows


def test_e4_who_withdraws_interpreting_is_told_what_ended(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=(a_consent(), a_consent(ConsentScope.INTERPRETER))), tab="withdraw")
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Sprachmittlung")
    case.click("Einwilligung widerrufen", panel)
    case.confirm()
    assert "Gespräche sind ab jetzt ohne" in case.hands.words(panel)
    assert "Felder" not in case.hands.words(panel)


def test_c10_withdrawing_the_basic_consent_ends_and_leads_to_erasing(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="withdraw")
    panel = case.panel("withdraw")
    case.hands.choose(panel, "Beratung")
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


@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
def test_no_sign_of_a_declaration_is_cut(on_case: Callable[..., OnCase], look: Style, size: float) -> None:
    gone = a_health_consent(withdrawn_on=date(2026, 11, 2))
    over = a_passing_on(valid_until=date(2026, 11, 2))
    case = on_case(a_case_file(consents=(a_consent(), gone, over)), tab="consents")
    look.enlarge(size)
    case.hands.settle()
    signs = [each for each in case.panel("consents").findChildren(StateChip) if each.isVisible()]
    names = [each.accessibleName() for each in signs]
    assert "widerrufen am 02.11.2026" in names
    assert [name for name in names if "erneuern" in name] == ["Einwilligung abgelaufen: zu erneuern"]
    for each in signs:
        holder = each.parentWidget()
        assert holder is not None
        assert each.geometry().right() < holder.width() and each.width() >= each.sizeHint().width()


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"consents": (a_consent(withdrawn_on=date(2026, 11, 20)),)}, "Die Einwilligung ist widerrufen:"),
        ({"consents": (a_consent(),)}, "Der Fall ist beendet; es wurde kein Gespräch notiert."),
    ],
)
def test_a_closed_case_without_talks_asks_for_none(
    on_case: Callable[..., OnCase], details: dict[str, Any], words: str
) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 20), ending_reason="goals_reached")
    case = on_case(a_case_file(case=ended, **details), tab="talks")
    assert words in case.hands.words(case.panel("talks"))
    assert "Strg+G" not in case.words()


def test_without_a_consent_the_talks_say_that_the_case_is_closed(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(consents=()), tab="talks")
    assert "die Akte geschlossen; notiert wird hier nichts" in case.hands.words(case.panel("talks"))


def test_e3_a_scan_of_that_time_is_kept_once_it_was_looked_at(on_case: Callable[..., OnCase]) -> None:
    gone = (a_consent(), a_health_consent(withdrawn_on=date(2026, 11, 19)))
    scan = a_scan(what=ScanKind.OTHER, designation="Brief Muster", consent=None)
    case = on_case(a_case_file(consents=gone, scans=(scan,)), tab="consents")
    marked = case.panel("consents").marked
    assert "Scan vom 12.01.2026 · Brief Muster · anderes Papier" in case.hands.words(marked)
    case.click("Behalten", marked)
    assert not marked.isVisible()
    assert case.file().scans[0].shows_none == (SpecialKind.HEALTH,)
    case.undo()
    assert marked.isVisible()
