"""The arrow keys in a row of buttons that wraps: from one to the next, as one reads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_ALONG = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_STEPS = _ALONG | {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class ArrowRow(QObject):
    """Moves the cursor through ``buttons`` by arrows, Home and End; Tab comes to the chosen one of a group.

    Qt by itself goes to the button that lies nearest, which leaps in a row of two lines. With ``chooses``
    the button that is come to is pressed as well, as in a row of tabs; ``upright`` takes up and down too.
    """

    def __init__(
        self,
        buttons: Sequence[QAbstractButton],
        parent: QWidget,
        *,
        chooses: bool = False,
        upright: bool = True,
    ) -> None:
        super().__init__(parent)
        self._chooses = chooses
        self._steps = _STEPS if upright else _ALONG
        self._buttons = tuple(buttons)
        for button in self._buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move; put the cursor on the chosen button when Tab comes from outside."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            target = self._target(watched, Qt.Key(event.key()))
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if self._chooses:
                    target.click()
                return True
        by_tab = isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_TAB
        if by_tab and self._goes_to_chosen(watched):
            return True  # else it would make itself the one button of the group that Tab stops at
        return super().eventFilter(watched, event)

    def _target(self, watched: QObject, key: Qt.Key) -> QAbstractButton | None:
        shown = [button for button in self._buttons if button.isVisible() and button.isEnabled()]
        if key == Qt.Key.Key_Home:
            return shown[0]
        if key == Qt.Key.Key_End:
            return shown[-1]
        if key not in self._steps:
            return None
        at = next(place for place, button in enumerate(shown) if button is watched)
        return shown[(at + self._steps[key]) % len(shown)]

    @staticmethod
    def _goes_to_chosen(watched: QObject) -> bool:
        group = watched.group() if isinstance(watched, QAbstractButton) else None
        chosen = group.checkedButton() if group is not None else None
        if chosen is None or chosen is watched:
            return False
        chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
