"""The line that says all the time that this is practice, and ends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space

_END = "end of practice"


class PracticeBar(QWidget):
    """Stands above the search while somebody practises. Signals: ``over``."""

    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(1), space(4), space(1))
        row.setSpacing(space(3))
        row.addWidget(Text(_("Übung mit erfundenen Menschen. Am Ende wird alles entfernt.")), 1)
        row.addWidget(link_button(_("Übung beenden"), self.over.emit))
        self.hide()


def ask_to_end(window: QWidget, end: Callable[[], object]) -> None:
    """Ask over ``window`` whether the practice is over, once; ``end()`` ends it."""
    if window.findChild(Confirm, _END) is not None:
        return
    asked = ask(
        window,
        _("Übung beenden?"),
        _("Was Sie in der Übung eingegeben haben, wird entfernt."),
        _("Übung beenden"),
        end,
        safe_text=_("Weiter üben"),
    )
    asked.setObjectName(_END)
