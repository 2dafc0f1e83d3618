"""The question before what cannot be taken back; the safe answer comes first and is the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import danger_button, primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SectionTitle, Text
from intman_desktop.ui.tokens import space

_CLICKS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
)


class Confirm(QDialog):
    """Names the consequence on its button. Opened by ``ask``; waits in no event loop of its own."""

    def __init__(
        self,
        parent: QWidget,
        question: str,
        consequence: str,
        act_text: str,
        safe_text: str,
        *,
        harmless: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Bitte bestätigen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(4))
        column.addWidget(SectionTitle(question))
        text = Text(consequence)
        text.setMinimumWidth(text.fontMetrics().averageCharWidth() * 56)
        column.addWidget(text)
        self.act = (primary_button if harmless else danger_button)(act_text, self.accept)
        self.safe = quiet_button(safe_text, self.reject)
        self.safe.setDefault(True)
        column.addWidget(Flow(self.act, self.safe) if harmless else Flow(self.safe, self.act))
        self.safe.setFocus()
        self.act.installEventFilter(self)
        self._clicked_at: QPoint | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where the act was clicked."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._clicked_at = event.globalPosition().toPoint()
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Close; a second click where the act was clicked does not reach what lies below."""
        around = self.parentWidget()
        below = around.window().windowHandle() if around is not None else None
        if self._clicked_at is not None and below is not None:
            _SecondClick(below, self._clicked_at)
        super().accept()


class _SecondClick(QObject):
    """Takes from ``window`` what is clicked at one place within the time of a double click, then ends."""

    def __init__(self, window: QWindow, at: QPoint) -> None:
        super().__init__(window)
        self._at = at
        window.installEventFilter(self)
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a press there and its release."""
        if event.type() in _CLICKS and isinstance(event, QMouseEvent):
            away = event.globalPosition().toPoint() - self._at
            return away.manhattanLength() <= QApplication.startDragDistance()
        return super().eventFilter(watched, event)


def ask(
    parent: QWidget,
    question: str,
    consequence: str,
    act_text: str,
    on_yes: Callable[[], object],
    *,
    safe_text: str = "",
    harmless: bool = False,
) -> Confirm:
    """Ask over ``parent`` and return at once; ``on_yes()`` runs if the act is chosen.

    ``harmless`` says that nothing is lost by the act: it is not painted as a danger and comes first.
    """
    dialog = Confirm(parent, question, consequence, act_text, safe_text or _("Abbrechen"), harmless=harmless)
    dialog.accepted.connect(on_yes)
    dialog.open()
    return dialog
