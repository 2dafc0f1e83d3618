"""The bar below the list: the chosen deadline, and what settles it without leaving the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.emptying import ask_to_empty
from intman_desktop.ui.deadlines.opening import AT_ONCE, open_deadline, settle_deadline
from intman_desktop.ui.deadlines.ways import Way, way_of
from intman_desktop.ui.deadlines.words import act_word, person_of, way_to_place
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.one_line import OneLine
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import told
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineRow


class SettleBar(Card):
    """Shows one deadline with its acts. Signals: ``settled`` – something was done, the list reads again.

    Attributes: ``day`` (the field for a day, or None), ``day_row`` (with the place for its fault).
    """

    settled = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.row: DeadlineRow | None = None
        self.day: DateField | None = None
        self.day_row: Labelled | None = None
        self._way: Way | None = None
        self._words = OneLine()
        self._short = False
        self.add(self._words)
        holder = QWidget()
        self._acts = QVBoxLayout(holder)
        self._acts.setContentsMargins(0, 0, 0, 0)
        self._acts.setSpacing(space(2))
        self.add(holder)
        self.show_row(None)

    def show_row(self, row: DeadlineRow | None) -> None:
        """Show ``row`` with what can be done about it; nothing for None."""
        if row == self.row and row is not None:
            self.show_name()
            return
        self.row, self._way = row, None if row is None else way_of(row)
        self.day = self.day_row = None
        empty(self._acts)
        self.setVisible(row is not None)
        if row is None:
            self._words.setText("")
            return
        acts: list[QWidget] = [*self._buttons(row)]
        if self._way is not None:
            by_day = [self._day_field(self._way, row), quiet_button(self._way.word, self._act)]
            # Signatures are entered by their day; what leads to the paper comes after it.
            acts = [*by_day, *acts] if row.act is DeadlineAct.ENTER_SIGNATURE else [*acts, *by_day]
        flow = Flow(gap=space(3))
        for act in acts:
            flow.add(act)
        self._acts.addWidget(flow)
        self.show_name()

    def shorten(self, *, short: bool) -> None:
        """Say in one line what the row of the list says in full, where the list needs the room itself."""
        self._short = short
        self.show_name()

    def show_name(self) -> None:
        """Say whom and what it is about, the name as the curtain wants it."""
        if self.row is not None:
            row, curtain = self.row, self._frame.curtain
            number = curtain.number(row.case_number, has_namesake=row.has_namesake)
            person = " · ".join(each for each in (person_of(self._frame, row), number) if each)
            self._words.setText(f"{person}: {sentence(row.matter)}")
            if not self._short:
                self._words.unfold()
            for button in self.findChildren(QPushButton):
                button.setAccessibleDescription(self._words.text())

    def _buttons(self, row: DeadlineRow) -> list[QPushButton]:
        if row.act in AT_ONCE:
            done = quiet_button(act_word(row.act), self._done, icon="check")
            where = _("Zum Ziel") if row.goal_id else _("Zum Gespräch")
            opens = quiet_button(where, lambda: open_deadline(self._frame, row))
            found = [done, opens]
        else:
            leads = act_word(row.act) if self._way is None else way_to_place(row)
            found = [quiet_button(leads, lambda: open_deadline(self._frame, row))]
        if row.matter.code == "due_consent_hidden":
            found.append(quiet_button(_("Angaben leeren …"), lambda: self._ask_to_empty(row)))
        return found

    def _ask_to_empty(self, row: DeadlineRow) -> None:
        ask_to_empty(self, self._frame, row.case_id, row.row_id, sentence(row.matter))

    def _day_field(self, way: Way, row: DeadlineRow) -> Labelled:
        today = self._frame.today()
        since = max(today, row.due) if way.future else today  # what is put off does not come earlier
        self.day = DateField(self._frame.today, way.begins(since), future=way.future)
        self.day_row = Labelled(way.label, self.day, way.hint)
        self.day.returnPressed.connect(self._act)
        return self.day_row

    def _done(self) -> None:
        if self.row is not None:
            settle_deadline(self._frame, self.row, self)
            self.settled.emit()

    def _act(self) -> None:
        row, way, field, place = self.row, self._way, self.day, self.day_row
        if row is None or way is None or field is None or place is None:
            return
        on = field.value()
        place.set_fault(field.fault() or ("" if on else _("Bitte geben Sie ein Datum ein.")))
        if on is None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        self._frame.do(
            way.verb,
            row,
            on,
            on_done=lambda _value: self.settled.emit(),
            on_error=self._refused,
            owner=self,
            said=way.said,
        )

    def _refused(self, trouble: Trouble) -> None:
        if self.day_row is not None:
            self.day_row.set_fault(told(trouble))
        else:
            self._frame.warn(trouble)
