"""What papers say of a case, gathered as values; their labels are looked up in the paper's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from intman_desktop.documents.wording import wording
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.consents import represented_by
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.explaining import earlier_is_unknown
from intman_desktop.rules.extensions import NAMED_REASONS
from intman_desktop.rules.period import REGULAR_MONTHS, case_period, start_from
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.common.naming import address_lines, letter_name
from intman_desktop.services.gate.gated import readable_extensions
from intman_desktop.services.papers.printing import Printing, Told
from intman_desktop.values.case_file import Agreement, Case, CaseFile, Client, Consent, Extension
from intman_desktop.values.codes import (
    BirthPrecision,
    ConsentDecision,
    ConsentScope,
    SpecialKind,
    StartEvidence,
    StartOrigin,
    TextKind,
    YesNoUnknown,
)
from intman_desktop.values.consent_papers import (
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SingleConsentPaper,
    SpecialConsentPaper,
)
from intman_desktop.values.intake import Intake
from intman_desktop.values.office import Worker
from intman_desktop.values.paper_parts import PaperClient, PaperExtension, PaperPeriod
from intman_desktop.values.papers import (
    AgreementPaper,
    CertificatePaper,
    ConsentFormPaper,
    ExtensionPaper,
)

_KINDS = {
    "consents": {"de": "Einwilligungen", "en": "Consents"},
    "agreements": {"de": "Beratungsvereinbarungen", "en": "Counselling agreements"},
    "notices_given": {"de": "Nachweise der Datenschutzerklärung", "en": "Records of the privacy notice"},
    "needs_assessments": {"de": "Bedarfserhebungen", "en": "Needs assessments"},
    "answers": {"de": "Angaben zur Person", "en": "Answers about the person"},
    "household_members": {"de": "Angehörige", "en": "Relatives"},
    "earlier_counselling": {"de": "Frühere Beratungen", "en": "Earlier counselling"},
    "plans": {"de": "Integrationspläne", "en": "Integration plans"},
    "extensions": {"de": "Verlängerungen", "en": "Extensions"},
    "decisions": {"de": "Entscheidungen", "en": "Decisions"},
    "participants": {"de": "Gesprächsnotizen", "en": "Notes of talks"},
    "drafts": {"de": "Angefangene Texte", "en": "Unfinished texts"},
    "goals": {"de": "Ziele", "en": "Goals"},
    "scans": {"de": "Scans", "en": "Scans"},
    "disclosures": {"de": "Weitergaben", "en": "Disclosures"},
    "requests": {"de": "Anfragen", "en": "Requests"},
    "corrections": {"de": "Berichtigungen", "en": "Corrections"},
    "plan_versions": {"de": "Ausgehändigte Planfassungen", "en": "Plan versions handed out"},
}


def paper_client(on: Printing, client: Client) -> PaperClient:
    """Return the client as a paper names her: given name first, or the designation (Rule I8)."""
    codes = (client.nationality, client.second_nationality)
    return PaperClient(
        letter_name(client),
        _born(on, client),
        ", ".join(on.label(ListName.NATIONALITIES, code) for code in codes if code),
        ", ".join(address_lines(client)),
    )


def paper_period(on: Printing, file: CaseFile, *, with_reason: bool = False) -> PaperPeriod | None:
    """Return the clock as it stands today, None before it starts (Rules C1 to C9).

    ``with_reason`` tells why it was extended, as far as consent opens the reason (Rule C3).
    """
    period = case_period(file.case, file.extensions)
    if period is None:
        return None
    brought = period.origin is StartOrigin.BROUGHT
    deciding = [each for each in file.extensions if each.until >= period.last_day]
    extension = min(deciding, key=lambda each: each.until) if period.extended_until else None
    reason = ""
    if extension is not None and with_reason:
        need = on.profile.need_of_item(ListName.EXTENSION_REASONS, extension.reason)
        if need in gate.given_to_herself(file.consents, on.today):
            reason = on.label(ListName.EXTENSION_REASONS, extension.reason)
    offices = (each.office for each in file.earlier_counselling if each.since == period.start and each.office)
    return PaperPeriod(
        first_talk=period.start,
        regular_end=period.regular_end,
        last_day=period.last_day,
        latest_possible=period.latest_possible,
        days_left=period.days_left(on.today),
        evidence=(period.evidence or StartEvidence.UNKNOWN) if brought else None,
        earlier_office=next(offices, "") if brought else "",
        extended_until=period.extended_until,
        extension_decided_on=extension.decided_on if extension else None,
        extension_reason=reason,
        earlier_unknown=earlier_is_unknown(file),
    )


def consent_form(on: Printing, told: Told, asked: Consent | None = None) -> ConsentFormPaper:
    """Return the sheet of consents: ticked only as a new person has just decided (Rules E1, E5).

    Of a stored case it asks anew, with today's text and today's explanation: what was declared on an
    earlier sheet is neither ticked on this one nor said to have been explained by it. ``asked`` is the
    declaration that is asked, with who explains and interprets; without a person the sheet is blank.
    """
    wording = on.wording(TextKind.CONSENT)
    if told is None:
        return ConsentFormPaper(on.office, on.worker, on.today, language=on.language, wording=wording)
    asking = asked.representative.strip() if asked else ""
    paper = ConsentFormPaper(
        on.office,
        on.worker,
        on.today,
        paper_client(on, told.client),
        interpreter_name=asked.interpreter if asked else "",
        explained_by=(asked.explained_by if asked else "") or on.worker.name,
        representative=asking or represented_by(told.consents, told.client, on.today),
        language=on.language,
        wording=wording,
    )
    if isinstance(told, CaseFile):
        return paper
    notice = told.notice
    return replace(
        paper,
        basic=decided(told.consents, ConsentScope.BASIC),
        health=decided(told.consents, ConsentScope.SPECIAL, SpecialKind.HEALTH),
        contact=decided(told.consents, ConsentScope.CONTACT),
        interpreter=decided(told.consents, ConsentScope.INTERPRETER),
        interpreter_name=notice.interpreter if notice else "",
        explained_by=(notice.explained_by if notice else "") or on.worker.name,
    )


def single_consent(
    on: Printing,
    text: TextKind,
    client: PaperClient | None = None,
    asked: Consent | None = None,
    of: SpecialKind | None = None,
) -> SingleConsentPaper:
    """Return the sheet of one declaration: filled with what is ``asked`` of whom, blank without (Rule E1).

    ``of`` is the special category where nothing else is known.
    """
    to_be_given = asked or Consent(ConsentScope.SPECIAL, ConsentDecision.LATER, on.today, kind=of)
    of_every: dict[str, Any] = {
        "client": client,
        "valid_until": to_be_given.valid_until,
        "explained_by": to_be_given.explained_by,
        "interpreter_name": to_be_given.interpreter,
        "representative": to_be_given.representative,
        "language": on.language,
        "wording": on.wording(text),
    }
    if text is TextKind.RELOCATION_CONSENT:
        return RelocationConsentPaper(on.office, on.worker, on.today, **of_every)
    if text is TextKind.SPECIAL_CONSENT:
        return SpecialConsentPaper(on.office, on.worker, on.today, kind=to_be_given.kind, **of_every)
    return PassingOnConsentPaper(
        on.office,
        on.worker,
        on.today,
        recipient=to_be_given.recipient,
        purpose=to_be_given.purpose,
        data_kinds=to_be_given.data_kinds,
        **of_every,
    )


def agreement(on: Printing, told: CaseFile | Intake) -> AgreementPaper:
    """Return the agreement: until when at the latest, counted from the start or from today (Rule B2).

    A new person's start is known where she was counselled elsewhere since a day (Rules C7, P9). A signed one
    says what was agreed then, by whom; a first talk held after the signature and extensions that were decided
    later stand on the plan.
    """
    file = told if isinstance(told, CaseFile) else _to_be(told, on.today)
    signed = told.agreement
    agreed_on = _first_signed(signed)
    if agreed_on is not None:
        by_then = tuple(each for each in file.extensions if each.decided_on <= agreed_on)
        file = replace(file, extensions=by_then)
    period = paper_period(on, file)
    if agreed_on is not None and period is not None and period.first_talk > agreed_on:
        period = None
    return AgreementPaper(
        on.office,
        _who_signed(on.worker, signed),
        on.today,
        paper_client(on, told.client),
        expected_until=period.last_day if period else add_months(agreed_on or on.today, REGULAR_MONTHS),
        period=period,
        earlier_unknown=earlier_is_unknown(file),
        oral_on=signed.oral_on if signed else None,
        client_signed_on=signed.client_signed_on if signed else None,
        worker_signed_on=signed.worker_signed_on if signed else None,
        case_number=file.case.number,
        language=on.language,
        wording=on.wording(TextKind.AGREEMENT),
    )


def _first_signed(agreement: Agreement | None) -> date | None:
    """Return the day of the first signature, None where nobody signed yet."""
    days = (agreement.client_signed_on, agreement.worker_signed_on) if agreement else ()
    return min((day for day in days if day is not None), default=None)


def _who_signed(worker: Worker, agreement: Agreement | None) -> Worker:
    """Return the worker who signed an agreement, whoever is responsible now; unsigned, it is ``worker``."""
    if agreement is None or agreement.worker_signed_on is None or not agreement.worker_name.strip():
        return worker
    return replace(worker, name=agreement.worker_name)


def _to_be(intake: Intake, today: date) -> CaseFile:
    """Return the case that a new person will have, with the start of its clock and without a number."""
    start = start_from((), intake.earlier, intake.needs_assessment)
    asked = intake.counselled_before or YesNoUnknown.UNKNOWN
    case = Case("", intake.opened_on or today, counselled_before=asked)
    if start is not None:
        case = replace(case, period_start=start.on, start_origin=start.origin, start_evidence=start.evidence)
    return CaseFile(case, intake.client, earlier_counselling=intake.earlier)


def certificate(on: Printing, file: CaseFile) -> CertificatePaper | None:
    """Return the certificate of the advisory period, None before it has begun (Rule C11)."""
    period = paper_period(on, file)
    if period is None:
        return None
    client = paper_client(on, file.client)
    return CertificatePaper(
        on.office,
        on.worker,
        on.today,
        client,
        period,
        file.case.number,
        file.case.ended_on,
        on.language,
    )


def extension(on: Printing, file: CaseFile) -> ExtensionPaper | None:
    """Return the justification of what was extended, None where nothing was (Rules C2, C3, C8)."""
    period = paper_period(on, file)
    if period is None or not file.extensions:
        return None
    decided = sorted(file.extensions, key=lambda each: (each.until, each.id), reverse=True)
    shown = dict(zip(file.extensions, readable_extensions(file, on.today), strict=True))
    told = tuple(_extension(on, file, each, shown[each]) for each in decided)
    client = paper_client(on, file.client)
    return ExtensionPaper(on.office, on.worker, on.today, client, period, told, file.case.number, on.language)


def _extension(on: Printing, file: CaseFile, kept: Extension, shown: Extension) -> PaperExtension:
    """Return one decision, with what rests on health, or was told under it, only with that consent (Rule C3).

    ``shown`` is the ``kept`` one as it may be read.
    """
    names = {worker.code: worker.name for worker in on.office.workers}
    place = kept.evidence_place_kind
    need = on.profile.need_of_item(ListName.EXTENSION_REASONS, kept.reason)
    bare = PaperExtension(
        kept.until,
        kept.decided_on,
        late_reason=shown.late_reason,
        decided_by=names.get(kept.decided_by, kept.decided_by),
    )
    if shown != kept or not gate.is_open(need, file.consents, on.today):
        return bare
    return replace(
        bare,
        reason=on.label(ListName.EXTENSION_REASONS, kept.reason),
        text=kept.text,
        evidence_seen_on=kept.evidence_seen_on,
        evidence_place=on.label(ListName.EVIDENCE_PLACES, place) if place else "",
        named=kept.reason in NAMED_REASONS,
    )


def kind_label(kind: str, language: str) -> str:
    """Return what a kind of row is called where it is told what an erasure takes away."""
    return label_in(_KINDS[kind], language)


def decided(
    consents: Iterable[Consent], scope: ConsentScope, kind: SpecialKind | None = None
) -> ConsentDecision | None:
    """Return the newest decision on one declaration, None where there is none or it was withdrawn."""
    found = [each for each in consents if each.scope is scope and each.kind is kind]
    if not found:
        return None
    newest = max(found, key=lambda each: (each.decided_on, each.id == 0, each.id))
    return None if newest.withdrawn_on else newest.decision


def _born(on: Printing, client: Client) -> date | str:
    """Return the date of birth as far as it is known; a text where it is not known to the day (Rule I1).

    A year or a month that was only estimated says so. That a whole date is uncertain is for the file: the
    person's papers carry the date as hers do.
    """
    born = client.birth_date
    if born is None or client.birth_precision is BirthPrecision.UNKNOWN:
        return ""
    if client.birth_precision is BirthPrecision.DAY:
        return born
    known = born.strftime("%Y" if client.birth_precision is BirthPrecision.YEAR else "%m.%Y")
    if not client.birth_uncertain:
        return known
    return wording("common", on.language).raw("born_about").format(date=known)
