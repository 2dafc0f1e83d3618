"""What every list behind the sheet shares: the way back to it, a title, a sentence, a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.paged_model import Deliver
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.tokens import space

R = TypeVar("R")


class SheetList(QWidget, Generic[R]):
    """Stands in the place of the sheet; ``back()`` returns to it.

    Attributes: ``title``, ``words`` (labels), ``table``, ``column`` (the layout below which more may stand),
    ``listed`` (what the table shows).
    """

    def __init__(self, back: Callable[[], object], name: str, columns: Sequence[Column]) -> None:
        """Show nothing yet in a table of ``columns`` that is spoken as ``name``."""
        super().__init__()
        self.listed: Sequence[R] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(space(6), space(5), space(6), space(5))
        self.column.setSpacing(space(3))
        self.column.addWidget(Flow(link_button(_("Zurück zum Bogen"), back, "Escape", icon="arrow-left")))
        self.title = PageTitle()
        self.words = QuietText()
        self.table = PagedTable(name, columns, self._fetch)
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)
        self.column.addWidget(self.table, 1)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show ``rows``."""
        self.listed = rows
        self.table.reload()

    def clear(self) -> None:
        """Show no row while others are read."""
        self.listed = ()
        self.table.rows.clear()

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        deliver(len(self.listed), self.listed[offset : offset + limit])
