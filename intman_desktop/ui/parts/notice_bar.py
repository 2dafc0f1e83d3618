"""One line for notices at the foot of the window, never over the content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.icons import icon
from intman_desktop.ui.parts.buttons import icon_button, link_button
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space


class NoticeBar(QWidget):
    """Says what was done, with one act beside it ("Rückgängig"), until the next notice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(1), space(3), space(1))
        row.setSpacing(space(3))
        self._text = Text()
        row.addWidget(self._text, 1)
        self._button = link_button("", self._run)
        row.addWidget(self._button)
        self._close = icon_button("x", _("Hinweis schließen"), self.clear)
        row.addWidget(self._close)
        self.clear()

    def say(self, text: str, act: Callable[[], object] | None = None, act_text: str = "") -> None:
        """Show that something was done; ``act`` is offered as ``act_text`` or "Rückgängig"."""
        self._show(text, "said")
        self._act = act
        self._button.setText(act_text or _("Rückgängig"))
        self._button.setIcon(QIcon() if act_text else icon("undo-2", "accent", gap=True))
        self._button.setAccessibleName(self._button.text())
        self._button.setVisible(act is not None)

    def warn(self, sentence: str) -> None:
        """Show the sentence of a trouble."""
        self._show(sentence, "trouble")
        self._act = None
        self._button.hide()

    def text(self) -> str:
        """Return what is shown, or an empty text."""
        return self._text.text()

    def clear(self) -> None:
        """Empty the line; its room stays, so nothing moves."""
        self._act = None
        self._text.setText("")
        self._button.hide()
        self._close.hide()
        self._dress("none")

    def _show(self, text: str, kind: str) -> None:
        self._text.setText(text)
        self._close.show()
        self._dress(kind)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _run(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def _dress(self, kind: str) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
