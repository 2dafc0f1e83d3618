"""Services of a file that are here already, under the code they have here (P7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from intman_desktop.exchange.case_format import ReadDocument
from intman_desktop.profiles import Profile
from intman_desktop.rules.folding import plain_letters
from intman_desktop.values.case_file import Participant, Referral, Talk
from intman_desktop.values.document import Counter
from intman_desktop.values.office import Service


def by_the_directory(found: ReadDocument, directory: Iterable[Service], profile: Profile) -> ReadDocument:
    """Return what was read, with each service of the file named as the same one is named here (Rule P7).

    A code is drawn by chance in each store. A service is the same where kind and name are, unless its code
    is here too. Counters of erased cases name it as referrals do: else one service would stand in two rows
    of the figures (Rule K8).
    """
    document, here = found.document, tuple(directory)
    ours, theirs = {each.code for each in here}, {each.code for each in document.services}
    by_name = {_named(each): each.code for each in here if plain_letters(each.name)}
    known: dict[str, str] = {}
    for each in document.services:
        same = by_name.get(_named(each), "")
        if same and each.code not in ours and same not in (*theirs, *known.values()):
            known[each.code] = same
    if not known:
        return found
    services = tuple(replace(each, code=known.get(each.code, each.code)) for each in document.services)
    talks = tuple(_talk(each, known) for each in document.talks)
    counters = tuple(_counter(each, known, _by_service(profile)) for each in document.counters)
    return replace(found, document=replace(document, services=services, talks=talks, counters=counters))


def _by_service(profile: Profile) -> frozenset[str]:
    """Return the figures whose cells are services of the directory."""
    return frozenset(
        figure.code for sheet in profile.sheets for figure in sheet.figures if figure.breakdown == "service"
    )


def _counter(counter: Counter, known: Mapping[str, str], by_service: frozenset[str]) -> Counter:
    if counter.figure not in by_service:
        return counter
    return replace(counter, cell=known.get(counter.cell, counter.cell))


def _named(service: Service) -> tuple[str, str]:
    return service.kind, plain_letters(service.name)


def _talk(talk: Talk, known: Mapping[str, str]) -> Talk:
    return replace(talk, participants=tuple(_part(each, known) for each in talk.participants))


def _part(part: Participant, known: Mapping[str, str]) -> Participant:
    return replace(part, referrals=tuple(_referral(each, known) for each in part.referrals))


def _referral(referral: Referral, known: Mapping[str, str]) -> Referral:
    return replace(referral, service=known.get(referral.service, referral.service))
