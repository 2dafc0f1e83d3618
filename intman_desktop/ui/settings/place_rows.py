"""The backup places in the settings: a line each, with whether it is in reach and what lies there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.buttons import icon_button, quiet_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment, number
from intman_desktop.values.backup_views import PlaceNow, PlaceState


class PlaceRows(QWidget):
    """Shows the places; ``back_up(place)`` and ``forget(place)`` are called with the path of one.

    ``notice(place)`` returns the line on what is to be known of it.
    """

    def __init__(
        self,
        back_up: Callable[[str], object],
        forget: Callable[[str], object],
        notice: Callable[[str], QWidget],
    ) -> None:
        super().__init__()
        self._notice = notice
        self._back_up = back_up
        self._forget = forget
        self._shown: list[tuple[str, PlaceNow | None]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))

    def set_places(self, places: tuple[str, ...], now: dict[str, PlaceNow]) -> None:
        """Show ``places`` in their order, and of those that were looked at how they are ``now``.

        What stands there already keeps the cursor.
        """
        shown = [(place, now.get(place)) for place in places]
        if shown != self._shown:
            self._shown = shown
            empty(self._column)
            for place, seen in shown:
                self._column.addLayout(self._row(place, seen))
        self.setVisible(bool(places))

    def _row(self, place: str, now: PlaceNow | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        told = QVBoxLayout()
        told.setSpacing(space(1))
        told.addWidget(Text(place))
        if now is not None:
            state, word = _state(now)
            told.addWidget(StateChip(state, word), 0, Qt.AlignmentFlag.AlignLeft)
            told.addWidget(SmallText(" ".join(_sentences(now))))
        told.addWidget(self._notice(place))
        row.addLayout(told, 1)
        act = quiet_button(_("Hier sichern"), partial(self._back_up, place))
        act.setAccessibleName(_("Nach „{place}“ sichern").format(place=place))
        act.setEnabled(now is None or now.state is PlaceState.THERE)
        row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        name = _("„{place}“ nicht mehr verwenden").format(place=place)
        row.addWidget(icon_button("x", name, partial(self._forget, place)), 0, Qt.AlignmentFlag.AlignTop)
        return row


def _state(now: PlaceNow) -> tuple[State, str]:
    if now.state is PlaceState.AWAY:
        return State.OPEN, _("gerade nicht da")
    if now.state is PlaceState.OTHER:
        return State.WARNING, _("anderer Datenträger")
    if now.changed:
        return State.DUE, _("nicht auf dem neuesten Stand")
    return State.DONE, _("auf dem neuesten Stand")


def _sentences(now: PlaceNow) -> list[str]:
    words = []
    if now.state is PlaceState.OTHER:
        words.append(_("Hier steckt jetzt etwas anderes; dorthin sichert das Programm nicht von selbst."))
    if now.newest is not None:
        words.append(_("Letzte Sicherung: {moment}.").format(moment=moment(now.newest)))
    elif now.state is PlaceState.THERE:
        words.append(_("Hier liegt noch keine Sicherung."))
    if now.count:
        count = ngettext(
            "{count} Sicherung liegt hier.", "{count} Sicherungen liegen hier.", now.count
        ).format(count=number(now.count))
        words.append(count)
    if now.unread:
        unread = ngettext(
            "{count} weitere lässt sich nicht lesen; das Programm lässt sie liegen.",
            "{count} weitere lassen sich nicht lesen; das Programm lässt sie liegen.",
            now.unread,
        )
        words.append(unread.format(count=number(now.unread)))
    return words
