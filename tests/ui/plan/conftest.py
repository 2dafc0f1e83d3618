"""A page that holds nothing but the plan of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.plan.plan_panel import PlanPanel, build_plan_panel
from intman_desktop.ui.plan.wish import Wish
from tests.ui.hands import Hands

OpenProgram = Callable[..., Any]


class Holder(Page):
    """A page that holds nothing but the panel."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        scroll = ScrollPage()
        self.column.addWidget(scroll)
        self.panel = build_plan_panel(frame)
        self.papers: list[Any] = []
        self.panel.paper_made.connect(self.papers.append)
        scroll.add(self.panel)
        self.column.addWidget(self.panel.foot)
        self.panel.acts_changed.connect(lambda: self.panel.foot.setVisible(self.panel.has_acts()))

    def title(self) -> str:
        return "Plan"

    def open(self, **where: Any) -> None:
        self.panel.show_case(where["case_id"], wish=Wish(review=0 if where.get("review") else None))


@pytest.fixture
def plan_of(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., tuple[Hands, PlanPanel]]:
    """Return what opens the plan of the first of some files."""

    def opened(*files: Any, talks: Any = (), **where: Any) -> tuple[Hands, PlanPanel]:
        program = open_program(files, talks)
        program.window.register_page("plan", Holder)
        hands = Hands(qtbot, program)
        page = hands.open(Holder, "plan", case_id=1, **where)
        return hands, page.panel

    return opened
