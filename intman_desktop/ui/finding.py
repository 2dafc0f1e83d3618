"""What the search found, as a field offers it: with why, and with others' names hidden (F8)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.services.casework.search import discreet
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.finder import Found
from intman_desktop.values.views import FoundCase, FoundNote


def offers(found: Iterable[FoundCase | FoundNote], curtain: Curtain) -> list[Found]:
    """Return an offer for each hit; of others who sit not opposite neither name nor note is shown."""
    return [_offer(each, curtain) for each in found]


def _offer(found: FoundCase | FoundNote, curtain: Curtain) -> Found:
    name, why = curtain.name(found.name, found.case_id), found.why
    if name != found.name:
        why = discreet(why)
    if isinstance(found, FoundNote):
        return Found(found.case_id, name, found.number, sentence(why), talk_id=found.talk_id)
    detail = " · ".join(filter(None, (found.number, found.town)))
    return Found(found.case_id, name, detail, sentence(why))
