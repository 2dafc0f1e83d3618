"""One widget for every field of the catalogue: built by kind, dated where values change, closed by consent.

``build_field`` is what the Bedarfserhebung and the tab "Person und Haushalt" use alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.entries import entry_for
from intman_desktop.ui.needs.seen import as_seen, seen_of
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.parts.tab_order import cursor_place, hand_on
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Answer
from intman_desktop.values.form_views import FieldView, FilledField, Options


def build_field(
    frame: Frame,
    field: FieldView,
    answers: Sequence[Answer] = (),
    *,
    ask_consent: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> FieldWidget:
    """Return the widget for ``field`` with what it holds, inside ``parent``.

    Put it into a form by ``form.row(field.label, widget)``. A field that no consent opens (Rule E3) shows
    the reason, holds nothing, and offers ``ask_consent`` as the way to ask.
    """
    if field.closed is not None:
        return _Closed(field, ask_consent, parent)
    widget = _Dated(frame, field, parent) if field.dated else _Single(frame, field, parent)
    widget.set_answers(answers)
    return widget


def build_filled(
    frame: Frame,
    filled: FilledField,
    *,
    ask_consent: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> FieldWidget:
    """Return the widget for a field together with what the case holds, inside ``parent``."""
    return build_field(frame, filled.view, filled.answers, ask_consent=ask_consent, parent=parent)


class FieldWidget(QWidget):
    """A field of the catalogue. Attributes: ``field``. Signals: ``changed`` – the person changed it."""

    changed = Signal()

    def __init__(self, field: FieldView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._stored = self._seen = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(1))

    def is_closed(self) -> bool:
        """Return whether no consent opens the field; then it is never saved."""
        return self.field.closed is not None

    def value(self) -> str:
        """Return the present value as an answer writes it: text, code, codes, ISO date, yes or no."""
        return ""

    def set_value(self, value: str) -> None:
        """Show ``value`` as the present one."""

    def answers(self) -> tuple[Answer, ...]:
        """Return all validities for ``save_needs``; one blank answer where the field was emptied."""
        return ()

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show what the case holds in this field."""

    def fault(self) -> str:
        """Return the sentence for what cannot be saved, else an empty text."""
        return ""

    def is_changed(self) -> bool:
        """Return whether something else stands here than what was shown."""
        return False

    def at_fault(self) -> QWidget:
        """Return the part of the field that ``fault`` is about."""
        return cursor_place(self)

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed, for a draft; settles nothing."""
        return {}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""

    def is_touched(self) -> bool:
        """Return whether something was typed since the field was shown; settles nothing."""
        return False

    def _see(self, answers: Sequence[Answer]) -> None:
        """Remember which of the stored answers are shown."""
        self._stored = self._seen = seen_of(answers)

    def _see_again(self, typed: dict[str, str]) -> None:
        """Remember which were shown when ``typed`` was; a draft of an earlier program does not tell."""
        self._seen = typed.get("seen", self._stored)

    def _seen_too(self) -> dict[str, str]:
        return {} if self.field.of_client else {"seen": self._seen}

    def _as_seen(self, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        """Return ``answers`` so that they are refused where others than the ones shown are stored."""
        return answers if self._seen == self._stored else as_seen(self.field.code, answers, self._seen)


class _Closed(FieldWidget):
    """Holds nothing and says why (E3)."""

    def __init__(
        self, field: FieldView, ask_consent: Callable[[], object] | None, parent: QWidget | None
    ) -> None:
        super().__init__(field, parent)
        if field.closed is None:
            raise ValueError("this field is open")
        why = sentence(field.closed)
        self.column.addWidget(ClosedBox(why, _("Einwilligung öffnen"), ask_consent, parent=self))


class _Single(FieldWidget):
    """A field with one value."""

    def __init__(self, frame: Frame, field: FieldView, parent: QWidget | None) -> None:
        super().__init__(field, parent)
        self._kept: tuple[Answer, ...] = ()
        self._entry = entry_for(frame, field, self)
        self._shown = ""
        self._untouched: dict[str, str] = {}
        self.column.addWidget(self._entry)
        self._entry.line().setAccessibleName(field.label)
        self._entry.changed.connect(self.changed)
        hand_on(self, self._entry.line())

    def value(self) -> str:
        """Return the present value."""
        return self._entry.value()

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        self._entry.set_value(value)

    def answers(self) -> tuple[Answer, ...]:
        """Return the one answer with the id it was read with; others that stood there are emptied."""
        held = self._kept[-1] if self._kept else Answer(self.field.code, "")
        typed = (*(replace(each, value="") for each in self._kept[:-1]), replace(held, value=self.value()))
        return self._as_seen(typed)

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show the last of ``answers``."""
        self._kept = tuple(answers)
        self._see(answers)
        self.set_value(self._kept[-1].value if self._kept else "")
        self._shown = self.value()
        self._untouched = self.draft()

    def fault(self) -> str:
        """Return what is wrong with the text typed."""
        return self._entry.fault()

    def is_changed(self) -> bool:
        """Return whether another value stands here than was shown."""
        return self.value() != self._shown or bool(self.fault())

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed."""
        return {"value": self._entry.draft(), **self._seen_too()}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""
        self._see_again(typed)
        self._entry.set_draft(typed["value"])

    def is_touched(self) -> bool:
        """Return whether something was typed since the field was shown."""
        return self.draft() != self._untouched


class _Dated(FieldWidget):
    """A field whose values change: the present one with its first day, the others below (I8)."""

    def __init__(self, frame: Frame, field: FieldView, parent: QWidget | None) -> None:
        super().__init__(field, parent)
        self._today = frame.today
        self._earlier: list[Answer] = []
        self._later: list[Answer] = []
        self._present = Answer(field.code, "")
        self._shown: tuple[Answer, ...] = ()
        self._untouched: dict[str, str] = {}
        self._follows = False
        self._entry = entry_for(frame, field, self)
        since = QWidget(self)
        self._since = DateField(frame.today, short=True, rough=True, parent=since)
        self._since.setAccessibleName(_("{field}: gültig seit").format(field=field.label))
        self._entry.line().setAccessibleName(field.label)
        inner = QHBoxLayout(since)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(space(2))
        word = QLabel(_("seit"), since)
        word.setBuddy(self._since)
        inner.addWidget(word)
        inner.addWidget(self._since)
        line = QHBoxLayout()
        line.setSpacing(space(2))
        line.addWidget(self._entry, 1)
        line.addWidget(since, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)
        self._history = QVBoxLayout()
        self._history.setSpacing(0)
        self.column.addLayout(self._history)
        self._again = link_button(_("Hat sich geändert"), self._begin_next)
        self._again.setAccessibleName(_("{field}: hat sich geändert").format(field=field.label))
        self._again.setToolTip(_("Den bisherigen Wert behalten und den neuen mit seinem Beginn eintragen"))
        self.column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self._entry.changed.connect(self._heard)
        self._since.textEdited.connect(lambda _text: self._heard())
        self._since.date_changed.connect(lambda _day: self._heard())
        hand_on(self, self._entry.line())

    def value(self) -> str:
        """Return the present value."""
        return self._entry.value()

    def set_value(self, value: str) -> None:
        """Show ``value`` as the present one."""
        self._entry.set_value(value)
        self._offer_next()

    def answers(self) -> tuple[Answer, ...]:
        """Return every validity; the one before ends the day before the present one begins."""
        return self._as_seen(self._validities())

    def _validities(self) -> tuple[Answer, ...]:
        since = self._since.value()
        present = replace(self._present, value=self.value(), valid_from=since)
        earlier = list(self._earlier)
        if earlier and present.value and earlier[-1].valid_to is None and since is not None:
            begun = earlier[-1].valid_from
            ends = since - timedelta(days=1)
            earlier[-1] = replace(earlier[-1], valid_to=max(ends, begun) if begun else ends)
        stands = present.value or present.id or not (earlier or self._later)
        return (*earlier, *([present] if stands else []), *self._later)

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show the last of ``answers`` as the present one, the others below."""
        held = sorted(answers, key=lambda each: (each.valid_from or date.min, each.id))
        self._see(answers)
        today = self._today()
        self._later = [each for each in held if each.valid_from is not None and each.valid_from > today]
        begun = held[: len(held) - len(self._later)]
        over = bool(begun) and begun[-1].valid_to is not None and begun[-1].valid_to < today
        self._earlier = begun if over else begun[:-1]
        self._present = Answer(self.field.code, "") if over or not begun else begun[-1]
        self._entry.set_value(self._present.value)
        self._since.blockSignals(True)
        self._since.set_value(self._present.valid_from)
        self._since.blockSignals(False)
        self._show_earlier()
        self._offer_next()
        self._follows = False
        self._shown = self._validities()
        self._untouched = self.draft()

    def fault(self) -> str:
        """Return what is wrong with the value or its first day."""
        return self._entry.fault() or self._since.fault() or self._missing_day()

    def at_fault(self) -> QWidget:
        """Return the value, or the first day where that alone is not understood."""
        return super().at_fault() if self._entry.fault() or not self.fault() else self._since

    def is_changed(self) -> bool:
        """Return whether another value or day stands here than was shown."""
        return self._validities() != self._shown or bool(self.fault())

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed, and whether it follows the stored value."""
        follows = "yes" if self._follows else ""
        typed = {"value": self._entry.draft(), "since": self._since.text(), "follows": follows}
        return {**typed, **self._seen_too()}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""
        self._see_again(typed)
        if typed["follows"] and not self._follows and self._present.id:
            self._begin_next()
        self._entry.set_draft(typed["value"])
        self._since.setText(typed["since"])

    def is_touched(self) -> bool:
        """Return whether something was typed since the field was shown."""
        return self.draft() != self._untouched

    def _missing_day(self) -> str:
        follows = bool(self._earlier) and self._earlier[-1].valid_to is None and bool(self.value())
        return _("Bitte tragen Sie ein, seit wann das gilt.") if follows and not self._since.value() else ""

    def _heard(self) -> None:
        self._offer_next()
        self.changed.emit()

    def _offer_next(self) -> None:
        self._again.setVisible(bool(self._present.id) and self.value() == self._present.value)

    def _begin_next(self) -> None:
        self._follows = True
        self._earlier.append(self._present)
        self._present = Answer(self.field.code, "")
        self._entry.set_value("")
        self._since.set_value(self._today())
        self._show_earlier()
        self._offer_next()
        self._entry.line().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_earlier(self) -> None:
        empty(self._history)
        for answer in reversed(self._later):
            value = ", ".join(_labels(answer.value, self.field.options))
            said = _("ab {begun}: {value}").format(begun=day(answer.valid_from), value=value)
            self._history.addWidget(SmallText(said))
        for answer in reversed(self._earlier):
            self._history.addWidget(SmallText(_earlier_line(answer, self.field)))


def _earlier_line(answer: Answer, field: FieldView) -> str:
    value = ", ".join(_labels(answer.value, field.options))
    begun, ended = answer.valid_from, answer.valid_to
    if begun and ended:
        return _("früher: {value} ({begun} bis {ended})").format(
            value=value, begun=day(begun), ended=day(ended)
        )
    if ended:
        return _("früher: {value} (bis {ended})").format(value=value, ended=day(ended))
    if begun:
        return _("bisher: {value} (seit {begun})").format(value=value, begun=day(begun))
    return _("bisher: {value}").format(value=value)


def _labels(value: str, options: Options) -> list[str]:
    labels = dict(options)
    return [labels.get(code.strip(), code.strip()) for code in value.split(",")] if labels else [value]
