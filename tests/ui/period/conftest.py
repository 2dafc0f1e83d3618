"""The page of the period of one case, opened in the real window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.ui.page import Page
from intman_desktop.ui.period.page import PeriodPage
from intman_desktop.values.case_file import CaseFile
from tests.ui.hands import Hands

OpenProgram = Callable[..., Any]


class Elsewhere(Page):
    """Stands for the page one came from."""

    def title(self) -> str:
        return "Anderswo"


@pytest.fixture
def period_of(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., tuple[Hands, PeriodPage]]:
    def opened(file: CaseFile, **where: Any) -> tuple[Hands, PeriodPage]:
        program = open_program([file])
        program.window.register_page("case", Elsewhere)
        program.window.open_page("case", case_id=1)
        hands = Hands(qtbot, program)
        return hands, hands.open(PeriodPage, "period", case_id=1, **where)

    return opened
