"""The plausibility list: what to look at before the sheet is handed in, each line with its place (K6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.values.figure_views import Question

_CONTACTS = "question_brief_contacts_in_future"
"""The one question of no case that has a place: the list where a Kurzkontakt is taken back."""


class QuestionsCard(Card):
    """Each question with the person and a way to where it is settled; ``settle(question)`` goes there."""

    def __init__(self, curtain: Curtain, settle: Callable[[Question], object]) -> None:
        super().__init__(_("Vor der Abgabe ansehen"))
        self._curtain = curtain
        self._settle = settle
        self._nothing = QuietText(_("Nichts fällt auf."))
        self._lines = LineList()
        self.add(self._nothing)
        self.add(self._lines)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show the list; an empty one says that nothing stands out."""
        self._nothing.setVisible(not questions)
        self._lines.set_lines([self._line(question) for question in questions])

    def _line(self, question: Question) -> Line:
        text = sentence(question.fact)
        if question.fact.code == _CONTACTS:
            act = partial(self._settle, question)
            return Line(State.WARNING, _("ansehen"), text, _("Kurzkontakte"), act)
        if not question.case_id:
            return Line(State.WARNING, _("ansehen"), text)
        name = self._curtain.name(question.person, question.case_id)
        act = partial(self._settle, question)
        number = self._curtain.number(question.case_number, has_namesake=question.has_namesake)
        return Line(State.WARNING, _("ansehen"), text, name, act, question.case_number, aside=number)
