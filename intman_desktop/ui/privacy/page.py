"""Datenschutz: what is to be done at the left, what was done and how safe it lies at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.privacy import privacy_view, protocol
from intman_desktop.ui.case.emptying import ask_to_empty
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.columns import Columns, stacked
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.privacy.clock_card import ClockCard
from intman_desktop.ui.privacy.consents_card import ConsentsCard
from intman_desktop.ui.privacy.deletion_cards import ErasedCard, HoldsCard
from intman_desktop.ui.privacy.due_card import DueCard
from intman_desktop.ui.privacy.erase_several import EraseSeveral
from intman_desktop.ui.privacy.head import BACKUPS, CONSENTS, DUE, HOLDS, REQUESTS, PrivacyHead
from intman_desktop.ui.privacy.journal_card import JournalCard
from intman_desktop.ui.privacy.officer_card import OfficerCard
from intman_desktop.ui.privacy.requests_card import RequestsCard
from intman_desktop.ui.privacy.safety_card import SafetyCard
from intman_desktop.values.desk_views import ConsentLine, PrivacyView
from intman_desktop.values.ending_views import DueForErasure
from intman_desktop.values.outcome import Change


class PrivacyPage(Page):
    """Attributes: ``paper`` (the protocol over the page), ``due`` (the cases to be erased), ``several``
    (where several of them are), ``safety`` (with the act that checks the store).
    """

    shows: ClassVar[frozenset[Change]] = frozenset(Change)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._view: PrivacyView | None = None
        self._comes_back = False
        page = self._page = ScrollPage()
        self._stack = QStackedWidget()
        self.paper = PaperView(frame, self._stack)
        self.several = EraseSeveral(frame, self._open_case, self.paper.show_paper)
        self.several.left.connect(self._leave_several)
        self.paper.whose = self.several.people_on_papers
        self.paper.entry = self.several.entry
        self.paper.given.connect(self.several.paper_given)
        for view in (page, self.several):
            self._stack.addWidget(view)
        self.column.addWidget(self._stack)
        self.column.addWidget(self.paper)
        self._consents = ConsentsCard(frame.curtain, self._open_case, self._ask_to_empty)
        self.requests = RequestsCard(frame)
        self._clock = ClockCard(frame, self.refresh)
        self.due = DueCard(frame.curtain, self._open_case, self._erase_several)
        self._holds = HoldsCard(self._open_case)
        self._erased = ErasedCard(self._show_protocol)
        self.safety = SafetyCard(frame, lambda: frame.open_page("settings", part="backup"))
        self._journal = JournalCard(self._open_case, lambda: frame.open_page("journal"))
        self._officer = OfficerCard(frame, self.paper.show_paper)
        page.add(PageTitle(_("Datenschutz")))
        page.add(
            QuietText(
                _("Was für die Rechte der Menschen zu tun ist, die Sie begleiten, und was getan wurde.")
            )
        )
        self._head = PrivacyHead(self._go)
        self.requests.told.connect(self._head.show_requests)
        page.add(self._head)
        left = stacked(
            self._clock, self._consents, self.requests, self.due, self._holds, self._erased, self._officer
        )
        right = stacked(self.safety, self._journal)
        page.add(Columns([left, right], (3, 2)))
        page.close_up()

    def title(self) -> str:
        """Return the name of the page."""
        return _("Datenschutz")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Oben steht in Zahlen, was zu tun ist; ein Klick führt hin. Darunter stehen Einwilligungen, "
            "die fehlen, auslaufen oder offen sind, Anfragen und Akten, die zu löschen sind; ein "
            "Name öffnet die Akte an der richtigen Stelle, und mehrere lassen sich markieren, "
            "ansehen und eine nach der anderen löschen. Es folgen, was von Gelöschtem bleibt, "
            "mit dem Löschprotokoll, und die Unterlagen zum Datenschutz. Unter „Sicherungen und "
            "Tresor“ sehen Sie, wie alt die Sicherungen sind und ob das Protokoll noch zu ihnen passt, "
            "und prüfen den Tresor; unter „Protokoll“ öffnen Sie das ganze Protokoll."
        )

    def open(self, **where: Any) -> None:
        """Show the page from its start, or several cases that are being erased."""
        del where
        self.paper.close_paper()
        if not self.several.is_under_way():
            self._stack.setCurrentWidget(self._page)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self.requests.refresh()
        self.frame.ask(privacy_view, on_done=self._show, owner=self, replaces="privacy")
        self.safety.look()
        self._officer.refresh()

    def names_changed(self) -> None:
        """Draw the names again; nothing is read anew."""
        self.requests.names_changed()
        if self._view is not None:
            self._consents.show_consents(self._view)
            self.due.show_due(self._view.due)
        self.several.redraw()

    def _show(self, view: PrivacyView) -> None:
        if view != self._view:
            self._view = view
            self._show_anew(view)
        if self._comes_back:
            self._comes_back = False
            if not self.due.take_cursor():
                self._head.take_cursor()

    def _show_anew(self, view: PrivacyView) -> None:
        self._head.show_view(view, self.frame.today())
        self._consents.show_consents(view)
        self._clock.show_doubt(view.clock)
        self.due.show_due(view.due)
        self._holds.show_holds(view.holds, self.frame.today())
        self._erased.show_erased(view)
        self.safety.show_backup(view, self.frame.today())
        self._journal.show_journal(view)

    def _erase_several(self, due: Sequence[DueForErasure]) -> None:
        if self._view is not None:
            today = self.frame.today()
            held = [hold for hold in self._view.holds if hold.deletion_due and hold.deletion_due <= today]
            self._stack.setCurrentWidget(self.several)
            self.several.begin(due, self._view.clock, held)

    def _leave_several(self) -> None:
        self._stack.setCurrentWidget(self._page)
        self._comes_back = True
        self.refresh()

    def _go(self, part: str) -> None:
        """Bring a card into view, and the cursor to the first thing in it that can be done."""
        card = {
            CONSENTS: self._consents,
            REQUESTS: self.requests,
            DUE: self.due,
            HOLDS: self._holds,
            BACKUPS: self.safety,
        }[part]
        self._page.bring_up(card)
        acts = [each for each in card.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
        if acts:
            acts[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _open_case(self, case_id: int, tab: str) -> None:
        self.frame.open_page("case", case_id=case_id, tab=tab)

    def _ask_to_empty(self, line: ConsentLine) -> None:
        ask_to_empty(self, self.frame, line.case_id, line.consent_id, f"{line.number}: {sentence(line.fact)}")

    def _show_protocol(self, year: int) -> None:
        self.frame.ask(protocol, year, on_done=self.paper.show_paper, owner=self, replaces="erasure protocol")


def build(frame: Frame) -> Page:
    """Return the page."""
    return PrivacyPage(frame)
