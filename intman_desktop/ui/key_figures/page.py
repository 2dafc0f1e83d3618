"""Kennzahlen: the sheet of a year with what is behind it, what to look at, and how it is handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.across.key_figures import freeze_year, sheet_pdf, sheet_view, sheet_xlsx
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.key_figures.behind_list import BehindList
from intman_desktop.ui.key_figures.contacts_list import ContactsList
from intman_desktop.ui.key_figures.counting_card import BalanceCard, NotesCard
from intman_desktop.ui.key_figures.figures_card import FiguresCard, by_subject
from intman_desktop.ui.key_figures.questions_card import QuestionsCard
from intman_desktop.ui.key_figures.sheet_head import SheetHead
from intman_desktop.ui.key_figures.standing_card import StandingCard
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.columns import Columns, stacked
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.places import ask_for_workbook, where_saved
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.written_file import write_file
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.deadline_views import Place
from intman_desktop.values.figure_views import FigureRow, Question, SheetView
from intman_desktop.values.outcome import Change
from intman_desktop.values.work_views import Paper


class KeyFiguresPage(Page):
    """Shows the sheet, the cases behind a number, or the Kurzkontakte.

    Attributes: ``head``, ``behind``, ``contacts``, ``paper`` (over it).
    """

    shows: ClassVar[frozenset[Change]] = frozenset(
        {Change.FIGURES, Change.TALKS, Change.PLANS, Change.CASES, Change.CLIENTS, Change.OFFICE}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._year: int | None = None
        self._number: tuple[str, str] | None = None
        self._contacts_shown = False
        self._view: SheetView | None = None
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack)
        self._sheet = ScrollPage()
        self.behind = BehindList(frame, self._to_sheet)
        self.paper = PaperView(frame, self._stack, names_no_other=True)
        self.column.addWidget(self.paper)
        self.contacts = ContactsList(frame, self._to_sheet)
        for view in (self._sheet, self.behind, self.contacts):
            self._stack.addWidget(view)
        self.head = SheetHead(self._ask_to_close, lambda: self._choose_file(0), lambda: self._show_paper(0))
        self.head.year_chosen.connect(lambda year: frame.open_page("key_figures", year=year))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(space(4))
        self._standing = StandingCard(self._show_paper, self._choose_file)
        self._questions = QuestionsCard(frame.curtain, self._settle)
        self._balance = BalanceCard()
        self._notes = NotesCard()
        self._sheet.add(self.head)
        numbers, side = self._numbers(), stacked(self._standing, self._questions, self._balance)
        columns = Columns([numbers, side], (2, 1))
        columns.turned.connect(lambda narrow: _place_first(self._standing, numbers if narrow else side))
        self._sheet.add(columns)
        self._sheet.close_up()

    def title(self) -> str:
        """Return the name of the page."""
        return _("Kennzahlen")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Der Bogen eines Jahres, daneben der Vorjahreswert in Grau. „zeigen“ öffnet die Fälle hinter "
            "einer Zahl, das Fragezeichen sagt, was sie zählt. Was auffällt, steht unter „Vor der Abgabe "
            "ansehen“. "
            "Abschließen hält die Zahlen fest; spätere Änderungen werden eine neue Fassung."
        )

    def open(self, **where: Any) -> None:
        """Show the sheet of ``year``, the cases behind its ``figure`` and ``cell``, or its ``contacts``."""
        self._year = where.get("year", self._year)
        self._contacts_shown = bool(where.get("contacts"))
        self._number = (str(where["figure"]), str(where.get("cell", ""))) if "figure" in where else None
        self.paper.close_paper()
        if self._number is not None:
            self.behind.expect(self._year, *self._number)
        rest = self.contacts if self._contacts_shown else self._sheet
        self._stack.setCurrentWidget(self.behind if self._number else rest)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        self.frame.ask(sheet_view, self._year, on_done=self._show, owner=self, replaces="figures")

    def names_changed(self) -> None:
        """Draw the names again; nothing is counted anew."""
        if self._view is not None:
            self._questions.show_questions(self._view.questions)
        self.behind.redraw()

    def first_field(self) -> QWidget | None:
        """Return the table where it is shown: the arrows then choose a case; else the year, once read."""
        if self._contacts_shown:
            return self.contacts.table
        return self.behind.table if self._number else self.head.year_chip()

    def _numbers(self) -> QWidget:
        """Return the figures with how they are counted at their end."""
        numbers = QWidget()
        column = QVBoxLayout(numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        column.addLayout(self._cards)
        column.addWidget(self._notes)
        column.addStretch(1)
        return numbers

    def _show(self, view: SheetView) -> None:
        self._year = view.year
        if view != self._view:
            self._view = view
            self._draw(view)
        chip = self.head.year_chip()
        if chip is not None and self.hasFocus():  # opened before the years were known
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._number is not None:
            self._show_behind(view, *self._number)
        if self._contacts_shown:
            self.contacts.show_year(view.year)

    def _draw(self, view: SheetView) -> None:
        self.head.show_sheet(view)
        self._standing.show_sheet(view)
        self._questions.show_questions(view.questions)
        self._balance.show_sheet(view)
        self._notes.show_sheet(view)
        empty(self._cards)
        for name, groups in by_subject(view.groups):
            card = FiguresCard(
                name,
                view.year,
                groups,
                self._open_number,
                with_previous=view.previous is not None,
                show_contacts=self._open_contacts,
            )
            self._cards.addWidget(card)

    def _show_behind(self, view: SheetView, figure: str, cell: str) -> None:
        for group in view.groups:
            for row in (group.total, *group.rows):
                if (row.figure, row.cell) == (figure, cell):
                    self.behind.show_number(view.year, group, row)

    def _open_number(self, row: FigureRow) -> None:
        self.frame.open_page("key_figures", year=self._year, figure=row.figure, cell=row.cell)

    def _open_contacts(self) -> None:
        self.frame.open_page("key_figures", year=self._year, contacts=True)

    def _to_sheet(self) -> None:
        self.frame.open_page("key_figures", year=self._year)

    def _settle(self, question: Question) -> None:
        if question.place is Place.KEY_FIGURES:
            self._open_contacts()
        else:
            at = {"field": question.field} if question.field else {}
            self.frame.open_page("case", case_id=question.case_id, tab=question.place.value, **at)

    # Handing in

    def _ask_to_close(self) -> None:
        if self._view is None:
            return
        view = self._view
        words = [
            _(
                "Die Zahlen werden mit dem heutigen Tag ({day}) festgehalten, ohne eine Liste von Fällen. "
                "Was Sie später ändern, wird eine neue Fassung mit der Liste der Unterschiede."
            ).format(day=day(self.frame.today()))
        ]
        if view.frozen:
            last = view.frozen[-1]
            words.append(
                _("Fassung {number} vom {day} bleibt, wie sie ist.").format(
                    number=last.number, day=day(last.frozen_on)
                )
            )
        words += _of_years_before(view)
        if view.questions:
            count = len(view.questions)
            text = ngettext(
                "In der Liste „Vor der Abgabe ansehen“ steht noch {count} Zeile.",
                "In der Liste „Vor der Abgabe ansehen“ stehen noch {count} Zeilen.",
                count,
            )
            words.append(text.format(count=count))
        if view.frozen:
            question = _("Kennzahlen {year} als Fassung {number} abschließen?")
            said = _("Kennzahlen {year} als Fassung {number} abgeschlossen")
        else:
            question, said = _("Kennzahlen {year} abschließen?"), _("Kennzahlen {year} abgeschlossen")
        named = {"year": view.year, "number": view.frozen[-1].number + 1 if view.frozen else 1}
        ask(
            self,
            question.format(**named),
            " ".join(words),
            _("Abschließen"),
            lambda: self.frame.do(freeze_year, view.year, said=said.format(**named)),
            harmless=True,
        )

    def _show_paper(self, version: int) -> None:
        """Show the sheet as it stands now, or (with its number) a version as it was handed in."""
        if self._view is None:
            return
        version = version or _standing(self._view)
        year, file_name = self._view.year, _file_name(self._view, version)
        self.head.setEnabled(False)
        self.frame.ask(
            sheet_pdf,
            year,
            "de",
            version,
            on_done=lambda content: self._open_paper(year, version, file_name, content),
            on_error=self._no_paper,
            owner=self,
        )

    def _open_paper(self, year: int, version: int, file_name: str, content: bytes) -> None:
        self.head.setEnabled(True)
        title = _("Kennzahlen {year}").format(year=year)
        if version:
            title = _("Kennzahlen {year}, Fassung {number}").format(year=year, number=version)
        self.paper.show_paper(Paper("key_figures", title, f"{file_name}.pdf", content))

    def _no_paper(self, trouble: Trouble) -> None:
        self.head.setEnabled(True)
        self.frame.warn(trouble)

    def _choose_file(self, version: int) -> None:
        if self._view is None:
            return
        version = version or _standing(self._view)
        year = self._view.year
        ask_for_workbook(
            self,
            _("Kennzahlen als Excel-Datei speichern"),
            f"{_file_name(self._view, version)}.xlsx",
            lambda file: self.save_xlsx(year, file, version),
        )

    def save_xlsx(self, year: int, file: Path, version: int = 0) -> None:
        """Write the sheet of ``year``, or a version of it, as a workbook to ``file``, in one step."""
        self.frame.ask(
            sheet_xlsx, year, "de", version, on_done=lambda content: self._write(file, content), owner=self
        )

    def _write(self, file: Path, content: bytes) -> None:
        def done(_nothing: object) -> None:
            self.frame.say(where_saved(file))

        self.frame.make(write_file, file, content, on_done=done, owner=self)


def _place_first(card: QWidget, column: QWidget) -> None:
    """Put ``card`` at the top of ``column``: where the columns are a stack, how the year stands comes first,
    then the figures, and only then the long list of what stands out.
    """
    layout = column.layout()
    assert isinstance(layout, QVBoxLayout)  # as it was made here
    layout.insertWidget(0, card)


def _standing(view: SheetView) -> int:
    """Return the version that the sheet still is, 0 where it was not handed in or has changed since (K7)."""
    return view.frozen[-1].number if view.frozen and not view.changed_since_freeze else 0


def _of_years_before(view: SheetView) -> list[str]:
    """Say which years before this one were not handed in, and what is missing without the last (K1, K7)."""
    if not view.open_before:
        return []
    told = ngettext(
        "Noch nicht abgeschlossen ist {years}.",
        "Noch nicht abgeschlossen sind {years}.",
        len(view.open_before),
    ).format(years=", ".join(map(str, view.open_before)))
    if view.year - 1 not in view.open_before:
        return [told]
    without = _("Ohne {last} steht in dieser Fassung kein Vorjahr; schließen Sie {last} zuerst ab.")
    return [told, without.format(last=view.year - 1)]


def _file_name(view: SheetView, version: int) -> str:
    """Return the name of a file, without its ending, of a version, or of what was not handed in yet."""
    return f"Kennzahlen-{view.year}-Fassung-{version}" if version else f"Kennzahlen-{view.year}"


def build(frame: Frame) -> Page:
    """Return the page."""
    return KeyFiguresPage(frame)
