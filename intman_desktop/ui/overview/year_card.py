"""The year at a glance: talks per month, and when the key figures are due (Rules K1, K5, K8)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout

from intman_desktop.language import _, current_language, ngettext
from intman_desktop.services.common.words.figures import kinds_words
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.small_bars import SmallColumns
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.deadline_views import Glance
from intman_desktop.values.figures import ChangeKind

_SOON_DAYS = 90


class YearCard(Card):
    """The card of the present year."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Das Jahr"))
        self._frame = frame
        self._glance: Glance | None = None
        self._changed: dict[int, tuple[ChangeKind, ...]] = {}

    def forget_changed(self, year: int) -> None:
        """Say no longer that ``year`` has changed since it was handed in: it was handed in anew."""
        if year in self._changed:
            del self._changed[year]
            self._draw()

    def show_changed(self, year: int, kinds: tuple[ChangeKind, ...]) -> None:
        """Say that the figures of ``year`` have changed since they were handed in, and by what (Rule K7)."""
        self._changed[year] = kinds
        self._draw()

    def show_glance(self, glance: Glance) -> None:
        """Show the year of ``glance``."""
        self._glance = glance
        self._draw()

    def _draw(self) -> None:
        glance = self._glance
        if glance is None:
            return
        self.clear()
        self.set_title(_("Das Jahr {year}").format(year=glance.year))
        chart = SmallColumns(_("Beratungsgespräche je Monat"))
        locale = QLocale(current_language())
        months = [
            locale.standaloneMonthName(month, QLocale.FormatType.ShortFormat).rstrip(".")[:3]
            for month in range(1, 13)
        ]
        chart.set_bars(tuple(zip(months, glance.talks_by_month, strict=True)))
        self.add(chart)
        talks = sum(glance.talks_by_month) + glance.erased_talks
        words = ngettext("{count} Beratungsgespräch bis heute", "{count} Beratungsgespräche bis heute", talks)
        self.add(QuietText(words.format(count=number(talks))))
        if glance.erased_talks:
            erased = ngettext(
                "davon {count} aus gelöschten Akten, das kein Balken mehr zeigt",
                "davon {count} aus gelöschten Akten, die kein Balken mehr zeigt",
                glance.erased_talks,
            )
            self.add(SmallText(erased.format(count=number(glance.erased_talks))))
        for year, due in glance.figures_late:
            self._add_line(*_late(year, due, (self._frame.today() - due).days))
        self._add_line(*_figures(glance))
        first = min((year for year, _due in glance.figures_late), default=glance.figures_year)
        opens = partial(self._frame.open_page, "key_figures", year=first)
        self.add(link_button(_("Zu den Kennzahlen"), opens))
        for year, kinds in self._changed.items():
            changed = _("Kennzahlen {year}: seit dem Abschluss geändert ({kinds}).").format(
                year=year, kinds=kinds_words(kinds)
            )
            self._add_line(State.WARNING, changed)
            look = link_button(
                _("Änderungen {year} ansehen").format(year=year),
                partial(self._frame.open_page, "key_figures", year=year),
            )
            self.add(look)

    def _add_line(self, state: State, words: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(space(2))
        line.addWidget(StateSign(state, words), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(words), 1)
        self.body.addLayout(line)


def _figures(glance: Glance) -> tuple[State, str]:
    year, days = glance.figures_year, glance.figures_days_left
    if glance.figures_frozen:
        return State.DONE, _("Kennzahlen {year}: abgeschlossen.").format(year=year)
    if days < 0:
        return _late(year, glance.figures_due, -days)
    on = day(glance.figures_due)
    words = ngettext(
        "Kennzahlen {year}: abzugeben bis {day}, noch {days} Tag.",
        "Kennzahlen {year}: abzugeben bis {day}, noch {days} Tage.",
        days,
    )
    return State.DUE if days <= _SOON_DAYS else State.OPEN, words.format(year=year, days=number(days), day=on)


def _late(year: int, due: date, days: int) -> tuple[State, str]:
    words = ngettext(
        "Kennzahlen {year}: seit {days} Tag überfällig, Frist war der {day}.",
        "Kennzahlen {year}: seit {days} Tagen überfällig, Frist war der {day}.",
        days,
    )
    return State.OVERDUE, words.format(year=year, days=number(days), day=day(due))
