"""The page of deadlines: all that is due in one list, settled where it stands (C9, K1, L2, L9, P3, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from intman_desktop.language import _
from intman_desktop.services.across.due.settled import MOST, settled
from intman_desktop.services.across.office_calendar import office_calendar
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.deadlines.filters import Filters
from intman_desktop.ui.deadlines.opening import open_deadline, open_settled
from intman_desktop.ui.deadlines.settle_bar import SettleBar
from intman_desktop.ui.deadlines.words import (
    ALL,
    DONE,
    KINDS,
    SPANS,
    act_word,
    filter_words,
    group_state,
    group_word,
    person_of,
    span_words,
)
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.labels import PageTitle, SmallText
from intman_desktop.ui.parts.paged_model import Deliver
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.places import ask_where_to_save, where_saved
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.written_file import write_file
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.deadline_views import DeadlineGroup, DeadlineRow, SettledRow
from intman_desktop.values.outcome import Change

_CALENDAR = "Termine.ics"
_ROWS = 6
"""How many rows of a list are always to be seen; the page scrolls where that is too much."""
_ROWS_DONE = 4
"""The same of what was settled, where no bar stands below: as many as fit at twice the text size."""


class DeadlinesPage(Page):
    """All deadlines, overdue first. Opened by ``open(kind=…, group=…)``: a filter, the group to begin at.

    Attributes: ``spans`` (how far one looks), ``chips`` (the kinds), ``table``, ``done`` (what was settled),
    ``bar`` (the acts of the chosen line).
    """

    shows: ClassVar[frozenset[Change]] = frozenset(
        {
            Change.CASES,
            Change.CLIENTS,
            Change.CONSENTS,
            Change.PLANS,
            Change.TALKS,
            Change.PERIODS,
            Change.DEADLINES,
            Change.FIGURES,
            Change.OFFICE,
        }
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._all: Sequence[Any] = ()
        self._shown: Sequence[Any] = ()
        self._begin_at: DeadlineGroup | None = None
        scroll = ScrollPage()
        self.column.addWidget(scroll, 1)
        inner = scroll.body
        inner.setSpacing(space(3))
        inner.setContentsMargins(space(6), space(5), space(6), space(3))
        inner.addLayout(self._head())
        self.spans = FilterChips(_("Wie weit"), span_words())
        self.spans.chosen.connect(lambda _key: self.refresh())
        self.chips = FilterChips(_("Fristen nach Art"), filter_words())
        self.chips.chosen.connect(lambda _key: self._narrow())
        inner.addWidget(Filters(self.spans, self.chips))
        self.table = PagedTable(self.title(), self._columns(), self._fetch)
        self.table.opened.connect(lambda row: open_deadline(self.frame, row))
        self.done = PagedTable(_("Erledigt"), self._done_columns(), self._fetch)
        self.done.opened.connect(lambda row: open_settled(self.frame, row))
        self.bar = SettleBar(frame)
        self.bar.settled.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_bar())
        self._empty = EmptyState(_("Hier steht nichts an."))
        for widget in (self.table, self.done, self._empty):
            inner.addWidget(widget, 1)
        inner.setAlignment(self._empty, Qt.AlignmentFlag.AlignTop)
        self._empty.hide()
        self.done.hide()
        self.early = SmallText(
            _("Manches steht früher hier, als die Auswahl reicht, etwa das Ende eines Beratungszeitraums.")
        )
        self.newest = SmallText(
            _("Hier stehen höchstens die neuesten {most} Zeilen; Älteres steht in der Akte.").format(
                most=number(MOST)
            )
        )
        for note in (self.early, self.newest):  # below the list: its lines come first where text is large
            inner.addWidget(note)
            note.hide()
        self._below = QVBoxLayout()  # not on the page that scrolls, so that the acts are always seen
        self._below.addWidget(self.bar)
        self.column.addLayout(self._below)
        self._scroll_bar = scroll.verticalScrollBar()
        self._scroll_bar.rangeChanged.connect(lambda _least, _most: self._make_room())
        self._make_room()
        self.table.heads_changed.connect(self._shorten)
        self._shorten()
        self.table.keep_rows(_ROWS)
        self.done.keep_rows(_ROWS_DONE)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space(4))
        head.addWidget(PageTitle(self.title()), 1)
        self.calendar = quiet_button(_("Kalenderdatei speichern …"), self._ask_calendar, icon="calendar")
        head.addWidget(self.calendar, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def title(self) -> str:
        """Return the name of the page."""
        return _("Fristen")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Alles, was ansteht, über alle Fälle. Überfälliges zuerst: fehlende Vereinbarungen und Pläne, "
            "Zeiträume, die zu Ende sind, Überprüfungen, danach alles Übrige nach dem Tag. Die Wörter über "
            "der Liste wählen, wie weit Sie sehen, und zeigen nur eine Art von Fristen. Enter öffnet die "
            "Stelle, an der die Sache erledigt wird; was sich hier gleich erledigen lässt, steht unter der "
            "Liste (mit Tab dorthin)."
        )

    def open(self, **where: Any) -> None:
        """Show the deadlines of ``kind`` from ``group`` on; those seen last where neither is named."""
        if "kind" in where or "group" in where:
            self.chips.choose(str(where.get("kind", ALL)))
        self._begin_at = DeadlineGroup(where["group"]) if where.get("group") else None
        if self._begin_at is not None and self.spans.key() == DONE:
            self.spans.choose(next(iter(SPANS)))
        self.refresh()

    def refresh(self) -> None:
        """Read again what is due, or what was settled."""
        span = self.spans.key()
        if span == DONE:
            self.frame.ask(settled, None, on_done=self._take, owner=self, replaces="deadlines")
        else:
            self.frame.ask(deadlines, SPANS[span], on_done=self._take, owner=self, replaces="deadlines")

    def names_changed(self) -> None:
        """Draw the names again."""
        for table in (self.table, self.done):
            table.rows.redraw()
        self.bar.show_name()

    def first_field(self) -> QWidget | None:
        """Return the list, or what narrows it where nothing is in it."""
        return self.chips.cursor_place() if self._empty.isVisibleTo(self) else self._list()

    def _list(self) -> PagedTable:
        return self.done if self.spans.key() == DONE else self.table

    def _take(self, rows: Sequence[DeadlineRow] | Sequence[SettledRow]) -> None:
        self._all = rows
        cut = self._list() is self.done and len(rows) >= MOST
        counts = {key: sum(row.kind in kinds for row in rows) for key, kinds in KINDS.items()}
        self.chips.set_counts(counts, at_least=cut)
        self.newest.setVisible(cut)
        self._narrow()

    def _narrow(self) -> None:
        kinds, chosen = KINDS[self.chips.key()], self._list()
        held = self._holds_cursor()
        self._shown = [row for row in self._all if row.kind in kinds]
        past = chosen is self.done
        place = chosen.currentIndex().row()
        chosen.reload()
        for table in (self.table, self.done):
            table.setVisible(table is chosen and bool(self._shown))
        self._empty.set_words(_nothing(past=past))
        self._empty.setVisible(not self._shown)
        if self._shown:
            self._go_to(max(0, min(place, len(self._shown) - 1)))
        self.early.setVisible(not past and self._reaches_further())
        self._show_bar()
        self.calendar.setEnabled(not past)
        if held and not self._holds_cursor():
            self._keep_cursor()

    def _shorten(self) -> None:
        self.bar.shorten(short=self.table.is_folded())

    def _holds_cursor(self) -> bool:
        """Return whether the cursor is in a list or below it, and is seen there."""
        at = self.window().focusWidget()
        if at is None or not at.isVisible():
            return False
        return any(each is at or each.isAncestorOf(at) for each in (self.table, self.done, self.bar))

    def _keep_cursor(self) -> None:
        """Go to the list that is shown now, or to what narrows it where nothing is in it.

        Qt would hand the cursor on to the next place in the window, which is beside the page.
        """
        if self._shown:
            self._list().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.chips.cursor_place().setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """Let the bar end where the list ends, and the chosen line be seen when the bar needs more room."""
        if not isValid(self._scroll_bar):  # told once more while the page is being dropped
            return
        beside = self._scroll_bar.sizeHint().width() if self._scroll_bar.maximum() else 0
        self._below.setContentsMargins(space(6), 0, space(6) + beside, space(2))
        self._list().show_chosen()

    def _reaches_further(self) -> bool:
        """Return whether something shown lies beyond the days chosen: it is told early (C9)."""
        ahead = SPANS[self.spans.key()]
        if ahead is None:
            return False
        last = self.frame.today() + timedelta(days=ahead)
        return any(row.due > last for row in self._shown)

    def _go_to(self, place: int) -> None:
        table, (group, self._begin_at) = self._list(), (self._begin_at, None)
        if group is not None:
            found = (at for at, row in enumerate(self._shown) if row.group is group)
            place = next(found, 0)
        index = table.rows.index(place, 0)
        table.setCurrentIndex(index)
        if group is not None:
            table.scrollTo(index, PagedTable.ScrollHint.PositionAtTop)

    def _show_bar(self) -> None:
        open_list = self._list() is self.table and bool(self._shown)
        self.bar.show_row(self.table.current() if open_list else None)

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        deliver(len(self._shown), self._shown[offset : offset + limit])

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                _("Wann"),
                lambda row: group_word(row.group),
                letters=12,
                state=lambda row: group_state(row.group),
                kept=True,
            ),
            Column(_("Fällig"), lambda row: day(row.due), letters=11, kept=True),
            self._person_column(),
            Column(
                _("Worum es geht"), lambda row: sentence(row.matter), least=44, titled=False, sentence=True
            ),
            Column(_("Zu tun"), lambda row: act_word(row.act), letters=21, titled=False),
        )

    def _done_columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Erledigt am"), lambda row: day(row.on), letters=13, kept=True),
            self._person_column(),
            Column(_("Was"), lambda row: sentence(row.matter), least=44, titled=False),
        )

    def _person_column(self) -> Column:
        return Column(
            _("Person"),
            lambda row: person_of(self.frame, row),
            letters=31,
            aside=lambda row: self.frame.curtain.number(row.case_number, has_namesake=row.has_namesake),
            kept=True,
        )

    # The calendar file

    def _ask_calendar(self) -> None:
        """Say what the file holds before a place for it is chosen."""
        ask(
            self,
            _("Fristen für den Kalender speichern?"),
            _(
                "Die Datei enthält von jeder kommenden Frist, die hier steht, den Tag, die Art und die "
                "Fallnummer, keinen Namen und keinen Text. Sie ist nicht verschlüsselt, und was einmal im "
                "Kalender steht, müssen Sie dort selbst löschen."
            ),
            _("Ort wählen …"),
            self._choose_file,
            harmless=True,
        )

    def _choose_file(self) -> None:
        title, kinds = _("Kalenderdatei speichern"), "iCalendar (*.ics)"
        ask_where_to_save(self, title, _CALENDAR, kinds, self.save_calendar)

    def save_calendar(self, file: Path) -> None:
        """Write what is due, as far as one looks and of the kind one looks at, as a calendar file."""
        ahead, kinds = SPANS[self.spans.key()], KINDS[self.chips.key()]
        self.frame.ask(
            office_calendar, ahead, kinds, on_done=lambda content: self._write(file, content), owner=self
        )

    def _write(self, file: Path, content: bytes) -> None:
        def done(_nothing: object) -> None:
            self.frame.say(where_saved(file))

        self.frame.make(write_file, file, content, on_done=done, on_error=self.frame.warn, owner=self)


def _nothing(*, past: bool) -> str:
    if past:
        return _("Noch nichts erledigt.")
    return _("Hier steht nichts an.")


def build(frame: Frame) -> DeadlinesPage:
    """Return the page."""
    return DeadlinesPage(frame)
