"""The overview in the real window, over a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.erasure import confirm_clock, erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.keeping.backups import last_backup
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui import keys, machine
from intman_desktop.ui.backup_state import backup_state
from intman_desktop.ui.overview.keys_card import KeysCard
from intman_desktop.ui.overview.lacking_card import OfficeLackingCard
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.values.case_file import CaseFile, NeedsAssessment
from intman_desktop.values.outcome import Outcome
from tests.builders import a_case, a_case_file, a_client, a_goal, a_participant, a_signed_plan, a_talk
from tests.opened import on_day
from tests.ui.hands import Hands
from tests.ui.pages import NotePage

OpenProgram = Callable[..., Program]


def due_case(family: str, review: date) -> CaseFile:
    """Return a case whose one goal is to be reviewed on that day."""
    return a_case_file(
        client=a_client(family_name=family), plan=a_signed_plan(goals=(a_goal(next_review=review),))
    )


def overview(qtbot: QtBot, program: Program) -> OverviewPage:
    page = program.window.open_page("overview")
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(program.workers.idle)
    return page


def button(qtbot: QtBot, root: QWidget, text: str) -> QPushButton:
    """Return the first button of that text, once it is shown."""

    def shown() -> list[QPushButton]:
        return [each for each in root.findChildren(QPushButton) if each.text() == text and each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def click(qtbot: QtBot, root: QWidget, text: str) -> None:
    qtbot.mouseClick(button(qtbot, root, text), Qt.MouseButton.LeftButton)


def words(root: QWidget) -> str:
    shown = [each.text() for each in root.findChildren(QLabel) if each.isVisibleTo(root)]
    shown += [each.text() for each in root.findChildren(QPushButton) if each.isVisibleTo(root)]
    return "\n".join(shown)


def test_an_empty_store_says_how_to_begin(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    program.window.register_page("new_person", NotePage)
    page = overview(qtbot, program)
    sentence = f"Noch keine Fälle. Nehmen Sie eine Person auf ({keys.native(keys.NEW_PERSON)})"
    qtbot.waitUntil(lambda: sentence in words(page))
    assert not page.due.isVisible()
    click(qtbot, page, "Neue Person aufnehmen")
    assert program.window.page_name() == "new_person"


def test_l2_where_every_case_is_on_hold_what_is_due_is_shown_all_the_same(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    held = a_case(hold_since=date(2026, 11, 2), hold_reason="Klage", hold_review_on=date(2026, 11, 20))
    page = overview(qtbot, open_program([a_case_file(case=held)], ()))
    qtbot.waitUntil(lambda: "Löschsperre" in words(page.due))
    assert page.due.isVisible()
    assert "Noch keine Fälle" not in words(page)
    assert "Musterfrau" not in words(page)


def test_l7_a_clock_far_ahead_is_told_at_the_first_page(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program([a_case_file()], ())

    def long_ago(desk: Desk) -> Outcome[None]:
        confirm_clock(on_day(desk, date(2024, 3, 1)))
        return Outcome(None)

    page = overview(qtbot, program)
    assert not page.clock.isVisible()
    program.frame.do(long_ago)
    page.refresh()
    qtbot.waitUntil(lambda: "zuletzt gespeichert wurde am 01.03.2024" in words(page))
    click(qtbot, page, "Das Datum stimmt: 20.11.2026")
    (asked,) = page.findChildren(Confirm)
    qtbot.mouseClick(asked.safe, Qt.MouseButton.LeftButton)
    assert program.window.notices.text().startswith("Bitte stellen Sie jetzt die Uhr dieses Rechners.")
    assert page.clock.isVisible()
    click(qtbot, page, "Das Datum stimmt: 20.11.2026")
    asked = next(each for each in page.findChildren(Confirm) if each.isVisible())
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.clock.isVisible())


def test_z2_what_is_due_stands_in_groups_and_opens_where_it_is_done(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    files = [
        due_case("Musterfrau", date(2026, 11, 20)),
        due_case("Beispielmann", date(2026, 11, 18)),
        due_case("Probe", date(2026, 12, 1)),
    ]
    talks = [a_talk(each.case.key, on=date(2026, 11, 2)) for each in files]
    program = open_program(files, talks)
    program.window.register_page("case", NotePage)
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "Später" in words(page.due))
    seen = words(page.due)
    places = [seen.index(each) for each in ("Überfällig", "Beispielmann", "Heute", "Musterfrau", "Später")]
    assert places == sorted(places)
    assert "18.11." in seen
    act = button(qtbot, page.due, "Überprüfen")
    assert "Beispielmann" in act.accessibleDescription()
    act.setFocus()
    qtbot.keyClick(act, Qt.Key.Key_Space)
    assert program.window.page_name() == "case"
    case = program.window.page()
    assert isinstance(case, NotePage)
    assert case.opened[0]["tab"] == "review"


def test_nothing_comes_in_above_what_is_due_once_it_is_shown(
    qtbot: QtBot, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 3: who is about to click a line would hit another one, so the cards above it are known before."""
    told: list[str] = []
    for kind, name in (
        (KeysCard, "show_ring"),
        (OfficeLackingCard, "show_lacking"),
        (OverviewPage, "_show_glance"),
    ):

        def watched(
            shows: QWidget,
            seen: Any,
            name: str = name,
            before: Any = getattr(kind, name),  # noqa: B008
        ) -> None:
            told.append(name)
            before(shows, seen)

        monkeypatch.setattr(kind, name, watched)
    page = overview(qtbot, open_program([due_case("Musterfrau", date(2026, 11, 18))], ()))
    qtbot.waitUntil(page.due.isVisible)
    assert set(told[: told.index("_show_glance")]) == {"show_ring", "show_lacking"}


def test_the_keyboard_begins_at_the_first_act_and_stays_there(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    files = [due_case("Musterfrau", date(2026, 11, 19)), due_case("Beispielmann", date(2026, 11, 18))]
    program = open_program(files, [a_talk(each.case.key, on=date(2026, 11, 2)) for each in files])
    program.window.activateWindow()
    page = overview(qtbot, program)

    def focused() -> str:
        widget = program.window.focusWidget()
        return widget.accessibleDescription() if widget is not None else ""

    qtbot.waitUntil(lambda: "Beispielmann" in focused())
    qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)
    assert "Musterfrau" in focused()
    page.refresh()
    qtbot.waitUntil(program.workers.idle)
    qtbot.waitUntil(lambda: "Musterfrau" in focused())


def test_story_8_after_saving_a_talk_enter_ticks_nothing_off(qtbot: QtBot, open_program: OpenProgram) -> None:
    """The act that would settle a next step at once is reached by Tab or the mouse, never by opening."""
    file = due_case("Musterfrau", date(2026, 11, 30))
    step = a_participant(file.case.key, next_step="Termin bei der Kammer", next_step_due=date(2026, 11, 19))
    program = open_program([file], [a_talk(file.case.key, on=date(2026, 11, 2))])
    program.window.activateWindow()
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: program.window.focusWidget() is page.due.first_act() is not None)
    program.window.register_page("case", NotePage)
    program.window.open_page("case", case_id=1)
    program.frame.do(note_talk, a_talk(file.case.key, on=date(2026, 11, 19), participants=(step,)))
    page = overview(qtbot, program)
    settle = button(qtbot, page.due, "Erledigt")
    assert page.due._acts[0] is settle
    Hands(qtbot, program).settle()
    assert program.window.focusWidget() is page
    qtbot.keyClick(page, Qt.Key.Key_Return)
    Hands(qtbot, program).settle()
    assert "Nächster Schritt erledigt." not in program.window.notices.text()


def test_story_9_who_comes_back_goes_on_where_the_list_was_left(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    days = {"Eins": 17, "Zwei": 18, "Drei": 19}
    files = [due_case(name, date(2026, 11, on)) for name, on in days.items()]
    program = open_program(files, [a_talk(each.case.key, on=date(2026, 11, 2)) for each in files])
    program.window.register_page("case", NotePage)
    program.window.activateWindow()
    page = overview(qtbot, program)
    second = next(
        each for each in page.due.findChildren(QPushButton) if "Zwei" in each.accessibleDescription()
    )
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert program.window.page_name() == "case"
    program.window.back()

    def focused() -> str:
        widget = program.window.focusWidget()
        return widget.accessibleDescription() if widget is not None else ""

    qtbot.waitUntil(lambda: "Zwei" in focused())


def test_k7_a_year_that_changed_since_it_was_handed_in_is_told_once_and_leads_there(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    file = due_case("Musterfrau", date(2026, 12, 18))
    program = open_program([file], [a_talk(file.case.key, on=date(2025, 5, 5))])
    done: list[object] = []
    program.frame.do(freeze_year, 2025, on_done=done.append)
    qtbot.waitUntil(lambda: len(done) == 1)
    page = overview(qtbot, program)
    Hands(qtbot, program).settle()
    told = "Kennzahlen 2025: seit dem Abschluss geändert (Angabe zur Person berichtigt)."
    assert told not in words(page)
    program.frame.do(save_needs, 1, None, (), {"sex": "m"}, on_done=done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    page = overview(qtbot, program)
    Hands(qtbot, program).settle()
    assert told not in words(page)  # compared once for each version, not at each look
    program.window.drop_pages()  # as locking does
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: told in words(page))
    program.window.register_page("key_figures", NotePage)
    click(qtbot, page, "Änderungen 2025 ansehen")
    assert program.window.where("key_figures") == {"year": 2025}
    program.frame.do(freeze_year, 2025, on_done=done.append)
    qtbot.waitUntil(lambda: len(done) == 3)
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: told not in words(page))


def test_l2_a_deletion_that_waits_opens_the_erasure(qtbot: QtBot, open_program: OpenProgram) -> None:
    from dataclasses import replace

    from intman_desktop.values.codes import CaseState

    file = a_case_file(plan=None)
    ended = replace(
        file.case,
        state=CaseState.ENDED,
        ended_on=date(2026, 11, 6),
        ending_reason="moved",
        deletion_due=date(2026, 11, 20),
    )
    program = open_program([replace(file, case=ended)])
    program.window.register_page("case", NotePage)
    page = overview(qtbot, program)
    click(qtbot, page.due, "Löschen")
    case = program.window.page()
    assert isinstance(case, NotePage)
    assert case.opened[0]["tab"] == "erasure"


def test_more_than_fits_leads_to_the_deadlines(qtbot: QtBot, open_program: OpenProgram) -> None:
    files = [due_case(f"Muster {number:02d}", date(2026, 11, 1)) for number in range(12)]
    program = open_program(files, [a_talk(each.case.key, on=date(2026, 11, 2)) for each in files])
    page = overview(qtbot, program)
    click(qtbot, page.due, "2 weitere Fristen zeigen")
    assert program.window.page_name() == "deadlines"
    assert program.window.where("deadlines") == {"group": "overdue"}


def test_one_key_hides_every_name(qtbot: QtBot, open_program: OpenProgram) -> None:
    file = due_case("Musterfrau", date(2026, 11, 18))
    program = open_program([file], [a_talk(file.case.key, on=date(2026, 11, 2))])
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "Musterfrau" in words(page))
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    qtbot.waitUntil(program.workers.idle)
    qtbot.waitUntil(lambda: "• • •" in words(page))
    assert "Musterfrau" not in words(page)
    spoken = [each.accessibleDescription() + each.accessibleName() for each in page.findChildren(QWidget)]
    assert not any("Musterfrau" in each for each in spoken if each)


def test_the_cases_opened_last_lead_back(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program([a_case_file(client=a_client(family_name="Musterfrau"))])
    program.window.register_page("case", NotePage)
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "Noch keine Akte seit dem Start." in words(page.recent))
    program.window.open_page("case", case_id=1)
    page = overview(qtbot, program)
    click(qtbot, page.recent, "Musterfrau, Samira")
    assert program.window.where("case") == {"case_id": 1}


def test_k5_the_year_shows_talks_per_month_and_the_figures_due(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    file = a_case_file()
    joint = a_talk(file.case.key, on=date(2026, 3, 4))
    uncounted = a_talk(on=date(2026, 3, 5), participants=(a_participant(file.case.key, counts=False),))
    program = open_program([file], [joint, uncounted])
    page = overview(qtbot, program)
    chart = next(each for each in page.year.findChildren(QWidget) if "Mär: 1" in each.accessibleName())
    assert chart.accessibleName().startswith("Beratungsgespräche je Monat")
    due = "Kennzahlen 2026: abzugeben bis 31.03.2027, noch 131 Tage."
    qtbot.waitUntil(lambda: due in words(page.year))


def test_k8_the_year_counts_the_talks_of_erased_cases_and_says_which_the_bars_cannot_show(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    stays, goes = a_case_file(), a_case_file()
    said = [a_talk(key, on=date(2026, 3, 4)) for key in (stays.case.key, goes.case.key, goes.case.key)]
    program = open_program([stays, goes], said)
    hands = Hands(qtbot, program)
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "3 Beratungsgespräche bis heute" in words(page.year))
    assert "gelöschten Akten" not in words(page.year)
    program.frame.do(erase_case, 2, "relocation")
    hands.settle()
    page.refresh()
    qtbot.waitUntil(lambda: "davon 2 aus gelöschten Akten, die kein Balken mehr zeigt" in words(page.year))
    assert "3 Beratungsgespräche bis heute" in words(page.year)


def test_a_backup_is_made_where_it_was_asked_for(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = open_program()
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "Es gibt noch keine Sicherung." in words(page.backup))
    place = tmp_path / "stick"
    place.mkdir()
    click(qtbot, page.backup, "Jetzt sichern …")
    dialog = program.window.findChildren(QFileDialog)[-1]
    dialog.setDirectory(str(place))
    dialog.fileSelected.emit(str(place))
    dialog.close()
    qtbot.waitUntil(lambda: "Heute gesichert." in words(page.backup), timeout=20_000)
    assert len(list(place.iterdir())) >= 1
    assert str(place) in words(page.backup)
    assert "Gesichert und geprüft." in program.window.notices.text()
    qtbot.waitUntil(lambda: machine.load_machine().last_backup == "2026-11-20")
    click(qtbot, page.backup, "Jetzt sichern …")
    menu = page.backup.findChildren(QMenu)[-1]
    assert [each.text() for each in menu.actions() if each.text()] == [str(place), "Anderer Ort …"]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(program.workers.idle, timeout=20_000)
    found: list[object] = []
    program.frame.ask(last_backup, on_done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert page.backup.act.isEnabled()


def test_a_place_that_is_gone_gets_a_sentence(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = open_program()
    page = overview(qtbot, program)
    blocked = tmp_path / "blocked"
    blocked.write_text("x")
    page.backup.back_up_to(blocked / "stick")
    qtbot.waitUntil(page.backup.act.isEnabled, timeout=20_000)
    assert program.window.notices.text()
    assert "Es gibt noch keine Sicherung." in words(page.backup)


@pytest.mark.parametrize(
    ("made_at", "state", "word"),
    [
        (None, State.WARNING, "nicht gesichert"),
        (datetime(2026, 11, 20, 8, tzinfo=UTC), State.DONE, "gesichert"),
        (datetime(2026, 10, 21, 12, tzinfo=UTC), State.DONE, "gesichert"),
        (datetime(2026, 10, 20, 12, tzinfo=UTC), State.WARNING, "Sicherung alt"),
        (datetime(2035, 6, 1, 12, tzinfo=UTC), State.WARNING, "Tag unklar"),
    ],
    ids=["never", "today", "thirty days", "a day more", "under a wrong clock"],
)
def test_an_old_backup_is_warned_about(made_at: datetime | None, state: State, word: str) -> None:
    shown, short, _few, sentence = backup_state(made_at, date(2026, 11, 20), 30)
    assert (shown, short) == (state, word)
    assert sentence.endswith(".")


def test_a_draft_is_resumed_and_dropped(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program([a_case_file(client=a_client(family_name="Musterfrau"))])
    program.window.register_page("talk", NotePage)
    content = '{"where": {"case_id": 1}, "values": {"note": "Zwanzig Zeilen"}}'
    program.frame.do(save_draft, "talk", 1, content)
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "Gespräch · Musterfrau, Samira" in words(page.drafts))
    click(qtbot, page.drafts, "Fortsetzen")
    talk = program.window.page()
    assert isinstance(talk, NotePage)
    assert talk.field.text() == "Zwanzig Zeilen"
    page = overview(qtbot, program)
    click(qtbot, page.drafts, "Verwerfen")
    dialog = program.window.findChildren(Confirm)[-1]
    assert dialog.safe.isDefault()
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Nichts ist angefangen." in words(page.drafts))
    found: list[object] = []
    program.frame.ask(open_drafts, on_done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [()]


def test_a_list_with_no_deadline_leads_to_the_cases(qtbot: QtBot, open_program: OpenProgram) -> None:
    """A case says what comes next although no day is set for it; the overview does not deny it."""
    file = a_case_file(
        case=a_case(period_start=date(2026, 11, 2)),
        needs_assessment=NeedsAssessment(date(2026, 11, 2)),
        plan=None,
    )
    program = open_program([file])
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: "Im Augenblick steht keine Frist an." in words(page.due))
    assert "sagt seine Akte." in words(page.due)
    click(qtbot, page.due, "Zu den Fällen")
    assert program.window.page_name() == "cases"


def test_every_control_has_a_spoken_name(qtbot: QtBot, open_program: OpenProgram) -> None:
    file = due_case("Musterfrau", date(2026, 11, 18))
    program = open_program([file], [a_talk(file.case.key, on=date(2026, 11, 2))])
    page = overview(qtbot, program)

    def controls() -> list[QWidget]:
        return [
            each
            for each in page.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        ]

    qtbot.waitUntil(lambda: len(controls()) >= 3)
    assert [each for each in controls() if not each.accessibleName()] == []


def test_e8_before_the_first_person_what_papers_lack_comes_first(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """She is handed papers in the second step: one button is filled at a time, and it leads there."""
    program = open_program()
    program.frame.do(change_office, {"purposes": ""})
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: page.lacking.isVisible())
    settings, begin = page.lacking.act, button(qtbot, page, "Neue Person aufnehmen")
    assert settings.mapTo(page, QPoint(0, 0)).y() < begin.mapTo(page, QPoint(0, 0)).y()
    assert (settings.property("part"), begin.property("part")) == ("primary", "quiet")
    program.frame.do(change_office, {"purposes": "Beratung"})
    qtbot.waitUntil(lambda: not page.lacking.isVisible())
    assert button(qtbot, page, "Neue Person aufnehmen").property("part") == "primary"


def test_e8_what_papers_lack_is_named_and_leads_to_its_field(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program([due_case("Musterfrau", date(2026, 11, 20))])
    page = overview(qtbot, program)
    qtbot.waitUntil(lambda: page.due.isVisible())
    assert not page.lacking.isVisible()
    program.frame.do(change_office, {"storage_time": "", "recipients": ""})
    qtbot.waitUntil(lambda: page.lacking.isVisible())
    assert "Empfänger, Dauer der Speicherung" in words(page.lacking)
    click(qtbot, page, "In den Einstellungen ergänzen")
    settings = program.window.page()
    assert isinstance(settings, SettingsPage)
    qtbot.waitUntil(program.workers.idle)
    assert settings.tabs.key() == "duties"
    program.frame.do(change_office, {"storage_time": "drei Jahre", "recipients": "niemand"})
    overview(qtbot, program)
    qtbot.waitUntil(lambda: not page.lacking.isVisible())
