"""The list of cases: filtered, sorted, counted and marked for acts on several at once (Rule L2: those on
hold are not shown).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from intman_desktop.language import _
from intman_desktop.profiles.list_names import ListName
from intman_desktop.services.casework.case_sheet import listed
from intman_desktop.services.casework.cases import case_ids, case_page
from intman_desktop.ui.cases.act_card import ActCard
from intman_desktop.ui.cases.act_place import ActPlace
from intman_desktop.ui.cases.acts_bar import ActsBar
from intman_desktop.ui.cases.chips import ALL, CaseChips
from intman_desktop.ui.cases.columns import columns, known_columns
from intman_desktop.ui.cases.columns_dialog import ColumnsDialog
from intman_desktop.ui.cases.lists_menu import ListsMenu, Shown
from intman_desktop.ui.cases.mark_table import MarkTable
from intman_desktop.ui.cases.namesakes import Namesakes
from intman_desktop.ui.cases.narrowing import Narrowing
from intman_desktop.ui.cases.none_shown import NoneShown
from intman_desktop.ui.cases.row_menu import open_row_menu
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.buttons import link_button, primary_button
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.line_sign import ClearSign
from intman_desktop.ui.parts.paged_model import Column, Deliver
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.sort_choice import SortChoice
from intman_desktop.ui.tokens import space
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import CaseColumn, CaseFilter, CasePage

_HINT_LETTERS = 30
_ROWS = 6
"""How many rows of the list are always to be seen; the page scrolls where that is too much."""


class CasesPage(Page):
    """All cases under the chips and what is typed. Opened by ``open(text=…, chip=…)``.

    Attributes: ``chips``, ``narrowing``, ``narrow`` (the field), ``table``, ``more`` and ``which_columns``
    (links), ``sort`` (the choice where a head is missing), ``acts`` (the bar), ``act`` (the open ``ActCard``,
    or None).
    """

    shows = frozenset(
        {Change.CASES, Change.CLIENTS, Change.CONSENTS, Change.PLANS, Change.TALKS, Change.PERIODS}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        machine = frame.machine.held
        self._columns = known_columns(machine.case_columns)
        self._sort, self._descending = _sorted_by(machine.case_sort)
        self._languages: dict[str, str] = {}
        self._total = 0
        self._behind = self._waits_for_list = False
        self._list = ScrollPage()
        inner = self._list.body
        self._paper = PaperView(frame, self._list)
        inner.addLayout(self._head())
        self.chips = CaseChips()
        self.chips.changed.connect(self.refresh)
        inner.addWidget(self.chips)
        self._namesakes = Namesakes(frame, self, self._draw_again)
        self.table = MarkTable(self.title(), self._shown_columns(), self._fetch)
        self._act_place = ActPlace(frame, self.table, self._list, self._paper)
        for widget in (self._list, self._act_place, self._paper):
            self.column.addWidget(widget)
        self._tools = self._make_tools()
        inner.addWidget(self._tools)
        self.narrowing = Narrowing(frame)
        self.narrowing.changed.connect(self.refresh)
        self.narrowing.hide()
        inner.addWidget(self.narrowing)
        self.acts = ActsBar()
        self.acts.wanted.connect(self._act_place.begin)
        self.acts.cleared.connect(self._clear_marks)
        self.table.set_columns(self.table.rows.columns, self._sort, ascending=not self._descending)
        self._how_to_mark = QuietText(
            _("Die Leertaste oder das Kästchen markiert Fälle; hier steht dann, was mit allen zugleich geht.")
        )
        self._how_to_mark.hide()
        self.table.marks_changed.connect(self._show_marks)
        self.table.all_wanted.connect(lambda: self._mark_stretch(0, -1))
        self.table.stretch_wanted.connect(lambda first, last: self._mark_stretch(first, last - first + 1))
        self.table.opened.connect(lambda row: self.frame.open_page("case", case_id=row.case_id))
        self.table.sort_wanted.connect(self._sort_by)
        self.table.menu_wanted.connect(lambda row, place: open_row_menu(self, self.frame, row, place))
        self.table.typed.connect(self._type_on)
        inner.addWidget(self.table, 1)
        self.table.keep_rows(_ROWS)
        self._measure()
        self._none_shown = NoneShown(frame, self._take_in, self._show_all)
        for state in self._none_shown.states:
            inner.addWidget(state, 1, Qt.AlignmentFlag.AlignTop)
        below = QGridLayout()  # one place: what is about to be clicked never moves
        below.addWidget(self.acts, 0, 0)
        below.addWidget(self._how_to_mark, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addLayout(below)
        frame.ask(listed, ListName.LANGUAGES, on_done=self._name_languages, owner=self)

    @property
    def act(self) -> ActCard | None:
        """The open act on the marked cases, or None."""
        return self._act_place.act

    def title(self) -> str:
        """Return the name of the page."""
        return _("Fälle")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Tippen grenzt die Liste ein: nach Namen, Telefon oder Fallnummer. Ein Klick auf eine "
            "Überschrift sortiert; stehen Spalten in der zweiten Zeile, sortiert auch „Sortiert nach“. Enter "
            "öffnet die Akte, die rechte Maustaste bietet an, was sonst in der Akte steht. Die Leertaste "
            "markiert, Umschalt mit den Pfeilen mehrere, Strg+A alle; für die Markierten steht unter der "
            "Liste, was mit allen zugleich geht. Esc hebt auf. Die drei Punkte oben übernehmen eine "
            "vorhandene Liste oder eine Falldatei und geben diese Liste als Excel-Datei aus."
        )

    def open(self, **where: Any) -> None:
        """Show the cases under ``chip``; with a ``text`` those of all states that it finds."""
        self._paper.close_paper()
        text = str(where.get("text", ""))
        if text or "chip" in where:
            self.chips.choose(str(where.get("chip", ALL)))
            self.narrowing.reset()
            self.narrow.setText(text)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self.table.reload()

    def names_changed(self) -> None:
        """Draw the names again."""
        self._draw_again()
        self._act_place.show_names()

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed in the act on the marked cases."""
        return self._act_place.unsaved()

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Mark the cases and open their act again, as it was typed."""
        self._act_place.restore(unsaved)

    def first_field(self) -> QWidget | None:
        """Return the list: arrows choose, Enter opens, letters narrow."""
        return self.act.first_field() if self.act is not None else self.table

    def changeEvent(self, event: QEvent) -> None:
        """Keep the field wide enough for its hint at every text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "table"):
            self._measure()

    def _measure(self) -> None:
        self.narrow.setMinimumWidth(_HINT_LETTERS * self.fontMetrics().averageCharWidth())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(PageTitle(self.title()), 1)
        self.narrow = TextField(_("Name, Telefon, Fallnummer"))
        ClearSign(self.narrow)
        self.narrow.textChanged.connect(lambda _text: self._narrow())
        self.narrow.returnPressed.connect(self._go_to_list)
        for key, act in ((Qt.Key.Key_Down, self._go_to_list), (Qt.Key.Key_Escape, self.narrow.clear)):
            shortcut = QShortcut(QKeySequence(key), self.narrow)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        label = QLabel(_("Ein&grenzen"))
        label.setBuddy(self.narrow)
        self.narrow.setAccessibleName(_("Eingrenzen"))
        head.addWidget(label)
        head.addWidget(self.narrow)
        head.addWidget(primary_button(_("Neue Person"), self._take_in, icon="user-plus"))
        self.lists = ListsMenu(self.frame, self._told)
        head.addWidget(self.lists)
        return head

    def _make_tools(self) -> Flow:
        self.more = link_button(_("Weiter eingrenzen"), self._show_more)
        self.more.setCheckable(True)
        find = link_button(_("Dubletten suchen"), lambda: self.frame.open_page("doubles"))
        self.which_columns = link_button(_("Spalten …"), self._choose_columns)
        self.sort = SortChoice(self.table, self)
        return Flow(self.more, self.which_columns, self.sort.button, find, gap=space(4))

    def _show_more(self) -> None:
        shown = self.narrowing.isHidden()
        self.narrowing.setVisible(shown)
        self.more.setChecked(shown)
        if shown:
            self.narrowing.read()
            self.narrowing.fields["worker"].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.narrowing.is_set():
            self.narrowing.reset()
            self.refresh()

    def _choose_columns(self) -> None:
        dialog = ColumnsDialog(self, self._columns)
        dialog.columns_chosen.connect(self._show_columns)
        dialog.open()

    def _show_columns(self, chosen: tuple[CaseColumn, ...]) -> None:
        self._columns = chosen
        self.frame.machine.keep(case_columns=",".join(chosen))
        self.table.set_columns(self._shown_columns(), self._sort, ascending=not self._descending)

    def _shown_columns(self) -> tuple[Column, ...]:
        return columns(self.frame, self._languages, self._namesakes, self._columns)

    # Several at once

    def _mark_stretch(self, offset: int, limit: int) -> None:
        self.frame.ask(case_ids, self._filter(), offset, limit, on_done=self.table.mark, owner=self)

    def _show_marks(self) -> None:
        """Offer what can be done with the marked cases, or say how one marks some."""
        count = len(self.table.marks())
        self.acts.show_count(count)
        self._how_to_mark.setVisible(not count and not self.table.isHidden())

    def _clear_marks(self) -> None:
        self.table.clear_marks()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self) -> CaseFilter:
        plain = CaseFilter(self.chips.chosen(), self.narrow.value(), self._sort, self._descending)
        return self.narrowing.into(plain)

    def _told(self) -> Shown:
        """Return what is shown, the chip in words; what was typed may be a name and is left out."""
        word = self.chips.told()
        narrowed = _("{chip}, eingegrenzt").format(chip=word) if self._is_narrowed() else word
        return Shown(self._filter(), narrowed, self._columns, self._total)

    def _is_narrowed(self) -> bool:
        return bool(self.narrow.value()) or self.narrowing.is_set()

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        def take(page: CasePage) -> None:
            if not offset:
                self._count(page)
            deliver(page.total, page.rows)
            self._namesakes.look(page.rows)

        # Only the newest first stretch is wanted; stretches further down are all needed.
        replaces = None if offset else "cases"
        self.frame.ask(case_page, self._filter(), offset, limit, on_done=take, owner=self, replaces=replaces)

    def _count(self, page: CasePage) -> None:
        everyone, self._total, self._behind = page.everyone, page.total, False
        self.chips.set_counts(page.counts)
        had_focus = self.table.hasFocus()
        self._none_shown.show_count(page)
        self.table.setVisible(bool(page.total))
        self._show_marks()
        self.chips.setVisible(bool(everyone))
        self._tools.setVisible(bool(everyone))
        if had_focus and not page.total:
            self.narrow.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._waits_for_list and page.total and self.narrow.hasFocus():
            self._go_to_list()

    def _narrow(self) -> None:
        self._behind, self._waits_for_list = True, False
        self.refresh()

    def _sort_by(self, column: str, ascending: bool) -> None:
        self._sort, self._descending = CaseColumn(column), not ascending
        self.frame.machine.keep(case_sort=f"{'-' if self._descending else ''}{column}")
        self.refresh()

    def _type_on(self, text: str) -> None:
        self.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.narrow.insert(text)

    def _go_to_list(self) -> None:
        """Go to the list as soon as it shows what is typed: Enter and Space are meant for that."""
        self._waits_for_list = self._behind
        if not self._behind:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        self.chips.choose(ALL)
        self.narrowing.reset()
        self.narrow.clear()
        self.refresh()

    def _take_in(self) -> None:
        self.frame.open_page("new_person")

    def _name_languages(self, options: tuple[tuple[str, str], ...]) -> None:
        self._languages.update(options)
        self._draw_again()

    def _draw_again(self) -> None:
        self.table.rows.redraw()


def build(frame: Frame) -> CasesPage:
    """Return the page."""
    return CasesPage(frame)


def _sorted_by(kept: str) -> tuple[CaseColumn, bool]:
    """Return the column that was sorted by and whether it fell, from what the machine keeps."""
    name = kept.removeprefix("-")
    known = CaseColumn(name) if name in tuple(CaseColumn) else CaseColumn.NAME
    return known, kept.startswith("-")
