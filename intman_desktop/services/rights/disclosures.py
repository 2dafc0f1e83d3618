"""Passing on: entered in the register where it happens, refused without a consent or a ground (E7, P10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from intman_desktop.documents.wording import wording
from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.rules import gate
from intman_desktop.rules.disclosures import (
    consent_to,
    disclosure_faults,
    ended_with_counselling,
    lacking_consents,
    letter_faults,
    need_of_act,
    still_opening,
)
from intman_desktop.services.common.admission import (
    note,
    note_shown,
    opened_case,
    refuse_closed,
    refuse_first,
)
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Part, corrections_part, read_rows, step_back
from intman_desktop.services.gate.gated import readable_disclosures
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.services.papers.disclosure_papers import (
    basic_withdrawal_notice,
    office_letter_paper,
    recipients_not_told,
    recipients_to_tell,
)
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.services.papers.paper_kinds import OFFICE_LETTER, WITHDRAWAL_NOTICES
from intman_desktop.services.papers.papers import bundled, finished
from intman_desktop.services.papers.printing import printing
from intman_desktop.values.case_file import CaseFile, Consent, Disclosure
from intman_desktop.values.codes import DisclosureGround, DisclosureWay, HeldReason, SpecialKind
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.work_views import Paper

_CHANGED = frozenset({Change.DISCLOSURES, Change.DEADLINES})


def record_disclosure(
    desk: Desk, case_id: int, disclosure: Disclosure, opened_for: HeldReason | None = None
) -> Outcome[Disclosure]:
    """Enter an act of passing on (``id`` 0), or correct the entry of one that was read (Rules E7, P10).

    The consent it rests on is found here, by recipient and day; an entry that rests on the relocation
    consent stays with that one (Rule U1). Of a case on hold that was opened with the
    reason ``opened_for`` what rests on the law is entered (a court asks for it), nothing by consent (Rule
    L2). Raises ``ChangedMeanwhile``, ``NotFound`` and ``Refused``: a fault of
    ``rules.disclosures.disclosure_faults``, or what closes the case (E4, L2).
    """
    parts: tuple[Part, ...] = (
        (t.disclosures, t.disclosures.c.case_id == case_id),
        corrections_part(case_id),
    )
    with desk.vault.transaction() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
        before = read_rows(connection, parts)
        saved = _record(connection, desk, file, disclosure)
        after = read_rows(connection, parts)
    return Outcome(saved, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def write_office_letter(
    desk: Desk,
    case_id: int,
    disclosure: Disclosure,
    letter: OfficeLetter,
    opened_for: HeldReason | None = None,
) -> Outcome[Paper]:
    """Make a letter to another office and enter it in the register, both or neither (Rules E7, P10).

    The letter itself is kept nowhere; it goes out today, so what it rests on must be open today too, whatever
    day it bears (E3, E7). The entry can be taken back until the letter is printed or saved. Raises as
    ``record_disclosure``, and ``Refused`` with ``disclosure_letter_subject_missing`` or
    ``disclosure_letter_text_missing``; ``MissingGlyph``.
    """
    parts: tuple[Part, ...] = (
        (t.disclosures, t.disclosures.c.case_id == case_id),
        corrections_part(case_id),
    )
    with desk.vault.transaction() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
        before = read_rows(connection, parts)
        _refuse_closed_today(file, disclosure, desk.today())
        saved = _record(connection, desk, file, replace(disclosure, way=DisclosureWay.LETTER))
        if saved.consent is not None:
            _refuse_ended(file, file.consents[saved.consent], desk.today())
        refuse_first(letter_faults(letter))
        value = office_letter_paper(printing(connection, desk, "de").of(file), file, saved, letter)
        made = finished(OFFICE_LETTER, value, file.case.number)
        after = read_rows(connection, parts)
    back = step_back(desk, [file.case.key], parts, before, after)
    return Outcome(made, _CHANGED, back, (OFFICE_LETTER, case_id))


def withdrawal_notices(desk: Desk, case_id: int, opened_for: HeldReason | None = None) -> Paper:
    """Return a letter to every recipient of the register that tells of the withdrawal, as one PDF (E4, E7).

    Looking at it tells nobody: ``record_recipients_told`` follows once it is printed, saved or said. A hold
    puts off no notice (Art. 19), ``opened_for`` is the reason its case was opened with (Rule L2).
    Raises as that, and ``MissingGlyph``.
    """
    with desk.vault.transaction() as connection:
        file, day = _withdrawn_case(connection, desk, case_id, opened_for)
        on, register = printing(connection, desk, "de").of(file), readable_disclosures(file, desk.today())
    letters = []
    for recipient in recipients_to_tell(file):
        held = file.case.hold_since is not None
        entry, letter = basic_withdrawal_notice(recipient, day, desk.today(), register, held=held)
        letters.append(office_letter_paper(on, file, entry, letter))
    made = bundled(WITHDRAWAL_NOTICES, letters, file.case.number)
    note_shown(desk, Verb.PAPER_MADE, file.case.key)
    return made


def record_recipients_told(
    desk: Desk, case_id: int, way: DisclosureWay, opened_for: HeldReason | None = None
) -> Outcome[tuple[Disclosure, ...]]:
    """Enter that every recipient who did not know of the withdrawal was told of it today (E4, Art. 19).

    ``way`` is how, ``opened_for`` the reason a held case was opened with. Raises ``NotFound`` and
    ``Refused``: ``nothing_withdrawn``, ``nothing_passed_on``, ``case_on_hold``.
    """
    parts: tuple[Part, ...] = (
        (t.disclosures, t.disclosures.c.case_id == case_id),
        corrections_part(case_id),
    )
    with desk.vault.transaction() as connection:
        file, day = _withdrawn_case(connection, desk, case_id, opened_for)
        before = read_rows(connection, parts)
        notices = (basic_withdrawal_notice(each, day, desk.today(), ()) for each in recipients_not_told(file))
        told = tuple(_record(connection, desk, file, replace(entry, way=way)) for entry, _letter in notices)
        after = read_rows(connection, parts)
    return Outcome(told, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def enter_handover(
    connection: Connection, desk: Desk, file: CaseFile, office: str, kinds: Iterable[SpecialKind]
) -> tuple[Disclosure, ...]:
    """Enter, in an open transaction, that the file of a case goes to another ``office`` today (E7, U1).

    ``kinds`` are the special ones that it tells of: an entry each, so that this office is told of the
    withdrawal of each (Art. 19), and one without a kind where it tells of none.
    Raises ``Refused``: ``relocation_missing`` without the relocation consent, what closes the case (E4, L2),
    and ``disclosure_too_long``.
    """
    today = desk.today()
    consent = consent_to(gate.RELOCATION, file.consents, today)
    if consent is None:
        closed = gate.refusal(gate.RELOCATION, file.consents, today)
        assert closed is not None
        because = closed.values.get("because") or gate.reason(closed, file.consents)
        raise Refused("relocation_missing", number=file.case.number, because=because)
    entry = Disclosure(
        today,
        office,
        wording(OFFICE_LETTER, "de").raw("handover_what"),
        DisclosureWay.ELECTRONIC,
        consent=file.consents.index(consent),
    )
    return tuple(
        _record(connection, desk, file, replace(entry, kind=kind)) for kind in (tuple(kinds) or (None,))
    )


def _withdrawn_case(
    connection: Connection, desk: Desk, case_id: int, opened_for: HeldReason | None
) -> tuple[CaseFile, date]:
    """Return the case with the day of its withdrawal, where somebody has to be told of it."""
    file = opened_case(connection, desk, case_id, opened_for)
    day = withdrawn_on(file)
    if day is None:
        raise Refused("nothing_withdrawn")
    if not file.disclosures:
        raise Refused("nothing_passed_on")
    return file, day


def _record(connection: Connection, desk: Desk, file: CaseFile, disclosure: Disclosure) -> Disclosure:
    """Write the entry inside an open transaction, with the consent it rests on."""
    by_consent = disclosure.ground is DisclosureGround.CONSENT
    if by_consent:
        refuse_closed(file, desk.today())
    stored = next((each for each in file.disclosures if disclosure.id and each.id == disclosure.id), None)
    if disclosure.id and stored is None:
        raise NotFound(what=disclosure.id)
    refuse_first(disclosure_faults(disclosure, file.consents, desk.today()))
    need = need_of_act(disclosure, file.consents)
    found = _rests_on(disclosure, need, file) if by_consent else None
    if found is not None and (stored is None or stored.on != disclosure.on):
        _refuse_ended(file, found, disclosure.on)
    tidy = _tidy(disclosure, by_consent=by_consent)
    if stored is not None and not tidy.what and stored.kind is tidy.kind:
        tidy = replace(tidy, what=stored.what)  # closed today and so not shown, but a consent may come again
    kept = replace(tidy, consent=file.consents.index(found) if found else None)
    consent_id = found.id if found else None
    if found and need != gate.RELOCATION:
        kept = replace(kept, recipient=" ".join(found.recipient.split()))
    if kept.id:
        save_row(connection, t.disclosures, kept, kept.id, consent_id=consent_id)
        kept = replace(kept, version=kept.version + 1)
        if _is_told_either_way(file.disclosures, kept):
            keep_corrections(connection, desk, file)
    else:
        kept = replace(kept, worker=desk.worker)
        more = {"case_id": file.case.id, "consent_id": consent_id}
        kept = replace(kept, id=add_row(connection, t.disclosures, kept, **more))
    note(connection, desk, Verb.DISCLOSURE_RECORDED, file.case.key)
    return kept


def _is_told_either_way(register: Sequence[Disclosure], changed: Disclosure) -> bool:
    """Return whether the person is told of an entry of the register as it was and as it is ``changed``.

    That it was corrected would tell her of it otherwise (Rules E7, L8).
    """
    now = [changed if each.id == changed.id else each for each in register]
    return all(changed.id in {each.id for each in told_to_her(acts)} for acts in (register, now))


def _rests_on(disclosure: Disclosure, need: str, file: CaseFile) -> Consent | None:
    """Return the consent of an act: the one it names while that opens it, else the newest that does (E7)."""
    opening = gate.opening(need, file.consents, disclosure.on)
    still = still_opening(need, file.consents, disclosure.on, file.case.ended_on)
    at = disclosure.consent
    named = file.consents[at] if at is not None and 0 <= at < len(file.consents) else None
    return named if named in opening else next(iter(still), None)


def _refuse_closed_today(file: CaseFile, disclosure: Disclosure, today: date) -> None:
    """Raise ``Refused`` where today no consent opens what a letter by consent tells, or its recipient."""
    if disclosure.ground is DisclosureGround.CONSENT:
        refuse_first(lacking_consents(replace(disclosure, on=today), file.consents))


def _refuse_ended(file: CaseFile, consent: Consent, on: date) -> None:
    """Raise ``Refused`` where ``consent`` had ended with the counselling on the day ``on`` (Rule E1)."""
    if ended_with_counselling(consent, file.case.ended_on, on):
        raise Refused("disclosure_after_end", ended_on=file.case.ended_on)


def _tidy(disclosure: Disclosure, *, by_consent: bool) -> Disclosure:
    """Return the entry without blanks at the ends; what only the law's grounds need is dropped elsewhere."""
    tidy = replace(
        disclosure,
        recipient=" ".join(disclosure.recipient.split()),
        what=disclosure.what.strip(),
        reason=disclosure.reason.strip(),
        not_told_reason=disclosure.not_told_reason.strip(),
    )
    return replace(tidy, reason="", told_on=None, not_told_reason="") if by_consent else tidy
