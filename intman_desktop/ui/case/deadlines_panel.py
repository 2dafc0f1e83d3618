"""The tab "Fristen": everything that is due in one case, however far ahead, and what was settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.across.due.settled import settled_of
from intman_desktop.services.across.overview import deadlines_of
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.deadlines.opening import AT_ONCE, settle_deadline
from intman_desktop.ui.deadlines.settle_bar import SettleBar
from intman_desktop.ui.deadlines.ways import way_of
from intman_desktop.ui.deadlines.words import act_word, group_state, group_word
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.line_grid import level, line_grid
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineRow, Place, SettledRow

_AT_ONCE = 12
_TOP = Qt.AlignmentFlag.AlignTop


class DeadlinesPanel(Panel):
    """What comes, with the acts that settle it, and what was done, the newest first.

    Attributes: ``bar`` (settles one line by a day; hidden until one is chosen).
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._done: Sequence[SettledRow] = ()
        self._shown = _AT_ONCE
        self._coming = Card(_("Was ansteht"))
        self.bar = SettleBar(frame)
        self._past = Card(_("Erledigt"))
        for widget in (self._coming, self.bar, self._past):
            self.column.addWidget(widget)

    def begin(self, **details: object) -> None:
        """Start with the newest lines and no line chosen."""
        super().begin(**details)
        self._shown = _AT_ONCE
        self.bar.show_row(None)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Read what is due in the case and what was settled."""
        case_id = sheet.view.case_id
        self.frame.ask(
            deadlines_of, case_id, on_done=self._show_coming, owner=self, replaces="case deadlines"
        )
        self.frame.ask(settled_of, case_id, on_done=self._show_past, owner=self, replaces="case settled")

    def _show_coming(self, rows: Sequence[DeadlineRow]) -> None:
        self._coming.clear()
        self.bar.show_row(None)
        if not rows:
            self._coming.add(QuietText(_("In diesem Fall steht nichts an.")))
            return
        grid = line_grid(self._coming, 2)
        for line, row in enumerate(rows):
            acts = self._acts(row)
            sign = StateSign(group_state(row.group), group_word(row.group))
            sign.setFixedHeight(acts.sizeHint().height())
            grid.addWidget(sign, line, 0, _TOP)
            grid.addWidget(_on(row.due), line, 1, _TOP)
            grid.addWidget(level(Text(sentence(row.matter))), line, 2, _TOP)
            grid.addWidget(acts, line, 3, _TOP)

    def _show_past(self, rows: Sequence[SettledRow]) -> None:
        self._done = rows
        self._past.clear()
        if not rows:
            self._past.add(QuietText(_("Noch nichts erledigt.")))
            return
        grid = line_grid(self._past, 2)
        for line, row in enumerate(rows[: self._shown]):
            grid.addWidget(StateSign(State.DONE, _("Erledigt")), line, 0, _TOP)
            grid.addWidget(_on(row.on), line, 1, _TOP)
            grid.addWidget(level(Text(sentence(row.matter))), line, 2, _TOP)
        if len(rows) > self._shown:
            self._past.add(quiet_button(_("Älteres zeigen"), self._show_all))

    def _show_all(self) -> None:
        self._shown = len(self._done)
        self._show_past(self._done)

    def _acts(self, row: DeadlineRow) -> Flow:
        way = way_of(row)
        acts = [link_button(act_word(row.act), lambda: self._settle(row))]
        # Signatures are entered at the paper, which is in this case: two ways of one word are one too many.
        if way is not None and way.word != act_word(row.act) and row.act is not DeadlineAct.ENTER_SIGNATURE:
            acts.append(link_button(f"{way.word} …", lambda: self._by_day(row)))
        for act in acts:
            act.setAccessibleDescription(sentence(row.matter))
        return Flow(*acts, gap=space(3))

    def _settle(self, row: DeadlineRow) -> None:
        if row.act in AT_ONCE or row.act is DeadlineAct.PREPARE_ADULT:
            settle_deadline(self.frame, row, self)
        elif row.act is DeadlineAct.EXTEND_REST_OR_END:
            self.go("decide")
        elif row.act is DeadlineAct.HAND_OUT_PLAN:
            self.go(Place.PLAN.value, hand_out=True)
        else:
            self.go(row.place.value, row_id=row.row_id)

    def _by_day(self, row: DeadlineRow) -> None:
        self.bar.show_row(row)
        if self.bar.day is not None:
            self.bar.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_field(self) -> QWidget | None:
        """Return None: the tab keeps the cursor."""
        return None


def _on(on: date) -> Text:
    text = level(Text(day(on)))
    text.setWordWrap(False)
    return text
