"""What came of measures and referrals: when it can be, and the list that it is chosen from (P7, Z6)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.errors import Refused
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.values.case_file import Referral, Talk

NO_SERVICE, NO_OFFER = "", "no_offer"
"""What a need for which there is nothing names as its service, and what came of it (Rule Z6)."""


def refuse_outcomes(profile: Profile, talk: Talk, kept: Talk | None = None) -> None:
    """Refuse what came of the referrals of a talk as ``refuse_outcome``; what is kept so may stay."""
    held = [each for part in kept.participants for each in part.referrals] if kept else []
    same = {(each.service, each.outcome, each.outcome_on) for each in held if kept and kept.on == talk.on}
    for part in talk.participants:
        for each in part.referrals:
            if (each.service, each.outcome, each.outcome_on) not in same:
                refuse_outcome(profile, talk, each, held)


def refuse_outcome(profile: Profile, talk: Talk, referral: Referral, held: Iterable[Referral]) -> None:
    """Refuse an outcome of a day before the talk, and one that is neither listed nor held already (Z6)."""
    if not referral.outcome:
        return
    if referral.outcome_on is not None and referral.outcome_on < talk.on:
        raise Refused("referral_outcome_before_talk", on=referral.outcome_on, talk_on=talk.on)
    if referral.outcome not in {each.outcome for each in held}:
        refuse_unlisted_outcome(profile, referral.outcome)


def refuse_unlisted_outcome(profile: Profile, outcome: str) -> None:
    """Raise ``Refused`` (``outcome_unknown``) where an outcome is in no list: no year could name it (Z6)."""
    if profile.item(ListName.OUTCOMES, outcome) is None:
        raise Refused("outcome_unknown", outcome=outcome)
