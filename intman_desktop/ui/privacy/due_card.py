"""The cases that wait for their deletion, each with its reason and day; ended ones can be marked (L2, L7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.buttons import link_button, name_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.name_line import name_line
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.tokens import icon_side, space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.ending_views import BY_SETTING, DueForErasure

_AT_ONCE = 8


class DueCard(Card):
    """Nothing is erased by itself: ``erase_marked(cases)`` leads to a page that is looked at and confirmed.

    Attributes: ``mark_due``, ``erase`` (the acts on several).
    """

    def __init__(
        self,
        curtain: Curtain,
        open_case: OpenCase,
        erase_marked: Callable[[Sequence[DueForErasure]], object],
    ) -> None:
        super().__init__(_("Zur Löschung vorgesehen"))
        self._curtain = curtain
        self._open_case = open_case
        self._erase_marked = erase_marked
        self._due: Sequence[DueForErasure] = ()
        self._marked: set[int] = set()
        self._at_once = _AT_ONCE
        self.add(QuietText(_("Gelöscht wird nie von selbst: Sie sehen jede Akte an und bestätigen.")))
        self._nothing = Text(_("Zurzeit wartet keine Akte auf die Löschung."))
        self.add(self._nothing)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(space(2))
        self.body.addLayout(self._lines)
        self.mark_due = link_button(_("Alle fälligen markieren"), self._mark_all_due)
        self.erase = quiet_button("", self._go, icon="trash-2")
        self._acts = Flow(self.erase, self.mark_due, gap=space(4))
        self.add(self._acts)

    def show_due(self, due: Sequence[DueForErasure]) -> None:
        """Show the cases, those due first; marks of cases that are gone are forgotten."""
        self._due = due
        self._marked &= {each.case_id for each in due if each.ended_on is not None}
        self._nothing.setVisible(not due)
        self._acts.setVisible(bool(due))
        empty(self._lines)
        for each in due[: self._at_once]:
            self._lines.addLayout(self._row(each))
        more = len(due) - self._at_once
        if more > 0:
            text = ngettext("{count} weitere zeigen", "{count} weitere zeigen", more)
            act = link_button(text.format(count=number(more)), self._show_all)
            self._lines.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        self._follow()

    def take_cursor(self) -> bool:
        """Put the keyboard where cases are marked; return whether there is any to mark."""
        marks = (self.mark_due, *self.findChildren(CheckField))
        target = next((each for each in marks if each.isVisible() and each.isEnabled()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target is not None

    def _row(self, case: DueForErasure) -> QHBoxLayout:
        state, word = _urgency(case.days_left)
        name = self._curtain.name(case.name, case.case_id)
        words = told(case, word)
        aside = self._curtain.number(case.number, has_namesake=case.has_namesake)
        spoken = f"{aside}: {words}" if aside else words
        mark = CheckField("")
        mark.setFixedWidth(icon_side() + space(2))
        mark.setAccessibleName(_("{name} markieren").format(name=name))
        mark.setAccessibleDescription(spoken)
        mark.setChecked(case.case_id in self._marked)
        mark.setEnabled(case.ended_on is not None)  # why it ends is asked where it is erased by itself
        mark.toggled.connect(partial(self._mark, case.case_id))
        look = name_button(name, partial(self._open_case, case.case_id, "erasure"))
        look.setAccessibleName(_("{name}: öffnen").format(name=name))
        look.setAccessibleDescription(spoken)
        look.setToolTip(case.number)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(name_line(look, aside))
        column.addWidget(Text(words))
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(StateSign(state, word), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return row

    def _mark(self, case_id: int, marked: bool) -> None:
        (self._marked.add if marked else self._marked.discard)(case_id)
        self._follow()

    def _mark_all_due(self) -> None:
        self._marked |= {each.case_id for each in self._due if _is_markable_now(each)}
        self._at_once = max(self._at_once, len(self._due))
        self.show_due(self._due)
        self.erase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all(self) -> None:
        self._at_once = len(self._due)
        self.show_due(self._due)

    def _follow(self) -> None:
        count = len(self._marked)
        text = _("Markierte löschen …")
        if count:
            text = ngettext(
                "{count} markierte Akte löschen …", "{count} markierte Akten löschen …", count
            ).format(count=number(count))
        self.erase.setText(text)
        self.erase.setAccessibleName(text)
        self.erase.setEnabled(bool(count))
        self.mark_due.setVisible(any(map(_is_markable_now, self._due)))

    def _go(self) -> None:
        self._erase_marked([each for each in self._due if each.case_id in self._marked])


def _is_markable_now(case: DueForErasure) -> bool:
    return case.days_left <= 0 and case.ended_on is not None


def told(case: DueForErasure, word: str) -> str:
    """Return since when and why a case has ended, and until when and why it is still here (Rule L2).

    Where its person was told that it is erased, that: also of one that runs (Rules L1, L8).
    """
    due = day(case.deletion_due)
    if case.ended_on is None:
        words = [_("Nicht beendet, zu löschen bis {due} ({word}).").format(due=due, word=word)]
    else:
        ended, because = day(case.ended_on), case.ended_because
        said = _("Beendet am {ended} ({because}), zu löschen bis {due} ({word}).")
        words = [said.format(ended=ended, because=because, due=due, word=word)]
    if case.because is not None:
        words.append(sentence(case.because))
    elif case.deletion_reason == BY_SETTING:
        words.append(_("Der Tag kommt aus der Einstellung."))
    elif case.deletion_reason:
        words.append(_("Warum erst dann: {reason}").format(reason=case.deletion_reason))
    return " ".join(words)


def _urgency(days_left: int) -> tuple[State, str]:
    if days_left < 0:
        words = ngettext("seit {count} Tag fällig", "seit {count} Tagen fällig", -days_left)
        return State.OVERDUE, words.format(count=number(-days_left))
    if days_left == 0:
        return State.DUE, _("heute fällig")
    words = ngettext("noch {count} Tag", "noch {count} Tage", days_left)
    return State.AHEAD, words.format(count=number(days_left))
