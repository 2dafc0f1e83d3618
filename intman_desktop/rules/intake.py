"""Taking a person in: what must be there before anything is saved, and before the case is active (P1, P2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from intman_desktop.rules import gate
from intman_desktop.rules.consents import consent_faults
from intman_desktop.rules.earlier import spell_faults
from intman_desktop.values.case_file import Agreement, Client, Consent, NoticeGiven
from intman_desktop.values.codes import ConsentDecision, ConsentScope, YesNoUnknown
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.intake import Intake


def intake_faults(intake: Intake, today: date) -> tuple[Explanation, ...]:
    """Return everything that stands between a new person and the store, in the order of the chain.

    The notice explained, the basic consent given with its evidence, the question of C7 asked, a name
    or designation (Rules P1, P2, E2, C7, I8). The agreement may follow, and the needs with it; what of it is
    there must fit (Rule B1).
    """
    opened_on = intake.opened_on or today
    return (
        *_opening_faults(intake, opened_on, today),
        *_notice_faults(intake.notice, today),
        *_basic_faults(intake, opened_on),
        *(fault for consent in intake.consents for fault in consent_faults(consent, intake.client, today)),
        *_order_faults(intake),
        *agreement_faults(intake.agreement, today),
        *(agreement_needed(intake.agreement) if intake.needs_assessment is not None else ()),
        *_earlier_faults(intake, today),
    )


def interpreter_hints(
    interpreter: str, *, needed: bool = False, consents: Iterable[Consent] = ()
) -> tuple[Explanation, ...]:
    """Return what is worth asking about who interpreted; it hinders nothing (Rules E1, E2).

    Args:
        interpreter: who is named, an empty text for nobody.
        needed: whether interpretation was said to be needed.
        consents: what the person declared; with a No to interpreters nobody is expected to be named.
    """
    if not interpreter.strip():
        return (Explanation("interpreter_not_named"),) if needed else ()
    refused = any(
        each.scope is ConsentScope.INTERPRETER and each.decision is ConsentDecision.REFUSED
        for each in consents
    )
    return (Explanation("interpreter_named_and_refused"),) if refused else ()


def is_signed(agreement: Agreement | None) -> bool:
    """Return whether both sides have signed (Rule B1)."""
    return (
        agreement is not None
        and agreement.client_signed_on is not None
        and agreement.worker_signed_on is not None
    )


def is_agreed(agreement: Agreement | None) -> bool:
    """Return whether the case may be active: signed by both, or agreed orally, signature to come (B1)."""
    return is_signed(agreement) or (agreement is not None and agreement.oral_on is not None)


def agreement_needed(agreement: Agreement | None) -> tuple[Explanation, ...]:
    """Return that needs and plan wait for the agreement, nothing where the case may be active (B1, P1).

    A talk is never refused for it: it was held, and what was said must not be lost. Until the agreement is
    there, the case heads the deadlines and the plausibility list.
    """
    return () if is_agreed(agreement) else (Explanation("agreement_needed"),)


def agreement_gaps(agreement: Agreement | None) -> tuple[Explanation, ...]:
    """Return what the agreement still lacks: two dates, two names, the copy (Rule B1)."""
    if agreement is None:
        return (Explanation("agreement_missing"),)
    gaps = []
    if agreement.client_signed_on is None:
        gaps.append(Explanation("agreement_client_unsigned", {"oral_on": agreement.oral_on}))
    if agreement.worker_signed_on is None:
        gaps.append(Explanation("agreement_worker_unsigned", {"oral_on": agreement.oral_on}))
    if not agreement.client_name.strip():
        gaps.append(Explanation("agreement_client_name_missing"))
    if not agreement.worker_name.strip():
        gaps.append(Explanation("agreement_worker_name_missing"))
    if not agreement.copy_handed_out:
        gaps.append(Explanation("agreement_copy_not_handed_out"))
    return tuple(gaps)


def agreement_faults(agreement: Agreement | None, today: date) -> tuple[Explanation, ...]:
    """Return which days of an agreement cannot be: none lies in the future."""
    if agreement is None:
        return ()
    return tuple(
        Explanation("agreement_in_future", {"on": day})
        for day in _days_of(agreement)
        if day is not None and day > today
    )


def notice_day_faults(
    handed_out_on: date | None, explained_on: date | None, today: date
) -> tuple[Explanation, ...]:
    """Return which days of a notice cannot be, as neither lies in the future; None is a day not known yet.

    Codes: ``notice_handed_in_future``, ``notice_in_future`` of the explaining, each with ``on`` (Rule P1).
    """
    faults: list[Explanation] = []
    if handed_out_on is not None and handed_out_on > today:
        faults.append(Explanation("notice_handed_in_future", {"on": handed_out_on}))
    if explained_on is not None and explained_on > today:
        faults.append(Explanation("notice_in_future", {"on": explained_on}))
    return tuple(faults)


def _opening_faults(intake: Intake, opened_on: date, today: date) -> tuple[Explanation, ...]:
    faults = _name_faults(intake.client)
    if opened_on > today:
        faults = (*faults, Explanation("case_opened_in_future", {"on": opened_on}))
    return faults


def _name_faults(client: Client) -> tuple[Explanation, ...]:
    if any(name.strip() for name in (client.family_name, client.given_name, client.designation)):
        return ()
    return (Explanation("name_missing"),)


def _notice_faults(notice: NoticeGiven | None, today: date) -> tuple[Explanation, ...]:
    if notice is None:
        return (Explanation("notice_missing"),)
    return notice_day_faults(notice.handed_out_on, notice.explained_on, today)


def _basic_faults(intake: Intake, opened_on: date) -> tuple[Explanation, ...]:
    closed = gate.refusal(gate.BASIC, intake.consents, opened_on)
    return () if closed is None else (closed,)


def _order_faults(intake: Intake) -> tuple[Explanation, ...]:
    """Return what was done before the step it rests on (Rule P1)."""
    notices = () if intake.notice is None else (intake.notice,)
    return (
        *notice_order_faults(intake.consents, notices),
        *agreement_order_faults(intake.agreement, intake.consents),
    )


def notice_order_faults(
    consents: Iterable[Consent],
    notices: Iterable[NoticeGiven],
    kept: Iterable[Consent] = (),
    kept_notices: Iterable[NoticeGiven] = (),
) -> tuple[Explanation, ...]:
    """Return that something was consented to before the first notice was explained (Rules P1, E2).

    Code ``consent_before_notice`` with both days. What was so already, by the ``kept`` declarations and
    notices of the store, is not asked again; where nobody wrote down a notice there is nothing to ask.
    """
    first = min((each.explained_on for each in notices), default=date.min)
    known = min((each.explained_on for each in kept_notices), default=date.max)
    was_so = {each.id for each in kept if each.decided_on < known}
    early = [
        each.decided_on
        for each in consents
        if each.decision is ConsentDecision.GIVEN and each.decided_on < first and each.id not in was_so
    ]
    return tuple(
        Explanation("consent_before_notice", {"on": on, "explained_on": first}) for on in sorted(early)[:1]
    )


def agreement_order_faults(
    agreement: Agreement | None, consents: Iterable[Consent], kept: Agreement | None = None
) -> tuple[Explanation, ...]:
    """Return that an agreement lies before the first basic consent, which it rests on (Rules P1, P2).

    The days that the ``kept`` agreement has already are not asked again.
    """
    given = [each for each in consents if each.decision is ConsentDecision.GIVEN]
    basic = min((each.decided_on for each in given if each.scope is ConsentScope.BASIC), default=None)
    if agreement is None or basic is None:
        return ()
    known = _days_of(kept) if kept is not None else ()
    early = [day for day in _days_of(agreement) if day is not None and day < basic and day not in known]
    if not early:
        return ()
    return (Explanation("agreement_before_consent", {"on": min(early), "consent_on": basic}),)


def _days_of(agreement: Agreement) -> tuple[date | None, ...]:
    return agreement.client_signed_on, agreement.worker_signed_on, agreement.oral_on


def _earlier_faults(intake: Intake, today: date) -> tuple[Explanation, ...]:
    if intake.counselled_before is None:
        return (Explanation("counselled_before_not_asked"),)
    if intake.counselled_before is YesNoUnknown.NO and intake.earlier:
        return (Explanation("counselled_before_contradicts"),)
    return tuple(fault for each in intake.earlier for fault in spell_faults(each, intake.client, today))
