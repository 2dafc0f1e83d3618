"""Whose consent is missing, runs out, or was put off; each line leads to the case's consents (E1, E6)."""

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
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.wording import day
from intman_desktop.values.desk_views import ConsentLine, PrivacyView


class ConsentsCard(Card):
    """Three kinds of lines, the gravest first; ``open_case(case_id, tab)`` goes to the case.

    Where a consent ran out and its data are still here, a line has two ways: to renew it there, or
    ``ask_to_empty(line)`` (Rule E3).
    """

    def __init__(
        self, curtain: Curtain, open_case: OpenCase, ask_to_empty: Callable[[ConsentLine], object]
    ) -> None:
        super().__init__(_("Einwilligungen"))
        self._curtain = curtain
        self._open_case = open_case
        self._ask_to_empty = ask_to_empty
        self._nothing = QuietText(_("Alle Einwilligungen stehen, keine läuft in den nächsten 30 Tagen aus."))
        self._lines = LineList()
        self.add(self._nothing)
        self.add(self._lines)

    def show_consents(self, view: PrivacyView) -> None:
        """Show the lines, or that there are none."""
        lines = [
            *self._of(view.missing, State.OVERDUE, _("fehlt")),
            *self._of(view.renewing, State.DUE, _("zu erneuern")),
            *self._of(view.waiting, State.OPEN, _("noch nicht entschieden")),
        ]
        self._nothing.setVisible(not lines)
        self._lines.set_lines(lines)

    def _of(self, lines: Sequence[ConsentLine], state: State, word: str) -> list[Line]:
        return [
            Line(
                state,
                word,
                _told(line),
                self._curtain.name(line.person, line.case_id),
                partial(self._open_case, line.case_id, "consents"),
                line.number,
                self._ways(line),
                self._curtain.number(line.number, has_namesake=line.has_namesake),
            )
            for line in lines
        ]

    def _ways(self, line: ConsentLine) -> tuple[tuple[str, Callable[[], object]], ...]:
        if not line.consent_id:
            return ()
        return (
            (_("Einwilligung erneuern"), partial(self._open_case, line.case_id, "consents")),
            (_("Angaben leeren …"), partial(self._ask_to_empty, line)),
        )


def _told(line: ConsentLine) -> str:
    if line.fact.code in {"due_consent", "due_consent_to"} and line.on is not None:
        return _("{what} Letzter Tag: {day}.").format(what=sentence(line.fact), day=day(line.on))
    return sentence(line.fact)
