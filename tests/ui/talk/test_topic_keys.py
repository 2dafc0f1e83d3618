"""The empty field of the main topic names as many digits as there are topics on the keys."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.talk.page import TalkPage
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands

TOPICS = ("residence", "language", "work", "training", "school", "housing", "benefits", "family")


@pytest.mark.parametrize(
    ("quick", "said"),
    [
        ((), "Ziffer 1 bis 9 oder tippen"),
        (TOPICS, "Ziffer 1 bis 8 oder tippen"),
        ((*TOPICS[:3], "", "housing"), "Ziffer 1 bis 5 oder tippen"),
        (("work", ""), "Ziffer 1 oder tippen"),
        (("", ""), "Thema tippen"),
    ],
    ids=["supplied", "eight", "with a free key", "one", "none"],
)
def test_the_digits_that_are_named_are_those_that_choose_a_topic(
    qtbot: QtBot, open_program: OpenProgram, quick: tuple[str, ...], said: str
) -> None:
    hands = Hands(qtbot, open_program([]))
    hands.asked(change_office, {"quick_topics": quick})
    page = hands.open(TalkPage, "talk")
    assert page.sheet.head.topic.choice.line().placeholderText() == said
