"""The texts that a person was shown, kept word for word with their fingerprint (E2, E6)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.documents.texts import languages_for, shown_text, text_version
from intman_desktop.gdpr.texts import keep_text
from intman_desktop.services.desk import Desk
from intman_desktop.services.office import office_in
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import ConsentScope, TextKind
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.paper_parts import PaperClient
from intman_desktop.values.papers import AgreementPaper, ConsentFormPaper, PrivacyNoticePaper

ON_THE_SHEET = frozenset(
    {ConsentScope.BASIC, ConsentScope.SPECIAL, ConsentScope.CONTACT, ConsentScope.INTERPRETER}
)
"""The declarations that the one sheet of the first talk asks (E1)."""


def keep_shown(connection: Connection, desk: Desk, kind: TextKind, language: str) -> str:
    """Keep the text of today's paper of this kind and return its fingerprint (Rule E2).

    In a language without a paper of its own the German one was shown, and is kept. Empty where the
    office lacks what the paper needs: then the program has not shown it, and it was filed elsewhere.
    """
    paper = _paper(desk, office_in(connection), kind, language)
    try:
        body = shown_text(paper)
    except OfficeDataMissing:
        return ""
    return keep_text(connection, kind, paper.language, text_version(paper), body).fingerprint


def with_text(connection: Connection, desk: Desk, consent: Consent) -> Consent:
    """Return the declaration with the fingerprint of the sheet it was asked on, if it was (Rule E2)."""
    if consent.text_fingerprint or consent.scope not in ON_THE_SHEET:
        return consent
    shown = keep_shown(connection, desk, TextKind.CONSENT, consent.language)
    return replace(consent, text_fingerprint=shown)


def _paper(
    desk: Desk, office: Office, kind: TextKind, language: str
) -> PrivacyNoticePaper | ConsentFormPaper | AgreementPaper:
    today = desk.today()
    worker = next((each for each in office.workers if each.code == desk.worker), Worker(desk.worker, ""))
    if kind is TextKind.PRIVACY_NOTICE:
        return PrivacyNoticePaper(office, worker, today, _printed(PrivacyNoticePaper, language))
    if kind is TextKind.CONSENT:
        return ConsentFormPaper(office, worker, today, language=_printed(ConsentFormPaper, language))
    nobody, spoken = PaperClient(""), _printed(AgreementPaper, language)
    return AgreementPaper(office, worker, today, nobody, today, language=spoken)


def _printed(kind: type, language: str) -> str:
    return language if language in languages_for(kind) else "de"
