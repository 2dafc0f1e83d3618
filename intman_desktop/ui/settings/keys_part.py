"""Schlüssel: who can open the store, and every change of that."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.keeping.keyring import read_keyring, take_away
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.settings.old_backups_card import OldBackupsCard
from intman_desktop.ui.settings.passphrase_cards import ChangePassphraseCard, SetPassphraseCard
from intman_desktop.ui.settings.renewal_card import RenewalCard
from intman_desktop.ui.settings.sheet_card import SheetCard
from intman_desktop.ui.settings.substitute_card import SubstituteCard
from intman_desktop.ui.settings.ways_card import WaysCard
from intman_desktop.ui.tokens import space
from intman_desktop.values.keyring import EMERGENCY, Keyring, WayIn


class KeysPart(QWidget):
    """The cards, as attributes: ``set_new``, ``renewal``, ``ways``, ``substitute``, ``change``, ``sheet``,
    ``old_backups``."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.set_new, self.renewal = SetPassphraseCard(frame), RenewalCard(frame)
        self.ways, self.substitute = WaysCard(), SubstituteCard(frame)
        self.change, self.sheet = ChangePassphraseCard(frame), SheetCard(frame)
        self.old_backups = OldBackupsCard(frame)
        self._to_sheet = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for card in (
            self.set_new,
            self.renewal,
            self.ways,
            self.substitute,
            self.change,
            self.sheet,
            self.old_backups,
        ):
            column.addWidget(card)
        for card in (self.set_new, self.change, self.sheet):
            card.hide()
        self.set_new.put_off.connect(lambda: frame.open_page("overview"))
        self.renewal.stopped.connect(self.refresh)
        self.ways.add_wanted.connect(self.substitute.begin)
        self.ways.removal_chosen.connect(self._take_away)
        self.substitute.ended.connect(self.ways.add_way.setFocus)

    def lead_to_sheet(self) -> None:
        """Bring up the emergency sheet once the ways in are read, with the cursor on its act."""
        self._to_sheet = True

    def refresh(self) -> None:
        """Read the ways in again; what was typed stays in the fields."""
        self._frame.ask(read_keyring, on_done=self.show_ring, owner=self, replaces="keyring")

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the passphrases that were typed and not used; a window that is only put away keeps them."""
        super().hideEvent(event)
        if not event.spontaneous():
            for form in (self.set_new, self.change, self.substitute):
                form.clear()
            self.substitute.hide()

    def show_ring(self, ring: Keyring) -> None:
        """Show the ways in as they stand now."""
        by_sheet = any(way.here and way.kind == EMERGENCY for way in ring.ways)
        came = by_sheet and not self.set_new.isVisibleTo(self)
        self.set_new.setVisible(by_sheet)
        self.change.setVisible(not by_sheet)
        self.sheet.setVisible(ring.may_change)
        self.sheet.show_ring(ring)
        self.ways.show_ways(ring)
        self.renewal.show_due(due=ring.renewal_due, may_change=ring.may_change)
        self.old_backups.look(may_replace=ring.may_change and not ring.renewal_due)
        if came and self.isVisible():
            self.set_new.new.first.setFocus()
        if self._to_sheet and self.sheet.isVisible():
            self.sheet.act.setFocus()
            self.sheet.bring_up()
        self._to_sheet = False

    def _take_away(self, way: WayIn, renew: bool) -> None:
        self._frame.do(
            take_away,
            way.slot_id,
            on_done=lambda _nothing: self.renewal.begin() if renew else None,
            owner=self,
            said=_("{name} kann den Tresor nicht mehr öffnen.").format(name=way.name),
        )
