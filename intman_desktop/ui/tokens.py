"""Colours, spaces, sizes: the one place that names them, for palette, style sheet and painting."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPalette

SPACE: Final = 4
"""One step of space in pixels; every distance is a multiple of it."""
RADIUS: Final = 6
ROW: Final = 36
"""Height of a row in pixels at the ordinary text size; larger text makes it higher."""
SMALL: Final = 0.9
LARGE: Final = 1.5


@dataclass(frozen=True)
class Colours:
    """One look: each colour by what it is for, as ``#RRGGBB``.

    ``line`` divides and may be faint; ``edge`` is the border of a field and stands out 3 : 1.
    ``*_soft`` are grounds for the text colour of the same name.
    """

    ground: str
    card: str
    text: str
    quiet: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_soft: str
    hover: str
    closed: str
    green: str
    amber: str
    red: str
    green_soft: str
    amber_soft: str
    red_soft: str

    def by_name(self) -> dict[str, str]:
        """Return every colour under its name, as the style sheet's template wants them."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}


LIGHT: Final = Colours(
    ground="#FBFAF7",
    card="#FFFFFF",
    text="#1F2326",
    quiet="#5A6065",
    line="#E3E0D9",
    edge="#8B877E",
    accent="#1B6B73",
    on_accent="#FFFFFF",
    accent_soft="#E6F0F0",
    hover="#F3F1EB",
    closed="#F1EFE9",
    green="#2B7A4B",
    amber="#9A5B00",
    red="#B3261E",
    green_soft="#EAF4EE",
    amber_soft="#FBF1E2",
    red_soft="#FBECEA",
)

DARK: Final = Colours(
    ground="#1D1F21",
    card="#26292C",
    text="#E9E7E2",
    quiet="#A9ADB0",
    line="#3A3E42",
    edge="#7C8288",
    accent="#6CC0C8",
    on_accent="#14282A",
    accent_soft="#263B3E",
    hover="#2E3235",
    closed="#2F3235",
    green="#6FC493",
    amber="#E2A84B",
    red="#F08A80",
    green_soft="#24352C",
    amber_soft="#3A3021",
    red_soft="#3E2928",
)


def colours() -> Colours:
    """Return the look that the application's palette shows now; ask again at each painting."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < 128 else LIGHT


def colour(name: str) -> QColor:
    """Return one colour of the present look by its name, e.g. ``colour("accent")``."""
    return QColor(str(getattr(colours(), name)))


def icon_side() -> int:
    """Return the side of an icon in pixels; it grows with the text."""
    return max(18, QFontMetrics(QGuiApplication.font()).height() + 1)


def scroll_bar() -> int:
    """Return how wide a scroll bar is in pixels, an even number; it grows with the text."""
    return icon_side() // 3 * 2


def space(steps: int) -> int:
    """Return a distance of ``steps`` steps in pixels."""
    return steps * SPACE
