"""What the evidence of a consent needs before it is saved (E1, E2, E5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from intman_desktop.rules import gate
from intman_desktop.rules.ages import full_age_at_latest, is_adult
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.codes import (
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    SpecialKind,
    TextKind,
)
from intman_desktop.values.explanation import Explanation

ON_PAPER = frozenset({ConsentForm.WRITTEN, ConsentForm.MARK_WITH_WITNESS})
"""The forms that leave a signed sheet, which is filed somewhere (E2)."""

ON_THE_SHEET: Final[frozenset[tuple[ConsentScope, SpecialKind | None]]] = frozenset(
    {
        (ConsentScope.BASIC, None),
        (ConsentScope.SPECIAL, SpecialKind.HEALTH),
        (ConsentScope.CONTACT, None),
        (ConsentScope.INTERPRETER, None),
    }
)
"""The four declarations of the first talk, asked on one sheet (E1) after the Datenschutzerklärung (P1)."""

_ALONE: Final = {
    ConsentScope.SPECIAL: TextKind.SPECIAL_CONSENT,
    ConsentScope.PASSING_ON: TextKind.PASSING_ON_CONSENT,
    ConsentScope.RELOCATION: TextKind.RELOCATION_CONSENT,
}
OPENS_FIELDS = frozenset({ConsentScope.SPECIAL, ConsentScope.CONTACT})
"""The scopes that open fields: with any other nothing is kept that could be hidden (E3)."""

CONSENT_TEXTS: Final = (TextKind.CONSENT, *_ALONE.values())
"""The texts that a consent is given to."""

FILED = ON_PAPER | {ConsentForm.ELECTRONIC}
"""The forms whose proof lies somewhere: the signed sheet, or what was received electronically (E2)."""

WITNESSED = frozenset({ConsentForm.MARK_WITH_WITNESS, ConsentForm.ORAL_WITH_WITNESS})
"""The forms that somebody else has to have seen (E2)."""

_RELATIVE = " (angehörige Person)"
"""What stands behind the name of an interpreter who is a relative, in the store as on paper."""


def text_of(consent: Consent) -> TextKind:
    """Return the text that a declaration is asked with: the sheet of the first talk, or its own (Rule E1)."""
    return TextKind.CONSENT if on_the_sheet(consent) else _ALONE[consent.scope]


def leaves_proof(consent: Consent) -> bool:
    """Return whether something tells of the text that was asked with: a sheet that is filed, or who heard it.

    Of a Yes it always does (Rule E2). A No needs no more than its day, and may be said before any sheet.
    """
    proof = consent.filing_place.strip() or consent.witness.strip()
    return consent.decision is ConsentDecision.GIVEN or bool(proof)


def on_the_sheet(consent: Consent) -> bool:
    """Return whether a declaration is one of the four of the first talk (Rule E1)."""
    return (consent.scope, consent.kind) in ON_THE_SHEET


def interpreted_by(name: str, *, relative: bool) -> str:
    """Return who interpreted as the evidence keeps it: the ``name``, and that it is a relative (Rule E2)."""
    plain = name_of_interpreter(name)
    return plain + _RELATIVE if plain and relative else plain


def is_by_relative(interpreter: str) -> bool:
    """Return whether the evidence says that a relative interpreted (Rule E2)."""
    return interpreter.endswith(_RELATIVE)


def name_of_interpreter(interpreter: str) -> str:
    """Return who interpreted, without what she is to the person (Rule E2)."""
    return interpreter.removesuffix(_RELATIVE)


def consent_faults(
    consent: Consent, client: Client, today: date, earlier: Iterable[Consent] = ()
) -> tuple[Explanation, ...]:
    """Return every fault of a declaration that is about to be saved.

    Args:
        consent: the declaration.
        client: whose it is; a minor needs a representative.
        today: the day it is recorded on.
        earlier: the other declarations of the case; a withdrawn basic consent is never revived (E5). The
            declaration itself may be among them if it has an id.
    """
    faults = (*_day_faults(consent, today), *_matter_faults(consent))
    if consent.decision is not ConsentDecision.GIVEN:
        return faults
    return (
        *faults,
        *_evidence_faults(consent, client),
        *_undertaking_faults(consent, today),
        *_revival_faults(consent, earlier),
    )


def age_faults(consents: Iterable[Consent], before: Client, now: Client) -> tuple[Explanation, ...]:
    """Return which declarations lack who made them once the client is ``now`` of another age (Rules E2, P4).

    Codes: ``consent_by_minor`` with the day ``on``. What was lacking ``before`` as well is not told again.
    """
    given = (each for each in consents if each.decision is ConsentDecision.GIVEN)
    days = {
        each.decided_on
        for each in given
        if _lacks_representative(each, now) and not _lacks_representative(each, before)
    }
    return tuple(Explanation("consent_by_minor", {"on": day}) for day in sorted(days))


def held_from(consent: Consent) -> date:
    """Return the first day on which a declaration was held for given, its beginning moved or not (E3)."""
    return min(consent.decided_on, consent.held_from or consent.decided_on)


def withdrawal_known(consent: Consent) -> date | None:
    """Return the day from which on its withdrawal was known here, None where it was not withdrawn (Rule E3).

    A person may withdraw long before it is written down; where nothing tells when that was, it is the day of
    the withdrawal itself.
    """
    if consent.withdrawn_on is None:
        return None
    return max(consent.withdrawn_on, consent.withdrawal_known_from or consent.withdrawn_on)


def to_withdraw(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return the declarations that can be withdrawn: of each matter the latest Yes, while it stands (E4).

    An older sheet of the same matter says nothing any more: what it opened rests on the newer one. To one
    recipient each purpose is a matter of its own (Rule E1).
    """
    latest: dict[tuple[str, str], Consent] = {}
    for each in sorted(consents, key=lambda each: (each.decided_on, each.id)):
        if each.decision is ConsentDecision.GIVEN:
            purpose = gate.purpose_key(each) if each.scope is ConsentScope.PASSING_ON else ""
            latest[gate.need_key(gate.need_of(each)), purpose] = each
    return tuple(each for each in latest.values() if each.stands)


def replaced_on(consent: Consent, consents: Iterable[Consent]) -> date | None:
    """Return the day of the declaration that came in the place of ``consent``, None for the last (Rule E1).

    What was withdrawn ended with that. A declaration on passing something on gives way to what is declared on
    the same purpose, since each purpose is a matter of its own; a No without a purpose gives way to whatever
    is declared on the recipient.
    """
    need = gate.need_of(consent)
    passing = consent.scope is ConsentScope.PASSING_ON
    if consent.withdrawn_on is not None or need == gate.NONE:
        return None
    newer = (
        each
        for each in consents
        if gate.is_same_need(gate.need_of(each), need)
        and (not passing or gate.on_one_purpose(each, consent))
        and (each.decided_on, each.id) > (consent.decided_on, consent.id)
    )
    return min((each.decided_on for each in newer), default=None)


def run_out(consents: Iterable[Consent], today: date) -> tuple[Consent, ...]:
    """Return the declarations that ran out by ``today`` and of which nothing was emptied since (Rule E3).

    Of each matter the latest Yes, while nothing newer opens it; one that opens no field hides nothing.
    """
    declared = tuple(consents)
    opened = gate.given_to_herself(declared, today)
    return tuple(
        each
        for each in to_withdraw(declared)
        if each.scope in OPENS_FIELDS
        and each.emptied_on is None
        and each.valid_until is not None
        and each.valid_until < today
        and gate.need_of(each) not in opened
    )


def emptying_faults(consent: Consent, consents: Iterable[Consent], today: date) -> tuple[Explanation, ...]:
    """Return that what ``consent`` opened must not be emptied: it stands, or that was done (Rule E3)."""
    return () if consent in run_out(consents, today) else (Explanation("consent_not_run_out"),)


def anew_faults(
    consent: Consent, on: date, declared: Iterable[Consent], today: date
) -> tuple[Explanation, ...]:
    """Return that what ``consent`` opened stays open if it is withdrawn ``on`` that day (Rules E3, E4).

    Code ``consent_given_anew`` with the day ``on`` of the newer declaration: that one is to be withdrawn.
    What only allows to pass something on opens nothing that could be emptied.
    """
    need = gate.need_of(consent)
    others = [each for each in declared if each.id != consent.id and gate.need_of(each) == need]
    now = (*others, replace(consent, withdrawn_on=on))
    stays_open = others and need in gate.given_to_herself(now, today)
    if consent.scope is ConsentScope.PASSING_ON or not stays_open:
        return ()
    return (Explanation("consent_given_anew", {"on": max(each.decided_on for each in others)}),)


def withdrawal_faults(consent: Consent, on: date, today: date) -> tuple[Explanation, ...]:
    """Return why a declaration cannot be withdrawn ``on`` that day (Rule E3)."""
    if consent.decision is not ConsentDecision.GIVEN:
        return (Explanation("withdrawal_without_consent", {"on": on}),)
    if on < consent.decided_on:
        return (Explanation("withdrawal_before_consent", {"on": on}),)
    if on > today:
        return (Explanation("withdrawal_in_future", {"on": on}),)
    return ()


def closing_faults(consent: Consent, earlier: Iterable[Consent], today: date) -> tuple[Explanation, ...]:
    """Return that a new declaration closes what is open today: that is a withdrawal (Rules E3, E4, C10).

    A withdrawal goes its own way, with all that follows from it; code ``consent_stands``.
    """
    declared, need = tuple(earlier), gate.need_of(consent)
    closes = gate.is_open(need, declared, today) and not gate.is_open(need, (*declared, consent), today)
    return (Explanation("consent_stands"),) if closes else ()


def consent_hints(consent: Consent, *, form_law: str = "") -> tuple[Explanation, ...]:
    """Return what is worth a second look but hinders nothing (Rules E2, E8).

    A relative interpreted, no copy was given, or nobody says who explained it or in which language.
    ``form_law`` is the article by which writing is the rule under the provider's law, empty where none is
    (Rule E8).
    """
    if consent.decision is not ConsentDecision.GIVEN:
        return ()
    hints = []
    if form_law and consent.form not in ON_PAPER:
        hints.append(Explanation("consent_form_not_written", {"law": form_law}))
    if not consent.explained_by.strip():
        hints.append(Explanation("consent_explained_by_missing"))
    if not consent.language.strip():
        hints.append(Explanation("consent_language_missing"))
    if is_by_relative(consent.interpreter):
        hints.append(Explanation("consent_interpreter_is_relative"))
    if not consent.copy_handed_out:
        hints.append(Explanation("consent_copy_not_handed_out"))
    return (*hints, *undertaking_hints(consent))


def undertaking_hints(consent: Consent) -> tuple[Explanation, ...]:
    """Return that nobody undertook yet to keep what is interpreted to herself (Rule E1)."""
    asked = consent.scope is ConsentScope.INTERPRETER and consent.decision is ConsentDecision.GIVEN
    return (Explanation("undertaking_missing"),) if asked and consent.undertaking_on is None else ()


def without_undertaking(consents: Iterable[Consent], on: date) -> Consent | None:
    """Return the consent to interpreters in force that tells of no undertaking yet, or None (Rule E1)."""
    declared = tuple(consents)
    if not gate.is_open(gate.INTERPRETER, declared, on):
        return None
    asked = (each for each in declared if each.scope is ConsentScope.INTERPRETER and each.decided_on <= on)
    last = max(asked, key=lambda each: (each.decided_on, each.id))
    return last if undertaking_hints(last) else None


def _day_faults(consent: Consent, today: date) -> tuple[Explanation, ...]:
    faults = []
    if consent.decided_on > today:
        faults.append(Explanation("consent_in_future", {"on": consent.decided_on}))
    if consent.valid_until is not None and consent.valid_until < consent.decided_on:
        faults.append(Explanation("consent_valid_until_before", {"until": consent.valid_until}))
    if consent.emptied_on is not None:
        if consent.emptied_on > today:
            faults.append(Explanation("emptied_in_future", {"on": consent.emptied_on}))
        elif consent.valid_until is None or consent.emptied_on <= consent.valid_until:
            faults.append(Explanation("emptied_before_end", {"on": consent.emptied_on}))
    if consent.withdrawn_on is not None:
        faults += withdrawal_faults(consent, consent.withdrawn_on, today)
    return tuple(faults)


def _matter_faults(consent: Consent) -> tuple[Explanation, ...]:
    faults = []
    if (consent.scope is ConsentScope.SPECIAL) is (consent.kind is None):
        faults.append(
            Explanation("consent_kind_missing" if consent.kind is None else "consent_kind_not_fitting")
        )
    # A No is said to a recipient, for one purpose or for whatever it may be; a Yes holds for what it names.
    if consent.scope is ConsentScope.PASSING_ON and consent.decision is not ConsentDecision.GIVEN:
        if not consent.recipient.strip():
            faults.append(Explanation("consent_declined_recipient_missing"))
    elif consent.scope is ConsentScope.PASSING_ON:
        if not consent.recipient.strip():
            faults.append(Explanation("consent_recipient_missing"))
        if not consent.purpose.strip():
            faults.append(Explanation("consent_purpose_missing"))
        if not consent.data_kinds.strip():
            faults.append(Explanation("consent_data_kinds_missing"))
    return tuple(faults)


def _evidence_faults(consent: Consent, client: Client) -> tuple[Explanation, ...]:
    faults = []
    if consent.form in ON_PAPER and not consent.filing_place.strip():
        faults.append(Explanation("consent_sheet_lost" if consent.id else "consent_filing_place_missing"))
    if consent.form is ConsentForm.ELECTRONIC and not consent.filing_place.strip():
        faults.append(Explanation("consent_proof_missing"))
    if consent.form in WITNESSED and not consent.witness.strip():
        faults.append(Explanation("consent_witness_missing"))
    if not consent.told_withdrawable:
        faults.append(Explanation("consent_not_told_withdrawable"))
    if _lacks_representative(consent, client):
        faults.append(Explanation("consent_representative_missing"))
    return tuple(faults)


def _undertaking_faults(consent: Consent, today: date) -> tuple[Explanation, ...]:
    signed_on = consent.undertaking_on
    if signed_on is None:
        return ()
    faults = []
    if signed_on > today:
        faults.append(Explanation("undertaking_in_future", {"on": signed_on}))
    if not consent.undertaking_by.strip():
        faults.append(Explanation("undertaking_by_missing"))
    if not consent.undertaking_place.strip():
        faults.append(Explanation("undertaking_place_missing"))
    return tuple(faults)


def represented_by(consents: Iterable[Consent], client: Client, on: date) -> str:
    """Return who represents a person on the day ``on``, as her declarations name it; "" where nobody does.

    Whoever declared for a minor does not declare for her once she is surely 18: her consent is her own then
    (Rules P4, E5). A rechtliche Betreuung or Vollmacht that was named since stays (Rule E2).
    """
    of_age = full_age_at_latest(client)
    since = of_age if of_age is not None and of_age <= on else date.min
    named = (each.representative for each in consents if each.decided_on >= since)
    return next((name for name in named if name.strip()), "")


def _lacks_representative(consent: Consent, client: Client) -> bool:
    return is_adult(client, consent.decided_on) is False and not consent.representative.strip()


def _revival_faults(consent: Consent, earlier: Iterable[Consent]) -> tuple[Explanation, ...]:
    if consent.scope is not ConsentScope.BASIC:
        return ()
    withdrawn = [
        each.withdrawn_on
        for each in earlier
        if each.scope is ConsentScope.BASIC and each.withdrawn_on is not None and not _same(each, consent)
    ]
    if not withdrawn:
        return ()
    return (Explanation("consent_after_withdrawal", {"withdrawn_on": max(withdrawn)}),)


def _same(one: Consent, other: Consent) -> bool:
    """Return whether both are one row of the store; what has no id yet is nothing but itself."""
    return one.id != 0 and one.id == other.id
