"""What the papers say that are printed before a case is erased: confirmation, and what is on paper (E4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from intman_desktop.rules.consents import ON_PAPER, on_the_sheet, text_of
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.disclosures import recipients_of
from intman_desktop.rules.scans import SCANNED
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.services.papers.paper_values import paper_client
from intman_desktop.services.papers.printing import Printing
from intman_desktop.values.case_file import CaseFile, Consent, Plan
from intman_desktop.values.codes import ConsentDecision, ConsentScope, StartOrigin, TextKind
from intman_desktop.values.paper_parts import FiledKind, FiledPaper
from intman_desktop.values.papers import PapersToDestroyPaper, WithdrawalPaper


def withdrawn_on(file: CaseFile) -> date | None:
    """Return the day the consent to the counselling was withdrawn, None where it stands or never was."""
    days = [
        each.withdrawn_on
        for each in file.consents
        if each.scope is ConsentScope.BASIC and each.withdrawn_on is not None
    ]
    return max(days, default=None)


def withdrawal_paper(on: Printing, file: CaseFile) -> WithdrawalPaper | None:
    """Return the confirmation of the withdrawal, None where nothing was withdrawn (Rules C10, E4).

    It names no recipient that the person was deliberately not told of (Rule E7).
    """
    day = withdrawn_on(file)
    if day is None:
        return None
    return WithdrawalPaper(
        on.office,
        on.worker,
        on.today,
        paper_client(on, file.client),
        day,
        on.today + timedelta(days=on.office.backup_max_age_days),
        recipients_of(told_to_her(file.disclosures)),
        _proof_until(on) if any(_is_proof(each) for each in file.consents) else None,
        file.case.number,
        on.language,
        held=file.case.hold_since is not None,
    )


def papers_to_destroy(on: Printing, file: CaseFile) -> PapersToDestroyPaper | None:
    """Return the papers of a case with their places, None where it has none (Rule E4)."""
    papers = tuple(_papers(on, file))
    if not papers:
        return None
    client = paper_client(on, file.client)
    return PapersToDestroyPaper(on.office, on.worker, on.today, client, papers, file.case.number, on.language)


def has_papers(file: CaseFile) -> bool:
    """Return whether a case left something on paper."""
    return bool(
        any(_is_filed(each) for each in file.consents)
        or _agreed_on_paper(file) is not None
        or (file.plan is not None and any(_plans(file.plan)))
        or _extended_on(file)
    )


def is_proof_only_scanned(file: CaseFile) -> bool:
    """Return whether a proof is there as its scan alone, which goes with the case (Rule E4, Art. 7 (1))."""
    return any(map(_is_only_scanned, _sheets(file)))


def _papers(on: Printing, file: CaseFile) -> Iterator[FiledPaper]:
    for together in _sheets(file):
        one, text = together[0], text_of(together[0])
        places = dict.fromkeys(each.filing_place.strip() for each in together if _names_paper(each))
        scan_only = _is_only_scanned(together)
        # What proves that it was allowed is kept for as long as the office says (Art. 7 (1)): the signed
        # sheet with what was refused on it, a mail, a record of what was said. A refusal proves nothing.
        until = _proof_until(on) if any(map(_is_proof, together)) else None
        alone = None if text is TextKind.CONSENT else text
        yield FiledPaper(
            FiledKind.SIGNED_CONSENT, one.decided_on, ", ".join(places), until, alone, scan_only=scan_only
        )
    agreed_on = _agreed_on_paper(file)
    if file.agreement is not None and agreed_on is not None:
        yield FiledPaper(FiledKind.AGREEMENT, agreed_on, file.agreement.filing_place)
    if file.plan is not None:
        yield from _plans(file.plan)
    for decided_on in _extended_on(file):
        yield FiledPaper(FiledKind.EXTENSION, decided_on)


def _agreed_on_paper(file: CaseFile) -> date | None:
    """Return the day of the agreement that lies somewhere: one side's signature makes a paper, or a place."""
    agreement = file.agreement
    if agreement is None:
        return None
    signed = agreement.client_signed_on or agreement.worker_signed_on
    return signed or (agreement.oral_on if agreement.filing_place.strip() else None)


def _plans(plan: Plan) -> Iterator[FiledPaper]:
    """Yield the sheet that was signed, and every version that was handed out on another day."""
    signed = plan.client_signed_on or plan.worker_signed_on
    if signed is not None:
        yield FiledPaper(FiledKind.SIGNED_PLAN, signed)
    for version in plan.versions:
        if version.issued_on != signed:
            yield FiledPaper(FiledKind.PLAN, version.issued_on)


def _extended_on(file: CaseFile) -> list[date]:
    """Return the days of the extensions decided here: each has its Begründung on paper (Rule C2)."""
    case = file.case
    days = {each.decided_on for each in file.extensions}
    return sorted(
        day for day in days if case.start_origin is not StartOrigin.BROUGHT or day >= case.opened_on
    )


def _sheets(file: CaseFile) -> list[list[Consent]]:
    """Return the declarations that lie somewhere, those of one sheet together (Rule E1)."""
    sheets: dict[tuple[object, ...], list[Consent]] = {}
    for consent in filter(_is_filed, file.consents):
        sheets.setdefault(_sheet(consent), []).append(consent)
    return list(sheets.values())


def _is_only_scanned(together: list[Consent]) -> bool:
    """Return whether a sheet is there as its scan, and nothing declared on it names another place."""
    return not any(map(_names_paper, together)) and any(each.filing_place == SCANNED for each in together)


def _sheet(consent: Consent) -> tuple[object, ...]:
    """Return what the declarations on one sheet share: those of the first talk stand together (Rule E1).

    One sheet has one line, also where each names another place for it.
    """
    return 0 if on_the_sheet(consent) else consent.id, consent.decided_on


def _is_filed(consent: Consent) -> bool:
    """Return whether a declaration lies somewhere, whatever was decided and in whatever form (Rule E4)."""
    return _is_proof(consent) or _names_paper(consent)


def _names_paper(consent: Consent) -> bool:
    """Return whether a declaration names a place outside the program, where its sheet can be fetched."""
    return bool(consent.filing_place.strip()) and consent.filing_place != SCANNED


def _is_proof(consent: Consent) -> bool:
    given = consent.decision is ConsentDecision.GIVEN
    return given and (consent.form in ON_PAPER or bool(consent.filing_place.strip()))


def _proof_until(on: Printing) -> date | None:
    years = on.office.consent_proof_years
    return add_months(on.today, 12 * years) if years else None
