"""The cases behind one number of the sheet; from here each opens (K6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from intman_desktop.language import _, ngettext
from intman_desktop.services.across.key_figures import behind
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.key_figures.sheet_list import SheetList
from intman_desktop.ui.parts.paged_table import Column
from intman_desktop.ui.wording import NONE, day, number
from intman_desktop.values.desk_views import CasesOfNumber
from intman_desktop.values.figure_views import FigureGroup, FigureRow
from intman_desktop.values.views import CaseRow


class BehindList(SheetList[CaseRow]):
    """A table of the cases, each of which opens."""

    def __init__(self, frame: Frame, back: Callable[[], object]) -> None:
        name = frame.curtain.name
        columns = (
            Column(_("Name"), lambda row: name(row.name, row.case_id)),
            Column(_("Fallnummer"), lambda row: row.number, 14, kept=True),
            Column(_("Stand"), lambda row: shown(row.state), 10),
            Column(_("Letztes Gespräch"), lambda row: day(row.last_talk), 16),
            Column(_("Letzter Tag"), lambda row: day(row.last_day), 13),
            Column(_("Ort"), lambda row: row.town or NONE, 16),
        )
        super().__init__(back, _("Fälle hinter der Zahl"), columns)
        self._frame = frame
        self._asked: tuple[int, str, str] | None = None
        self._row: FigureRow | None = None
        self._opened = 0
        self.table.opened.connect(self._open_case)

    def expect(self, year: int | None, figure: str, cell: str) -> None:
        """Show none of the cases of another number while those of this one are counted."""
        if (year, figure, cell) == self._asked:
            return
        self._asked, self._row, self._opened = None, None, 0
        self.title.setText(_("Fälle hinter der Zahl"))
        self.words.setText(_("Wird gezählt …"))
        self.clear()

    def show_number(self, year: int, group: FigureGroup, row: FigureRow) -> None:
        """Read and show the cases behind ``row`` of ``group`` in ``year``."""
        self.expect(year, row.figure, row.cell)
        label = f"{group.label}: {row.label}" if row.cell else group.label
        self.title.setText(f"{label} ({year})")
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
        self.words.setText(self._told(len(found.cases), found.held))
        self.show_rows(found.cases)
        ids = [case.case_id for case in found.cases]
        if self._opened in ids:  # whoever comes back goes on where she was
            self.table.setCurrentIndex(self.table.rows.index(ids.index(self._opened), 0))
        elif found.cases and self.table.hasFocus():
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _open_case(self, row: CaseRow) -> None:
        self._opened = row.case_id
        self._frame.open_page("case", case_id=row.case_id)

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
