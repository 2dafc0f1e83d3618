"""Narrowing the list beside the chips: worker, language, place, Anlaufstelle, topic."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.across.case_facets import case_facets
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.tokens import space
from intman_desktop.values.views import CaseFacets, CaseFilter

_LETTERS = 24


class Narrowing(QWidget):
    """Fields with what is in use. Attributes: ``fields`` by name of the filter. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.fields = {name: ChoiceField(empty=_("alle")) for name in _labels()}
        self._rows = [Labelled(label, self.fields[name]) for name, label in _labels().items()]
        column.addWidget(Flow(*self._rows, gap=space(4)))
        self._measure()
        for field in self.fields.values():
            field.chosen.connect(lambda _code: self.changed.emit())

    def read(self) -> None:
        """Offer what the store holds now; what is chosen stays."""
        self._frame.ask(case_facets, on_done=self._offer, owner=self, replaces="case facets")

    def is_set(self) -> bool:
        """Return whether one of the fields narrows the list."""
        return any(field.code() for field in self.fields.values())

    def into(self, chosen: CaseFilter) -> CaseFilter:
        """Return ``chosen`` with what the fields say."""
        codes = {name: field.code() for name, field in self.fields.items()}
        return replace(chosen, **codes)  # type: ignore[arg-type]

    def reset(self) -> None:
        """Narrow by nothing, without a signal."""
        for field in self.fields.values():
            field.set_code("")

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_rows"):
            self._measure()

    def _measure(self) -> None:
        for row in self._rows:
            row.setFixedWidth(_LETTERS * self.fontMetrics().averageCharWidth())

    def _offer(self, facets: CaseFacets) -> None:
        offers = {
            "worker": facets.workers,
            "language": facets.languages,
            "town": facets.towns,
            "service": facets.services,
            "topic": facets.topics,
        }
        for name, options in offers.items():
            self.fields[name].set_choices(options)


def _labels() -> dict[str, str]:
    return {
        "worker": _("&Zuständig"),
        "language": _("&Sprache"),
        "town": _("&Ort"),
        "service": _("Weitervermittelt &an"),
        "topic": _("&Thema"),
    }
