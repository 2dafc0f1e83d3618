"""What is new: told once after an update, and always to be read in the settings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from intman_desktop import __version__
from intman_desktop.language import _, current_language
from intman_desktop.paths import resource
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import SectionTitle, Text
from intman_desktop.ui.parts.room import room_for_dialog
from intman_desktop.ui.reading_card import ReadingCard
from intman_desktop.ui.tokens import space

_LETTERS, _LINES = 64, 28
"""The size of the card at most; it is as high as its lines need."""


@dataclass(frozen=True)
class VersionNews:
    """What one version brought: its ``number`` and its ``lines``, a sentence each."""

    number: str
    lines: tuple[str, ...]


def read_news(language: str) -> tuple[VersionNews, ...]:
    """Return the news of every version in ``language`` ("de" or "en"), the newest first."""
    held = tomllib.loads(resource("news.toml").read_text(encoding="utf-8"))
    return tuple(VersionNews(each["number"], tuple(each[language])) for each in held["version"])


def tell_news_once(frame: Frame, parent: QWidget) -> None:
    """Offer the news in the line of notices, once on this machine after each update.

    Who starts for the first time has nothing to compare with and is not bothered.
    """
    seen = frame.machine.held.version
    if seen == __version__:
        return
    frame.machine.keep(version=__version__)
    if seen:
        said = _("Das ist Version {version} des Programms.").format(version=__version__)
        frame.say(said, lambda: show_news(frame, parent), _("Was ist neu?"))


def show_news(frame: Frame, parent: QWidget) -> None:
    """Read the news on the other worker and show them over ``parent``."""
    frame.make(
        read_news, current_language(), on_done=lambda news: NewsCard(parent, news).show(), owner=parent
    )


class NewsCard(ReadingCard):
    """Lists what each version brought."""

    def __init__(self, parent: QWidget, news: tuple[VersionNews, ...]) -> None:
        super().__init__(parent, _("Was ist neu?"))
        for version in news:
            self.page.add(SectionTitle(_("Version {version}").format(version=version.number)))
            for line in version.lines:
                self.page.add(Text(f"– {line}"))
        self.page.close_up()
        letters = self.fontMetrics()
        room = room_for_dialog(parent)
        wide = min(_LETTERS * letters.averageCharWidth(), room.width())
        close = self.foot.sizeHint().height()
        needed = self.page.body.totalHeightForWidth(wide) + close + space(2)
        self.resize(wide, min(needed, _LINES * letters.height(), room.height()))
