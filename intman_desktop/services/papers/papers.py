"""The papers of the daily work as PDF, for the screen, the printer and the command line (E8, C11, I9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.documents.texts import bundle_of, pdf_of
from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row
from intman_desktop.paths import default_vault
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.consents import text_of
from intman_desktop.services.common.admission import (
    note,
    note_shown,
    opened_case,
    unheld_case,
    usable_case,
    whole_case,
)
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import acting_worker, office_in
from intman_desktop.services.common.undoing import plan_parts, read_rows, step_back
from intman_desktop.services.gate.issued_plans import content_of, fingerprint_of, is_blacked_out, paper_of
from intman_desktop.services.papers import paper_values as gather
from intman_desktop.services.papers.paper_kinds import (
    EMERGENCY_SHEET,
    ERASURE_PROTOCOL,
    INTEGRATION_PLAN,
    KINDS,
    OF_A_CASE,
    SINGLE_CONSENTS,
    WITHDRAWAL,
    PaperKind,
    kind_of,
    title_of,
)
from intman_desktop.services.papers.paper_needs import paper_closed
from intman_desktop.services.papers.plan_papers import plan_paper
from intman_desktop.services.papers.printing import Printing, Told, printing
from intman_desktop.values import office_papers
from intman_desktop.values import papers as v
from intman_desktop.values.case_file import CaseFile, Consent, PlanVersion
from intman_desktop.values.codes import HeldReason, TextKind
from intman_desktop.values.ending_views import ErasureRecord
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.intake import Intake
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.texts import TEXT_PAPERS
from intman_desktop.values.work_views import Paper, PaperChoice

_NO_FILE_NAME = re.compile(r"[^\w-]+")


def paper(
    desk: Desk,
    name: str,
    case_id: int | None = None,
    language: str = "de",
    *,
    intake: Intake | None = None,
    opened_for: HeldReason | None = None,
) -> Paper:
    """Return a finished paper by its name, of a case, of an intake still in memory, or blank.

    ``opened_for`` is the reason a case on hold was opened with; it is journaled (Rule L2). Raises ``Refused``
    (``paper_unknown``, ``paper_needs_case``, ``paper_language_missing``, ``case_on_hold`` or why it cannot be
    printed yet), ``OfficeDataMissing`` with the fields that are missing (Rule E8), ``NotFound``.
    """
    reading = desk.vault.reading if opened_for is None else desk.vault.transaction
    with reading() as connection:
        told = intake if case_id is None else opened_case(connection, desk, case_id, opened_for)
        value = value_of(printing(connection, desk, language), name, told)
    if not isinstance(told, CaseFile):
        return finished(name, value, "")
    made = finished(name, value, told.case.number)
    note_shown(desk, Verb.PAPER_MADE, told.case.key)
    return made


def consent_sheet(desk: Desk, case_id: int, asked: Consent) -> Paper:
    """Return the sheet on which a declaration is asked, filled with what is ``asked`` (Rules E1, E2).

    It is in the language it is explained in where there is a text, in German otherwise; neither Yes nor No is
    ticked (Rule E5). Raises as ``paper`` and, beyond the first sheet, as ``admission.usable_case``.
    """
    text = text_of(asked)
    name = TEXT_PAPERS[text]
    language = asked.language if asked.language in KINDS[name].languages else "de"
    with desk.vault.reading() as connection:
        on = printing(connection, desk, language)
        value: v.Paper
        if text is TextKind.CONSENT:
            file = unheld_case(connection, case_id)
            value = gather.consent_form(on.of(file), file, asked)
        else:
            file = usable_case(connection, case_id, desk.today())
            value = gather.single_consent(on.of(file), text, gather.paper_client(on, file.client), asked)
    made = finished(name, value, file.case.number)
    note_shown(desk, Verb.PAPER_MADE, file.case.key)
    return made


def papers_of(desk: Desk, case_id: int, language: str = "de", *, blank: bool = False) -> tuple[Paper, ...]:
    """Return every paper that can be printed of a case now, in the order of the chain.

    With ``blank`` the sheets of single consents follow, not filled in, in every language that they exist in
    (Rule E1). Raises ``OfficeDataMissing`` (Rule E8), ``Refused`` with ``case_on_hold`` (Rule L2),
    ``NotFound``.
    """
    with desk.vault.reading() as connection:
        file = unheld_case(connection, case_id)
        wanted = [(name, language) for name in (*OF_A_CASE, WITHDRAWAL)]
        sheets = SINGLE_CONSENTS if blank else ()
        wanted += [(name, each) for name in sheets for each in KINDS[name].languages]
        values = [
            (name, value_of(printing(connection, desk, spoken), name, file))
            for name, spoken in wanted
            if _hindrance(KINDS[name], file, desk.today()) is None
        ]
    made = tuple(finished(name, value, file.case.number) for name, value in values)
    note_shown(desk, Verb.PAPER_MADE, file.case.key)
    return made


def choices(desk: Desk, case_id: int) -> tuple[PaperChoice, ...]:
    """Return the papers of a case with why one cannot be printed yet, for the menu. Raises ``NotFound``."""
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        missing = missing_office_data(office_in(connection))
    lacking = Explanation("office_data_missing", {"office_fields": missing}) if missing else None
    kinds = [KINDS[name] for name in OF_A_CASE]
    return tuple(
        PaperChoice(each.name, each.title(), lacking or _hindrance(each, file, desk.today()), each.languages)
        for each in kinds
    )


def hand_out_plan(desk: Desk, case_id: int, language: str = "de") -> Outcome[Paper]:
    """Return the plan as a paper and keep it, readable as it was, as the next version (Rule I9).

    The same plan handed out twice on one day is one version. A new one can be taken back as long as nothing
    came after it in the plan, and the paper was neither printed nor saved. The paper is the person's own, but
    keeping a version goes on with the case: it needs one that may be worked on (Rules P2, C10). Raises as
    ``paper`` and as ``admission.usable_case``.
    """
    parts = plan_parts(case_id)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        if file.plan is None or file.plan.begun_on is None:
            raise Refused("plan_not_begun")
        if language not in KINDS[INTEGRATION_PLAN].languages:
            raise Refused("paper_language_missing", language=language)
        on = printing(connection, desk, language).of(file)
        before = read_rows(connection, parts)
        last = max(file.plan.versions, key=lambda version: version.number, default=None)
        value = plan_paper(on, file, file.plan, last.number if last else 1)
        if last is None or last.content != content_of(value):
            value = replace(value, version=last.number + 1 if last else 1)
            content = content_of(value)
            version = PlanVersion(value.version, value.issued_on, language, content, fingerprint_of(content))
            add_row(connection, t.plan_versions, version, plan_id=file.plan.id)
        note(connection, desk, Verb.PLAN_HANDED_OUT, file.case.key)
        made = finished(INTEGRATION_PLAN, value, file.case.number)
        after = read_rows(connection, parts)
    undo = None if after.same_as(before) else step_back(desk, [file.case.key], parts, before, after)
    return Outcome(made, frozenset({Change.PLANS, Change.DEADLINES}), undo, (INTEGRATION_PLAN, case_id))


def issued_plan(desk: Desk, case_id: int, number: int) -> Paper:
    """Return a version that was handed out, as it was, save for what is blacked out (Rule I9).

    Raises ``NotFound``, ``Refused``: ``case_on_hold``, since under a hold nothing is blacked out yet (Rule
    L2); ``plan_version_blacked_out`` and ``plan_version_damaged`` where there is nothing (left) to show.
    """
    with desk.vault.reading() as connection:
        file = unheld_case(connection, case_id)
    for version in file.plan.versions if file.plan else ():
        if version.number == number:
            value = _paper_of(version)
            note_shown(desk, Verb.PAPER_MADE, file.case.key)
            return finished(INTEGRATION_PLAN, value, file.case.number)
    raise NotFound(what=number)


def _paper_of(version: PlanVersion) -> v.PlanPaper:
    """Return the paper that a version was; where it is none, say why (Rule I9)."""
    value = paper_of(version.content)
    if value is None:
        code = "plan_version_blacked_out" if is_blacked_out(version.content) else "plan_version_damaged"
        raise Refused(code, number=version.number, on=version.issued_on)
    return value


def erasure_protocol(desk: Desk, records: tuple[ErasureRecord, ...], language: str = "de") -> Paper:
    """Return the protocol of erasures; nothing on it points to a person (Rules L2 to L4)."""
    with desk.vault.reading() as connection:
        office = office_in(connection)
    reasons = [
        office_papers.ErasedCase(
            each.erased_on, desk.profile.label(ListName.ENDING_REASONS, each.reason, language)
        )
        for each in records
    ]
    value = office_papers.ErasureProtocolPaper(
        office,
        acting_worker(office, desk.worker),
        desk.today(),
        tuple(reasons),
        tuple(dict.fromkeys(place for each in records for place in each.places)),
        tuple(dict.fromkeys(place for each in records for place in each.places_missing)),
        max((each.backups_gone_by for each in records if each.backups_gone_by), default=None),
        records[-1].journal_head if records else "",
        language,
    )
    return finished(ERASURE_PROTOCOL, value, "")


def emergency_sheet(desk: Desk, code: str) -> Paper:
    """Return the sheet with the second way into the store; the code is kept nowhere else."""
    with desk.vault.reading() as connection:
        office = office_in(connection)
    vault = desk.vault
    groups = tuple(code.replace("-", " ").split())
    folder = "" if vault.folder == default_vault() else vault.folder.name
    value = office_papers.EmergencySheetPaper(
        desk.today(), folder, groups, vault.vault_id[:8].upper(), office.office
    )
    return finished(EMERGENCY_SHEET, value, "")


def _hindrance(kind: PaperKind, file: CaseFile, today: date) -> Explanation | None:
    """Return why a paper of a case cannot be printed: no consent opens it, or the case lacks something."""
    return paper_closed(kind.values, file, today) or kind.lacks(file)


def value_of(on: Printing, name: str, told: Told) -> v.Paper:
    """Return the values of one paper, after asking whether it can be printed at all.

    Raises ``Refused``: ``paper_unknown``, ``paper_language_missing``, ``paper_needs_case``, or why it cannot
    be printed yet.
    """
    kind = kind_of(name)
    if on.language not in kind.languages:
        raise Refused("paper_language_missing", language=on.language)
    hindrance = _hindrance(kind, told, on.today) if isinstance(told, CaseFile) else None
    if hindrance is not None:
        raise Refused(hindrance.code, **hindrance.values)
    value = kind.gathered(on.of(told), told)
    if value is None:
        raise Refused("paper_needs_case")
    return value


def finished(name: str, value: v.Paper, number: str) -> Paper:
    """Return a paper as PDF; its file is named by kind and case number, never by a person."""
    return _named(name, pdf_of(value), number, value.language)


def bundled(name: str, values: Sequence[v.Paper], number: str) -> Paper:
    """Return several papers of one kind as one PDF. Raises ``MissingGlyph`` for the first that has one."""
    content, left_out = bundle_of(values, title_of(name), lambda _done, _total: None)
    for _index, missing in left_out:
        raise missing
    return _named(name, content, number)


def _named(name: str, content: bytes, number: str, language: str = "de") -> Paper:
    # a number out of a case file may hold what means a folder, or what a file name cannot hold
    plain_number = _NO_FILE_NAME.sub("-", number).strip("-.")
    spoken = language if name in SINGLE_CONSENTS and language != "de" else ""
    parts = (KINDS[name].file_name, plain_number, spoken)
    file_name = "_".join(part for part in parts if part) + ".pdf"
    return Paper(name, title_of(name), file_name, content)
