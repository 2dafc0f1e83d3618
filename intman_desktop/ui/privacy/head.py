"""The head of the page: in a line each what is to be done, and the way down to it (E1, L2, L4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.ui.backup_state import backup_state
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number
from intman_desktop.values.desk_views import PrivacyView, RequestLine

CONSENTS, REQUESTS, DUE, HOLDS, BACKUPS = "consents", "requests", "due", "holds", "backups"
"""The parts of the page that the head leads to."""


class PrivacyHead(QWidget):
    """``go(part)`` brings a part of the page into view and the cursor to it."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._view: PrivacyView | None = None
        self._today = date.min
        self._requests: Sequence[RequestLine] = ()
        self._links: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_view(self, view: PrivacyView, today: date) -> None:
        """Show the numbers of ``view``."""
        self._view, self._today = view, today
        self._redraw()

    def show_requests(self, requests: Sequence[RequestLine]) -> None:
        """Show how many people wait for an answer."""
        self._requests = requests
        self._redraw()

    def take_cursor(self) -> None:
        """Put the keyboard on the first line."""
        if CONSENTS in self._links:
            self._links[CONSENTS].setFocus(Qt.FocusReason.OtherFocusReason)

    def _redraw(self) -> None:
        if self._view is None:
            return
        cursor = next((part for part, link in self._links.items() if link.hasFocus()), "")
        empty(self._column)
        self._links = {}
        row = Flow(gap=space(6))
        for state, words, part in _lines(self._view, self._requests, self._today):
            self._links[part] = link_button(words, partial(self._go, part))
            row.add(_entry(StateSign(state, words), self._links[part]))
        self._column.addWidget(row)
        if cursor:
            self._links.get(cursor, self._links[CONSENTS]).setFocus(Qt.FocusReason.OtherFocusReason)


def _entry(*parts: QWidget) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(space(1))
    for part in parts:
        row.addWidget(part)
    entry.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return entry


def _lines(
    view: PrivacyView, requests: Sequence[RequestLine], today: date
) -> Iterator[tuple[State, str, str]]:
    yield (*_consents(view), CONSENTS)
    if requests:
        yield (*_waiting(requests), REQUESTS)
    yield (*_due(view), DUE)
    reviews = [each.review_on for each in view.holds if each.review_on and each.review_on <= today]
    if reviews:
        words = ngettext("{count} Löschsperre anzusehen", "{count} Löschsperren anzusehen", len(reviews))
        state = State.OVERDUE if min(reviews) < today else State.DUE
        yield state, words.format(count=number(len(reviews))), HOLDS
    last = view.last_backup
    backup = backup_state(last.made_at if last else None, today, view.backup_max_age_days)
    yield backup.state, backup.few, BACKUPS


def _consents(view: PrivacyView) -> tuple[State, str]:
    missing = len(view.missing)
    unclear = len({line.case_id for line in (*view.renewing, *view.waiting)})  # one may have several lines
    words = ngettext("{count} Einwilligung fehlt", "{count} Einwilligungen fehlen", missing)
    told = [words.format(count=number(missing))] if missing else []
    words = ngettext(
        "Einwilligungen zu klären: {count} Person", "Einwilligungen zu klären: {count} Personen", unclear
    )
    told += [words.format(count=number(unclear))] if unclear else []
    state = State.OVERDUE if missing else State.DUE
    return (state, ", ".join(told)) if told else (State.DONE, _("Einwilligungen vollständig"))


def _waiting(requests: Sequence[RequestLine]) -> tuple[State, str]:
    count, late = number(len(requests)), sum(each.late for each in requests)
    if late:
        words = ngettext(
            "{count} Anfrage offen, überfällig: {late}",
            "{count} Anfragen offen, überfällig: {late}",
            len(requests),
        )
        return State.OVERDUE, words.format(count=count, late=number(late))
    words = ngettext("{count} Anfrage offen", "{count} Anfragen offen", len(requests))
    return State.DUE, words.format(count=count)


def _due(view: PrivacyView) -> tuple[State, str]:
    due = len(view.due)
    if not due:
        return State.DONE, _("Nichts zu löschen")
    late = sum(case.days_left < 0 for case in view.due)
    if late:
        words = ngettext(
            "{count} Akte zu löschen, überfällig: {late}",
            "{count} Akten zu löschen, überfällig: {late}",
            due,
        )
        return State.OVERDUE, words.format(count=number(due), late=number(late))
    today = sum(case.days_left == 0 for case in view.due)
    if today:
        words = ngettext(
            "{count} Akte zu löschen, heute fällig: {today}",
            "{count} Akten zu löschen, heute fällig: {today}",
            due,
        )
        return State.DUE, words.format(count=number(due), today=number(today))
    words = ngettext("{count} Akte später zu löschen", "{count} Akten später zu löschen", due)
    return State.AHEAD, words.format(count=number(due))
