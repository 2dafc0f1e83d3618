"""Every way by which something leaves the store, with the consent it asks for (E3, P10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intman_desktop.rules import gate
from intman_desktop.services.paper_needs import TO_RECIPIENT

WAYS_OUT: Final[Mapping[str, str]] = {
    # cases in the case format: a case without basic consent stays out, and of others what is closed
    "exporting.export_cases": gate.BASIC,
    "exporting.export_parcel": gate.BASIC,
    # for the person herself, to whom nothing is closed (L8, Art. 15 and 20)
    "exporting.export_own": gate.NONE,
    "access_report.access_report": gate.NONE,
    "requests.write_request_letter": gate.NONE,
    # lists: of a case without basic consent only the number goes out
    "list_export.list_cases_out": gate.BASIC,
    "office_calendar.office_calendar": gate.BASIC,
    # papers of cases: each as ``paper_needs.NEED_OF_PAPER`` says
    "papers.paper": gate.NONE,
    "papers.papers_of": gate.NONE,
    "papers.value_of": gate.NONE,
    "papers.finished": gate.NONE,
    "papers.bundled": gate.NONE,
    "papers.hand_out_plan": gate.BASIC,
    "papers.issued_plan": gate.NONE,
    "several_papers.gather_papers": gate.BASIC,
    "several_papers.gather_letters": gate.BASIC,
    "several_papers.make_papers": gate.BASIC,
    "erasing_several.gather_for_clients": gate.NONE,
    "erasing_several.gather_to_destroy": gate.NONE,
    "disclosures.write_office_letter": TO_RECIPIENT,
    "disclosures.write_withdrawal_notices": TO_RECIPIENT,
    "scans.show_scan": gate.NONE,
    # about nobody, or from memory alone
    "papers.erasure_protocol": gate.NONE,
    "papers.emergency_sheet": gate.NONE,
    "privacy.protocol": gate.NONE,
    "privacy_papers.privacy_paper": gate.NONE,
    "privacy_papers.privacy_papers": gate.NONE,
    "paper_texts.preview_text": gate.NONE,
    "journal_pages.journal_out": gate.NONE,
    "list_papers.rest_paper": gate.NONE,
    "key_figures.sheet_pdf": gate.NONE,
    "key_figures.sheet_xlsx": gate.NONE,
    "key_figures.sheet_json": gate.NONE,
    # the store itself, sealed
    "backups.back_up": gate.NONE,
}
"""By module and function of ``services``: what is asked before anything of a case goes this way.

``NONE`` stands where no case is told of, where the paper asks for itself, or where a person gets her own.
"""
