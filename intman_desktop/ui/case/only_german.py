"""That papers for the person are in German only, said where they are offered (E2)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.values.case_views import CaseSheet


class OnlyGerman(SmallText):
    """Hidden where the person understands the text of one of ``papers``, the names of what is offered."""

    def __init__(self, *papers: str) -> None:
        super().__init__()
        self._papers = papers
        self.hide()

    def show_sheet(self, sheet: CaseSheet, *, offered: bool = True) -> None:
        """Say it for this person, while the papers are ``offered``."""
        words = _("Nur auf Deutsch – bitte mündlich erklären (Sprache der Person: {language}).")
        self.setText(words.format(language=sheet.language))
        self.setVisible(offered and all(name in sheet.german_only for name in self._papers))
