"""Resting, ending and erasing in the real window (C6, L2, L3, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from intman_desktop.language import use_language
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.gate.directory import add_service, services_list
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.case.left_open import left_open
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.case.papers_first_card import PapersFirst
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.privacy.names_elsewhere import MentionPlace
from intman_desktop.values.codes import CaseState, GoalState, IdentityCheck, RequestAnswer, RequestKind
from intman_desktop.values.office import Service
from intman_desktop.values.views import CaseFilter
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_goal,
    a_participant,
    a_plan,
    a_request,
    a_talk,
)
from tests.ui.case.journeys import OnCase
from tests.ui.hands import only


def view_of(case: OnCase) -> PaperView:
    (view,) = case.page.findChildren(PaperView)
    assert isinstance(view, PaperView)
    return view


def test_c6_a_case_rests_and_goes_on(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="rest")
    panel = case.panel("rest")
    case.click("Fall ruhen lassen", panel)
    assert case.file().case.state is CaseState.ACTIVE
    case.hands.into(panel.reason, "Familienbesuch, am Telefon vereinbart")
    case.hands.into(panel.until, "31.1.2027")
    case.hands.save()
    assert case.file().case.state is CaseState.DORMANT
    assert case.hands.notice() == "Der Fall ruht."
    case.click("Fortsetzen")
    assert "Der Beratungszeitraum lief weiter, auch während der Fall ruhte." in case.words()
    case.click("Fall fortsetzen", case.panel("rest"))
    assert case.file().case.state is CaseState.ACTIVE
    case.undo()
    assert case.file().case.state is CaseState.DORMANT


def test_c6_a_rest_beyond_the_last_day_is_told(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(case=a_case(period_start=date(2024, 1, 12))), tab="rest")
    panel = case.panel("rest")
    assert "Sein letzter Tag ist der 12.01.2027" in case.words()
    case.hands.into(panel.until, "12.1.2027")
    assert "Der Beratungszeitraum läuft weiter; nichts hält ihn an." in case.words()


def test_c6_after_the_last_day_resting_and_going_on_say_when_it_was(on_case: Callable[..., OnCase]) -> None:
    """Nothing runs on that is over."""
    past = {"opened_on": date(2023, 10, 2), "period_start": date(2023, 10, 2)}
    resting = a_case(**past, state=CaseState.DORMANT)
    case = on_case(a_case_file(case=a_case(**past)), a_case_file(case=resting), tab="rest")
    words = "Der letzte Tag des Beratungszeitraums war der 02.10.2026; das Ruhen verlängert ihn nicht."
    assert words in case.words()
    case.hands.open(CasePage, "case", case_id=2, tab="rest")
    assert "während der Fall ruhte: Letzter Tag war der 02.10.2026." in case.words()


def test_l2_a_case_ends_with_reason_day_and_deletion(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="ending")
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


def test_l2_what_is_still_open_is_named_before_a_case_ends_and_hinders_nothing(
    on_case: Callable[..., OnCase],
) -> None:
    """Next steps that are done and goals that are closed are left out; of the rest the first are named."""
    reached = a_goal(state=GoalState.REACHED, wording="Erreichtes")
    due = a_goal(next_review=date(2026, 11, 12))
    file = a_case_file(plan=a_plan(goals=(due, a_goal(wording="Eine Arbeit finden"), reached)))
    steps = (
        a_participant(file.case.key, next_step="Zum Jobcenter gehen"),
        a_participant(file.case.key, next_step="Pass abholen", next_step_done_on=date(2026, 11, 2)),
    )
    talks = [a_talk(file.case.key, participants=(each,), key=f"{at:032x}") for at, each in enumerate(steps)]
    case = on_case(file, a_case_file(plan=a_plan(goals=(reached,))), tab="ending", talks=talks)
    words = case.hands.words(case.panel("ending"))
    assert (
        "Noch offen: 1 nächster Schritt aus den Gesprächen („Zum Jobcenter gehen“); 2 Ziele („Ich möchte die "
        "B1-Prüfung bestehen“, „Eine Arbeit finden“); 1 Überprüfung fällig." in words
    )
    sheet = case.hands.asked(case_sheet, 1)
    use_language("en")
    assert "“Eine Arbeit finden”" in left_open(sheet)
    use_language("de")
    case.hands.into(case.panel("ending").reason, "Ziele erreicht")
    case.hands.save()
    assert case.file().case.state is CaseState.ENDED
    case.hands.open(CasePage, "case", case_id=2, tab="ending")
    assert "Noch offen" not in case.hands.words(case.panel("ending"))


def test_l2_a_day_before_the_last_talk_is_refused(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file()
    case = on_case(file, tab="ending", talks=[a_talk(file.case.key, on=date(2026, 11, 19))])
    panel = case.panel("ending")
    case.hands.into(panel.reason, "Ziele erreicht")
    case.hands.into(panel.on, "18.11.2026")
    case.hands.save()
    assert case.file().case.state is CaseState.ACTIVE
    assert "19.11.2026" in case.hands.words(panel)


def test_l3_erasing_shows_what_goes_and_what_stays_and_asks(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file()
    other = a_case_file()
    case = on_case(file, other, tab="erasure", talks=[a_talk(file.case.key, other.case.key)])
    panel = case.panel("erasure")
    words = case.hands.words(panel)
    assert "Einwilligungen: 2" in words and "1 gemeinsames Gespräch bleibt" in words
    assert "Die Kennzahlen (2026), ohne Person." in words
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
    case = on_case(a_case_file(case=ended, plan=a_plan(spans=())), tab="erasure")
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


def test_the_acts_of_an_erasure_stay_in_sight_however_much_there_is_to_read(
    on_case: Callable[..., OnCase],
) -> None:
    """The cursor stood on a sliver at the lower edge, and the page looked as if it had no way on."""
    case = on_case(tab="erasure")
    panel = case.panel("erasure")
    scroll = page_around(panel)
    assert scroll is not None and scroll.verticalScrollBar().maximum() > 0
    assert panel.cancel.hasFocus()
    for act in (panel.cancel, panel.erase):
        low = act.mapTo(case.page, act.rect().bottomLeft()).y()
        assert page_around(act) is None and act.isVisible() and low < case.page.height()


def named_as_a_season(on_case: Callable[..., OnCase]) -> OnCase:
    """Return the erasure of Nour Sommer, who stands in somebody's note beside a summer that was hot."""
    file = a_case_file(client=a_client(family_name="Sommer", given_name="Nour"))
    other = a_case_file(client=a_client(family_name="Andersen", given_name="Ida"))
    note = "Im Sommer war es heiß. Die Nachbarin Frau Sommer half. Nour kommt aus dem Kurs."
    noted = a_participant(other.case.key, note=note)
    return on_case(file, other, talks=[a_talk(other.case.key, participants=(noted,))], tab="erasure")


def place_of(case: OnCase) -> MentionPlace:
    """Return the one place of a name that is shown."""
    (place,) = case.panel("erasure").findChildren(MentionPlace)
    assert isinstance(place, MentionPlace)
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


def test_l5_an_entry_of_the_directory_is_shown_unticked_and_leads_to_the_directory(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(client=a_client(family_name="Sommerfeld", given_name="Nour")), tab="talks")
    case.hands.asked(add_service, Service("", "volunteers", "Ehrenamt Sommerfeld"))
    case.page.open(case_id=1, tab="erasure")
    case.hands.settle()
    place = place_of(case)
    assert place.look.text() == "Verzeichnis der Anlaufstellen"
    assert [(box.text(), box.isChecked()) for box in place.boxes] == [
        ("Sommerfeld: „Ehrenamt Sommerfeld“", False)
    ]
    case.click("Verzeichnis der Anlaufstellen", place)
    case.hands.qtbot.waitUntil(lambda: case.hands.program.window.page_name() == "services")


def test_l5_after_a_place_the_cursor_goes_to_the_next_and_then_to_the_safe_button(
    on_case: Callable[..., OnCase],
) -> None:
    file = a_case_file(client=a_client(family_name="Sommer", given_name="Nour"))
    others = [a_case_file(client=a_client(family_name=name)) for name in ("Andersen", "Bauer", "Conrad")]
    talks = [
        a_talk(
            each.case.key,
            participants=(a_participant(each.case.key, note="Frau Sommer half. Im Sommer auch."),),
        )
        for each in others
    ]
    case = on_case(file, *others, talks=talks, tab="erasure")
    panel = case.panel("erasure")

    def places() -> list[MentionPlace]:
        return [each for each in panel.findChildren(MentionPlace) if each.isVisible()]

    second = places()[1]
    assert second.look.accessibleDescription() == "Stelle 2 von 3"
    named = places()[2].look.text()
    case.hands.qtbot.mouseClick(second.black_out, Qt.MouseButton.LeftButton)
    case.confirm()
    assert len(places()) == 3, "what was not ticked stays"
    assert case.hands.here() is places()[2].look and places()[2].look.text() == named
    for left in (2, 1, 0):
        place = places()[-1]
        for box in place.boxes:
            box.setChecked(True)
        case.hands.qtbot.mouseClick(place.black_out, Qt.MouseButton.LeftButton)
        case.confirm()
        assert len(places()) == left
        assert case.hands.here() is (places()[0].look if left else panel.cancel)


def may_be_printed(papers: PapersFirst) -> set[bool]:
    """Return whether the papers that come first can be printed, each alike where all are."""
    found = papers.findChildren(QPushButton)
    return {each.isEnabled() for each in found if each.isVisible() and "drucken" in each.accessibleName()}


def test_e8_what_the_office_lacks_is_named_before_erasing_with_a_way_there_and_back(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(tab="erasure")
    case.hands.program.frame.do(change_office, {"storage_time": "", "recipients": ""})
    case.hands.settle()
    panel = case.go("erasure")
    assert "In den Einstellungen fehlen: Empfänger, Dauer der Speicherung." in case.hands.words(panel)
    first = only(panel, PapersFirst)
    assert may_be_printed(first) == {False}
    case.hands.into(panel.reason, "verstorben")
    case.click(panel.erase.text(), panel)
    assert "Dafür fehlen Angaben in den Einstellungen." in case.hands.words(case.dialog())
    case.hands.qtbot.mouseClick(case.dialog().safe, Qt.MouseButton.LeftButton)
    case.click("Zu den Einstellungen", panel)
    window = case.hands.program.window
    assert window.page_name() == "settings"
    assert case.hands.here().accessibleName() == "Empfänger"
    case.hands.program.frame.do(change_office, {"storage_time": "zwei Jahre", "recipients": "niemand"})
    case.hands.settle()
    settings = window.page()
    assert settings is not None
    case.hands.click(settings, "Zurück zur Akte")
    assert window.page_name() == "case" and case.panel("erasure").isVisible()
    assert "fehlen" not in case.hands.words(first)
    assert may_be_printed(first) == {True}
    window.open_page("settings")
    assert "Zurück zur Akte" not in {
        each.text() for each in settings.findChildren(QPushButton) if each.isVisible()
    }


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
    case = on_case(file, other, tab="erasure", talks=[a_talk(other.case.key, participants=(noted,))])
    case.click(f"{other.case.number}, Gespräch vom 12.01.2026", case.panel("erasure"))
    assert case.page.case_id == 2


def test_l8_a_restriction_is_named_before_one_case_is_erased_and_in_the_question(
    on_case: Callable[..., OnCase],
) -> None:
    """Art. 18 (1) b, c DS-GVO: whoever still needs her data, or wants them kept, was passed over."""
    restricted = a_request(
        kind=RequestKind.RESTRICTION,
        received_on=date(2026, 11, 2),
        identity=IdentityCheck.KNOWN,
        answered_on=date(2026, 11, 5),
        answer=RequestAnswer.SENT,
    )
    case = on_case(a_case_file(requests=(restricted,)), tab="erasure")
    panel = case.panel("erasure")
    said = "Einschränkung am 05.11.2026 zugesagt: nur löschen, wenn die Person es möchte."
    assert said in case.hands.words(panel)
    case.hands.into(panel.reason, "verstorben")
    case.click(panel.erase.text(), panel)
    assert said in case.hands.words(case.dialog())
