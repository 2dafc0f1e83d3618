"""The page of data protection in the real window (E1, L2, L3, L6)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.models import tables as t
from intman_desktop.services.closing.erasure import confirm_clock, erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.kept_elsewhere import look_into_places
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.privacy import safety_card
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.values.backup_views import VerifyReport
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentScope,
    IdentityCheck,
    RequestAnswer,
    RequestKind,
)
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Outcome
from intman_desktop.vault.backup_places import PlaceSeen
from tests.builders import a_case, a_case_file, a_client, a_consent, a_request
from tests.opened import on_day
from tests.ui.pages import NotePage
from tests.ui.speaking import silent_controls

OpenProgram = Callable[..., Program]


def settle(qtbot: QtBot, program: Program) -> None:
    for _round in range(2):
        qtbot.waitUntil(program.workers.idle, timeout=20_000)
        QApplication.processEvents()


def opened(qtbot: QtBot, program: Program) -> PrivacyPage:
    for name in ("case", "settings"):
        program.window.register_page(name, NotePage)
    page = program.window.open_page("privacy")
    assert isinstance(page, PrivacyPage)
    settle(qtbot, program)
    return page


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def button(page: PrivacyPage, words: str) -> QAbstractButton:
    return next(each for each in page.findChildren(QAbstractButton) if each.text() == words)


def chips(page: PrivacyPage) -> list[str]:
    return [chip.accessibleName() for chip in page.findChildren(StateChip)]


def three(open_program: OpenProgram) -> Program:
    ended = a_case(
        state=CaseState.ENDED,
        ended_on=date(2026, 11, 1),
        ending_reason="relocation",
        deletion_due=date(2026, 11, 15),
        deletion_reason="Bescheinigung wird noch abgeholt",
    )
    return open_program(
        [
            a_case_file(client=a_client(family_name="Alrashid"), case=ended),
            a_case_file(
                client=a_client(family_name="Beispiel"),
                consents=(a_consent(withdrawn_on=date(2026, 11, 19)),),
            ),
            a_case_file(  # has two lines in the list, and is one person to speak with (Rules E1, E6)
                client=a_client(family_name="Celik"),
                consents=(
                    a_consent(valid_until=date(2026, 12, 1)),
                    a_consent(ConsentScope.CONTACT, ConsentDecision.LATER),
                ),
            ),
        ]
    )


def test_e1_l2_what_is_to_be_done_opens_where_it_is_done(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = three(open_program)
    page = opened(qtbot, program)
    said = texts(page)
    assert any(text.startswith("Beratung (Grundlage): Die Einwilligung wurde am 19.11.") for text in said)
    assert any("Letzter Tag: 01.12.2026" in text for text in said)
    assert any("seit 5 Tagen fällig" in text and "Bescheinigung wird noch" in text for text in said)
    assert silent_controls(page) == []
    for name, tab in (("Beispiel, Samira", "consents"), ("Alrashid, Samira", "erasure")):
        qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)
        assert program.window.where("case")["tab"] == tab
        program.window.back()
        settle(qtbot, program)


def test_one_key_hides_every_name(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = three(open_program)
    page = opened(qtbot, program)
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    settle(qtbot, program)
    shown = [each.text() for each in page.findChildren(QAbstractButton) if each.isVisibleTo(page)]
    assert "• • •" in shown
    assert not any("Samira" in text for text in shown)


def test_nothing_to_do_is_said_kindly(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, open_program())
    said = texts(page)
    assert "Alle Einwilligungen stehen, keine läuft in den nächsten 30 Tagen aus." in said
    assert "Zurzeit wartet keine Akte auf die Löschung." in said
    assert "Noch wurde keine Akte gelöscht." in said
    assert "Löschsperren" not in said
    assert not any("!" in text for text in said)


def test_l6_the_store_is_checked_on_request(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = three(open_program)
    page = opened(qtbot, program)
    qtbot.mouseClick(page.safety.check, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert "Der Tresor ist in Ordnung." in chips(page)
    assert page.safety.check.isEnabled()
    qtbot.mouseClick(button(page, "Sichern und Orte verwalten"), Qt.MouseButton.LeftButton)
    assert program.window.where("settings") == {"part": "backup"}


def test_l6_a_journal_that_was_changed_is_told(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = three(open_program)
    page = opened(qtbot, program)

    def forge(desk: Desk) -> Outcome[None]:
        with desk.vault.transaction() as connection:
            connection.execute(t.journal.update().values(verb="something_else"))
        return Outcome(None)

    program.frame.do(forge)
    qtbot.mouseClick(page.safety.check, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert "Der Tresor ist in Ordnung." not in chips(page)
    assert any("Protokoll" in text and text != "Protokoll" for text in texts(page))


def test_a_damaged_store_that_still_opens_leads_to_the_ways_out(
    qtbot: QtBot, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = open_program()
    page = opened(qtbot, program)
    found = (Explanation("pages_damaged", {"count": 1}), Explanation("journal_not_checked"))

    def verify_store(_desk: Desk, _seen: object) -> VerifyReport:
        return VerifyReport(found, 0, "")

    monkeypatch.setattr(safety_card, "verify_store", verify_store)
    qtbot.mouseClick(page.safety.check, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    qtbot.mouseClick(button(page, "Sperren und Auswege zeigen"), Qt.MouseButton.LeftButton)
    covers: Any = program.window.centralWidget()
    qtbot.waitUntil(lambda: isinstance(covers.currentWidget(), DamagedCard))
    assert "Gesperrt." in texts(covers.currentWidget())
    assert program.frame.desk is None


def test_the_head_says_in_numbers_what_is_to_be_done_and_leads_there(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = three(open_program)
    page = opened(qtbot, program)
    leads = {
        "1 Einwilligung fehlt, Einwilligungen zu klären: 1 Person": "Beispiel, Samira",
        "1 Akte zu löschen, überfällig: 1": "Alle fälligen markieren",
        "Noch keine Sicherung": "Sichern und Orte verwalten",
    }
    for words, first in leads.items():
        qtbot.mouseClick(button(page, words), Qt.MouseButton.LeftButton)
        focused = program.window.focusWidget()
        assert isinstance(focused, QAbstractButton)
        assert focused.text() == first
    qtbot.mouseClick(button(page, "Alle Einträge, mit Filtern"), Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert program.window.where("journal") == {}


def test_nothing_to_do_is_said_in_the_head_as_well(qtbot: QtBot, open_program: OpenProgram) -> None:
    ended = a_case(
        state=CaseState.ENDED,
        ended_on=date(2026, 11, 19),
        ending_reason="relocation",
        deletion_due=date(2026, 12, 3),
    )
    page = opened(qtbot, open_program([a_case_file(case=ended)]))
    assert button(page, "Einwilligungen vollständig").isVisibleTo(page)
    assert button(page, "1 Akte später zu löschen").isVisibleTo(page)


def test_the_head_says_how_many_deletions_are_due_today(qtbot: QtBot, open_program: OpenProgram) -> None:
    ended = a_case(
        state=CaseState.ENDED,
        ended_on=date(2026, 11, 6),
        ending_reason="relocation",
        deletion_due=date(2026, 11, 20),
    )
    later = replace(ended, key="later", number="IM-2026-0002", deletion_due=date(2026, 12, 3))
    page = opened(qtbot, open_program([a_case_file(case=ended), a_case_file(case=later)]))
    assert button(page, "2 Akten zu löschen, heute fällig: 1").isVisibleTo(page)


def test_l1_l8_a_promised_erasure_of_a_running_case_is_listed_and_leads_to_where_it_is_erased(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """Marked it would be left out: why it ends is asked for one case at a time."""
    asked = a_request(
        kind=RequestKind.ERASURE,
        received_on=date(2026, 11, 2),
        identity=IdentityCheck.KNOWN,
        answered_on=date(2026, 11, 19),
        answer=RequestAnswer.SENT,
    )
    program = open_program([a_case_file(requests=(asked,))])
    page = opened(qtbot, program)
    told = (
        "Nicht beendet, zu löschen bis 19.11.2026 (seit 1 Tag fällig). "
        "Löschung zugesagt am 19.11.2026: Akte heute löschen."
    )
    assert told in texts(page.due)
    assert [each.isEnabled() for each in page.due.findChildren(CheckField)] == [False]
    assert not page.due.mark_due.isVisibleTo(page.due)
    qtbot.mouseClick(button(page, "Musterfrau, Samira"), Qt.MouseButton.LeftButton)
    assert program.window.where("case") == {"case_id": 1, "tab": "erasure"}


def test_l2_l8_what_a_hold_does_not_stop_stands_in_the_head_without_a_name(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    held = a_case(hold_since=date(2026, 1, 12), hold_reason="Klage", hold_review_on=date(2026, 11, 20))
    withdrawn = replace(a_consent(), withdrawn_on=date(2026, 11, 19))
    late = a_request(received_on=date(2026, 1, 12))
    file = a_case_file(case=held, consents=(withdrawn,), requests=(late,))
    program = open_program([file])
    page = opened(qtbot, program)
    assert button(page, "1 Anfrage offen, überfällig: 1").isVisibleTo(page)
    said = " ".join(texts(page))
    assert "Niemand wartet" not in said
    assert "Antwort spätestens am 12.02.2026. Die Akte hat eine Löschsperre." in said
    assert "Eine Anfrage wartet auf Antwort, fällig war sie am 12.02.2026." in said
    assert "Widerrufen am 19.11.2026: zu löschen, sobald die Sperre fällt." in said
    assert "Musterfrau" not in said
    look = button(page, "1 Löschsperre anzusehen")
    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is not look


def test_l4_l6_each_place_tells_the_age_of_its_backups_and_the_journal_agrees(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = three(open_program)
    stick = tmp_path / "stick"
    stick.mkdir()

    def work(desk: Desk) -> Outcome[None]:
        for days in (49, 8):
            back_up(on_day(desk, date(2026, 11, 20) - timedelta(days=days)), stick)
        (stick / "halb.imb").write_bytes(b"INTMAN-BACKUP\n")
        change_office(desk, {"backup_places": (str(stick), str(tmp_path / "weg"), str(tmp_path))})
        confirm_clock(desk)
        erase_case(desk, 1)
        return Outcome(None)

    program.frame.do(work)
    page = opened(qtbot, program)
    said = " ".join(texts(page))
    assert "2 Sicherungen, die älteste vom 02.10.2026 (49 Tage alt)." in said
    assert "1 ist älter als 30 Tage: Das Programm löscht sie, sobald dort eine neuere liegt." in said
    assert "2 enthalten noch, was seitdem gelöscht wurde, und sind bis 12.12.2026 zu löschen." in said
    assert "1 lässt sich nicht lesen." in said
    assert "Gerade nicht erreichbar." in said
    assert "Hier liegt keine Sicherung." in said
    assert "Das Protokoll passt zu 2 früheren Ständen" in said
    (stick / "halb.imb").unlink()
    first, second = sorted(stick.glob("*.imb"))
    second.unlink()
    page.open()
    settle(qtbot, program)
    assert any("1 enthält noch, was seitdem gelöscht wurde." in text for text in texts(page))
    assert first.exists()


def test_l6_a_shortened_journal_is_told_without_asking_and_once(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = three(open_program)

    def forge(desk: Desk) -> Outcome[None]:
        back_up(desk, tmp_path)
        with desk.vault.transaction() as connection:
            connection.execute(t.journal.delete().where(t.journal.c.seq > 1))
        return Outcome(None)

    program.frame.do(forge)
    page = opened(qtbot, program)
    qtbot.mouseClick(page.safety.check, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    told = [text for text in texts(page) if text.startswith("Am Ende des Protokolls fehlen Einträge")]
    assert len(told) == 1
    assert "Der Tresor ist nicht in Ordnung." in chips(page), "an answer, though all of it was known"
    assert "Sperren und Auswege zeigen" not in [each.text() for each in page.findChildren(QAbstractButton)]
    assert "Was am Protokoll nicht stimmt, steht oben." in texts(page)
    assert page.safety.check.hasFocus()


def test_l4_a_stick_that_is_plugged_in_is_seen_though_nothing_else_changed(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = three(open_program)
    stick = tmp_path / "stick"

    def with_stick(desk: Desk) -> Outcome[None]:
        stick.mkdir()
        back_up(desk, stick)
        stick.rename(tmp_path / "gezogen")
        return Outcome(None)

    program.frame.do(with_stick)
    page = opened(qtbot, program)
    assert any("Gerade nicht erreichbar." in text for text in texts(page))
    (tmp_path / "gezogen").rename(stick)
    page.open()
    settle(qtbot, program)
    assert any("1 Sicherung, vom 20.11.2026 (heute)." in text for text in texts(page))


def test_no_reading_of_the_store_waits_for_a_slow_stick(
    qtbot: QtBot, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = three(open_program)
    plugged = threading.Event()
    seen: list[str] = []

    def slow(places: tuple[str, ...]) -> tuple[PlaceSeen, ...]:
        plugged.wait(20)
        seen.append(threading.current_thread().name)
        return look_into_places(places)

    monkeypatch.setattr(safety_card, "look_into_places", slow)
    for name in ("case", "settings"):
        program.window.register_page(name, NotePage)
    page = program.window.open_page("privacy")
    assert isinstance(page, PrivacyPage)
    qtbot.waitUntil(
        lambda: "Alrashid, Samira" in [each.text() for each in page.findChildren(QAbstractButton)]
    )
    assert not any("Protokoll passt" in text or "Vergleichen lässt sich" in text for text in texts(page))
    plugged.set()
    settle(qtbot, program)
    settle(qtbot, program)
    assert any("Vergleichen lässt sich das Protokoll" in text for text in texts(page))
    assert len(set(seen)) == 1


def test_the_keyboard_stays_where_it_was_when_the_head_is_drawn_anew(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = three(open_program)
    page = opened(qtbot, program)
    button(page, "1 Akte zu löschen, überfällig: 1").setFocus()
    program.frame.do(erase_case, 1, "relocation")
    settle(qtbot, program)
    focused = program.window.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.text() == "Nichts zu löschen"


def test_l3_after_an_erasure_the_protocol_is_shown_and_closed(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = three(open_program)
    page = opened(qtbot, program)
    program.frame.do(erase_case, 1, "relocation")
    settle(qtbot, program)
    assert "2026: 1 Fall" in texts(page)
    assert "Akte gelöscht" in texts(page)
    qtbot.mouseClick(button(page, "Löschprotokoll 2026 zeigen"), Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert page.paper.isVisible()
    assert page.paper.pdf.page_count() == 1
    qtbot.mouseClick(page.paper.back, Qt.MouseButton.LeftButton)
    assert not page.paper.isVisible()


def test_l6_every_verb_of_the_journal_has_words() -> None:
    assert journal_words("backed_up") == "Tresor gesichert"
    assert journal_words("talk_noted") == "Gespräch notiert"
    assert journal_words("of_a_newer_version") == "of_a_newer_version"
