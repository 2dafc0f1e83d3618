"""What the parts of the case page share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.services.papers.papers import paper
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import HeldReason

Go = Callable[..., object]
"""``go(part, **details)``: show another part of the same case."""


class Panel(QWidget):
    """A part of the case page: a tab, or a form that stands in the place of the tabs.

    Attributes: ``frame``, ``go`` (to another part), ``column`` (its layout), ``details`` (how it was
    opened), ``case_id`` and ``opened_for`` (why a case on hold was opened, L2; both set by the page before
    the panel is shown), ``foot`` (what the page keeps in sight below a long panel while it is shown, or
    None), ``goes_on`` (whether what is put back next is gone on with, so that the cursor is led there),
    ``beside`` (the parts of the same case that were made so far, by name, itself among them).
    Signals: ``paper_made(Paper)`` – to be shown over the page; ``erased(ErasureRecord)`` – the case is gone;
    ``given_up(words, unsaved)`` – what was typed is given up, and ``restore`` would bring it back.
    """

    paper_made = Signal(object)
    given_up = Signal(str, object)
    erased = Signal(object)

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__()
        self.frame = frame
        self.go = go
        self.case_id = 0
        self.opened_for: HeldReason | None = None
        self.details: dict[str, Any] = {}
        self.foot: QWidget | None = None
        self.goes_on = False
        self.beside: Mapping[str, Panel] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(3))

    def keep_in_sight(self, foot: QWidget) -> None:
        """Let the page show ``foot`` below itself while this panel is seen and ``has_acts``."""
        self.foot = foot
        foot.hide()

    def has_acts(self) -> bool:
        """Return whether what stands in the foot can be done now."""
        return True

    def show_foot(self) -> None:
        """Show what saves as long as the panel is seen, or take it away with it."""
        if self.foot is not None:
            self.foot.setVisible(self.isVisible() and self.has_acts())

    def showEvent(self, event: QShowEvent, /) -> None:
        """Bring the foot along."""
        super().showEvent(event)
        self.show_foot()

    def hideEvent(self, event: QHideEvent, /) -> None:
        """Take the foot away."""
        super().hideEvent(event)
        self.show_foot()

    def with_name(self, title: str, sheet: CaseSheet) -> str:
        """Return ``title`` followed by whose case it is, the name as the curtain wants it."""
        return f"{title} · {self.frame.curtain.name(sheet.view.name, sheet.view.case_id)}"

    def show_paper(self, name: str, language: str = "de") -> None:
        """Show a paper of the case over the page; closing it leads back to this panel."""
        self.frame.ask(
            partial(paper, opened_for=self.opened_for),
            name,
            self.case_id,
            language,
            on_done=self.paper_made.emit,
            owner=self,
            replaces="paper",
        )

    def begin(self, **details: Any) -> None:
        """Start afresh: the panel was opened with ``details``."""
        self.details = details

    def again(self) -> dict[str, Any]:
        """Return the details with which it is opened again where one is in it; an act is begun only once."""
        return self.details

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show the case as it stands now; called again whenever it was read anew."""
        raise NotImplementedError

    def unsaved(self) -> dict[str, Any] | None:
        """Return what was typed and is not saved, as ``Page.unsaved``."""
        return None

    def saving(self) -> Saving | None:
        """Return what is on its way to save what ``unsaved`` returned, or an earlier state of it, or None."""
        return None

    def restore(self, values: dict[str, Any]) -> None:
        """Put back what ``unsaved`` returned; called after ``show_sheet``."""
        raise NotImplementedError(f"{type(self).__name__} keeps no drafts")

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes when the panel opens, or None."""
        return None
