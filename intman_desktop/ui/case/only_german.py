"""That papers for the person are in German only, said where they are offered (E2)."""

from __future__ import annotations

from collections.abc import Sequence

from intman_desktop.language import _, ngettext
from intman_desktop.services.papers.paper_kinds import KINDS, german_only
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.wording import number
from intman_desktop.values.case_views import CaseSheet


def said_of_paper(name: str, code: str, language: str) -> str:
    """Return what is said where the paper ``name`` is printed for one who speaks ``language``, whose code is
    ``code``: that it is to be explained to her, or an empty text where there is one in it (E2).
    """
    if name not in german_only(code):
        return ""
    words = (
        _("Nur auf Deutsch – bitte mündlich erklären. Sprache der Person: {language}.")
        if len(KINDS[name].languages) == 1
        else _("Nicht in der Sprache der Person – bitte mündlich erklären. Sprache: {language}.")
    )
    return words.format(language=language)


class OnlyGerman(SmallText):
    """Hidden where the person understands the text of one of ``papers``, the names of what is offered."""

    def __init__(self, *papers: str) -> None:
        super().__init__()
        self._papers = papers
        self.hide()

    def show_sheet(self, sheet: CaseSheet, *, offered: bool = True) -> None:
        """Say it for this person, while the papers are ``offered``."""
        words = _("Nur auf Deutsch – bitte mündlich erklären. Sprache der Person: {language}.")
        self.setText(words.format(language=sheet.language))
        self.setVisible(offered and all(name in sheet.german_only for name in self._papers))


class SomeOnlyGerman(SmallText):
    """The same for papers of several persons: how many of them, and which languages they speak."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()

    def show_languages(self, spoken: Sequence[tuple[str, int]]) -> None:
        """Say it for ``spoken``, pairs of a language without a text and the number of persons; else hide."""
        people = sum(count for _language, count in spoken)
        for_them = ngettext(
            "Für {count} Person nur auf Deutsch – bitte mündlich erklären.",
            "Für {count} Personen nur auf Deutsch – bitte mündlich erklären.",
            people,
        )
        theirs = ngettext("Sprache: {languages}.", "Sprachen: {languages}.", len(spoken))
        names = ", ".join(language for language, _count in spoken)
        self.setText(f"{for_them.format(count=number(people))} {theirs.format(languages=names)}")
        self.setVisible(bool(spoken))
