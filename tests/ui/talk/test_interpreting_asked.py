"""That the file asks for interpretation is said at the empty field, and blocks nothing (E1, story 8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.codes import ConsentScope
from tests.builders import a_case_file, a_client, a_consent
from tests.ui.hands import Hands

HINT = "Sprachmittlung? In der Akte steht: nötig."


@pytest.mark.parametrize("needed", [True, False, None])
def test_a_talk_without_interpretation_says_that_the_file_asks_for_it(
    qtbot: QtBot, open_program: Callable[..., Any], needed: bool | None
) -> None:
    """The hint goes with a choice, comes back without it, and the talk is saved all the same."""
    consents = (a_consent(), a_consent(ConsentScope.INTERPRETER))
    file = a_case_file(client=a_client(interpreter_needed=needed), consents=consents)
    hands = Hands(qtbot, open_program([file]))
    page = hands.open(TalkPage, "talk", case_id=1)
    assert (HINT in hands.words(page)) is bool(needed)
    manner = page.sheet.manner
    hands.into(manner.interpretation, manner.interpretation.itemText(1))
    assert HINT not in hands.words(page)
    hands.into(manner.interpretation, "")
    assert (HINT in hands.words(page)) is bool(needed)
    page.sheet.head.topic.set_code("housing")
    hands.save()
    assert len(hands.asked(open_case, 1).file.talks) == 1
