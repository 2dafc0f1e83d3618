"""A paper over the whole page, with the way back to where it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import WAY_BACK
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.places import where_printed, where_saved
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.tokens import space
from intman_desktop.values.codes import PaperWay
from intman_desktop.values.work_views import Paper

if TYPE_CHECKING:
    from intman_desktop.services.rights.papers_out import PaperOut


class PaperView(QWidget):
    """Hidden until ``show_paper``. ``rest`` is what it stands in front of and gives way to again.

    Attributes: ``whose()`` returns what the page shows the paper for, as it is when it begins to be saved or
    printed; ``entry(paper, whose, way)`` what comes into the journal then, None where nothing does;
    ``ends(paper, whose)`` the name of the paper and its case where its going out ends a step back.
    Signals: ``given(Paper, whose, PaperWay)`` – a paper was saved, or sent to a printer; what the page shows
    by then may be another one; ``laid_aside(Paper)`` – the person went back from it to the page.
    """

    given = Signal(object, object, object)
    laid_aside = Signal(object)

    def __init__(self, frame: Frame, rest: QWidget, *, names_no_other: bool = False) -> None:
        """Hide the paper while names are hidden (F8), unless ``names_no_other`` than who sits opposite."""
        super().__init__()
        self._rest = rest
        self._names_others = not names_no_other
        self._frame = frame
        self.whose: Callable[[], object] = lambda: None
        self._shown: Paper | None = None
        self.entry: Callable[[Paper, Any, PaperWay], PaperOut | None] = lambda _paper, _whose, _way: None
        self.ends: Callable[[Paper, Any], tuple[str, int] | None] = lambda _paper, _whose: None
        self._on_back: Callable[[], object] | None = None
        self._cursor: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(3), space(6), space(3))
        column.setSpacing(space(2))
        self.back = link_button(_("Zurück"), self._lay_aside, "Escape", icon="arrow-left")
        self.back.setObjectName(WAY_BACK)
        column.addWidget(Flow(self.back))
        self._note = Text()
        self._note.hide()
        column.addWidget(self._note)
        self.pdf = PdfView(frame.workers)
        self.pdf.on_trouble = frame.warn
        self.pdf.on_begun = self._begin_saving
        self.pdf.on_print_begun = self._begin_printing
        column.addWidget(self.pdf, 1)
        frame.curtain.changed.connect(self._follow_curtain)
        self.hide()

    def show_paper(
        self, paper: Paper, on_back: Callable[[], object] | None = None, *, note: str = ""
    ) -> None:
        """Show ``paper`` below a ``note`` on it; ``on_back()`` runs when it is closed again."""
        self._on_back, self._shown = on_back, paper
        self._follow_curtain()
        if self.isHidden():
            self._cursor = self.window().focusWidget()
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.pdf.show_pdf(paper.content, paper.title, paper.file_name)
        self._rest.hide()
        self.show()
        self.back.setFocus()

    def close_paper(self) -> None:
        """Drop the paper from memory and show the rest again, with the keyboard where it was."""
        if self.isHidden():
            return
        self.pdf.clear()
        self._shown = None
        self.hide()
        self._rest.show()
        cursor, self._cursor = self._cursor, None
        if cursor is not None and isValid(cursor) and cursor.isVisible():
            cursor.setFocus()
        on_back, self._on_back = self._on_back, None
        if on_back is not None:
            on_back()

    def _follow_curtain(self) -> None:
        """Hide the pages while other people's names are hidden: nobody can paint over those in a paper."""
        hidden = self._names_others and self._frame.curtain.drawn
        words = _("Dieses Papier kann andere Personen nennen. Es ist zu sehen, wenn die Namen es sind (F8).")
        self.pdf.hide_pages(words if hidden else "")

    def _lay_aside(self) -> None:
        shown = self._shown
        self.close_paper()
        if shown is not None:
            self.laid_aside.emit(shown)

    def _now(self) -> tuple[Paper, object] | None:
        return (self._shown, self.whose()) if self._shown is not None else None

    def _begin_saving(self, job: Job, file: Path) -> Callable[[], object]:
        return self._begin_giving(job, PaperWay.SAVED, where_saved(file))

    def _begin_printing(self, job: Job, into: Path | None) -> Callable[[], object]:
        way = PaperWay.PRINTED if into is None else PaperWay.SAVED  # nothing of it is on paper
        return self._begin_giving(job, way, where_printed(into))

    def _begin_giving(self, job: Job, way: PaperWay, said: str) -> Callable[[], object]:
        """Hold fast what the paper is and whom it is for: the page may show another when it is given out.

        A version that is on a paper which goes out is taken back no longer (Rule I9).
        """
        held = self._now()
        ended = self.ends(*held) if held is not None else None
        if ended is not None:
            self._frame.goes_out(ended)
        entry = self.entry(*held, way) if held is not None else None
        if entry is not None:
            self._frame.owe(job, entry)

        def give() -> None:
            if entry is not None and not self._frame.still_owes(job):
                return  # the store was locked meanwhile, which saw to it
            self._frame.say(said)
            if held is not None:
                self.given.emit(*held, way)

        return give
