"""A start of the period that moved, in words: both days, and what no longer fits (C1)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.rules.period import LATER_STARTS
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.wording import day
from intman_desktop.values.work_views import StartChange

_WORTH_SAYING = LATER_STARTS | {"start_earlier"}


def is_worth_saying(change: StartChange) -> bool:
    """Return whether the start moved so that it must be read; a first one is no surprise (Rule C1)."""
    return change.fact.code in _WORTH_SAYING


def start_words(change: StartChange) -> list[str]:
    """Return both starts, which extensions no longer fit, and which plans show the old one (Rule C1)."""
    words = [sentence(fact) for fact in (change.fact, *change.extensions)]
    if change.outdated_papers:
        days = ", ".join(day(on) for on in change.outdated_papers)
        words.append(
            _("Ausgehändigte Fassungen des Plans mit dem früheren Beginn: {days}.").format(days=days)
        )
    return words
