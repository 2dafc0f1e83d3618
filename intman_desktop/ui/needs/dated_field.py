"""A field whose values change in time: the present one with its days, the others below (I8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.validities import in_turn, validity_faults
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.needs.other_value import OtherValue
from intman_desktop.ui.needs.validity_row import ValidityRow
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.tab_order import hand_on, order_tabs
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Answer
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import FieldView


class DatedField(FieldWidget):
    """A field whose values change. Signals: ``doubted(str)`` – as of its parts that came later."""

    doubted = Signal(str)

    def __init__(self, frame: Frame, field: FieldView, parent: QWidget | None) -> None:
        super().__init__(field, parent)
        self._frame = frame
        self._held: tuple[Answer, ...] = ()
        self._earlier: list[OtherValue] = []
        self._later: list[OtherValue] = []
        self._present = Answer(field.code, "")
        self._shown: tuple[Answer, ...] = ()
        self._untouched: dict[str, str] = {}
        self._follows = False
        self._again = link_button(_("Hat sich geändert"), self._begin_next)
        self._again.setAccessibleName(_("{field}: hat sich geändert").format(field=field.label))
        self._again.setToolTip(_("Den bisherigen Wert behalten und den neuen mit seinem Beginn eintragen"))
        self._row = ValidityRow(frame, field, field.label, self._again, future=True, parent=self)
        if field.ends:
            self._row.ask_until()
        self.column.addWidget(self._row)
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        self.column.addLayout(self._others)
        self._row.changed.connect(self._heard)
        hand_on(self, self._row.entry.line())

    def value(self) -> str:
        """Return the present value."""
        return self._row.entry.value()

    def set_value(self, value: str) -> None:
        """Show ``value`` as the present one."""
        self._row.entry.set_value(value)
        self._offer_next()

    def answers(self) -> tuple[Answer, ...]:
        """Return every validity; one without a last day ends the day before the next begins."""
        return self._as_seen(self._validities())

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show the last of ``answers`` as the present one, the others below."""
        held = sorted(answers, key=lambda each: (each.valid_from or date.min, each.id))
        self._see(answers)
        self._held = tuple(held)
        today = self._frame.today()
        later = [each for each in held if each.valid_from is not None and each.valid_from > today]
        begun = held[: len(held) - len(later)]
        over = bool(begun) and begun[-1].valid_to is not None and begun[-1].valid_to < today
        self._present = Answer(self.field.code, "") if over or not begun else begun[-1]
        self._row.show_answer(self._present)
        self._earlier = [self._other(each) for each in (begun if over else begun[:-1])]
        self._later = [self._other(each) for each in later]
        empty(self._others)
        for each in (*reversed(self._later), *reversed(self._earlier)):
            self._others.addWidget(each)
        self._offer_next()
        self._follows = False
        self._shown = self._validities()
        self._untouched = self.draft()

    def fault(self) -> str:
        """Return what is wrong with a value or its days."""
        own = (self._row.fault(), *(each.fault() for each in self._all_others()))
        said = next((each for each in own if each), "")
        return said or self._missing_day() or self._wrong_turn() or self._overlap()

    def at_fault(self) -> QWidget:
        """Return the part that is to be mended; the first day where it is about several values."""
        if self._row.fault() or not self.fault():
            return self._row.at_fault()
        faulty = next((each for each in self._all_others() if each.fault()), None)
        return faulty.at_fault() if faulty is not None else self._row.since

    def doubt(self) -> str:
        """Return what cannot be understood of what was left in the values below."""
        return next((doubt for each in self._all_others() if (doubt := each.doubt())), "")

    def when_edited(self, heard: Callable[..., object]) -> None:
        """Call ``heard`` as soon as the person has changed anything here, also in what came later."""
        self.changed.connect(heard)

    def is_changed(self) -> bool:
        """Return whether another value or day stands here than was shown."""
        return self._validities() != self._shown or bool(self.fault())

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed, and whether it follows the stored value."""
        others = {
            f"{other.stored.id} {part}": typed
            for other in self._all_others()
            for part, typed in other.draft().items()
        }
        follows = "yes" if self._follows else ""
        return {**self._row.draft(), "follows": follows, **others, **self._seen_too()}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""
        self._see_again(typed)
        if typed["follows"] and not self._follows and self._present.id:
            self._begin_next()
        self._row.set_draft(typed)
        for other in self._all_others():
            begun = f"{other.stored.id} "
            parts = {key.removeprefix(begun): text for key, text in typed.items() if key.startswith(begun)}
            if parts:
                other.set_draft(parts)

    def is_touched(self) -> bool:
        """Return whether something was typed since the field was shown."""
        return self.draft() != self._untouched

    def _validities(self) -> tuple[Answer, ...]:
        present = self._row.answer()
        earlier = [each.answer() for each in self._earlier]
        later = [each.answer() for each in self._later]
        if self._follows and present.value and present.valid_from is not None:
            last = earlier[-1].valid_to
            if last is not None and last >= present.valid_from:
                earlier[-1] = replace(earlier[-1], valid_to=None)  # what follows it ends it sooner
        stands = present.value or present.id or not (earlier or later)
        standing = in_turn([each for each in (*earlier, present, *later) if each.value])
        gone = [each for each in (*earlier, *([present] if stands else []), *later) if not each.value]
        return (*standing, *gone)

    def _missing_day(self) -> str:
        """Ask for the first day of a value behind which others lie: nobody would know which holds now."""
        earlier = any(each.answer().value for each in self._earlier)
        missing = earlier and self.value() and self._row.since.value() is None
        return _("Bitte tragen Sie ein, seit wann das gilt.") if missing else ""

    def _wrong_turn(self) -> str:
        """Say that a value which follows another one does not begin after it."""
        since = self._row.since.value()
        before = self._earlier[-1].answer() if self._follows else None
        if before is None or not before.value or before.valid_from is None or not self.value():
            return ""
        if since is None or since > before.valid_from:
            return ""
        words = _(
            "Der bisherige Wert gilt seit {begun}; der neue muss später beginnen. Bitte prüfen Sie beide."
        )
        return words.format(begun=day(before.valid_from))

    def _overlap(self) -> str:
        faults = validity_faults(self._validities(), self._held)
        named = [Explanation(each.code, {"field": self.field.label}) for each in faults]
        return sentence(named[0]) if named else ""

    def _heard(self) -> None:
        self._offer_next()
        self.changed.emit()

    def _offer_next(self) -> None:
        self._again.setVisible(bool(self._present.id) and self.value() == self._present.value)

    def _begin_next(self) -> None:
        """Ask for the value that follows the present one; what was typed of its days goes along."""
        typed, held = self._row.draft(), self._present
        self._row.show_answer(held)
        untyped = self._row.draft()
        before = self._other(held)
        self._follows = True
        self._earlier.append(before)
        self._others.insertWidget(len(self._later), before)
        if typed != untyped:
            before.set_draft(typed)
        self._present = Answer(self.field.code, "")
        self._row.show_answer(replace(self._present, valid_from=self._frame.today()))
        self._offer_next()
        order_tabs(self)
        self._row.entry.line().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _all_others(self) -> list[OtherValue]:
        return [*self._earlier, *self._later]

    def _other(self, answer: Answer) -> OtherValue:
        other = OtherValue(self._frame, self.field, answer, self)
        other.changed.connect(self.changed)
        other.doubted.connect(self.doubted)
        return other
