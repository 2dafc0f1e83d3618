"""A day of the period that cannot be holds nothing back where it is no longer asked for (C1, C2)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intman_desktop.ui.period.page import PeriodPage
from tests.builders import a_case, a_case_file, a_consent, a_health_consent
from tests.opened import clock_of
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands

START = date(2024, 1, 15)


def opened(qtbot: QtBot, open_program: OpenProgram, part: str) -> tuple[Hands, Any]:
    consents = (a_consent(decided_on=START), a_health_consent(decided_on=START))
    file = a_case_file(case=a_case(opened_on=START, period_start=START), consents=consents)
    hands = Hands(qtbot, open_program([file]))
    return hands, hands.open(PeriodPage, "period", case_id=1, part=part).form


def test_c1_a_day_elsewhere_that_cannot_be_holds_back_no_other_start(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands, form = opened(qtbot, open_program, "start")
    hands.into(form.day, "31.2.2023")
    hands.qtbot.mouseClick(form.by_talks, Qt.MouseButton.LeftButton)
    assert not form.day.isVisible()
    with hands.qtbot.waitSignal(form.saved, timeout=1000):
        form.save()


def test_c2_a_day_of_evidence_that_cannot_be_holds_back_no_other_reason(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands, form = opened(qtbot, open_program, "extend")
    hands.choose(form, "psychische Erkrankung")
    hands.into(form.seen_on, "31.2.2026")
    hands.choose(form, "Analphabetismus")
    assert not form.seen_on.isVisible()
    hands.into(form.months, "6 Monate")
    hands.save()
    assert hands.asked(clock_of, 1).extensions[0].reason == "illiteracy", hands.notice()
