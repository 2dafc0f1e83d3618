"""The head of the sheet: title, year, and the three acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.tokens import space
from intman_desktop.values.figure_views import SheetView

Act = Callable[[], object]


class SheetHead(QWidget):
    """Chooses the year and holds the acts. Signals: ``year_chosen(int)``. Attributes: ``close_year``."""

    year_chosen = Signal(int)

    def __init__(self, close_year: Act, save_xlsx: Act, show_pdf: Act) -> None:
        super().__init__()
        self._years: tuple[int, ...] = ()
        self._chips: FilterChips | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        row = QHBoxLayout()
        row.setSpacing(space(4))
        row.addWidget(PageTitle(_("Kennzahlen")), 1)
        self._what = QuietText()
        self.pdf = quiet_button(_("PDF zeigen"), show_pdf, icon="file-text")
        self.xlsx = quiet_button(_("Als Excel-Datei …"), save_xlsx, icon="save")
        self.close_year = primary_button(_("Abschließen …"), close_year)
        row.addWidget(Flow(self.pdf, self.xlsx, self.close_year))
        column.addLayout(row)
        column.addWidget(self._what)  # below the acts, so that large text has the whole width
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        for button in (self.pdf, self.xlsx, self.close_year):
            button.setEnabled(False)

    def show_sheet(self, view: SheetView) -> None:
        """Show what is counted, offer its years, and open the acts that are possible (Rule K7)."""
        self._what.setText(view.title)
        self._offer(view.years, view.year)
        changed = not view.frozen or bool(view.changed_since_freeze)
        for button in (self.pdf, self.xlsx):
            button.setEnabled(True)
        self.close_year.setEnabled(view.complete and changed)
        self.close_year.setToolTip(_why_not(view, changed))
        self.close_year.setAccessibleDescription(_why_not(view, changed))

    def year_chip(self) -> QWidget | None:
        """Return the chip of the year that is shown, None before the years are known."""
        return None if self._chips is None else self._chips.button(self._chips.key())

    def _offer(self, years: Sequence[int], chosen: int) -> None:
        offered = tuple(years) if chosen in years else (*years, chosen)
        if self._chips is None or offered != self._years:
            if self._chips is not None:
                self._place.removeWidget(self._chips)
                self._chips.deleteLater()
            self._years = offered
            self._chips = FilterChips(_("Jahr"), [(str(year), str(year)) for year in offered])
            self._chips.chosen.connect(lambda year: self.year_chosen.emit(int(year)))
            self._place.addWidget(self._chips)
        self._chips.choose(str(chosen))


def _why_not(view: SheetView, changed: bool) -> str:
    if not view.complete:
        return _("Abschließen lässt sich ein Jahr nach dem 31. Dezember.")
    return "" if changed else _("Seit der letzten Fassung hat sich nichts geändert.")
