"""What the search found, as a field offers it: with why, and with others' names hidden (F8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intman_desktop.language import _
from intman_desktop.rules.finding import has_digit
from intman_desktop.services.casework.search import MOST_PEOPLE, discreet
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.finder import Found
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import FoundCase, FoundNote

ALL_FOUND = "all found"
"""The key of the offer that leads to the list of cases, narrowed by what was typed."""


def offers(found: Iterable[FoundCase | FoundNote], curtain: Curtain) -> list[Found]:
    """Return an offer for each hit; of others who sit not opposite neither name nor note is shown."""
    return [_offer(each, curtain) for each in found]


def offers_in_the_bar(text: str, found: Sequence[FoundCase | FoundNote], curtain: Curtain) -> list[Found]:
    """Return the same for the one search field; behind as many cases as it shows a way to the list."""
    offered, cases = offers(found, curtain), [each for each in found if isinstance(each, FoundCase)]
    # The list is not narrowed by the letters alone that every case number begins with.
    by_letters = not has_digit(text) and any(each.why.code == "found_number" for each in cases)
    if len(cases) >= MOST_PEOPLE and not by_letters:
        offered.insert(len(cases), Found(ALL_FOUND, _("Alle in der Liste der Fälle zeigen"), sign="folder"))
    return offered


def _offer(found: FoundCase | FoundNote, curtain: Curtain) -> Found:
    name, why = curtain.name(found.name, found.case_id), found.why
    if name != found.name:
        why = discreet(why)
    if isinstance(found, FoundNote):
        return Found(found.case_id, name, found.number, sentence(why), talk_id=found.talk_id)
    # Who opens an ended case means to erase it or to take it up again: it is told apart from a running one.
    ended = shown(found.state) if found.state is CaseState.ENDED else ""
    detail = " · ".join(filter(None, (found.number, ended, found.town)))
    return Found(found.case_id, name, detail, sentence(why))
