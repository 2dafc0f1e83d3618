"""What stays around the four steps: title, what is saved, the bar of steps, and the acts at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.ui.list_import.work import ListWork, RowState
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.step_bar import StepBar
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number

FILE, COLUMNS, ROWS, TAKE = range(4)
"""The steps by their place."""

Act = Callable[[], object]


class Shell(QWidget):
    """Shows one of ``steps`` at a time. Attributes: ``on``, ``back``, ``drop`` (its buttons)."""

    def __init__(self, title: str, steps: Sequence[ScrollPage], go_on: Act, go_back: Act, drop: Act) -> None:
        super().__init__()
        self._steps = tuple(steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(space(2))
        self._line = QuietText()
        self._bar = StepBar([_("Datei"), _("Spalten"), _("Zeilen prüfen"), _("Übernehmen")])
        for widget in (PageTitle(title), self._line, self._bar):
            head.addWidget(widget)
        self.on = primary_button(_("Weiter"), go_on)
        self.back = quiet_button(_("Zurück"), go_back)
        self.drop = link_button(_("Liste verwerfen"), drop)
        for step in self._steps:
            column.addWidget(step, 1)
        column.addWidget(Foot(self.back, self.on, self.drop))

    def go_to(self, at: int) -> None:
        """Show the step with that place, below the head: it scrolls with the step, which needs the room."""
        self._steps[at].body.insertWidget(0, self._head)
        for index, step in enumerate(self._steps):
            step.setVisible(index == at)
        self._bar.go_to(at)

    def show_acts(self, at: int, work: ListWork | None) -> None:
        """Say what the acts would do now, and what is saved."""
        counts = work.counts() if work is not None else None
        ready = counts[RowState.READY] if counts is not None else 0
        taken = counts[RowState.TAKEN] if counts is not None else 0
        text = _("Weiter")
        if at == TAKE and ready:
            words = ngettext("{count} Person übernehmen", "{count} Personen übernehmen", ready)
            text = words.format(count=number(ready))
        elif at == TAKE:
            text = _("Fertig")
        self.on.setText(text)
        self.on.setAccessibleName(text)
        self.on.setEnabled(work is not None and (at < TAKE or bool(ready or taken)))
        self.back.setEnabled(at > FILE)
        self.drop.setVisible(work is not None)
        self._line.setText(
            _("Was übernommen ist, ist gespeichert; der Rest steht nur im Arbeitsspeicher.")
            if taken
            else _("Noch nichts gespeichert. Alles steht nur im Arbeitsspeicher.")
        )
