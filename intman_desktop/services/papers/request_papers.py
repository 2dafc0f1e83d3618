"""What the letter to a person about her request says, and the notice of a correction to a recipient (L8)."""

from __future__ import annotations

from datetime import date

from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.wording import wording
from intman_desktop.rules.requests import due_on
from intman_desktop.services.common.naming import address_lines, letter_name
from intman_desktop.services.papers.disclosure_papers import notice_by_duty
from intman_desktop.services.papers.printing import Printing
from intman_desktop.values.case_file import CaseFile, Disclosure, Request
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.request_papers import RequestLetterPaper


def request_letter_paper(on: Printing, file: CaseFile, request: Request) -> RequestLetterPaper:
    """Return the letter that tells the person how her request stands."""
    client = file.client
    return RequestLetterPaper(
        on.office,
        on.worker,
        on.today,
        letter_name(client),
        request,
        due_on(request),
        address_lines(client),
        client.family_name,
        client.sex,
        file.case.number,
        on.language,
        held=file.case.hold_since is not None,
    )


def correction_notice(
    recipient: str, what: str, corrected_on: date, today: date
) -> tuple[Disclosure, OfficeLetter]:
    """Return the letter that tells a recipient of a correction, with its entry, to be looked over (Art. 19).

    It is proposed in German, the language of the letters; the right value is for the worker to write, as
    far as the recipient had the wrong one.
    """
    texts = wording("office_letter", "de")
    text = plain(texts.words("correction_text", what=what, date=corrected_on))
    subject, reason = "correction_subject", "correction_reason"
    return notice_by_duty(recipient, today, today, text, subject=subject, reason=reason)
