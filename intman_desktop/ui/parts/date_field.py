"""A date as people type it: ``150324``, ``15.3.24``, ``heute``, ``gestern``, ``12.11.``, ``fr``, ``2w``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QSizePolicy, QWidget, QWidgetAction

from intman_desktop.language import _
from intman_desktop.ui.parts.behind_text import draw_behind, room_behind
from intman_desktop.ui.parts.hints import show_fitting_hint
from intman_desktop.ui.parts.kept_spot import write_line
from intman_desktop.ui.parts.line_sign import LineSign
from intman_desktop.ui.parts.undo_keys import leaves_to_window
from intman_desktop.ui.tokens import icon_side, space
from intman_desktop.ui.wording import day

if TYPE_CHECKING:
    from intman_desktop.values.explanation import Explanation

Clock = Callable[[], date]
_LONGEST = 32
"""Letters, a few more than ``am vergangenen Donnerstag`` has."""
_NEAR = 180
"""By so many days at most a day is away that is told without its year."""


class DateField(QLineEdit):
    """One calendar date. What is typed is understood when the field is left.

    ``gestern`` means the day before it was typed, however late that is understood. Which day a text means
    that is not the whole date stands behind it while it is typed: forms are saved before it is left as well.

    Signals: ``date_changed(object)`` – another date or None stands in the field. ``doubted(str)`` – the
    sentence for what was left here and is no date, or an empty one when it is gone.
    """

    date_changed = Signal(object)
    doubted = Signal(str)

    def __init__(
        self,
        today: Clock,
        value: date | None = None,
        *,
        future: bool = False,
        short: bool = False,
        rough: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take ``today()`` as the day that ``heute`` means.

        A date typed without a year is the next such day where ``future``, else the last one; a ``short``
        field is as wide as a date alone, and a ``rough`` one takes a month or a year for its first day.
        """
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._today = today
        self._future, self._rough = future, rough
        self._value: date | None = None
        self._typed_on: date | None = None
        self._doubt = ""
        self.setMaxLength(_LONGEST)
        ahead, back = _("TT.MM.JJJJ, „fr“, „2w“"), _("TT.MM.JJJJ oder „heute“")
        self._hints = (_("TT.MM.JJJJ"),) if short else (ahead if future else back, _("TT.MM.JJJJ"))
        self._widest = self._hints if short else (ahead, back)
        self.setPlaceholderText(self._hints[0])
        sign = LineSign(self, "calendar", _("Kalender"), self._open_calendar)
        sign.setToolTip(_("Kalender (Alt+Pfeil nach unten)"))
        keys = QShortcut(QKeySequence("Alt+Down"), self)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._open_calendar)
        self.editingFinished.connect(self._settle)
        self.textEdited.connect(self._hear)
        self.textChanged.connect(lambda _text: self._say(""))
        self._heard = ""
        self.set_value(value)

    def value(self) -> date | None:
        """Return the date that stands in the field, as it is understood now; None for none or nonsense.

        The field stays as it is: it may be asked for in the middle of a word.
        """
        meant = self._meant()
        return meant if isinstance(meant, date) else None

    def reading(self) -> str:
        """Return what stands behind the text: the day that it means, as it fits; nothing behind that day.

        Where little room is left, that is the year alone where it is missing; of a day in words it is day and
        month, where it is near.
        """
        typed = self.text()
        meant = self._meant()
        if not isinstance(meant, date) or typed.strip() == day(meant):
            return ""
        from intman_desktop.rules.dates import is_relative, lacks_year

        shortly = f"{meant.day}.{meant.month}."
        if lacks_year(typed):
            told = [f"= {day(meant)}", f"{meant.year}"]
        else:
            told = [f"= {day(meant)}", f"= {shortly}{meant:%y}"]
            told += [shortly] if is_relative(typed) and abs((meant - self._today()).days) <= _NEAR else []
        room = room_behind(self)
        return next((each for each in told if self.fontMetrics().horizontalAdvance(each) <= room), "")

    def draft(self) -> str:
        """Return what is typed, as a date where it would mean another day tomorrow."""
        from intman_desktop.rules.dates import is_relative

        typed = self.text()
        meant = self._meant() if is_relative(typed) else None
        return day(meant) if isinstance(meant, date) else typed

    def day_alone(self) -> str:
        """Return the date for a draft that may name nobody: a text that is none might do so."""
        value = self.value()
        return day(value) if value else ""

    def set_value(self, value: date | None) -> None:
        """Show ``value``; None empties the field."""
        self._typed_on = None
        write_line(self, day(value) if value else "")
        self._say("")
        self._keep(value)

    def when_edited(self, heard: Callable[..., object]) -> None:
        """Call ``heard(date)`` when another date, or none, stands here."""
        self.date_changed.connect(heard)

    def fault(self) -> str:
        """Return the sentence for a text that is no date, else an empty text."""
        why = self.unclear()
        if why is None:
            return ""
        from intman_desktop.services.common.wording import sentence  # not before the first window is painted

        return sentence(why)

    def doubt(self) -> str:
        """Return the sentence for what was left here and is no date; none while it is still being typed."""
        return self._doubt

    def unclear(self) -> Explanation | None:
        """Return why what stands here is no date, None where it is one or nothing stands here."""
        why = self._meant()
        return None if isinstance(why, date) else why

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave taking back to the window where nothing was typed here."""
        if not leaves_to_window(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the width of the longest hint that such a field may have, so that all end in line."""
        return QSize(max(map(self._room, self._widest)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the width of a whole date and of its shortest hint, so that none is ever cut."""
        least = max(self._room("00.00.0000"), self._room(self._hints[-1]))
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of the hint as fits."""
        super().resizeEvent(event)
        show_fitting_hint(self, self._hints, taken=icon_side() + space(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and behind it which day it means."""
        super().paintEvent(event)
        reading = self.reading()
        if reading:
            draw_behind(self, reading)

    def _room(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + icon_side() + space(11)

    def _settle(self) -> None:
        """Write what was typed as the date that it means, or mark it as none."""
        meant = self._meant()
        if meant is None or isinstance(meant, date):
            self.set_value(meant)
        else:
            self._keep(None)
            self._say(self.fault())

    def _meant(self) -> date | Explanation | None:
        """Return the date that stands here, why it is none, or None for nothing."""
        typed = self.text().strip()
        if typed == (day(self._value) if self._value else ""):
            return self._value
        from intman_desktop.rules.dates import UnclearDate, parse_typed_date

        if not typed:
            return None
        try:
            typed_on = self._typed_on or self._today()
            return parse_typed_date(typed, typed_on, future=self._future, rough=self._rough)
        except UnclearDate as error:
            return error.explanation

    def _hear(self, _text: str) -> None:
        self._typed_on = self._today()
        reading = self.reading()
        if reading and reading != self._heard:  # drawn, it would be there for those alone who see it
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, reading))
        self._heard = reading

    def _keep(self, value: date | None) -> None:
        if value != self._value:
            self._value = value
            self.date_changed.emit(value)

    def _say(self, doubt: str) -> None:
        """Mark the field and tell its row ``doubt``; an empty one takes away no mark but its own."""
        if doubt == self._doubt:
            return
        self._doubt = doubt
        self.setProperty("faulty", "true" if doubt else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.doubted.emit(doubt)

    def _open_calendar(self) -> None:
        calendar = QCalendarWidget()
        calendar.setAccessibleName(_("Kalender"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        plain = calendar.weekdayTextFormat(Qt.DayOfWeek.Monday)  # Qt's own red is too pale to be read
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, plain)
        shown = self.value() or self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def take(chosen: QDate) -> None:
            menu.close()
            self.set_value(date(chosen.year(), chosen.month(), chosen.day()))

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()
