"""The list of cases: filtered, sorted and counted in the store (Rule L2: those on hold are not shown)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.case_sheet import listed
from intman_desktop.services.cases import case_page
from intman_desktop.ui import keys
from intman_desktop.ui.bring_in import bring_in_button, list_button
from intman_desktop.ui.cases.columns import columns
from intman_desktop.ui.cases.lists_menu import ListsMenu
from intman_desktop.ui.cases.row_menu import open_row_menu
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.paged_table import PagedTable
from intman_desktop.ui.tokens import space
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import CaseChip, CaseColumn, CaseFilter, CasePage

_ALL = "all"
_HINT_LETTERS = 30


class CasesPage(Page):
    """All cases under one chip and what is typed. Opened by ``open(text=…, chip=…)``."""

    shows = frozenset(
        {Change.CASES, Change.CLIENTS, Change.CONSENTS, Change.PLANS, Change.TALKS, Change.PERIODS}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._sort, self._descending = CaseColumn.NAME, False
        self._languages: dict[str, str] = {}
        inner = QVBoxLayout()
        inner.setContentsMargins(space(6), space(5), space(6), space(5))
        inner.setSpacing(space(4))
        self.column.addLayout(inner)
        inner.addLayout(self._head())
        self.chips = FilterChips(_("Fälle nach Stand"), _chips())
        self.chips.chosen.connect(lambda _key: self.refresh())
        inner.addWidget(self.chips)
        self.table = PagedTable(self.title(), columns(frame, self._languages), self._fetch)
        self.table.show_sorted(CaseColumn.NAME, ascending=True)
        self.table.opened.connect(lambda row: self.frame.open_page("case", case_id=row.case_id))
        self.table.sort_wanted.connect(self._sort_by)
        self.table.menu_wanted.connect(lambda row, place: open_row_menu(self, self.frame, row, place))
        self.table.typed.connect(self._type_on)
        inner.addWidget(self.table, 1)
        new = quiet_button(_("Neue Person aufnehmen"), self._take_in, icon="user-plus")
        self._none = EmptyState(
            _(
                "Noch keine Fälle. Nehmen Sie eine Person auf ({keys}) oder übernehmen Sie eine "
                "vorhandene Liste oder eine Falldatei."
            ).format(keys=keys.native(keys.NEW_PERSON)),
            new,
            list_button(frame),
            bring_in_button(frame),
        )
        self._nothing_found = EmptyState(
            _("Hier steht kein Fall. Vielleicht unter „Alle“ oder mit weniger Buchstaben."),
            quiet_button(_("Alle Fälle zeigen"), self._show_all),
        )
        for empty in (self._none, self._nothing_found):
            empty.hide()
            inner.addWidget(empty, 1, Qt.AlignmentFlag.AlignTop)
        frame.ask(listed, "languages", on_done=self._name_languages, owner=self)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Fälle")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Tippen grenzt die Liste ein: nach Namen, Telefon oder Fallnummer. Ein Klick auf eine "
            "Überschrift sortiert. Enter öffnet die Akte, die rechte Maustaste bietet an, was sonst "
            "in der Akte steht. Die drei Punkte oben übernehmen eine vorhandene Liste und geben diese als "
            "Excel-Datei aus."
        )

    def open(self, **where: Any) -> None:
        """Show the cases under ``chip``; with a ``text`` those of all states that it finds."""
        text = str(where.get("text", ""))
        if text or "chip" in where:
            self.chips.choose(str(where.get("chip", _ALL)))
            self.narrow.setText(text)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self.table.reload()

    def names_changed(self) -> None:
        """Draw the names again."""
        self.table.rows.redraw()

    def first_field(self) -> QWidget | None:
        """Return the list: arrows choose, Enter opens, letters narrow."""
        return self.table

    def changeEvent(self, event: QEvent) -> None:
        """Keep the field wide enough for its hint at every text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "narrow"):
            self._measure()

    def _measure(self) -> None:
        self.narrow.setMinimumWidth(_HINT_LETTERS * self.fontMetrics().averageCharWidth())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(PageTitle(self.title()), 1)
        self.narrow = TextField(_("Name, Telefon, Fallnummer"))
        self.narrow.setClearButtonEnabled(True)
        self.narrow.textChanged.connect(lambda _text: self.refresh())
        self.narrow.returnPressed.connect(self._go_to_list)
        for key, act in ((Qt.Key.Key_Down, self._go_to_list), (Qt.Key.Key_Escape, self.narrow.clear)):
            shortcut = QShortcut(QKeySequence(key), self.narrow)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self._measure()
        label = QLabel(_("Ein&grenzen"))
        label.setBuddy(self.narrow)
        self.narrow.setAccessibleName(_("Eingrenzen"))
        head.addWidget(label)
        head.addWidget(self.narrow)
        head.addWidget(primary_button(_("Neue Person"), self._take_in, icon="user-plus"))
        self.lists = ListsMenu(self.frame, self._told_filter)
        head.addWidget(self.lists)
        return head

    def _filter(self) -> CaseFilter:
        key = self.chips.key()
        chips = frozenset() if key == _ALL else frozenset({CaseChip(key)})
        return CaseFilter(chips, self.narrow.value(), self._sort, self._descending)

    def _told_filter(self) -> tuple[CaseFilter, str]:
        """Return what is filtered, and the chip in words; what was typed may be a name and is left out."""
        word = dict(_chips())[self.chips.key()]
        narrowed = _("{chip}, eingegrenzt").format(chip=word) if self.narrow.value() else word
        return self._filter(), narrowed

    def _fetch(self, offset: int, limit: int, deliver: Any) -> None:
        def take(page: CasePage) -> None:
            if not offset:
                self._count(page)
            deliver(page.total, page.rows)

        # Only the newest first stretch is wanted; stretches further down are all needed.
        replaces = None if offset else "cases"
        self.frame.ask(case_page, self._filter(), offset, limit, on_done=take, owner=self, replaces=replaces)

    def _count(self, page: CasePage) -> None:
        counts = {chip.value: count for chip, count in page.counts.items()}
        everyone = sum(page.counts[chip] for chip in (CaseChip.ACTIVE, CaseChip.DORMANT, CaseChip.ENDED))
        self.chips.set_counts({_ALL: everyone, **counts})
        had_focus = self.table.hasFocus()
        self._none.setVisible(not everyone)
        self._nothing_found.setVisible(bool(everyone) and not page.total)
        self.table.setVisible(bool(page.total))
        self.chips.setVisible(bool(everyone))
        if had_focus and not page.total:
            self.narrow.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sort_by(self, column: str, ascending: bool) -> None:
        self._sort, self._descending = CaseColumn(column), not ascending
        self.refresh()

    def _type_on(self, text: str) -> None:
        self.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.narrow.insert(text)

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        self.chips.choose(_ALL)
        self.narrow.clear()
        self.refresh()

    def _take_in(self) -> None:
        self.frame.open_page("new_person")

    def _name_languages(self, options: tuple[tuple[str, str], ...]) -> None:
        self._languages.update(options)
        self.table.rows.redraw()


def build(frame: Frame) -> CasesPage:
    """Return the page."""
    return CasesPage(frame)


def _chips() -> tuple[tuple[str, str], ...]:
    return (
        (CaseChip.ACTIVE.value, _("Aktiv")),
        (CaseChip.WITHOUT_PLAN.value, _("Ohne Plan")),
        (CaseChip.ENDING_IN_90_DAYS.value, _("Endet in 90 Tagen")),
        (CaseChip.REVIEW_DUE.value, _("Überprüfung fällig")),
        (CaseChip.CONSENT_TO_RENEW.value, _("Einwilligung zu erneuern")),
        (CaseChip.DORMANT.value, _("Ruht")),
        (CaseChip.ENDED.value, _("Beendet")),
        (_ALL, _("Alle")),
    )
