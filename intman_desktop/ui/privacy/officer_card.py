"""The papers for the data-protection officer, or what the office still has to say for them (E8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.office import missing_for_papers
from intman_desktop.services.papers.privacy_papers import PRIVACY_PAPERS, paper_title, privacy_paper
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.settings.lacking_card import field_words
from intman_desktop.values.work_views import Paper


class OfficerCard(Card):
    """Five papers, each made anew when it is asked for; ``show_paper(Paper)`` shows one."""

    def __init__(self, frame: Frame, show_paper: Callable[[Paper], object]) -> None:
        super().__init__(_("Unterlagen zum Datenschutz"))
        self._frame = frame
        self._show_paper = show_paper
        self.add(
            QuietText(
                _(
                    "Das Programm beschreibt, was es speichert und tut, mit den Angaben Ihrer "
                    "Beratungsstelle. Prüfen und ergänzen muss das die oder der Datenschutzbeauftragte."
                )
            )
        )
        self._lacking = Text()
        self._settings = Flow(link_button(_("Angaben in den Einstellungen ergänzen"), self._complete))
        self._papers = [self._link(name) for name in PRIVACY_PAPERS]
        self.add(self._lacking)
        self.add(self._settings)
        for link in self._papers:
            self.add(link)
        self._first = ""
        self._show_lacking(())

    def refresh(self) -> None:
        """Ask what the office still lacks."""
        self._frame.ask(missing_for_papers, on_done=self._show_lacking, owner=self, replaces="officer papers")

    def _link(self, name: str) -> Flow:
        title = paper_title(name)
        link = link_button(title, partial(self._ask, name), icon="file-text")
        link.setAccessibleName(_("{paper} zeigen und drucken").format(paper=title))
        return Flow(link)

    def _show_lacking(self, names: Sequence[str]) -> None:
        self._first = names[0] if names else ""
        words = field_words()
        said = ngettext(
            "Noch nicht zu drucken, es fehlt: {names}.",
            "Noch nicht zu drucken, es fehlen: {names}.",
            len(names),
        )
        self._lacking.setText(said.format(names=", ".join(words[name] for name in names)))
        self._lacking.setVisible(bool(names))
        self._settings.setVisible(bool(names))
        for link in self._papers:
            link.setEnabled(not names)

    def _ask(self, name: str) -> None:
        self._frame.ask(
            privacy_paper, name, on_done=self._show_paper, owner=self, replaces="paper for the officer"
        )

    def _complete(self) -> None:
        self._frame.open_page("settings", field=self._first)
