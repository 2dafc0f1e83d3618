"""Text on a page is measured once for each width, and anew after every change."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.style import Style


def test_a_text_is_measured_anew_when_its_words_its_font_or_its_style_change(
    qtbot: QtBot, look: Style
) -> None:
    text = Text("kurz")
    qtbot.addWidget(text)
    text.show()
    heights = [text.heightForWidth(200)]
    text.setText("viele Worte " * 20)
    heights.append(text.heightForWidth(200))
    look.enlarge(2.0)
    heights.append(text.heightForWidth(200))
    font = text.font()
    font.setPointSizeF(1.5 * font.pointSizeF())
    text.setFont(font)
    text.setStyleSheet(f"font-size: {2 * font.pointSizeF()}pt")
    heights.append(text.heightForWidth(200))
    assert heights == sorted(set(heights)), "each is higher than the one before"
    text.setMaximumWidth(100)
    assert text.heightForWidth(200) == text.heightForWidth(100)
