"""What a consent opens and what stays closed, and why (E1, E3, E5, P2).

A need is a word: ``none``, ``basic``, the value of a ``SpecialKind`` (``health`` …), ``contact``,
``interpreter``, ``relocation`` or ``passing_on:<recipient>``. Everything but ``none`` needs ``basic`` too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from intman_desktop.rules.recipients import recipient_key
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind
from intman_desktop.values.explanation import Explanation

NONE = "none"
BASIC = ConsentScope.BASIC.value
HEALTH = SpecialKind.HEALTH.value
CONTACT = ConsentScope.CONTACT.value
INTERPRETER = ConsentScope.INTERPRETER.value
RELOCATION = ConsentScope.RELOCATION.value
PASSING_ON = "passing_on:"

FIXED_NEEDS = frozenset(
    {NONE, BASIC, CONTACT, INTERPRETER, RELOCATION, *(kind.value for kind in SpecialKind)}
)


def passing_on_to(recipient: str) -> str:
    """Return the need of passing something on to ``recipient`` (Rule P10)."""
    return PASSING_ON + " ".join(recipient.split())


def is_same_need(one: str, other: str) -> bool:
    """Return whether two needs are one: passing on to a recipient however its name is written (E7, P10)."""
    return need_key(one) == need_key(other)


def need_key(need: str) -> str:
    """Return by what needs are compared where the name of a recipient was typed (Rules E7, P10)."""
    if not need.startswith(PASSING_ON):
        return need
    return PASSING_ON + recipient_key(need.removeprefix(PASSING_ON))


def is_need(need: str) -> bool:
    """Return whether ``need`` is one of the words that needs are written with."""
    return need in FIXED_NEEDS or (need.startswith(PASSING_ON) and need.strip() != PASSING_ON)


def need_of(consent: Consent) -> str:
    """Return the need that a declaration answers: none if its kind or its recipient is missing (Rule E1)."""
    if consent.scope is ConsentScope.SPECIAL:
        return consent.kind.value if consent.kind else NONE
    if consent.scope is ConsentScope.PASSING_ON:
        return passing_on_to(consent.recipient) if consent.recipient.strip() else NONE
    return consent.scope.value


def given(consents: Iterable[Consent], on: date) -> frozenset[str]:
    """Return the needs that are open on the day ``on``, ``none`` always among them (Rules E1, E3).

    Of several declarations on one thing the latest counts; passing on to a recipient is open while it is for
    one purpose. What is refused, put off, withdrawn or expired opens nothing, and without the basic consent
    nothing opens anything.
    """
    declared = tuple(consents)
    needs = {need_of(consent) for consent in declared}
    return frozenset({NONE} | {need for need in needs if refusal(need, declared, on) is None})


def given_to_herself(consents: Iterable[Consent], on: date) -> frozenset[str]:
    """Return the needs that are open in the person's own papers, whatever became of the basic consent.

    Her plan and her certificate need no consent (Rule U1) and are offered in the sitting in which she
    withdraws (Rule E4); a kind that she does not consent to stays closed there too.
    """
    declared = tuple(consents)
    needs = {need_of(consent) for consent in declared} - {NONE, BASIC}
    return frozenset({NONE, BASIC} | {need for need in needs if _own_refusal(need, declared, on) is None})


def refusal(need: str, consents: Iterable[Consent], on: date) -> Explanation | None:
    """Return why ``need`` is closed on the day ``on``, None where it is open (Rules E1, E3, P2).

    Codes: ``never_asked``, ``refused``, ``put_off``, ``withdrawn``, ``expired`` with ``need`` and the
    day ``on`` where there is one; ``basic_missing`` with ``need`` and ``because``, the ``reason`` that
    closes the basic consent.

    Raises:
        ValueError: ``need`` is no such word; a typing error must not open anything.
    """
    if not is_need(need):
        raise ValueError("no such need")
    if need == NONE:
        return None
    declared = tuple(consents)
    basic = _own_refusal(BASIC, declared, on)
    if need == BASIC or basic is None:
        return basic if need == BASIC else _own_refusal(_same_recipient(need), declared, on)
    return Explanation("basic_missing", {"need": need, "because": reason(basic, declared)})


def reason(closed: Explanation, consents: Iterable[Consent]) -> str | date:
    """Return why a need is ``closed``, as ``refusal`` returned it: its code, or a day (Rules E1, P2).

    What nobody had asked for on the day in question may have been given since: then the day on which it was
    says more than that it was never asked.
    """
    need = str(closed.values["need"])
    given_on = (
        each.decided_on
        for each in consents
        if each.decision is ConsentDecision.GIVEN and is_same_need(need_of(each), need)
    )
    since = min(given_on, default=None) if closed.code == "never_asked" else None
    return since or closed.code


def dated(closed: Explanation, consents: Iterable[Consent]) -> Explanation:
    """Return ``closed``, or in its place ``given_later`` with the day ``on`` that ``reason`` names."""
    since = reason(closed, consents)
    if isinstance(since, date):
        return Explanation("given_later", {"need": closed.values["need"], "on": since})
    return closed


def as_known_on(consents: Iterable[Consent], on: date, today: date) -> tuple[Consent, ...]:
    """Return the declarations as somebody knew them who wrote something down on the day ``on`` (Rule E3).

    What was written on the day of a withdrawal may have been written before it, and a withdrawal as of an
    earlier day, or an end that was set back, was not known until it was entered: what was right then stays.
    What is entered ``today`` is known from the next day on at the latest (``scans.known_from``); a file that
    tells of a later day is not believed, and its end counts from its own day on.

    Args:
        consents: every declaration of a case, with the days from which on their ends were known.
        on: the day of what was written.
        today: the day of judging.
    """
    return tuple(_as_known(each, on, today + timedelta(days=1)) for each in consents)


def is_open(need: str, consents: Iterable[Consent], on: date) -> bool:
    """Return whether ``need`` is open on the day ``on``."""
    return refusal(need, consents, on) is None


def _same_recipient(need: str) -> str:
    return passing_on_to(need.removeprefix(PASSING_ON)) if need.startswith(PASSING_ON) else need


def opening(need: str, consents: Iterable[Consent], on: date) -> tuple[Consent, ...]:
    """Return the declarations by which ``need`` is open on the day ``on``, the newest first (Rules E1, E7).

    Empty where it is closed. More than one is of one recipient with several purposes. Raises ``ValueError``
    as ``refusal``.
    """
    declared = tuple(consents)
    if refusal(need, declared, on) is not None:
        return ()
    matters = _matters(_same_recipient(need), declared, on)
    return tuple(matter[-1] for matter in reversed(matters) if _last_word(need, matter, on) is None)


def on_one_purpose(one: Consent, other: Consent) -> bool:
    """Return whether two declarations on a recipient are on the same purpose; none is meant for all (E1)."""
    purposes = {purpose_key(one), purpose_key(other)}
    return len(purposes) == 1 or "" in purposes


def purpose_key(consent: Consent) -> str:
    """Return by what the purposes of declarations on a recipient are compared (Rule E1)."""
    return " ".join(consent.purpose.split()).casefold()


def _own_refusal(need: str, consents: tuple[Consent, ...], on: date) -> Explanation | None:
    """Judge one need for itself: it is open while one matter is, else the newest of them says why not."""
    closed = [_last_word(need, matter, on) for matter in _matters(need, consents, on)]
    if not closed:
        return Explanation("never_asked", {"need": need})
    return None if None in closed else closed[-1]


def _matters(need: str, consents: Iterable[Consent], on: date) -> list[list[Consent]]:
    """Return what was declared on ``need`` up to ``on``, each matter in its order, the newest matter last.

    Each consent to pass something on has a purpose of its own: to one recipient there are as many matters as
    there are purposes, and a declaration without one is on all of them (Rule E1).
    """
    declared = sorted(
        (each for each in consents if is_same_need(need_of(each), need) and each.decided_on <= on), key=_order
    )
    purposes = {purpose_key(each) for each in declared}
    named = purposes - {""} if need.startswith(PASSING_ON) else set()
    if not named:
        return [declared] if declared else []
    matters = ([each for each in declared if purpose_key(each) in ("", purpose)] for purpose in sorted(named))
    return sorted(matters, key=lambda matter: _order(matter[-1]))


def _last_word(need: str, declared: list[Consent], on: date) -> Explanation | None:
    """Judge one matter: the latest declaration up to ``on``, and any withdrawal after it."""
    last = declared[-1]
    # A withdrawal is of the matter, not of one sheet: it also ends a declaration made before it.
    withdrawn = [
        each.withdrawn_on
        for each in declared
        if each.withdrawn_on is not None
        and each.withdrawn_on <= on
        and (each is last or each.withdrawn_on > last.decided_on)
    ]
    if withdrawn:
        return Explanation("withdrawn", {"need": need, "on": max(withdrawn)})
    if last.decision is not ConsentDecision.GIVEN:
        code = "refused" if last.decision is ConsentDecision.REFUSED else "put_off"
        return Explanation(code, {"need": need, "on": last.decided_on})
    if last.valid_until is not None and last.valid_until < on:
        return Explanation("expired", {"need": need, "on": last.valid_until})
    return None


def _as_known(consent: Consent, on: date, latest: date) -> Consent:
    withdrawn, until = consent.withdrawn_on, consent.valid_until
    if withdrawn is not None and (on <= withdrawn or _was_unknown(consent.withdrawal_known_from, on, latest)):
        withdrawn = None
    if _was_unknown(consent.end_known_from, on, latest):
        until = None
    return replace(consent, withdrawn_on=withdrawn, valid_until=until)


def _was_unknown(known_from: date | None, on: date, latest: date) -> bool:
    return known_from is not None and on <= known_from <= latest


def _order(consent: Consent) -> tuple[date, bool, int]:
    """Order by day, then by entry; what has no id yet is the newest."""
    return consent.decided_on, consent.id == 0, consent.id
