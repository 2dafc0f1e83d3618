"""Light and dark, the size of the text, and the law that only tokens name a colour."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from intman_desktop.paths import resource
from intman_desktop.ui.style import Look, Style, sheet
from intman_desktop.ui.tokens import DARK, LIGHT, colours, icon_side


def test_toggling_goes_from_light_to_dark_and_back(look: Style, qapp: QApplication) -> None:
    assert look.toggle() is Look.DARK
    assert colours() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.ground
    assert look.toggle() is Look.LIGHT
    assert colours() is LIGHT


def test_the_look_follows_the_system(look: Style, qapp: QApplication) -> None:
    shown = [Qt.ColorScheme.Dark]
    following = Style(qapp, lambda: shown[0])
    assert colours() is DARK
    shown[0] = Qt.ColorScheme.Light
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert colours() is LIGHT
    delete(following)


IN_ANOTHER_STYLE = """
import sys
sys.argv = sys.argv[:%d]
from intman_desktop.ui.style import new_application
application = new_application()
print(application.style().name(), application.arguments()[1:])
"""


@pytest.mark.parametrize("arguments", [1, 0])
def test_the_program_is_drawn_by_fusion_whatever_style_the_desktop_asks_for(
    monkeypatch: pytest.MonkeyPatch, arguments: int
) -> None:
    """Also where another program runs it, whose Python may have no arguments at all."""
    monkeypatch.setenv("QT_STYLE_OVERRIDE", "windows")
    begun = [sys.executable, "-c", IN_ANOTHER_STYLE % arguments]
    done = subprocess.run(begun, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["fusion", "[]"]


def test_the_windows_of_tests_are_drawn_by_fusion_as_those_of_the_program(qapp: QApplication) -> None:
    """On a desktop with a style of its own this fails where the tests do not ask for Fusion."""
    dress = qapp.styleSheet()
    qapp.setStyleSheet("")
    assert qapp.style().name() == "fusion"
    qapp.setStyleSheet(dress)


def test_text_and_icons_grow_together(look: Style, qapp: QApplication) -> None:
    before = QFontMetrics(qapp.font()).height(), icon_side()
    look.enlarge(2.0)
    after = QFontMetrics(qapp.font()).height(), icon_side()
    assert after[0] == pytest.approx(2 * before[0], abs=2)
    assert after[1] >= 1.7 * before[1]


@pytest.mark.usefixtures("qapp")
def test_the_style_sheet_fills_every_place_of_its_template() -> None:
    assert "$" not in sheet(LIGHT, 9.0)
    assert LIGHT.accent in sheet(LIGHT, 9.0)
    assert "13.50pt" in sheet(LIGHT, 9.0)


def test_nothing_but_the_tokens_names_a_colour(checkout: Path) -> None:
    colour = re.compile(
        r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|\brgba?\(|Qt\.GlobalColor\.(?!transparent)|QColor\(\d"
    )
    files = [*(checkout / "intman_desktop" / "ui").rglob("*.py"), resource("styles", "intman.qss.template")]
    guilty = [file.name for file in files if file.name != "tokens.py" and colour.search(file.read_text())]
    assert guilty == []
