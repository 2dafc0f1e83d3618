"""The page of deadlines: everything that is due, in one list (Rules C9, K1, L2, L9, P3, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.overview import deadlines
from intman_desktop.services.wording import sentence
from intman_desktop.ui.case.next_card import act_word
from intman_desktop.ui.deadlines.opening import open_deadline
from intman_desktop.ui.deadlines.words import (
    ALL,
    KINDS,
    filter_words,
    group_state,
    group_word,
    person_of,
)
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.outcome import Change
from intman_desktop.values.work_views import DeadlineGroup, DeadlineRow


class DeadlinesPage(Page):
    """All deadlines, overdue first. Opened by ``open(kind=…, group=…)``: a filter, the group to begin at."""

    shows = frozenset(
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
        self._all: tuple[DeadlineRow, ...] = ()
        self._shown: Sequence[DeadlineRow] = ()
        self._begin_at: DeadlineGroup | None = None
        inner = QVBoxLayout()
        inner.setContentsMargins(space(6), space(5), space(6), space(5))
        inner.setSpacing(space(4))
        self.column.addLayout(inner)
        inner.addWidget(PageTitle(self.title()))
        self.chips = FilterChips(_("Fristen nach Art"), filter_words())
        self.chips.chosen.connect(lambda _key: self._narrow())
        inner.addWidget(self.chips)
        self.table = PagedTable(self.title(), self._columns(), self._fetch)
        self.table.opened.connect(lambda row: open_deadline(self.frame, row))
        inner.addWidget(self.table, 1)
        self._empty = EmptyState(_("Hier steht nichts an."))
        self._empty.hide()
        inner.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Fristen")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Alles, was ansteht, über alle Fälle; Überfälliges zuerst. Die Wörter über der Liste zeigen nur "
            "eine Art von Fristen. Enter öffnet die Stelle, an der die Sache erledigt wird."
        )

    def open(self, **where: Any) -> None:
        """Show the deadlines of ``kind`` (all where none is named), beginning at ``group``."""
        self.chips.choose(str(where.get("kind", ALL)))
        self._begin_at = DeadlineGroup(where["group"]) if where.get("group") else None
        self.refresh()

    def refresh(self) -> None:
        """Read again what is due."""
        self.frame.ask(deadlines, on_done=self._take, owner=self, replaces="deadlines")

    def names_changed(self) -> None:
        """Draw the names again."""
        self.table.rows.redraw()

    def first_field(self) -> QWidget | None:
        """Return the list."""
        return self.table

    def _take(self, rows: tuple[DeadlineRow, ...]) -> None:
        self._all = rows
        self.chips.set_counts({key: sum(row.kind in kinds for row in rows) for key, kinds in KINDS.items()})
        self._narrow()

    def _narrow(self) -> None:
        kinds = KINDS[self.chips.key()]
        self._shown = [row for row in self._all if row.kind in kinds]
        self.table.reload()
        self.table.setVisible(bool(self._shown))
        self._empty.setVisible(not self._shown)
        self._go_to_group()

    def _go_to_group(self) -> None:
        group, self._begin_at = self._begin_at, None
        if not self._shown:
            return
        found = (index for index, row in enumerate(self._shown) if row.group is group)
        place = self.table.rows.index(next(found, 0), 0)
        if group is not None or not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(place)
        if group is not None:
            self.table.scrollTo(place, PagedTable.ScrollHint.PositionAtTop)

    def _fetch(self, offset: int, limit: int, deliver: Any) -> None:
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
            Column(_("Person"), lambda row: person_of(self.frame, row), letters=24, kept=True),
            Column(_("Worum es geht"), lambda row: sentence(row.matter), least=44, titled=False),
            Column(_("Zu tun"), lambda row: act_word(row.act), letters=24, titled=False),
        )


def build(frame: Frame) -> DeadlinesPage:
    """Return the page."""
    return DeadlinesPage(frame)
