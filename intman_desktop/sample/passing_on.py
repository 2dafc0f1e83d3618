"""Whom the invented people let the office tell what, and what was passed on (E1, E7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentDecision, ConsentScope, DisclosureWay

_RECIPIENTS = ("Jobcenter Musterstadt", "Ausländerbehörde Musterstadt", "Sprachschule Beispiel")
_ASKED_AFTER = timedelta(days=20)
_PASSED_ON_AFTER = timedelta(days=30)


def passing_on(
    number: int, consents: Sequence[v.Consent], opened: date, until: date
) -> tuple[tuple[v.Consent, ...], tuple[v.Disclosure, ...]]:
    """Return the consents with those to pass something on, and what was passed on by them up to ``until``.

    One of six was asked and said yes, one of twelve said no.
    """
    asked_on, passed_on = opened + _ASKED_AFTER, opened + _PASSED_ON_AFTER
    agreed = number % 6 == 2
    if not (agreed or number % 12 == 5) or asked_on > until:
        return tuple(consents), ()
    recipient = _RECIPIENTS[number // 6 % len(_RECIPIENTS)]
    declared = replace(
        consents[0],
        scope=ConsentScope.PASSING_ON,
        decision=ConsentDecision.GIVEN if agreed else ConsentDecision.REFUSED,
        decided_on=asked_on,
        recipient=recipient,
        purpose="Klärung offener Fragen (Beispiel)",
        data_kinds="Name, Anschrift, Stand des Anliegens",
    )
    every = (*consents, declared)
    if not agreed or passed_on > until:
        return every, ()
    way = DisclosureWay.PHONE if number % 4 == 0 else DisclosureWay.LETTER
    told = v.Disclosure(
        passed_on, recipient, "Stand des Antrags erfragt (Beispiel)", way, worker="eb", consent=len(consents)
    )
    return every, (told,)
