"""What the journal is narrowed by: kind of act, days, what the store was opened with, one case."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, pgettext
from intman_desktop.services.common.words.names import word
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.journal_views import Access, ActKind, JournalFilter

_ALL = "all"
_LETTERS = 28


class JournalFilters(QWidget):
    """Chips and fields. Attributes: ``kinds``, ``since``, ``until``, ``access``, ``number``.

    Signals: ``changed`` – another filter stands there.
    """

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        chips = [(_ALL, _("alles")), *((kind.value, word(kind)) for kind in ActKind)]
        self.kinds = FilterChips(_("Art"), chips)
        self.since = DateField(frame.today, short=True)
        self.until = DateField(frame.today, short=True)
        self.access = ChoiceField([(each.value, word(each)) for each in Access], empty=_("alle Zugänge"))
        self.number = TextField(_("zum Beispiel IM-2026-0005"))
        self._rows = [
            Labelled(pgettext("days", "&Von"), self.since),
            Labelled(_("&Bis"), self.until),
            Labelled(_("Geöffnet &mit"), self.access),
            Labelled(_("&Fallnummer"), self.number),
        ]
        column.addWidget(self.kinds)
        column.addWidget(Flow(*self._rows, gap=space(4)))
        self._measure()
        self.kinds.chosen.connect(lambda _key: self.changed.emit())
        self.since.when_edited(lambda _day: self.changed.emit())
        self.until.when_edited(lambda _day: self.changed.emit())
        self.access.when_edited(lambda _code: self.changed.emit())
        self.number.textChanged.connect(lambda _text: self.changed.emit())

    def chosen(self) -> JournalFilter:
        """Return what is narrowed by."""
        kind, access = self.kinds.key(), self.access.code()
        return JournalFilter(
            None if kind == _ALL else ActKind(kind),
            Access(access) if access else None,
            self.number.value(),
            self.since.value(),
            self.until.value(),
        )

    def show_only(self, number: str) -> None:
        """Narrow by the case ``number`` alone, or by nothing, with a signal where that changes anything."""
        before = self.chosen()
        self.blockSignals(True)
        self.kinds.choose(_ALL)
        self.access.set_code("")
        self.since.set_value(None)
        self.until.set_value(None)
        self.number.setText(number)
        self.blockSignals(False)
        if before != self.chosen():
            self.changed.emit()

    def told(self) -> str:
        """Return in words what is narrowed by."""
        chosen = self.chosen()
        words = [word(chosen.kind) if chosen.kind else _("alles")]
        if chosen.since:
            words.append(_("von {day}").format(day=day(chosen.since)))
        if chosen.until:
            words.append(_("bis {day}").format(day=day(chosen.until)))
        if chosen.access:
            words.append(word(chosen.access))
        if chosen.number:
            words.append(chosen.number)
        return " · ".join(words)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_rows"):
            self._measure()

    def _measure(self) -> None:
        for row in self._rows[2:]:
            row.setFixedWidth(_LETTERS * self.fontMetrics().averageCharWidth())
