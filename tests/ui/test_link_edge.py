"""A link begins where the text above it begins, and its focus frame is closed on the left as well."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.link_edge import WIDE, LinkEdge
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.style import Style
from intman_desktop.ui.tokens import colour
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
