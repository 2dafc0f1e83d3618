"""The plausibility list: what to look at before the sheet is handed in, each line with its place (K6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from intman_desktop.language import _, ngettext
from intman_desktop.services.wording import sentence
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number
from intman_desktop.values.work_views import Question

_AT_ONCE = 8


class QuestionsCard(Card):
    """Each question with the person and a way to where it is settled; ``settle(question)`` goes there."""

    def __init__(self, curtain: Curtain, settle: Callable[[Question], object]) -> None:
        super().__init__(_("Vor der Abgabe ansehen"))
        self._curtain = curtain
        self._settle = settle
        self._questions: Sequence[Question] = ()
        self._shown = _AT_ONCE

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show the list; an empty one says that nothing stands out."""
        self._questions = questions
        self.clear()
        if not questions:
            self.add(QuietText(_("Nichts fällt auf.")))
            return
        for question in questions[: self._shown]:
            self._line(question)
        more = len(questions) - self._shown
        if more > 0:
            text = ngettext("{count} weitere zeigen", "{count} weitere zeigen", more)
            self.add(link_button(text.format(count=number(more)), self._show_all))

    def _line(self, question: Question) -> None:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        column = QVBoxLayout()
        column.setSpacing(0)
        sign = QVBoxLayout()
        sign.addSpacing(space(1))
        sign.addWidget(StateSign(State.WARNING, _("ansehen")), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(sign)
        text = sentence(question.fact)
        if question.case_id:
            name = self._curtain.name(question.person, question.case_id)
            act = link_button(name, lambda: self._settle(question))
            act.setAccessibleName(_("{name}: Fall öffnen").format(name=name))
            act.setAccessibleDescription(text)
            act.setToolTip(question.case_number)
            column.addWidget(act)
        column.addWidget(Text(text))
        row.addLayout(column, 1)
        self.body.addLayout(row)

    def _show_all(self) -> None:
        self._shown = len(self._questions)
        self.show_questions(self._questions)
