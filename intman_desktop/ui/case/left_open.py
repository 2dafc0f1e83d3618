"""What is still open in a case that is about to end, in words that hinder nothing (Rules L2, Z1)."""

from __future__ import annotations

from collections.abc import Sequence

from intman_desktop.language import _, ngettext
from intman_desktop.rules.goals import CLOSED_STATES
from intman_desktop.ui.wording import quoted
from intman_desktop.values.case_views import CaseSheet

_NAMED = 3
_LONGEST = 60
"""How many things are named, and with how many letters each at the most."""


def left_open(sheet: CaseSheet) -> str:
    """Return one sentence on next steps, goals and reviews that are open, empty where none is.

    What no consent opens is counted and not named (Rule E3).
    """
    steps = [each for each in sheet.talks if each.next_step and each.next_step_done_on is None]
    goals = [each for each in sheet.view.plan.goals if each.goal.state not in CLOSED_STATES]
    due = sheet.view.plan.reviews_due
    said = []
    if steps:
        words = ngettext(
            "{count} nächster Schritt aus den Gesprächen",
            "{count} nächste Schritte aus den Gesprächen",
            len(steps),
        )
        named = ["" if each.closed else each.next_step for each in steps]
        said.append(_with_names(words.format(count=len(steps)), named))
    if goals:
        words = ngettext("{count} Ziel", "{count} Ziele", len(goals)).format(count=len(goals))
        named = ["" if each.closed else each.goal.wording for each in goals]
        said.append(_with_names(words, named))
    if due:
        words = ngettext("{count} Überprüfung fällig", "{count} Überprüfungen fällig", due)
        said.append(words.format(count=due))
    return _("Noch offen: {open}.").format(open="; ".join(said)) if said else ""


def _with_names(words: str, named: Sequence[str]) -> str:
    """Return ``words`` and in brackets the first few that have a name, and how many more there are."""
    shown = [quoted(_short(each)) for each in named if each.strip()][:_NAMED]
    rest = len(named) - len(shown)
    if not shown:
        return words
    more = " " + _("und noch {count}").format(count=rest) if rest else ""
    return f"{words} ({', '.join(shown)}{more})"


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"
