"""One entry of a list: its words, whether it is offered, its place, and what an own one is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import icon_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.settings.needs_choice import need_choices
from intman_desktop.ui.tokens import space
from intman_desktop.values.desk_views import ListChoice
from intman_desktop.values.office import ListEntry

Act = Callable[["EntryRow"], object]


class EntryRow(QWidget):
    """One entry. Attributes: ``label``, ``offered``, ``need``, ``flags`` (by column).

    ``usual`` is the wording that came with the program, empty for an own entry.
    """

    def __init__(self, entry: ListEntry, of_list: ListChoice, usual: str, up: Act, down: Act) -> None:
        super().__init__()
        self.entry, self._usual = entry, usual
        self.label = TextField(usual)
        self.label.setText(entry.label or usual)
        self.label.home(False)
        name = usual or entry.label or _("Neuer Eintrag")
        self.label.setAccessibleName(_("Bezeichnung: {name}").format(name=name))
        self.offered = CheckField(_("anbieten"))
        self.offered.setAccessibleName(_("{name} anbieten").format(name=name))
        self.offered.setChecked(not entry.hidden)
        self.remove_button = icon_button("x", _("{name} entfernen").format(name=name))
        if not entry.own:  # its place stays, so that the columns of all rows stand below each other
            kept = self.remove_button.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            self.remove_button.setSizePolicy(kept)
            self.remove_button.hide()
        self.flags: dict[str, CheckField] = {}
        self.need: ChoiceField | None = None
        line = QHBoxLayout()
        line.setSpacing(space(2))
        line.addWidget(self.label, 1)
        line.addWidget(self.offered)
        self._up = icon_button("chevron-up", _("{name} nach oben").format(name=name), lambda: up(self))
        self._down = icon_button("chevron-down", _("{name} nach unten").format(name=name), lambda: down(self))
        line.addWidget(self._up)
        line.addWidget(self._down)
        line.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(line)
        self._fault = Text("", "error")
        self._fault.hide()
        column.addWidget(self._fault)
        if entry.own:
            self._ask(column, of_list)

    def let_move(self, *, up: bool, down: bool) -> None:
        """Let it be moved ``up`` and ``down``, which the first and the last of a list cannot be."""
        self._up.setEnabled(up)
        self._down.setEnabled(down)

    def typed(self) -> ListEntry:
        """Return the entry as it stands here; the usual wording is no wording of the office's."""
        label = self.label.value()
        return replace(
            self.entry,
            label="" if label == self._usual else label,
            hidden=not self.offered.isChecked(),
            need=self.need.code() if self.need is not None else self.entry.need,
            flags=tuple(column for column, field in self.flags.items() if field.isChecked()),
        )

    def check(self) -> QWidget | None:
        """Mark an own entry without a name and return its field."""
        missing = self.entry.own and not self.label.value()
        self._fault.setText(_("Bitte nennen Sie den Namen.") if missing else "")
        self._fault.setVisible(missing)
        return self.label if missing else None

    def _ask(self, column: QVBoxLayout, of_list: ListChoice) -> None:
        for name, words in of_list.flags:
            field = CheckField(words)
            field.setChecked(name in self.entry.flags)
            self.flags[name] = field
            column.addWidget(field)
        if of_list.marked:
            self.need = ChoiceField(need_choices(), empty=None)
            self.need.set_code(self.entry.need)
            column.addWidget(Labelled(_("Nötige Einwilligung"), self.need))
