"""When something may be passed on, and what its entry in the register needs (E7, P10, E3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from intman_desktop.rules import gate
from intman_desktop.rules.recipients import is_named, recipient_key
from intman_desktop.values.case_file import Consent, Disclosure
from intman_desktop.values.codes import ConsentScope, DisclosureGround
from intman_desktop.values.disclosures import OfficeLetter, UntoldRecipient
from intman_desktop.values.explanation import Explanation

WITH_OTHERS = "third_party"
"""The form of a talk about the case with others, without the person."""

LONGEST = 300
"""The most characters a recipient, what was passed on, or a reason may have."""


def consent_to(need: str, consents: Iterable[Consent], on: date) -> Consent | None:
    """Return the newest declaration that opens ``need`` on the day ``on``, None where it is closed (E1)."""
    return next(iter(gate.opening(need, consents, on)), None)


def need_of_act(disclosure: Disclosure, consents: Sequence[Consent]) -> str:
    """Return the need of an act of passing on by consent: that of its recipient (Rules P10, U1).

    What went from office to office at a move names the relocation consent as what it rests on, which opens
    nothing else.
    """
    at = disclosure.consent
    if at is not None and 0 <= at < len(consents) and consents[at].scope is ConsentScope.RELOCATION:
        return gate.RELOCATION
    return gate.passing_on_to(disclosure.recipient)


def still_open_for(withdrawn: Consent, consents: Iterable[Consent], on: date) -> tuple[str, ...]:
    """Return for which purposes passing on stays open where one consent to it was withdrawn (Rules E1, E4).

    A withdrawal ends its purpose with every sheet on it from before, so these are judged as they will be.

    Args:
        withdrawn: the consent to pass on to a recipient that was, or is about to be, withdrawn.
        consents: every declaration of the case.
        on: the day of judging.
    """
    if withdrawn.scope is not ConsentScope.PASSING_ON:
        return ()
    ended = replace(withdrawn, withdrawn_on=withdrawn.withdrawn_on or on)
    then = (ended if each.id == withdrawn.id else each for each in consents)
    return tuple(each.purpose.strip() for each in gate.opening(gate.need_of(withdrawn), then, on))


def passing_on_refusal(recipient: str, consents: Iterable[Consent], on: date) -> Explanation | None:
    """Return why nothing is passed on to ``recipient`` on the day ``on``, None where it may be (Rule P10).

    The codes are those of ``gate.refusal``. Raises ``ValueError`` for a recipient without a letter.
    """
    return gate.refusal(gate.passing_on_to(recipient), consents, on)


def declined_recipients(consents: Iterable[Consent], on: date) -> tuple[tuple[str, Explanation], ...]:
    """Return to whom the person does not want anything passed on, with what says so, each once (Rule P10)."""
    declared = tuple(consents)
    found: dict[str, tuple[str, Explanation]] = {}
    for each in declared:
        if gate.need_of(each).startswith(gate.PASSING_ON):
            closed = passing_on_refusal(each.recipient, declared, on)
            if closed is not None and closed.code in ("refused", "withdrawn"):
                found[recipient_key(each.recipient)] = (each.recipient, closed)
    return tuple(found.values())


def declined_alike(
    recipient: str, consents: Iterable[Consent], on: date
) -> tuple[tuple[str, Explanation], ...]:
    """Return those of ``declined_recipients`` that ``recipient`` may be meant for (Rules P7, P10)."""
    return tuple(each for each in declined_recipients(consents, on) if is_named(each[0], recipient))


def recipients_of(disclosures: Iterable[Disclosure]) -> tuple[str, ...]:
    """Return to whom something was passed on, each once, as Art. 19 wants them told (Rule E4)."""
    found: dict[str, str] = {}
    for each in disclosures:
        found.setdefault(recipient_key(each.recipient), each.recipient)
    return tuple(found.values())


def is_withheld(disclosure: Disclosure) -> bool:
    """Return whether the person was deliberately not told of an act, which no paper for her may name (E7).

    Only what rests on the law can be kept from her, with a reason, for as long as nobody enters that she was
    told; what went out by consent she knows.
    """
    return disclosure.ground is not DisclosureGround.CONSENT and disclosure.told_on is None


def asks_for_entry(form: str, on: date, disclosures: Iterable[Disclosure]) -> bool:
    """Return whether a talk about the case with others has nothing of its day in the register (Rule E7).

    ``form`` is the talk's. It is an offer alone: a talk in which nothing was told needs no entry.
    """
    return form == WITH_OTHERS and not any(each.on == on for each in disclosures)


def acts_under(
    consent: Consent, disclosures: Iterable[Disclosure], consents: Sequence[Consent]
) -> tuple[Disclosure, ...]:
    """Return what was passed on by consent that the withdrawal of ``consent`` touches (Rule E7, Art. 19).

    Of a special kind the acts marked with it, of a recipient those to that one for the consent's purpose, of
    a move those from office to office. What rests on the law is not touched.
    """
    need = gate.need_of(consent)

    def is_touched(each: Disclosure) -> bool:
        if consent.scope is ConsentScope.SPECIAL:
            return each.kind is not None and each.kind is consent.kind
        if not gate.is_same_need(need_of_act(each, consents), need):
            return False
        at = each.consent
        named = consents[at] if at is not None and 0 <= at < len(consents) else None
        return named is None or gate.on_one_purpose(named, consent)

    return tuple(each for each in disclosures if each.ground is DisclosureGround.CONSENT and is_touched(each))


def recipients_untold(
    disclosures: Iterable[Disclosure],
    consents: Sequence[Consent],
    of_kinds: Iterable[Disclosure],
    of_others: Iterable[Disclosure] = (),
) -> tuple[UntoldRecipient, ...]:
    """Return whom nobody told yet that a consent was withdrawn by which they got something (Art. 19, E4).

    Each recipient once, since the earliest withdrawal that is still open: one notice tells of all before it
    that are of its sort.
    A withdrawal may be written down long after its day. What was passed on meanwhile rests on a consent that
    had ended, so its recipient is told all the more, by a notice that came after it. So it is with the
    notice of another withdrawal that was made before anybody here knew of this one.
    The withdrawal of the basic consent has its own notices, with the papers before the case is erased.

    Args:
        disclosures: the register of the case.
        consents: every declaration of the case.
        of_kinds: those entries of the register that tell that the consent to a special kind was withdrawn.
        of_others: those that tell it of the consent to pass something on, or to a move.
    """
    acts, told_of_kinds, told_of_others = tuple(disclosures), tuple(of_kinds), tuple(of_others)
    found: dict[str, UntoldRecipient] = {}
    for consent in sorted(consents, key=lambda each: (each.withdrawn_on or date.max, each.id)):
        since = consent.withdrawn_on
        if since is None:
            break
        if consent.scope is ConsentScope.BASIC:
            continue
        told = told_of_kinds if consent.scope is ConsentScope.SPECIAL else told_of_others
        for act in _by_what_ended(consent, since, acts, consents):
            who = recipient_key(act.recipient)
            mine = [
                each
                for each in told
                if recipient_key(each.recipient) == who and each.on >= max(since, act.on)
            ]
            if any(_may_tell_of(each, consent, acts, consents) for each in mine):
                continue
            first = found.get(who, UntoldRecipient(act.recipient, since, consent.id, act.id))
            found[who] = replace(first, disclosure_id=max(first.disclosure_id, act.id))
    return tuple(found.values())


def is_same_recipient(one: str, other: str) -> bool:
    """Return whether two names mean one recipient, however they are written (Rules E7, P10)."""
    return recipient_key(one) == recipient_key(other)


def disclosure_faults(
    disclosure: Disclosure,
    consents: Iterable[Consent],
    today: date,
    *,
    as_known: Iterable[Consent] | None = None,
) -> tuple[Explanation, ...]:
    """Return every fault of an act of passing on that is about to be entered (Rules E7, P10, E3).

    Whether it was allowed is judged by the consents of its own day alone: the register tells what
    happened (E7), so a consent that came later makes no act right, and one that ended later does not
    keep it out. But what ended is not written down any more: where the kind is closed today the act is
    entered without its words, as a withdrawal leaves the entries that stand already (E3).

    Args:
        disclosure: the act.
        consents: every declaration of the case.
        today: the day it is entered on.
        as_known: the same as they were known on the day of the act (``gate.as_known_on``), for one that was
            entered then and comes back out of a file; left out, ``consents``.
    """
    now = tuple(consents)
    declared = now if as_known is None else tuple(as_known)
    wordless = _is_wordless(disclosure, declared, now, today)
    faults = [*_matter_faults(disclosure, wordless=wordless), *_day_faults(disclosure, today)]
    if disclosure.ground is not DisclosureGround.CONSENT:
        return (*faults, *_ground_faults(disclosure))
    lacking = lacking_consents(disclosure, declared)
    kind_closed = any(each.code == "disclosure_kind_closed" for each in lacking)
    if disclosure.kind is not None and not kind_closed and wordless and disclosure.what.strip():
        lacking = (*lacking, Explanation("disclosure_kind_ended", {"need": disclosure.kind.value}))
    return (*faults, *lacking)


def lacking_consents(disclosure: Disclosure, consents: tuple[Consent, ...]) -> tuple[Explanation, ...]:
    """Return which consents an act by consent lacks on its day: for its recipient, for its kind (P10, E3)."""
    lacking = []
    if disclosure.recipient.strip():
        closed = gate.refusal(need_of_act(disclosure, consents), consents, disclosure.on)
        if closed is not None:
            lacking.append(_without_consent(closed, disclosure, consents))
    if disclosure.kind is not None and not gate.is_open(disclosure.kind.value, consents, disclosure.on):
        lacking.append(Explanation("disclosure_kind_closed", {"need": disclosure.kind.value}))
    return tuple(lacking)


def ended_with_counselling(consent: Consent, ended_on: date | None, on: date) -> bool:
    """Return whether a consent to pass something on had ended with the counselling on the day ``on`` (E1).

    Where it names no day, its sheet says "until I withdraw it or the counselling ends". That to a move stays,
    since the case ends with the move (Rule U4).
    """
    if consent.scope is not ConsentScope.PASSING_ON or consent.valid_until is not None:
        return False
    return ended_on is not None and on > ended_on


def still_opening(
    need: str, consents: Iterable[Consent], on: date, ended_on: date | None
) -> tuple[Consent, ...]:
    """Return the declarations that open ``need`` on the day ``on``, the newest first (Rule E1).

    Those that had ended with the counselling are left out, unless there is no other: then they say why.
    """
    found = gate.opening(need, consents, on)
    return tuple(each for each in found if not ended_with_counselling(each, ended_on, on)) or found


def letter_faults(letter: OfficeLetter) -> tuple[Explanation, ...]:
    """Return what a letter to another office lacks."""
    faults = []
    if not letter.subject.strip():
        faults.append(Explanation("disclosure_letter_subject_missing"))
    if not letter.text.strip():
        faults.append(Explanation("disclosure_letter_text_missing"))
    return tuple(faults)


def _without_consent(
    closed: Explanation, disclosure: Disclosure, declared: tuple[Consent, ...]
) -> Explanation:
    """Return why nothing may be passed on: of a name that was never asked about, a No to one alike."""
    values = {"recipient": " ".join(disclosure.recipient.split())}
    because = closed.values.get("because") or gate.reason(closed, declared)
    if because == "never_asked":
        for name, no in declined_alike(disclosure.recipient, declared, disclosure.on):
            values |= {"declined": name, "because": no.code}
            return Explanation("disclosure_declined_alike", {**no.values, **values})
    return Explanation("disclosure_without_consent", {**closed.values, **values, "because": because})


def _may_tell_of(
    notice: Disclosure, consent: Consent, acts: Iterable[Disclosure], consents: Sequence[Consent]
) -> bool:
    """Return whether whoever gave a notice may have known that ``consent`` was withdrawn.

    Nobody may have where it was written down later, unless the notice names its day, or there is no other
    withdrawal it could have told its recipient of.
    """
    if notice.on >= _known_from(consent) or notice.told_on == consent.withdrawn_on:
        return True
    who, of_kind = recipient_key(notice.recipient), consent.scope is ConsentScope.SPECIAL
    return not any(
        recipient_key(act.recipient) == who
        for other in consents
        if other.withdrawn_on is not None
        and other.withdrawn_on <= notice.on
        and _known_from(other) < _known_from(consent)
        and other.scope is not ConsentScope.BASIC
        and (other.scope is ConsentScope.SPECIAL) is of_kind
        for act in _by_what_ended(other, other.withdrawn_on, acts, consents)
    )


def _known_from(consent: Consent) -> date:
    """Return the day on which a withdrawal was written down, or the one after it (``rules.scans``)."""
    known = (each for each in (consent.withdrawn_on, consent.withdrawal_known_from) if each is not None)
    return max(known)


def _by_what_ended(
    consent: Consent, since: date, acts: Iterable[Disclosure], consents: Sequence[Consent]
) -> list[Disclosure]:
    """Return what was passed on by a consent withdrawn ``since``, in the order of time (Art. 19).

    After that day only what no consent given anew covers.
    """
    need = gate.need_of(consent)

    def is_covered(on: date) -> bool:
        return any(gate.on_one_purpose(each, consent) for each in gate.opening(need, consents, on))

    touched = [
        each for each in acts_under(consent, acts, consents) if each.on <= since or not is_covered(each.on)
    ]
    return sorted(touched, key=lambda each: (each.on, each.id))


def _is_wordless(
    disclosure: Disclosure, then: tuple[Consent, ...], now: tuple[Consent, ...], today: date
) -> bool:
    """Return whether the kind was open on the day of the act and is closed today (Rule E3).

    What was not known yet on the day of the act is known today: each day is judged by its own consents.
    """
    if disclosure.kind is None or disclosure.ground is not DisclosureGround.CONSENT:
        return False
    need = disclosure.kind.value
    return gate.is_open(need, then, disclosure.on) and not gate.is_open(need, now, today)


def _matter_faults(disclosure: Disclosure, *, wordless: bool) -> list[Explanation]:
    texts = (disclosure.recipient, disclosure.what, disclosure.reason, disclosure.not_told_reason)
    faults = []
    if not disclosure.recipient.strip():
        faults.append(Explanation("disclosure_recipient_missing"))
    if not disclosure.what.strip() and not wordless:
        faults.append(Explanation("disclosure_what_missing"))
    if any(len(text.strip()) > LONGEST for text in texts):
        faults.append(Explanation("disclosure_too_long", {"longest": LONGEST}))
    return faults


def _day_faults(disclosure: Disclosure, today: date) -> list[Explanation]:
    faults = []
    if disclosure.on > today:
        faults.append(Explanation("disclosure_in_future", {"on": disclosure.on}))
    if disclosure.told_on is not None and disclosure.told_on > today:
        faults.append(Explanation("disclosure_told_in_future", {"on": disclosure.told_on}))
    return faults


def _ground_faults(disclosure: Disclosure) -> list[Explanation]:
    """Return what is missing where the act rests on the law: why, and whether the person knows (Rule E7)."""
    faults = []
    if not disclosure.reason.strip():
        faults.append(Explanation("disclosure_reason_missing"))
    if disclosure.told_on is None and not disclosure.not_told_reason.strip():
        faults.append(Explanation("disclosure_person_not_told"))
    return faults
