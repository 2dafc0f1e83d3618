"""What is due, in four groups, each line with the act that opens the place where it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.deadlines.opening import AT_ONCE, settle_deadline
from intman_desktop.ui.deadlines.words import act_word, group_state, group_word, person_of
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text, thin_line
from intman_desktop.ui.parts.line_grid import level, line_grid
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number, short_day
from intman_desktop.values.deadline_views import DeadlineGroup, DeadlineRow, FirstDeadlines

MOST: Final = {
    DeadlineGroup.OVERDUE: 10,
    DeadlineGroup.TODAY: 8,
    DeadlineGroup.THIS_WEEK: 6,
    DeadlineGroup.LATER: 5,
}
"""How many lines of a group stand here; the rest stand on the page of deadlines."""
_PERSON_LETTERS = 20
_ROOMY_LETTERS = 80
"""From how many letters on a line has room for the matter beside the person; else it stands below."""
_TOP = Qt.AlignmentFlag.AlignTop


class DueList(Card):
    """The card "Was ansteht"."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Was ansteht"))
        self._frame = frame
        self._found = FirstDeadlines((), {})
        self._one_year = True
        self._acts: list[QPushButton] = []
        self._at_once: set[QPushButton] = set()
        self._left_at = 0
        self._below = False

    def first_act(self) -> QPushButton | None:
        """Return the act to begin at: the first, or where one left the list; it opens a place and no more.

        A line that is settled is gone, so that the same place holds the one that is next. Returns None where
        nothing is due, and where that act would settle its line at once: whoever comes from saving a talk
        may press Enter once more without having read it.
        """
        if not self._acts:
            return None
        place = min(self._left_at, len(self._acts) - 1)
        return None if self._acts[place] in self._at_once else self._acts[place]

    def show_deadlines(self, found: FirstDeadlines) -> None:
        """Show the first lines of each group, and how many more there are."""
        self._found = found
        self.draw()

    def draw(self) -> None:
        """Draw the lines again (names were hidden or shown, the text has another size)."""
        focused = next((place for place, act in enumerate(self._acts) if act.hasFocus()), None)
        self.clear()
        self._acts, self._at_once = [], set()
        if not self._found.rows:
            self.add(
                QuietText(
                    _(
                        "Im Augenblick steht keine Frist an. Was in einem Fall als Nächstes kommt, sagt "
                        "seine Akte."
                    )
                )
            )
            self.add(link_button(_("Zu den Fällen"), partial(self._frame.open_page, "cases")))
            return
        self._one_year = {row.due.year for row in self._found.rows} == {self._frame.today().year}
        grid = line_grid(self, 1 if self._below else 2)
        for group in DeadlineGroup:
            rows = [row for row in self._found.rows if row.group is group]
            if rows:
                self._add_group(grid, group, rows)
        if focused is not None:
            self._acts[min(focused, len(self._acts) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_found"):
            self.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the matter below the person where beside it there is no room, or back again."""
        super().resizeEvent(event)
        below = event.size().width() < _ROOMY_LETTERS * self.fontMetrics().averageCharWidth()
        if below != self._below:
            self._below = below
            self.draw()

    def _add_group(self, grid: QGridLayout, group: DeadlineGroup, rows: Sequence[DeadlineRow]) -> None:
        line = grid.rowCount()
        if grid.count():
            grid.addWidget(thin_line(), line, 0, 1, 5)
            line += 1
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(SectionTitle(group_word(group)))
        head.addWidget(QuietText(number(self._found.counts[group])))
        head.addStretch(1)
        grid.addLayout(head, line, 0, 1, 5)
        for row in rows:
            line += 2
            self._add_row(grid, line, row)
        left = self._found.counts[group] - len(rows)
        if left > 0:
            words = ngettext("{count} weitere Frist zeigen", "{count} weitere Fristen zeigen", left)
            more = link_button(
                words.format(count=number(left)),
                partial(self._frame.open_page, "deadlines", group=group.value),
            )
            more.setAccessibleDescription(group_word(group))
            grid.addWidget(more, line + 2, 1, 1, 4, Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, grid: QGridLayout, line: int, row: DeadlineRow) -> None:
        name, matter = person_of(self._frame, row), sentence(row.matter)
        act = link_button(act_word(row.act), partial(self._settle, len(self._acts), row))
        number = self._frame.curtain.number(row.case_number, has_namesake=row.has_namesake)
        called = ", ".join(each for each in (name, number) if each)
        act.setAccessibleDescription(f"{called}: {matter}")
        self._acts.append(act)
        if row.act in AT_ONCE:
            self._at_once.add(act)
        sign = StateSign(group_state(row.group), group_word(row.group))
        sign.setFixedHeight(act.sizeHint().height())
        person = _person(name, number)
        if not self._below:
            person.setFixedWidth(_PERSON_LETTERS * self.fontMetrics().averageCharWidth())
        on = level(Text(short_day(row.due) if self._one_year else day(row.due)))
        on.setWordWrap(False)
        on.setAccessibleName(day(row.due))
        for column, widget in ((0, sign), (1, person), (3, on)):
            grid.addWidget(widget, line, column, _TOP)
        if self._below:
            words = level(Text(matter))
            words.setContentsMargins(0, 0, 0, space(3))  # nearer to its own person than to the next
            grid.addWidget(words, line + 1, 1, 1, 4, _TOP)
        else:
            grid.addWidget(level(Text(matter)), line, 2, _TOP)
        grid.addWidget(act, line, 4, _TOP | Qt.AlignmentFlag.AlignLeft)

    def _settle(self, place: int, row: DeadlineRow) -> None:
        self._left_at = place
        settle_deadline(self._frame, row)


def _person(name: str, number: str) -> QWidget:
    """Return the name, with the case number small below it where the name alone does not say who it is."""
    person = QWidget()
    column = QVBoxLayout(person)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(level(Text(name)))
    if number:
        column.addWidget(SmallText(number))
    return person
