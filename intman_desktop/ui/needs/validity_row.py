"""One value of a field with its first and its last day (I8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.validities import ends_before_begin
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.entries import entry_for
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.tab_order import hand_on, lead_past
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Answer
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import FieldView

_ROWS = 2
"""A first and a last day, one below the other."""


class ValidityRow(QWidget):
    """The value, "seit" beside it and, where it has one, "bis" below that; ``act`` stands below the value.

    Attributes: ``since``; ``until``, None as long as no last day is asked for. Signals: ``changed`` – the
    person changed something.
    """

    changed = Signal()

    def __init__(
        self,
        frame: Frame,
        field: FieldView,
        name: str,
        act: QWidget,
        *,
        future: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet; ``name`` is how the value is called aloud.

        Where ``future``, a last day that is typed without its year is the next such day.
        """
        super().__init__(parent)
        self._field, self._name, self._today, self._future = field, name, frame.today, future
        self._shown = Answer(field.code, "")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(2))
        self._act = act
        self.entry = entry_for(frame, field, self)
        self.entry.line().setAccessibleName(name)
        left = QVBoxLayout()
        left.setSpacing(space(1))
        left.addWidget(self.entry)
        left.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        line.addLayout(left, 1)
        self._days = QGridLayout()
        self._days.setHorizontalSpacing(space(2))
        self._days.setVerticalSpacing(space(1))
        self._days.setRowStretch(_ROWS, 1)
        line.addLayout(self._days)
        self.since = DateField(frame.today, short=True, rough=True, parent=self)
        self._add_day(0, _("seit"), _("{field}: gültig seit").format(field=name), self.since)
        self.until: DateField | None = None
        self.entry.changed.connect(self.changed)
        hand_on(self, self.entry.line())

    def ask_until(self) -> None:
        """Ask for the last day as well."""
        if self.until is None:
            self.until = DateField(self._today, short=True, future=self._future, parent=self)
            name = _("{field}: gültig bis").format(field=self._name)
            self._add_day(1, _("bis"), name, self.until)

    def show_answer(self, answer: Answer) -> None:
        """Show ``answer``, without a signal; a last day that it has is shown in any case."""
        self._shown = answer
        if answer.valid_to is not None:
            self.ask_until()
        self.entry.set_value(answer.value)
        for line, on in ((self.since, answer.valid_from), (self.until, answer.valid_to)):
            if line is not None:
                with QSignalBlocker(line):
                    line.set_value(on)

    def answer(self) -> Answer:
        """Return what stands here over the answer that was shown."""
        until = self.until.value() if self.until is not None else self._shown.valid_to
        return replace(self._shown, value=self.entry.value(), valid_from=self.since.value(), valid_to=until)

    def fault(self) -> str:
        """Return the sentence for what cannot be saved, else an empty text."""
        return self.entry.fault() or self.since.fault() or self._fault_at_the_end()

    def at_fault(self) -> QWidget:
        """Return the part that ``fault`` is about, the value where there is none."""
        if self.entry.fault() or not self.fault():
            return self.entry.line()
        return self.since if self.since.fault() or self.until is None else self.until

    def parts(self) -> Iterator[QWidget]:
        """Yield what can be typed into."""
        yield self.entry.line()
        yield self.since
        if self.until is not None:
            yield self.until

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed; settles nothing."""
        until = self.until.text() if self.until is not None else ""
        return {"value": self.entry.draft(), "since": self.since.text(), "until": until}

    def set_draft(self, typed: Mapping[str, str]) -> None:
        """Put back what ``draft`` returned; an earlier program asked for no last day."""
        self.entry.set_draft(typed["value"])
        self.since.setText(typed["since"])
        until = typed.get("until", "")
        if until:
            self.ask_until()
        if self.until is not None:
            self.until.setText(until)

    def _fault_at_the_end(self) -> str:
        if self.until is None:
            return ""
        turned = ends_before_begin(self.answer())
        why = sentence(Explanation("answer_validity", {"field": self._field.label})) if turned else ""
        return self.until.fault() or why

    def _add_day(self, row: int, word: str, name: str, line: DateField) -> None:
        """Add a day under ``word``, called ``name`` aloud."""
        label = QLabel(word, self)
        label.setBuddy(line)
        line.setAccessibleName(name)
        self._days.addWidget(label, row, 0)
        self._days.addWidget(line, row, 1)
        lead_past(self._act, line)
        line.textEdited.connect(lambda _text: self.changed.emit())
        line.date_changed.connect(lambda _day: self.changed.emit())
