"""What of the profile's lists and fields is marked with a kind of data, in codes and in words (E3, I9)."""

from __future__ import annotations

from collections.abc import Collection

from intman_desktop.gdpr.withdrawal import MarkedWords
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.extensions import HEALTH_REASONS
from intman_desktop.services.gate.gated import client_fields_under


def marked_codes(profile: Profile, name: ListName, need: str) -> tuple[str, ...]:
    """Return the codes of a list that are offered under ``need`` alone."""
    return tuple(item.code for item in profile.list(name) if item.need == need)


def marked_words(profile: Profile, need: str) -> MarkedWords:
    """Return by which codes and labels a kind is found in a plan that was handed out (Rule I9)."""
    fields = {*profile.answer_fields(need), *client_fields_under(profile, need)}
    reasons = HEALTH_REASONS if need == gate.HEALTH else ()
    return MarkedWords(
        _labels(profile, fields),
        _names(profile, ListName.GOAL_AREAS, marked_codes(profile, ListName.GOAL_AREAS, need)),
        _names(profile, ListName.EXTENSION_REASONS, reasons),
    )


def _names(profile: Profile, name: ListName, codes: Collection[str]) -> frozenset[str]:
    """Return the codes with their labels in every language, as they may stand in an issued plan."""
    items = [item for item in profile.list(name) if item.code in codes]
    return frozenset(codes).union(*(item.labels.values() for item in items))


def _labels(profile: Profile, codes: Collection[str]) -> frozenset[str]:
    found = [each for each in profile.fields if each.code in codes]
    return frozenset(codes).union(*(each.labels.values() for each in found))
