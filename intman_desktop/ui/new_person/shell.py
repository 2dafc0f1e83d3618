"""What stays around the steps: title, what is saved, for whom, the bar of steps, and the acts at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.new_person.grown_up import GrownUp
from intman_desktop.ui.new_person.order import step_names
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.labels import PageTitle, QuietText, SectionTitle, Text
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.step_bar import StepBar
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.tokens import space

Act = Callable[[], object]


class Acts(NamedTuple):
    """What the buttons at the foot do."""

    go_on: Act
    go_back: Act
    no_consent: Act
    drop: Act


class Shell(QWidget):
    """The steps stand in ``place``, the Kurzkontakt is added to ``sheet``, which scrolls.

    Attributes: ``grown_up`` (for whom the file is prepared), ``on``, ``back``, ``no_consent``, ``drop`` (its
    buttons).
    """

    def __init__(self, title: str, grown_up: GrownUp, acts: Acts) -> None:
        super().__init__()
        self._name = title
        self.grown_up = grown_up
        self.sheet = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        self._title = PageTitle(title)
        self._line = QuietText(
            _(
                "Noch nichts gespeichert. Bis die Akte angelegt ist, steht alles nur im Arbeitsspeicher "
                "und endet mit dem Programm."
            )
        )
        self._bar = StepBar([name for name, _title in step_names()])
        self._step_title = SectionTitle()
        for widget in (self._title, self._line, grown_up, self._bar, self._step_title):
            self.sheet.add(widget)
        self.place = QVBoxLayout()
        self.sheet.body.addLayout(self.place)
        self._fault = Text("", "error")
        self._fault.hide()
        self._fault.setContentsMargins(space(6), space(2), space(6), space(2))
        self.on = primary_button(_("Weiter"), acts.go_on)
        self.back = quiet_button(_("Zurück"), acts.go_back)
        self.no_consent = link_button(_("Keine Einwilligung"), acts.no_consent)
        self.drop = link_button(_("Verwerfen"), acts.drop)
        self._foot = Foot(self.back, self.on, self.no_consent, self.drop)
        column.addWidget(self._fault)
        column.addWidget(self._foot)

    def show_step(self, at: int) -> None:
        """Say which step is shown, from its head on, and what the acts do there."""
        last = at == len(step_names()) - 1
        self._bar.go_to(at)
        self._step_title.setText(step_names()[at][1])
        text = _("Akte anlegen") if last else _("Weiter")
        self.on.setText(text)
        self.on.setAccessibleName(text)
        self.back.setEnabled(at > 0)
        self._title.setText(self._name)
        for widget in (self._line, self._bar, self._step_title, self._foot):
            widget.show()
        self.say("")
        self.sheet.verticalScrollBar().setValue(0)

    def show_brief(self) -> None:
        """Leave nothing but the title around the Kurzkontakt, which has acts of its own."""
        for widget in (self._line, self._bar, self._step_title, self._foot, self._fault):
            widget.hide()
        self._title.setText(_("Kurzkontakt ohne Personendaten"))

    def say(self, words: str) -> None:
        """Say over the acts why it does not go on, nothing for an empty text."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def order_tabs(self, step: Step) -> None:
        """Let Tab go through ``step`` and then to the acts."""
        order_tabs(step, self._foot)
