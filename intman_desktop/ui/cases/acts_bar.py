"""What can be done with the marked cases: one line below the list, which stays where it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.room import keep_room
from intman_desktop.ui.wording import number

REVIEW, LETTER, PRINT, END = "review", "letter", "print", "end"


class ActsBar(QWidget):
    """Hidden while nothing is marked, its room kept.

    Attributes: ``buttons`` by act. Signals: ``wanted(str)`` – an act; ``cleared``.
    """

    wanted = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._count = Text()
        self._count.setWordWrap(False)
        words = {
            REVIEW: (_("Überprüfung setzen …"), "calendar-clock"),
            LETTER: (_("Schreiben …"), "file-text"),
            PRINT: (_("Drucken …"), "printer"),
            END: (_("Beenden …"), "ban"),
        }
        self.buttons = {
            act: quiet_button(text, lambda act=act: self.wanted.emit(act), icon=icon)  # type: ignore[misc]
            for act, (text, icon) in words.items()
        }
        clear = link_button(_("Markierung aufheben"), self.cleared.emit)
        column.addWidget(Flow(self._count, *self.buttons.values(), clear, gap=8))
        keep_room(self)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many are marked."""
        text = ngettext("{count} Fall markiert", "{count} Fälle markiert", count)
        self._count.setText(text.format(count=number(count)))
        self.setVisible(count > 0)
