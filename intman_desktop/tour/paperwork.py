"""Every paper of the program as PDF, and the sheets of both years: the stages of the tour that print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from intman_desktop.sample.office import LAST_DAY
from intman_desktop.services.across.key_figures import sheet_pdf, sheet_xlsx
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.casework.erasing_several import gather_for_clients, gather_to_destroy
from intman_desktop.services.casework.several_papers import (
    PRINTABLE,
    PapersMade,
    gather_letters,
    gather_papers,
    make_papers,
)
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.papers import paper_kinds, papers
from intman_desktop.services.papers.list_papers import rest_paper
from intman_desktop.services.papers.privacy_papers import privacy_papers
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.disclosures import (
    record_recipients_told,
    withdrawal_notices,
    write_office_letter,
)
from intman_desktop.services.rights.requests import record_request, write_request_letter
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.case_file import Consent, Disclosure, Request
from intman_desktop.values.codes import (
    ConsentDecision,
    ConsentScope,
    DisclosureWay,
    IdentityCheck,
    RequestAnswer,
    RequestKind,
    SpecialKind,
)
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.views import CaseChip, CaseFilter

if TYPE_CHECKING:
    from intman_desktop.tour.stages import Stages

YEARS = (2025, 2026)
_SEVERAL = 4
_REST = (
    (7, "Musterab, Yonas", "1994", "Keine Einwilligung auf Papier (Beispiel)"),
    (12, "Probehani, Rania", "15.03.1988", "Das Datum der Einwilligung fehlt (Beispiel)"),
)


def end_and_erase(stages: Stages) -> None:
    """Erase an ended case after a withdrawal, so that the sheet counts an erased one as well (K8, E4)."""
    stages.say("Widerruf, und eine beendete Akte löschen")
    case_id = _ended_and_passed_on(stages)
    stages.ask(withdraw_basic, case_id, LAST_DAY)
    stages.save(stages.ask(withdrawal_notices, case_id))
    stages.ask(record_recipients_told, case_id, DisclosureWay.LETTER)
    for name in paper_kinds.BEFORE_ERASING:
        stages.save(stages.ask(papers.paper, name, case_id))
    record = stages.ask(erase_case, case_id).value
    stages.save(stages.ask(papers.erasure_protocol, (record,)))
    stages.program.frame.forget_undo()
    stages.driver.settle()


def write_papers(stages: Stages) -> None:
    """Write every paper of one case, those of several at once, and the sheets of both years."""
    stages.say("Papiere und Kennzahlenbogen")
    case_id = stages.shown_case()
    told = stages.ask(open_case, case_id).file.disclosures[0]
    letter = OfficeLetter("Stand des Antrags", "bitte teilen Sie mir mit, was noch fehlt.")
    entry = Disclosure(LAST_DAY, told.recipient, letter.subject)
    stages.save(stages.ask(write_office_letter, case_id, entry, letter).value)
    stages.save(stages.ask(access_report, case_id).value)
    asked = Request(
        RequestKind.ACCESS,
        LAST_DAY,
        identity=IdentityCheck.KNOWN,
        answered_on=LAST_DAY,
        answer=RequestAnswer.HANDED_OVER,
    )
    answered = stages.ask(record_request, case_id, asked).value
    stages.save(stages.ask(write_request_letter, case_id, answered.id).value)
    for consent in _asked_one_by_one(told.recipient):
        stages.save(stages.ask(papers.consent_sheet, case_id, consent))
    for paper in (*stages.ask(papers.papers_of, case_id), *stages.ask(privacy_papers)):
        stages.save(paper)
    stages.save(stages.ask(rest_paper, _REST))
    _write_several(stages)
    for year in YEARS:
        stages.keep(f"Kennzahlen_{year}.xlsx", stages.ask(sheet_xlsx, year))
        stages.keep(f"Kennzahlen_{year}.pdf", stages.ask(sheet_pdf, year))


def _ended_and_passed_on(stages: Stages) -> int:
    """Return an ended case of which somebody was told something, and has to be told of the withdrawal."""
    ended = stages.ask(case_page, CaseFilter(frozenset({CaseChip.ENDED}))).rows
    return next(row.case_id for row in ended if stages.ask(open_case, row.case_id).file.disclosures)


def _asked_one_by_one(recipient: str) -> tuple[Consent, ...]:
    """Return what is asked on a sheet of its own when it is first needed (Rule E1)."""
    asked = ConsentDecision.LATER
    return (
        Consent(
            ConsentScope.PASSING_ON,
            asked,
            LAST_DAY,
            recipient=recipient,
            purpose="Klärung offener Fragen (Beispiel)",
            data_kinds="Name, Anschrift, Stand des Anliegens",
        ),
        Consent(ConsentScope.RELOCATION, asked, LAST_DAY),
        Consent(ConsentScope.SPECIAL, asked, LAST_DAY, kind=SpecialKind.RELIGION),
    )


def _write_several(stages: Stages) -> None:
    """Write a letter to several, and the papers of several cases at once, also those before erasing."""
    rows = stages.ask(case_page, CaseFilter(frozenset({CaseChip.ACTIVE}), text="Muster")).rows
    case_ids = [row.case_id for row in rows if row.has_open_plan][:_SEVERAL]
    words = "{Anrede},\n\nam 10.12. bleibt die Beratungsstelle geschlossen (Beispiel)."
    letters = stages.ask(gather_letters, case_ids, "Geänderte Sprechzeit", words)
    due = [each.case_id for each in stages.ask(privacy_view).due][:_SEVERAL]
    before_erasing = [stages.ask(gather, due) for gather in (gather_for_clients, gather_to_destroy)]
    of_several = [stages.ask(gather_papers, case_ids, name) for name in PRINTABLE]
    for gathered in (letters, *of_several, *before_erasing):
        made: list[PapersMade] = []
        stages.program.frame.make(
            make_papers, gathered.value, on_done=made.append, on_progress=lambda _done, _total: None
        )
        stages.driver.wait_for(partial(bool, made), gathered.value.title)
        for each in made:
            if each.paper is not None:
                stages.save(each.paper)
