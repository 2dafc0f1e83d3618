"""Icons from one set (Lucide), drawn in the colours of the look at the moment they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from intman_desktop.paths import resource
from intman_desktop.ui.tokens import colours

_BESIDE_TEXT = 0.82


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, target: QRectF, colour: str) -> None:
    """Draw the icon ``name`` into ``target`` in ``colour`` (``#RRGGBB``).

    Raises ``FileNotFoundError`` for an icon that is not among our resources.
    """
    _renderer(name, colour).render(painter, target)


class _Engine(QIconEngine):
    """Paints one icon in the colour that its role has in the present look."""

    def __init__(self, name: str, role: str, share: float) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._share = share

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon at the left of ``rect`` (what is left over is a gap); a disabled one is quieter."""
        del state
        look = colours()
        colour = look.edge if mode is QIcon.Mode.Disabled else str(getattr(look, self._role))
        box = QRectF(rect)  # type: ignore[call-overload]
        side = min(box.width(), box.height()) * self._share
        target = QRectF(0, 0, side, side)
        target.moveCenter(box.center())
        target.moveLeft(box.left())
        paint_icon(painter, self._name, target, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of ``size`` with a clear ground."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRectF(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return an engine of the same icon."""
        return _Engine(self._name, self._role, self._share)


def icon(name: str, role: str = "text", *, gap: bool = False) -> QIcon:
    """Return the icon ``name`` in the colour called ``role`` in ``tokens.Colours``.

    With ``gap`` a fifth of its width stays free at the right, for text that follows.
    """
    return QIcon(_Engine(name, role, _BESIDE_TEXT if gap else 1.0))
