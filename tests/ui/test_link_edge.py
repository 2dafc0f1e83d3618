"""What can be pressed begins where the text above it begins, and its focus frame is closed on the left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.key_figures.figure_line import FigureLine
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.chain_steps import ChainSteps, SpineStep
from intman_desktop.ui.parts.checks import CheckField, RadioField
from intman_desktop.ui.parts.clock_bar import ClockBar
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.link_edge import WIDE, LinkEdge
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.style import Style
from intman_desktop.ui.tokens import colour
from intman_desktop.values.figure_views import FigureRow
from tests.ui.hands import only


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_a_link_stands_in_line_with_the_text_above_and_its_frame_is_closed(
    qtbot: QtBot, look: Style, size: float
) -> None:
    """Nothing that holds the link cuts the left end of the frame, and it goes along when the link moves."""
    look.enlarge(size)
    window, page, card = QWidget(), ScrollPage(), Card()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(page)
    above, link = Text("Hier steht etwas."), link_button("Akte öffnen")
    for each in (above, Flow(link)):
        card.add(each)
    page.add(card)
    page.close_up()
    window.resize(500, 400)
    window.show()
    window.activateWindow()
    option = QStyleOptionButton()
    link.initStyleOption(option)
    inside = link.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, link)
    assert link.mapToGlobal(inside.topLeft()).x() == above.mapToGlobal(above.rect().topLeft()).x()
    assert not window.findChildren(LinkEdge)
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)
    edge = only(window, LinkEdge)
    above.setText(
        "Hier steht etwas, das jetzt sehr viel länger ist und mehr als eine Zeile braucht, so lang ist es."
    )
    qtbot.waitUntil(lambda: edge.mapToGlobal(QPoint(WIDE, 0)) == link.mapToGlobal(QPoint(0, 0)))
    picture = window.grab().toImage()
    left = window.mapFromGlobal(link.mapToGlobal(link.rect().topLeft()))
    middle = left.y() + link.height() // 2
    assert QColor(picture.pixel(left.x() - WIDE, middle)) == QColor(colour("accent"))
    link.clearFocus()
    qtbot.waitUntil(lambda: not [each for each in window.findChildren(LinkEdge) if each.isVisible()])


def a_chain() -> ChainSteps:
    chain = ChainSteps()
    chain.set_steps([SpineStep("plan", "Plan", State.OPEN, "offen")])
    return chain


def a_clock() -> ClockBar:
    clock = ClockBar()
    clock.set_period(0.4, 1.0, 1.0, "Hier steht, wie lange noch.", State.GOING)
    return clock


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize(
    "make",
    [
        lambda: CheckField("Hat zugestimmt"),
        lambda: RadioField("Hat zugestimmt"),
        a_chain,
        a_clock,
        lambda: FigureLine(FigureRow("persons", "", "Hat zugestimmt", 12, 8), 0.5, whole=True),
    ],
)
def test_what_draws_itself_stands_in_line_with_the_text_above_and_its_frame_is_closed(
    qtbot: QtBot, look: Style, size: float, make: Callable[[], QWidget]
) -> None:
    look.enlarge(size)
    window, page, card = QWidget(), ScrollPage(), Card()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(page)
    above, drawn, below = Text("Hier steht etwas."), make(), link_button("Weiter")
    for each in (above, drawn, below):
        card.add(each)
    page.add(card)
    page.close_up()
    window.resize(900, 400)
    window.show()
    window.activateWindow()
    below.setFocus()
    qtbot.waitUntil(below.hasFocus)
    left = above.mapTo(window, QPoint(0, 0)).x()
    at = drawn.mapTo(window, QPoint(0, 0))
    rows = range(at.y(), at.y() + drawn.height())

    def inked() -> int:
        """Return the first column of the card, from its edge on, in which something of it is drawn."""
        picture, ground = window.grab().toImage(), QColor(colour("card"))
        return next(
            x
            for x in range(left - 2 * WIDE, left + 60)
            if any(picture.pixelColor(x, y) != ground for y in rows)
        )

    assert 0 <= inked() - left <= 2 * size
    control = next(each for each in (drawn, *drawn.findChildren(QAbstractButton)) if each.focusPolicy())
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    assert inked() == left - WIDE
