"""The cases behind one number of the sheet; from here each opens (K6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.across.key_figures import behind
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.paged_model import Deliver
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import NONE, day, number
from intman_desktop.values.desk_views import CasesOfNumber
from intman_desktop.values.figure_views import FigureGroup, FigureRow
from intman_desktop.values.views import CaseRow


class BehindList(QWidget):
    """A table of the cases; ``back()`` returns to the sheet. Attributes: ``table``."""

    def __init__(self, frame: Frame, back: Callable[[], object]) -> None:
        super().__init__()
        self._frame = frame
        self._asked: tuple[int, str, str] | None = None
        self._row: FigureRow | None = None
        self._cases: Sequence[CaseRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(Flow(link_button(_("Zurück zum Bogen"), back, "Escape", icon="arrow-left")))
        self._title = PageTitle()
        self._words = QuietText()
        column.addWidget(self._title)
        column.addWidget(self._words)
        name = frame.curtain.name
        self.table = PagedTable(
            _("Fälle hinter der Zahl"),
            (
                Column(_("Name"), lambda row: name(row.name, row.case_id)),
                Column(_("Fallnummer"), lambda row: row.number, 14, kept=True),
                Column(_("Stand"), lambda row: shown(row.state), 10),
                Column(_("Letztes Gespräch"), lambda row: day(row.last_talk), 16),
                Column(_("Letzter Tag"), lambda row: day(row.last_day), 13),
                Column(_("Ort"), lambda row: row.town or NONE, 16),
            ),
            self._fetch,
        )
        self.table.opened.connect(lambda row: frame.open_page("case", case_id=row.case_id))
        column.addWidget(self.table, 1)

    def expect(self, year: int | None, figure: str, cell: str) -> None:
        """Show none of the cases of another number while those of this one are counted."""
        if (year, figure, cell) == self._asked:
            return
        self._asked, self._row, self._cases = None, None, ()
        self._title.setText(_("Fälle hinter der Zahl"))
        self._words.setText(_("Wird gezählt …"))
        self.table.rows.clear()

    def show_number(self, year: int, group: FigureGroup, row: FigureRow) -> None:
        """Read and show the cases behind ``row`` of ``group`` in ``year``."""
        self.expect(year, row.figure, row.cell)
        label = f"{group.label}: {row.label}" if row.cell else group.label
        self._title.setText(f"{label} ({year})")
        self._row = row
        self._asked = (year, row.figure, row.cell)
        self.refresh()

    def refresh(self) -> None:
        """Read the cases again."""
        if self._asked is not None:
            self._frame.ask(behind, *self._asked, on_done=self._take, owner=self, replaces="figures behind")

    def redraw(self) -> None:
        """Draw the names again after the curtain moved."""
        self.table.rows.redraw()

    def _take(self, found: CasesOfNumber) -> None:
        cases = self._cases = found.cases
        self._words.setText(self._told(len(cases), found.held))
        self.table.reload()
        if cases and self.table.hasFocus():
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        deliver(len(self._cases), self._cases[offset : offset + limit])

    def _told(self, cases: int, held: int) -> str:
        """Say how the number comes about: which of it stands here, what cannot be opened, what is hidden."""
        if self._row is None:
            return ""
        row = self._row
        if row.number == cases:
            return ngettext("{count} Fall.", "{count} Fälle.", cases).format(count=number(cases))
        if row.number == cases + held + row.erased:  # only where each case counts once
            return " ".join(_parts(row, cases, held))
        return " ".join(_spread(row, cases, held))


def _parts(row: FigureRow, cases: int, held: int) -> Iterator[str]:
    """Yield the parts of a number in which each case counts once."""
    here = ngettext("Von {number} steht {count} hier.", "Von {number} stehen {count} hier.", cases)
    yield here.format(number=number(row.number), count=number(cases))
    if row.erased:
        yield ngettext(
            "{erased} stammt aus einer gelöschten Akte oder aus einer Angabe, die nach einem Widerruf "
            "entfernt wurde.",
            "{erased} stammen aus gelöschten Akten oder aus Angaben, die nach einem Widerruf entfernt "
            "wurden.",
            row.erased,
        ).format(erased=number(row.erased))
    if held:
        yield ngettext(
            "{held} ist gesperrt oder ohne Einwilligung.",
            "{held} sind gesperrt oder ohne Einwilligung.",
            held,
        ).format(held=number(held))


def _spread(row: FigureRow, cases: int, held: int) -> Iterator[str]:
    """Yield how a number spreads over cases that count several times, as talks do."""
    spread = ngettext(
        "Die Zahl {number} verteilt sich auf {count} Fall.",
        "Die Zahl {number} verteilt sich auf {count} Fälle.",
        cases,
    )
    yield spread.format(number=number(row.number), count=number(cases))
    if row.erased:
        yield _(
            "Der Anteil {erased} kommt aus gelöschten Akten oder aus Angaben, die nach einem "
            "Widerruf entfernt wurden, und lässt sich nicht mehr öffnen."
        ).format(erased=number(row.erased))
    if held:
        yield ngettext(
            "Ein weiterer ist gesperrt oder ohne Einwilligung und steht nicht in der Liste.",
            "{held} weitere sind gesperrt oder ohne Einwilligung und stehen nicht in der Liste.",
            held,
        ).format(held=number(held))
