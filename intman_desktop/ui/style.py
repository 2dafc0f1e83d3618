"""The look of the program: Fusion, one palette and one style sheet, fed from the tokens."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from intman_desktop.paths import resource
from intman_desktop.ui.tokens import (
    DARK,
    LARGE,
    LIGHT,
    RADIUS,
    SMALL,
    Colours,
    colours,
    icon_side,
    scroll_bar,
    space,
)

FUSION = ("-style", "Fusion")
"""By which arguments an application takes Qt's own style, whatever the desktop's is."""
_OUR_FAMILY = "Noto Sans"
_HAS_FONTS = "has_our_fonts"
_FAMILIES_OF_NO_DESKTOP = ("", "DejaVu Sans", "Sans", "Sans Serif")


class Look(Enum):
    """Light, dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def new_application() -> QApplication:
    """Return an application in Qt's own style, Fusion, whatever the desktop's is.

    The style is named before the application is there: naming it afterwards hands Python the style itself,
    and with it all its enumerations, which take a fiftieth of the start and which nobody uses.
    """
    return QApplication([*(sys.argv[:1] or ["intman"]), *FUSION])


def register_fonts(application: QApplication) -> None:
    """Register our fonts, so that Ethiopic and Arabic names show on a bare machine.

    The system's font stays the font of the screen; only where the system has chosen none
    (no desktop, offscreen) the screen is set in Noto Sans.
    """
    folder = resource("fonts")
    if folder.is_dir():
        for file in sorted(folder.rglob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    family = QFontInfo(application.font()).family()
    if family in _FAMILIES_OF_NO_DESKTOP and _OUR_FAMILY in QFontDatabase.families():
        font = QFont(application.font())
        font.setFamily(_OUR_FAMILY)
        application.setFont(font)
    application.setProperty(_HAS_FONTS, True)


def _palette(look: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, of in (
        (role.Window, look.ground),
        (role.WindowText, look.text),
        (role.Base, look.card),
        (role.AlternateBase, look.hover),
        (role.Text, look.text),
        (role.PlaceholderText, look.quiet),
        (role.Button, look.card),
        (role.ButtonText, look.text),
        (role.BrightText, look.red),
        (role.ToolTipBase, look.card),
        (role.ToolTipText, look.text),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Link, look.accent),
        (role.LinkVisited, look.accent),
        (role.Accent, look.accent),
        (role.Light, look.card),
        (role.Midlight, look.line),
        (role.Mid, look.edge),
        (role.Dark, look.line),
        (role.Shadow, look.edge),
    ):
        palette.setColor(name, QColor(of))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(look.quiet))
    return palette


@cache
def _template() -> Template:
    return Template(resource("styles", "intman.qss.template").read_text(encoding="utf-8"))


def sheet(look: Colours, points: float) -> str:
    """Return the style sheet for ``look`` with an ordinary text size of ``points``."""
    bar = scroll_bar()
    return _template().substitute(
        look.by_name(),
        small=f"{points * SMALL:.2f}",
        large=f"{points * LARGE:.2f}",
        radius=RADIUS,
        icon=icon_side(),
        bar=bar,
        bar_radius=bar // 2 - 2,
        bar_least=bar + space(5),
        icon_and_gap=icon_side() + space(1),
    )


class Style(QObject):
    """Dresses the application and follows the system's light and dark.

    Signals: ``changed`` – the look or the text size is another one.
    """

    changed = Signal()

    def __init__(self, application: QApplication, scheme: Callable[[], Qt.ColorScheme] | None = None) -> None:
        """Dress ``application``; ``scheme()`` is what the system shows (Qt's own hint where None)."""
        super().__init__(application)
        hints = QGuiApplication.styleHints()
        self._scheme = scheme or hints.colorScheme
        self._application = application
        self._look = Look.SYSTEM
        self._points = application.font().pointSizeF()
        if not application.property(_HAS_FONTS):
            register_fonts(application)
        hints.colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, look: Look) -> None:
        """Show ``look`` from now on."""
        self._look = look
        self._apply()

    def toggle(self) -> Look:
        """Change between light and dark and return what is shown now."""
        self.choose(Look.LIGHT if colours() is DARK else Look.DARK)
        return self._look

    def enlarge(self, factor: float) -> None:
        """Set all text ``factor`` times as large as the system's (1.0 to 2.0)."""
        font = QFont(self._application.font())
        if font.pointSizeF() != self._points * factor:
            font.setPointSizeF(self._points * factor)
            self._application.setFont(font)
        self._apply()

    def _apply(self) -> None:
        """Dress everything anew where the look or the size is another one: every widget is drawn again."""
        dark = self._look is Look.DARK
        if self._look is Look.SYSTEM:
            dark = self._scheme() == Qt.ColorScheme.Dark
        look = DARK if dark else LIGHT
        dress = sheet(look, self._application.font().pointSizeF())
        if dress == self._application.styleSheet() and look is colours():
            return
        self._application.setPalette(_palette(look))
        self._application.setStyleSheet(dress)
        self.changed.emit()
