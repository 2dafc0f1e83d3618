"""What is new is told once after an update, in both languages, and can always be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop import __version__
from intman_desktop.language import LANGUAGES
from intman_desktop.ui import machine, news
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.news import NewsCard, read_news, show_news, tell_news_once
from intman_desktop.ui.parts.labels import Text


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))


def offers(frame: Frame, parent: QWidget) -> list[str]:
    said: list[str] = []
    frame.said.connect(lambda text, _act, _words: said.append(text))
    tell_news_once(frame, parent)
    return said


def test_every_version_has_as_many_sentences_in_each_language() -> None:
    told = [read_news(language) for language in LANGUAGES]
    assert len({tuple((each.number, len(each.lines)) for each in versions) for versions in told}) == 1
    assert told[0][0].number == __version__


def test_who_starts_for_the_first_time_is_not_bothered(frame: Frame, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert offers(frame, parent) == []
    qtbot.waitUntil(lambda: machine.load_machine().version == __version__)


def test_an_update_is_told_once(frame: Frame, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    frame.machine.keep(version="0.0.9")
    assert len(offers(frame, parent)) == 1
    assert offers(frame, parent) == []


def test_the_card_lists_what_each_version_brought(frame: Frame, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1366, 768)
    parent.show()
    show_news(frame, parent)

    def cards() -> list[NewsCard]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, NewsCard)]

    qtbot.waitUntil(lambda: bool(cards()))
    card = cards()[0]
    close = next(each for each in card.findChildren(QPushButton))
    last = max(card.findChildren(Text), key=lambda each: each.mapTo(card, each.rect().bottomLeft()).y())
    gap = close.mapTo(card, close.rect().topLeft()).y() - last.mapTo(card, last.rect().bottomLeft()).y()
    assert gap <= 2 * close.height(), "it is as high as what it says"
    words = " ".join(each.text() for each in cards()[0].findChildren(Text))
    assert read_news("de")[0].lines[0] in words
    cards()[0].close()
    assert news.read_news("en")[0].lines
