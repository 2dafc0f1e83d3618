"""The household: adults by relationship only, children also by month and year of birth (P4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import icon_button, quiet_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.form_views import Options

_BIRTH = QRegularExpression(r"(0?[1-9]|1[0-2])?\.?[0-9]{0,4}")


class _Member(QWidget):
    """One relative in a row that wraps."""

    changed = Signal()

    def __init__(self, member: HouseholdMember, relationships: Options) -> None:
        super().__init__()
        self.member = member
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        self.relationship = ChoiceField(relationships, empty="")
        self.relationship.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.relationship.setAccessibleName(_("Beziehung"))
        self.relationship.set_code(member.relationship)
        self.adult = CheckField(_("erwachsen"))
        self.adult.setChecked(member.adult)
        self.born = TextField(_("MM.JJJJ"))
        self.born.setAccessibleName(_("Geburt: Monat und Jahr"))
        self.born.setValidator(QRegularExpressionValidator(_BIRTH, self.born))
        self.born.setText(birth_words(member))
        advance = self.born.fontMetrics().horizontalAdvance
        self.born.setFixedWidth(max(advance("00.0000"), advance(self.born.placeholderText())) + space(6))
        self._word = QLabel(_("geboren"))
        self._word.setBuddy(self.born)
        self.remove = icon_button("x", _("Aus dem Haushalt nehmen"))
        column.addWidget(
            Flow(self.relationship, self.adult, self._word, self.born, self.remove, gap=space(3))
        )
        self._fault = Text("", "error")
        self._fault.hide()
        column.addWidget(self._fault)
        self.relationship.chosen.connect(lambda _code: self.changed.emit())
        self.relationship.doubted.connect(self._say)
        self.adult.toggled.connect(lambda _on: self._follow())
        self.born.textEdited.connect(lambda _text: self.changed.emit())
        self._follow()

    def value(self) -> HouseholdMember | None:
        """Return the relative as typed; None with a mark where it cannot be."""
        month, year = _parts(self.born.value()) if not self.adult.isChecked() else (None, None)
        half = bool(self.born.value()) and not self.adult.isChecked() and year is None
        fault = (
            _("Bitte geben Sie Monat und Jahr an, zum Beispiel 03.2015, oder nur das Jahr.") if half else ""
        )
        if not self.relationship.code():
            fault = self.relationship.fault() or _("Bitte wählen Sie die Beziehung.")
        self._say(fault)
        if fault:
            return None
        return replace(
            self.member,
            relationship=self.relationship.code(),
            adult=self.adult.isChecked(),
            birth_year=year,
            birth_month=month,
        )

    def typed(self) -> list[object]:
        """Return what stands in the row, as values JSON can hold."""
        return [self.relationship.draft(), self.adult.isChecked(), self.born.value()]

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _follow(self) -> None:
        for widget in (self._word, self.born):
            widget.setVisible(not self.adult.isChecked())
        self.changed.emit()


class HouseholdForm(QWidget):
    """All relatives, one row each.

    Attributes: ``seen`` – id and version of every relative that was stored when it was shown or typed.
    Signals: ``changed``.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._relationships: Options = ()
        self.seen: tuple[tuple[int, int], ...] = ()
        self._shown: list[list[object]] = []
        self._linked: list[HouseholdMember] = []
        self._members: list[_Member] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(
            QuietText(
                _(
                    "Erwachsene stehen hier nur mit ihrer Beziehung, bis sie selbst einwilligen; Kinder auch "
                    "mit Monat und Jahr der Geburt, wie es ein Elternteil mit Sorgerecht angibt."
                )
            )
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(2))
        column.addLayout(self._rows)
        self._add = quiet_button(_("Person hinzufügen"), self.add_person, icon="plus")
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_members(self, members: Sequence[HouseholdMember], relationships: Options) -> None:
        """Show the household as it is stored; who has a file of her own stands with the family (P4)."""
        self._relationships = relationships
        self.seen = tuple((each.id, each.version) for each in members)
        self._linked = [each for each in members if each.linked_case]
        for row in self.rows():
            self._drop(row)
        for member in members:
            if not member.linked_case:
                self._append(member)
        self._shown = self.typed()

    def rows(self) -> list[_Member]:
        """Return the rows in their order."""
        return list(self._members)

    def members(self) -> list[HouseholdMember] | None:
        """Return the household as typed, with who is linked; None, with marks, where something cannot be."""
        found = [row.value() for row in self.rows()]
        return None if None in found else [*self._linked, *(each for each in found if each is not None)]

    def typed(self) -> list[list[object]]:
        """Return what stands in the rows, as values JSON can hold."""
        return [row.typed() for row in self.rows()]

    def is_changed(self) -> bool:
        """Return whether something else stands here than what was shown."""
        return self.typed() != self._shown

    def set_typed(self, typed: Sequence[Sequence[object]]) -> None:
        """Put back what ``typed`` returned; stored relatives keep their rows in order."""
        stored = [row.member for row in self.rows()]
        for row in self.rows():
            self._drop(row)
        for index, (relationship, adult, born) in enumerate(typed):
            base = stored[index] if index < len(stored) else HouseholdMember("", adult=False)
            month, year = _parts(str(born))
            row = self._append(replace(base, adult=bool(adult), birth_year=year, birth_month=month))
            row.relationship.set_draft(str(relationship))

    def add_person(self) -> None:
        """Add an empty row and go there."""
        row = self._append(HouseholdMember("", adult=False))
        row.relationship.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _append(self, member: HouseholdMember) -> _Member:
        row = _Member(member, self._relationships)
        row.changed.connect(self.changed)
        row.remove.clicked.connect(lambda _checked=False: self._remove(row))
        self._rows.addWidget(row)
        self._members.append(row)
        return row

    def _remove(self, row: _Member) -> None:
        self._drop(row)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: _Member) -> None:
        self._members.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()


def birth_words(member: HouseholdMember) -> str:
    """Return month and year of a child's birth as they are typed, as far as they are known."""
    if member.birth_year is None:
        return ""
    return f"{member.birth_month:02}.{member.birth_year}" if member.birth_month else str(member.birth_year)


def _parts(text: str) -> tuple[int | None, int | None]:
    """Return month and year of ``03.2015`` or ``2015``; nothing for what is neither."""
    month, dot, year = text.rpartition(".")
    if len(year) != 4 or (dot and not month):
        return None, None
    return (int(month) if month else None), int(year)
