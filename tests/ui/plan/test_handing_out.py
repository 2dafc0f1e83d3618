"""What is named before a version of the plan is kept (I7, I8, I9, I10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intman_desktop.ui.plan import handing_out
from intman_desktop.values.case_file import PlanVersion
from intman_desktop.values.codes import Block, Light
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.plan_views import BlockView, OwnBlockView, PlanView

VERSION = PlanVersion.__new__(PlanVersion)  # only that there is one counts
OWN = OwnBlockView("own_help", "Ehrenamt", "", Light.MISSING)


@pytest.mark.parametrize(
    ("view", "named"),
    [
        ({}, None),
        ({"versions": (VERSION,)}, "„Beginn"),
        ({"own_blocks": (OWN,)}, "„Ehrenamt“"),
        ({"own_blocks": (replace(OWN, light=Light.COMPLETE),)}, None),
        ({"own_blocks": (replace(OWN, closed=Explanation("never_asked", {"need": "health"})),)}, None),
    ],
)
def test_i7_i10_the_course_is_named_from_the_second_version_on_and_own_blocks_always(
    monkeypatch: pytest.MonkeyPatch, view: dict[str, Any], named: str | None
) -> None:
    asked: list[str] = []
    kept: list[bool] = []
    monkeypatch.setattr(handing_out, "ask", lambda _parent, _title, text, *_rest, **_more: asked.append(text))
    blocks = (BlockView(Block.COURSE, Light.MISSING),)
    parent: Any = None
    handing_out.before_keeping(parent, PlanView(1, "k", None, blocks, **view), lambda: kept.append(True))
    assert bool(kept) is (named is None)
    assert (named or "") in "".join(asked)
