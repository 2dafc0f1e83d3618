"""Nicht erhoben, weil …: a block is left open with a reason, never as complete (I8)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.tokens import space


class ReasonLine(QWidget):
    """Says a reason or takes it back; hidden until a block shows it. Attributes: ``seen``, the reason that it
    is typed over.

    Signals: ``saved(str, str)`` – the reason, empty to take it back, and the one it was typed over.
    """

    saved = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._reason = self.seen = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self._open = link_button(_("Nicht erhoben, weil …"), self._begin)
        self._said = Text()
        self._change = link_button(_("Ändern"), self._begin)
        self._back = link_button(_("Zurücknehmen"), lambda: self.saved.emit("", self.seen))
        self.field = TextField()
        self._row = Labelled(_("Nicht erhoben, &weil …"), self.field)
        self._save = quiet_button(_("Begründung speichern"), self.save)
        self.field.returnPressed.connect(self.save)
        column.addWidget(self._said)
        self._links = Flow(self._open, self._change, self._back, gap=space(4))
        column.addWidget(self._links)
        column.addWidget(self._row)
        self._acts = Flow(self._save)
        column.addWidget(self._acts)
        self.show_reason("")

    def show_reason(self, reason: str) -> None:
        """Show the reason that stands, or the way to say one."""
        self._reason = self.seen = reason
        self._said.setText(_("Nicht erhoben, weil: {reason}").format(reason=reason))
        self._said.setVisible(bool(reason))
        self._open.setVisible(not reason)
        self._change.setVisible(bool(reason))
        self._back.setVisible(bool(reason))
        self._edit(editing=False)

    def typed(self) -> str | None:
        """Return what is typed and not saved: an empty text for a reason emptied, None for nothing."""
        return None if self._row.isHidden() or self.field.value() == self._reason else self.field.text()

    def put_back(self, typed: str | None, seen: str | None = None) -> None:
        """Show what ``typed`` returned, typed over the reason ``seen``; None for the one that stands."""
        if typed is not None:
            self.seen = self._reason if seen is None else seen
            self._begin()
            self.field.setText(typed)

    def take_as_saved(self, stood: str | None) -> None:
        """Let go of what ``typed`` returned when its saving began; another reason typed since stays."""
        self._reason = self.seen = (stood or "").strip()

    def check(self) -> bool:
        """Ask for the sentence where there is none, and return whether it can be saved."""
        if not self.field.value():
            self._row.set_fault(_("Bitte sagen Sie in einem Satz, warum."))
            self._row.go_in()
        return bool(self.field.value())

    def save(self) -> bool:
        """Ask for saving the sentence, once there is one; return whether there was."""
        if not self.check():
            return False
        self.saved.emit(self.field.value(), self.seen)
        return True

    def _begin(self) -> None:
        self.field.setText(self._reason)
        self._edit(editing=True)
        go_in(self.field, self)  # with the button below it, at the lower edge of the page

    def _edit(self, *, editing: bool) -> None:
        self._row.set_fault("")
        self._row.setVisible(editing)
        self._acts.setVisible(editing)
        self._links.setVisible(not editing)
