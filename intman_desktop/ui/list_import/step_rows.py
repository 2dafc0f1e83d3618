"""Step 3: every row with what is to be said of it; mended, left out or marked where it stands (P2, E2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.births import birth_words
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.keys import NEXT_ROW, native
from intman_desktop.ui.list_import.paper_card import PaperCard
from intman_desktop.ui.list_import.row_card import RowCard
from intman_desktop.ui.list_import.understood_words import person_name
from intman_desktop.ui.list_import.words import SIGNS, state_word
from intman_desktop.ui.list_import.work import ListWork, RowState
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.columns import Columns, stacked
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space
from intman_desktop.values.lists import ListDesk, ListPerson

_ALL = "all"
_LETTERS = 110
_LEAST_ROWS, _MOST_ROWS = 5, 14
_OPEN = (RowState.FAULTY, RowState.DOUBLE, RowState.WITHOUT_CONSENT, RowState.UNCONFIRMED)


class RowsStep(ScrollPage):
    """The rows under one chip, and what can be done with the chosen ones.

    Signals: ``changed`` – something was decided and the rows must be understood anew.
    """

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._work: ListWork | None = None
        self._listed: list[ListPerson] = []
        self._again: tuple[list[int], int] | None = None
        self.add(
            QuietText(
                _(
                    "Mit den Pfeiltasten durch die Zeilen, mit Umschalt oder Strg mehrere zugleich; Enter "
                    "geht in die Felder der Zeile. Übernommen wird nur, was „bereit“ ist; alles andere "
                    "bleibt hier."
                )
            )
        )
        self.chips = FilterChips(_("Zeilen nach Stand"), _chips())
        self.chips.chosen.connect(lambda _key: self._list())
        self.add(self.chips)
        self.row = RowCard(frame)
        self.row.changed.connect(self.changed)
        self.table = PagedTable(_("Zeilen"), self._columns(), self._fetch)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(lambda _person: self.row.go_in())
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._follow())
        self.table.selectionModel().currentChanged.connect(lambda *_what: self._follow())
        self.next = quiet_button(_("Nächste offene Zeile"), self.go_to_next)
        self.next.setToolTip(native(NEXT_ROW))
        # Not the button's own key: a button acts on that 100 ms later, when another row may be chosen.
        QShortcut(QKeySequence(NEXT_ROW), self).activated.connect(self.go_to_next)
        self.unconsented = link_button(_("Alle ohne Einwilligung markieren"), self._choose_unconsented)
        left = stacked(self.table, Flow(self.next, self.unconsented, gap=space(3)), gap=3)
        self.paper = PaperCard(frame)
        self.paper.changed.connect(self.changed)
        self.add(Columns([left, stacked(self.row, self.paper, gap=3)], shares=(6, 5), letters=_LETTERS))
        self.close_up()

    def show_work(self, work: ListWork, known: ListDesk) -> None:
        """Show the rows as they stand, keeping what is chosen."""
        self._work = work
        current = self._current()
        chosen, number = self.numbers(), current.number if current else None
        if self._again is not None and work.people:
            (chosen, number), self._again = self._again, None
        self.row.take_known(known)
        self.paper.show_work(work)
        counts = work.counts()
        self.unconsented.setVisible(bool(counts[RowState.WITHOUT_CONSENT]))
        self.chips.set_counts({_ALL: len(work.people), **{state.value: counts[state] for state in RowState}})
        self._list(chosen, number)
        QTimer.singleShot(0, self, self._measure)  # the text may have another size since it was seen last

    def typed(self) -> dict[str, Any]:
        """Return what stands beside the rows and is not entered yet, as values JSON can hold."""
        current = self._current()
        row = {
            "number": current.number if current else 0,
            "cells": {field.value: text for field, text in self.row.typed().items()},
        }
        return {"paper": self.paper.typed(), "chosen": self.numbers(), "row": row}

    def put_typed(self, plain: Mapping[str, Any]) -> None:
        """Put back what ``typed`` told; the rows are chosen again as soon as they are there."""
        self.paper.put_typed(plain["paper"])
        self._again = plain["chosen"], plain["row"]["number"]

    def numbers(self) -> list[int]:
        """Return the numbers of the rows that are chosen."""
        found = [self.table.rows.row(index.row()) for index in self.table.selectionModel().selectedRows()]
        return [person.number for person in found if person is not None]

    def go_to_next(self) -> None:
        """Choose the next row that something is still to be done with, beginning anew after the last."""
        work = self._work
        if work is None:
            return
        self.chips.choose(_ALL)
        current = self._current()
        after = current.number if current else 0
        waiting = [each.number for each in work.those(*_OPEN)]
        if not waiting:
            return
        self._list([], next((number for number in waiting if number > after), waiting[0]))
        self.table.setFocus()

    def first_field(self) -> QWidget:
        """Return the table."""
        return self.table

    def names_changed(self) -> None:
        """Draw names again after the curtain moved."""
        self.table.rows.redraw()
        self._follow()

    def resizeEvent(self, event: Any) -> None:
        """Give the list the height that is seen, as soon as what stands above it has its own."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._measure)

    def _measure(self) -> None:
        """Let the whole list be seen without scrolling the page: its chosen row stays beside its fields.

        Where too few rows have room below what stands above it, it takes the room that there is once the page
        is scrolled to it.
        """
        room = self.viewport().height() - self.next.height() - space(6)
        below_all, alone = (
            self.table.rows_in(height) for height in (room - self.height_above(self.table), room)
        )
        rows = max(1, min(_MOST_ROWS, max(below_all, min(_LEAST_ROWS, alone))))
        self.table.setFixedHeight(self.table.height_of(rows))

    def _current(self) -> ListPerson | None:
        person = self.table.current()
        return person if isinstance(person, ListPerson) else None

    def _list(self, chosen: list[int] | None = None, current: int | None = None) -> None:
        work, key = self._work, self.chips.key()
        if work is None:
            return
        people = work.people if key == _ALL else work.those(RowState(key))
        self._listed = list(people)
        self.table.reload()
        places = {person.number: place for place, person in enumerate(self._listed)}
        model, rows = self.table.selectionModel(), self.table.rows
        flags = QItemSelectionModel.SelectionFlag
        if self._listed:
            place = places.get(current or 0, 0)
            self.table.setCurrentIndex(rows.index(place, 0))
            for number in chosen or ():
                if number in places:
                    model.select(rows.index(places[number], 0), flags.Select | flags.Rows)
            self.table.scrollTo(rows.index(place, 0))
        self._follow()

    def _follow(self) -> None:
        numbers, current = self.numbers(), self._current()
        self.paper.show_chosen(numbers)
        self.row.show_row(self._work, current)
        self.row.setVisible(len(numbers) < 2)

    def _choose_unconsented(self) -> None:
        work = self._work
        if work is None:
            return
        numbers = [each.number for each in work.those(RowState.WITHOUT_CONSENT)]
        self.chips.choose(_ALL)
        self._list(numbers, numbers[0] if numbers else None)
        self.paper.go_in()
        self.ensureWidgetVisible(self.paper)

    def _fetch(self, offset: int, limit: int, deliver: Any) -> None:
        deliver(len(self._listed), self._listed[offset : offset + limit])

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Zeile"), lambda person: str(person.number), letters=6, right=True),
            Column(
                _("Name"),
                lambda person: self._frame.curtain.name(person_name(person), None),
                least=20,
                kept=True,
            ),
            Column(_("Geburt"), lambda person: birth_words(person.client), letters=19),
            Column(_("Stand"), self._state_word, letters=22, state=self._sign, kept=True),
        )

    def _state_word(self, person: ListPerson) -> str:
        return state_word(self._work.state(person)) if self._work is not None else ""

    def _sign(self, person: ListPerson) -> Any:
        return SIGNS[self._work.state(person)] if self._work is not None else None


def _chips() -> tuple[tuple[str, str], ...]:
    return (
        (_ALL, _("Alle")),
        (RowState.FAULTY.value, _("Zu beheben")),
        (RowState.DOUBLE.value, _("Vielleicht schon da")),
        (RowState.WITHOUT_CONSENT.value, _("Ohne Einwilligung")),
        (RowState.UNCONFIRMED.value, _("Einwilligung bestätigen")),
        (RowState.READY.value, _("Bereit")),
        (RowState.LEFT_OUT.value, _("Weggelassen")),
        (RowState.TAKEN.value, _("Übernommen")),
    )
