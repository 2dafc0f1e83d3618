"""The overview: what is due, what was begun, where one was, the year, the backup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _, current_language
from intman_desktop.services.across.overview import first_deadlines, glance
from intman_desktop.services.casework.cases import cases_by_id
from intman_desktop.services.closing.erasure import clock_to_confirm
from intman_desktop.services.closing.frozen_years import changed_since_frozen, frozen_years
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.common.office import missing_for_papers
from intman_desktop.services.keeping.keyring import read_keyring
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.ui import keys
from intman_desktop.ui.backup_state import read_last_backup
from intman_desktop.ui.bring_in import bring_in_button, list_button
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.overview.aside_card import AsideCard
from intman_desktop.ui.overview.backup_card import BackupCard
from intman_desktop.ui.overview.drafts_card import DraftsCard
from intman_desktop.ui.overview.due_list import MOST, DueList
from intman_desktop.ui.overview.keys_card import KeysCard
from intman_desktop.ui.overview.lacking_card import OfficeLackingCard
from intman_desktop.ui.overview.recent_card import RecentCard
from intman_desktop.ui.overview.year_card import YearCard
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import Columns, stacked
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.labels import PageTitle, SmallText
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.privacy.clock_card import ClockCard
from intman_desktop.ui.tokens import space
from intman_desktop.values.backup_views import UpkeepView
from intman_desktop.values.deadline_views import FirstDeadlines, Glance
from intman_desktop.values.draft_views import Draft
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import CaseRow

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_LETTERS = 110
"""The width in letters from which both columns stand beside each other."""


class OverviewPage(Page):
    """The first page after unlocking."""

    shows = frozenset(Change)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        scroll = self._scroll = ScrollPage()
        self.column.addWidget(scroll)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(PageTitle(self.title()))
        self._day = SmallText()
        head.addWidget(self._day)
        scroll.body.addLayout(head)
        self.due = DueList(frame)
        self.drafts, self.recent = DraftsCard(frame), RecentCard(frame)
        self.year, self.backup = YearCard(frame), BackupCard(frame)
        self._begin = Card()
        self._papers_lack: bool | None = None
        self._fresh = False
        self._compared: dict[int, int] = {}
        self.lacking = OfficeLackingCard(frame)
        self.clock, self.keys = ClockCard(frame, self.refresh), KeysCard(frame)
        self.aside = AsideCard(frame)
        left = stacked(self.lacking, self._begin, self.clock, self.keys, self.aside, self.due)
        right = stacked(self.drafts, self.recent, self.year, self.backup)
        scroll.add(Columns([left, right], shares=(2, 1), letters=_LETTERS))
        scroll.close_up()
        for card in (self._begin, self.due, self.drafts, self.recent, self.year):
            card.hide()

    def title(self) -> str:
        """Return the name of the page."""
        return _("Übersicht")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Die Karte „Was ansteht“ beginnt mit Überfälligem. Am Ende der Zeile steht, was zu tun ist: "
            "„Erledigt“ hakt die Zeile sofort ab; alles andere führt dorthin, wo Sie es tun. Auf eigenen "
            "Karten stehen angefangene Texte, zuletzt geöffnete Akten, das Jahr und die Sicherung."
        )

    def open(self, **where: Any) -> None:
        """Show the overview; the cursor goes to the first act once it is read."""
        self._fresh = True
        super().open(**where)

    def first_field(self) -> QWidget | None:
        """Return the first act that opens a place; None before the list is read: what it held may be gone."""
        return None if self._fresh else self.due.first_act()

    def refresh(self) -> None:
        """Read everything again, what is due first."""
        spoken, today = current_language(), self.frame.today()
        locale = QLocale("en_GB" if spoken == "en" else spoken)
        self._day.setText(
            locale.toString(QDate(today.year, today.month, today.day), QLocale.FormatType.LongFormat)
        )
        self._ask(first_deadlines, MOST, on_done=self._show_due)
        # They stand above what is due, which is shown with the glance: nothing comes in above it afterwards.
        self._ask(missing_for_papers, on_done=self._show_lacking)
        self._ask(read_keyring, on_done=self.keys.show_ring)
        self._ask(glance, on_done=self._show_glance)
        self._behind(clock_to_confirm, on_done=self.clock.show_doubt)
        self._behind(frozen_years, on_done=self._compare)
        self._ask(open_drafts, on_done=self._show_drafts)
        self._ask(cases_by_id, self.frame.recent.case_ids(), on_done=self._show_recent)
        self._ask(read_last_backup, on_done=lambda found: self.backup.show_backup(*found))
        self._behind(upkeep_view, on_done=self._show_kept)

    def names_changed(self) -> None:
        """Draw every name again."""
        super().names_changed()
        if self.isVisible():
            self.due.draw()

    def _ask(self, function: Callable[[Desk, *Ts], T], *args: *Ts, on_done: Callable[[T], object]) -> None:
        name = f"overview {function.__name__}"
        self.frame.ask(function, *args, on_done=on_done, owner=self, replaces=name)

    def _behind(self, function: Callable[[Desk, *Ts], T], *args: *Ts, on_done: Callable[[T], object]) -> None:
        """Ask for what may wait until nothing else is to be read."""
        self.frame.ask(function, *args, on_done=on_done, owner=self, priority=Priority.BACKGROUND)

    def _compare(self, versions: Mapping[int, int]) -> None:
        """Compare the years handed in with what is counted now, once for each version, one by one (Rule K7).

        Nearly every save may change a figure: to count at each of them would hold up the work.
        """
        new = [year for year, version in versions.items() if self._compared.get(year) != version]
        self._compared.update(versions)
        for year in new:
            self.year.forget_changed(year)
            self._behind(changed_since_frozen, year, on_done=partial(self._show_compared, year))

    def _show_compared(self, year: int, kinds: tuple[ChangeKind, ...]) -> None:
        if kinds:
            self.year.show_changed(year, kinds)

    def _show_due(self, found: FirstDeadlines) -> None:
        self.due.show_deadlines(found)
        if self._fresh:
            self._fresh = False
            # Only when its page is laid out a new widget can take the focus.
            QTimer.singleShot(0, self, self._go_to_first)

    def _go_to_first(self) -> None:
        focused, first = self.window().focusWidget(), self.first_field()
        here = focused is None or focused is self or self.isAncestorOf(focused)
        if first is not None and self.isVisible() and here:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(first, 0, space(4))

    def _show_glance(self, seen: Glance) -> None:
        self._begin.setVisible(not seen.all_cases)
        self.due.setVisible(bool(seen.all_cases))
        self.year.show_glance(seen)
        self.year.show()

    def _show_drafts(self, drafts: Sequence[Draft]) -> None:
        self.drafts.show_drafts(drafts)
        self.drafts.show()

    def _show_recent(self, rows: Sequence[CaseRow]) -> None:
        self.recent.show_rows(rows)
        self.recent.show()

    def _show_kept(self, view: UpkeepView) -> None:
        self.backup.show_kept(view)
        self.aside.show_aside(view.aside)

    def _show_lacking(self, names: Sequence[str]) -> None:
        """Name what papers lack; before the first person that comes first, for she is handed papers (E8)."""
        self.lacking.show_lacking(names)
        if self._papers_lack is not bool(names):
            self._papers_lack = bool(names)
            self._begin.clear()
            self._begin.add(self._nobody_yet(primary_button if not names else quiet_button))

    def _nobody_yet(self, button: Callable[..., QPushButton]) -> EmptyState:
        sentence = _(
            "Noch keine Fälle. Nehmen Sie eine Person auf ({keys}) oder übernehmen Sie eine vorhandene Liste "
            "oder eine Falldatei."
        )
        begin = button(
            _("Neue Person aufnehmen"), lambda: self.frame.open_page("new_person"), icon="user-plus"
        )
        return EmptyState(
            sentence.format(keys=keys.native(keys.NEW_PERSON)),
            begin,
            list_button(self.frame),
            bring_in_button(self.frame),
        )


def build(frame: Frame) -> OverviewPage:
    """Return the page."""
    return OverviewPage(frame)
