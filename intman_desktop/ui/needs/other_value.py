"""A value before or after the present one: a line of text that opens to be mended (I8, L8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.validity_row import ValidityRow
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.form import Doubting
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Answer
from intman_desktop.values.form_views import FieldView, Options

_OUT = "out"


class OtherValue(QWidget):
    """Tells a value with its days; it can be mended in place, or taken out.

    Attributes: ``stored`` – the answer that it tells. Signals: ``changed`` – the person changed something;
    ``doubted(str)`` – the sentence for what was left here and cannot be understood, or an empty one.
    """

    changed = Signal()
    doubted = Signal(str)

    def __init__(self, frame: Frame, field: FieldView, stored: Answer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stored = stored
        self._frame, self._field = frame, field
        self._words = _told(stored, field, frame.today())
        self._row: ValidityRow | None = None
        self._untouched: dict[str, str] = {}
        self._is_out = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        beside = QHBoxLayout()
        beside.setSpacing(space(2))
        self._told = SmallText(self._words, parent=self)
        self._act = link_button(_("Ändern"), self._answer_act)
        beside.addWidget(self._told, 1)
        beside.addWidget(self._act, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(beside)
        self._show()

    def answer(self) -> Answer:
        """Return the answer as it stands here; blank where it was taken out."""
        if self._is_out:
            return replace(self.stored, value="")
        return self._row.answer() if self._row is not None else self.stored

    def fault(self) -> str:
        """Return the sentence for what cannot be saved, else an empty text."""
        return "" if self._row is None or self._is_out else self._row.fault()

    def at_fault(self) -> QWidget:
        """Return the part that is to be mended."""
        return self._act if self._row is None or self._is_out else self._row.at_fault()

    def doubt(self) -> str:
        """Return what cannot be understood of what was left here."""
        if self._row is None or self._is_out:
            return ""
        return next((doubt for each in self._doubting() if (doubt := each.doubt())), "")

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed; nothing as long as nobody has changed it."""
        if self._row is None or (self._row.draft() == self._untouched and not self._is_out):
            return {}
        return {**self._row.draft(), _OUT: "yes" if self._is_out else ""}

    def set_draft(self, typed: Mapping[str, str]) -> None:
        """Put back what ``draft`` returned."""
        self._open()
        if self._row is not None:
            self._row.set_draft(typed)
        self._is_out = bool(typed.get(_OUT))
        self._show()

    def _answer_act(self) -> None:
        """Open the line to be mended, or keep what was taken out after all."""
        self._is_out = False
        self._open()
        self._show()
        if self._row is not None:
            self._row.entry.line().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_out(self) -> None:
        self._is_out = True
        self._show()
        self._act.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _open(self) -> None:
        if self._row is not None:
            return
        out = link_button(_("Herausnehmen"), self._take_out)
        out.setAccessibleName(_("{name} herausnehmen").format(name=self._words))
        name = f"{self._field.label}, {self._words}"
        self._row = ValidityRow(self._frame, self._field, name, out, parent=self)
        self._row.ask_until()
        self._row.show_answer(self.stored)
        self._untouched = self._row.draft()
        self._column.addWidget(self._row)
        self._row.changed.connect(self.changed)
        for each in self._doubting():
            each.doubted.connect(self.doubted)
        order_tabs(self)

    def _doubting(self) -> list[Doubting]:
        """Return the parts that say themselves what they cannot understand."""
        parts = self._row.parts() if self._row is not None else ()
        return [cast(Doubting, each) for each in parts if hasattr(each, "doubted")]

    def _show(self) -> None:
        """Show below the line what is typed over it; of what was taken out the line says so."""
        if self._row is not None:
            self._row.setVisible(not self._is_out)
        self._act.setVisible(self._row is None or self._is_out)
        out = _("wird gelöscht – {value}").format(value=self._words)
        self._told.setText(out if self._is_out else self._words)
        self._act.setText(_("Behalten") if self._is_out else _("Ändern"))
        self._act.setAccessibleName(f"{self._field.label}, {self._words}: {self._act.text()}")


def _told(answer: Answer, field: FieldView, today: date) -> str:
    """Return the value with its days, as they lie before, around or after ``today``."""
    value = ", ".join(_labels(answer.value, field.options))
    begun, ended = answer.valid_from, answer.valid_to
    days = {"value": value, "begun": day(begun) if begun else "", "ended": day(ended) if ended else ""}
    if begun and begun > today:
        words = _("ab {begun}: {value} (bis {ended})") if ended else _("ab {begun}: {value}")
    elif begun and ended:
        words = _("früher: {value} ({begun} bis {ended})")
    elif ended:
        words = _("früher: {value} (bis {ended})")
    else:
        words = _("bisher: {value} (seit {begun})") if begun else _("bisher: {value}")
    return words.format(**days)


def _labels(value: str, options: Options) -> list[str]:
    labels = dict(options)
    return [labels.get(code.strip(), code.strip()) for code in value.split(",")] if labels else [value]
