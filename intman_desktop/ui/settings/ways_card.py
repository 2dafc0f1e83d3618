"""Who can open the store: the ways in, and the question before one is taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import danger_button, link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text, thin_line
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.keyring import EMERGENCY, MOST_SUBSTITUTES, OWNER, SUBSTITUTE, Keyring, WayIn


class WaysCard(Card):
    """The card "Wer den Tresor öffnen kann". Attributes: ``add_way``, the act that adds a substitute.

    Signals: ``add_wanted``; ``removal_chosen(WayIn, bool)`` – take the way away, and renew the key now.
    """

    add_wanted = Signal()
    removal_chosen = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(_("Wer den Tresor öffnen kann"))
        self._asked_for = ""
        self._keep: QPushButton | None = None
        self._ring = Keyring((), False, False)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        self.body.addLayout(self._list)
        self._note = QuietText()
        self._note.hide()
        self.add(self._note)
        self.add_way = quiet_button(_("&Vertretung hinzufügen …"), self.add_wanted.emit, icon="plus")
        self.add(self.add_way)
        self.add_way.hide()

    def show_ways(self, ring: Keyring) -> None:
        """Show every way in, and what whoever is here may do with them."""
        self._ring = ring
        if self._asked_for not in {way.slot_id for way in ring.ways}:
            self._asked_for = ""
        here = next((way.kind for way in ring.ways if way.here), "")
        full = sum(way.kind == SUBSTITUTE for way in ring.ways) >= MOST_SUBSTITUTES
        self.add_way.setVisible(here == OWNER and not full)
        note = ""
        if not ring.may_change:
            note = _(
                "Sie haben als Vertretung geöffnet: Zugänge ändert nur, wer mit der Hauptpassphrase öffnet."
            )
        elif full:
            note = _("Mehr als fünf Vertretungen sind nicht möglich. Entfernen Sie zuerst eine.")
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._draw()

    def _draw(self) -> None:
        empty(self._list)
        for at, way in enumerate(self._ring.ways):
            if at:
                self._list.addWidget(thin_line())
            self._list.addWidget(self._row(way))
            if way.slot_id == self._asked_for:
                self._list.addWidget(self._question(way))

    def _row(self, way: WayIn) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(way_name(way)))
        if about := " · ".join(_about(way, awaited=self._ring.sheet_awaited)):
            words.addWidget(SmallText(about))
        line.addLayout(words, 1)
        if way.kind == SUBSTITUTE and self._ring.may_change and way.slot_id != self._asked_for:
            act = link_button(_("Entfernen …"), partial(self._ask, way.slot_id))
            act.setAccessibleDescription(way.name)
            line.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _question(self, way: WayIn) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, space(1))
        column.setSpacing(space(2))
        words = _(
            "{name} kann den Tresor danach nicht mehr öffnen. Damit auch eine ältere Kopie nichts Neues mehr "
            "preisgibt, wird der Schlüssel des Tresors erneuert; alle anderen Zugänge bleiben, wie sie sind."
        )
        column.addWidget(Text(words.format(name=way.name)))
        keep = self._keep = quiet_button(_("Behalten"), partial(self._ask, ""))
        now = danger_button(
            _("Entfernen und Schlüssel jetzt erneuern"), partial(self._choose, way, renew=True)
        )
        later = quiet_button(
            _("Entfernen, Schlüssel später erneuern"), partial(self._choose, way, renew=False)
        )
        column.addWidget(Flow(keep, now, later))
        return box

    def _ask(self, slot_id: str) -> None:
        self._asked_for = slot_id
        self._keep = None
        self._draw()
        (self._keep or self.add_way).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, way: WayIn, *, renew: bool) -> None:
        self._asked_for = ""
        self._draw()
        self.add_way.setFocus()
        self.removal_chosen.emit(way, renew)


def way_name(way: WayIn) -> str:
    """Return what a way in is called on screen."""
    return {OWNER: _("Hauptpassphrase"), EMERGENCY: _("Notfallblatt")}.get(way.kind) or way.name


def _about(way: WayIn, *, awaited: bool) -> list[str]:
    """Return what is known of a way in; ``awaited`` says that the sheet's safe place is not confirmed yet."""
    about = []
    if way.added_on is not None:
        words = {
            SUBSTITUTE: _("Vertretung seit {day}"),
            EMERGENCY: _("ausgestellt am {day}"),
        }.get(way.kind, _("seit {day}"))
        about.append(words.format(day=day(way.added_on)))
    if awaited and way.kind == EMERGENCY:
        about.append(_("noch nicht bestätigt"))
    if way.here:
        about.append(_("damit ist der Tresor jetzt geöffnet"))
    return about
