"""Sheets of one declaration each to take along: not filled in, to be read and signed at home (E1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.papers.paper_kinds import (
    KINDS,
    PASSING_ON_CONSENT,
    RELOCATION_CONSENT,
    SPECIAL_CONSENT,
    title_of,
)
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SmallText, thin_line
from intman_desktop.ui.tokens import space


class BlankSheets(QWidget):
    """A button for each sheet in each language that it exists in.

    ``show_paper`` shows the sheet of a name in the language of a code.
    """

    def __init__(self, show_paper: Callable[[str, str], object]) -> None:
        super().__init__()
        self._show_paper = show_paper
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))

    def show_languages(self, languages: Mapping[str, str]) -> None:
        """Offer the sheets; ``languages`` are names of languages by code."""
        empty(self._column)
        self._column.addWidget(thin_line())
        why = _("Blätter zum Mitgeben: noch leer, zum Lesen und Unterschreiben zu Hause.")
        self._column.addWidget(SmallText(why))
        offers = Flow(gap=space(4))
        for name, words in _sheets():
            for code in KINDS[name].languages:
                text = words if code == "de" else f"{words} ({languages.get(code, code)})"
                show = link_button(text, partial(self._show_paper, name, code), icon="printer")
                show.setAccessibleDescription(_("{paper} zeigen und drucken").format(paper=title_of(name)))
                offers.add(show)
        self._column.addWidget(offers)


def _sheets() -> tuple[tuple[str, str], ...]:
    return (
        (PASSING_ON_CONSENT, _("Weitergabe")),
        (RELOCATION_CONSENT, _("Umzug")),
        (SPECIAL_CONSENT, _("Besonders geschützte Angaben")),
    )
