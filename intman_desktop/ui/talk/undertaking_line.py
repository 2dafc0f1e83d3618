"""One quiet line where somebody interpreted whose undertaking is not recorded yet, with the way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.values.form_views import TalkPerson


class UndertakingLine(QWidget):
    """``open_consent(case_id, consent_id)`` opens the evidence it is recorded in; it hinders nothing (E1)."""

    def __init__(self, frame: Frame, open_consent: Callable[[int, int], object]) -> None:
        super().__init__()
        self._frame, self._open = frame, open_consent
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_people(self, people: Sequence[TalkPerson], *, interpreted: bool) -> None:
        """Show the line where somebody ``interpreted`` for one of the ``people`` and signed nothing yet."""
        lacking = [each for each in people if interpreted and each.no_undertaking]
        empty(self._column)
        for person in lacking:
            words = QuietText(_("Wer dolmetscht, unterschreibt eine Verpflichtung: noch nicht eingetragen."))
            name = self._frame.curtain.name(person.name, person.case_id)
            text = _("Eintragen") if len(people) == 1 else _("Eintragen bei {name}").format(name=name)
            enter = link_button(text, partial(self._open, person.case_id, person.no_undertaking))
            enter.setAccessibleDescription(words.text())
            self._column.addWidget(Columns([words, Flow(enter)], [1, 1], letters=70))
        self.setVisible(bool(lacking))
