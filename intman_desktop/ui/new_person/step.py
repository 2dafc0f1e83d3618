"""What the steps of taking a person in share."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import IntakeForm
from intman_desktop.values.intake import Intake


class Step(QWidget):
    """One thing at a time. Attributes: ``frame``, ``column`` (its layout).

    Signals: ``paper_wanted(str)`` – the name of a paper to be shown; ``refused`` – there is no consent;
    ``ready`` – what going on waited for is there.
    """

    paper_wanted = Signal(str)
    refused = Signal()
    ready = Signal()

    def __init__(self, frame: Frame, words: str) -> None:
        super().__init__()
        self.frame = frame
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(3))
        self.column.addWidget(QuietText(words))

    def offer(self, form: IntakeForm) -> None:
        """Take the lists on offer."""

    def meet(self, intake: Intake) -> None:
        """Be shown: ``intake`` is what the steps before have gathered."""

    def fits(self, intake: Intake) -> bool:
        """Mark what is missing and return whether one can go on; ``intake`` has this step in it."""
        del intake
        return True

    def show_fault(self, scroll: ScrollPage) -> None:
        """Scroll to what was found missing: its first sentence, then the field with the cursor."""
        said = (each for each in self.findChildren(Text) if each.property("part") == "error")
        scroll.body.activate()
        for widget in (next((each for each in said if each.isVisible()), None), self.focusWidget()):
            if widget is not None:
                scroll.ensureWidgetVisible(widget, 0, widget.height() * 3)

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with what was typed here."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Return what was typed here, as values JSON can hold."""
        raise NotImplementedError

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        raise NotImplementedError
