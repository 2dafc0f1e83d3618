"""A column inside a widget that may not grow wider than some measure."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout


class LimitedColumn(QVBoxLayout):
    """Is measured at the greatest width its widget may have.

    Qt asks for the height at the whole width of the page; what wraps would then be given too little.
    """

    def heightForWidth(self, width: int, /) -> int:
        """Return the height in pixels at ``width`` pixels, or at the widget's greatest width."""
        return super().heightForWidth(self._bounded(width))

    def minimumHeightForWidth(self, width: int, /) -> int:
        """Return the least height in pixels, measured as ``heightForWidth``."""
        return super().minimumHeightForWidth(self._bounded(width))

    def _bounded(self, width: int) -> int:
        inside = self.parentWidget()
        return width if inside is None else min(width, inside.maximumWidth())
