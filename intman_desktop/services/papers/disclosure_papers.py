"""What the papers on passing on say: the letter to another office, and the register of one client (E7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.wording import wording
from intman_desktop.rules.disclosures import is_same_recipient, recipients_of
from intman_desktop.services.gate.gated import readable_disclosures
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.services.papers.paper_values import Printing, paper_client
from intman_desktop.values.case_file import CaseFile, Disclosure
from intman_desktop.values.codes import DisclosureGround
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.paper_parts import PaperDisclosure
from intman_desktop.values.papers import DisclosuresPaper, OfficeLetterPaper


def disclosures_paper(on: Printing, file: CaseFile) -> DisclosuresPaper | None:
    """Return the register of what was passed on of a client, None where nothing was (Rule E7)."""
    if not file.disclosures:
        return None
    readable = readable_disclosures(file, on.today)
    newest_first = sorted(readable, key=lambda each: (each.on, each.id), reverse=True)
    return DisclosuresPaper(
        on.office,
        on.worker,
        on.today,
        paper_client(on, file.client),
        tuple(_paper_disclosure(on, file, each) for each in newest_first),
        file.case.number,
        on.language,
    )


def office_letter_paper(
    on: Printing, file: CaseFile, disclosure: Disclosure, letter: OfficeLetter
) -> OfficeLetterPaper:
    """Return the letter by which ``disclosure`` is made.

    The notice of a withdrawal passes nothing on: it says no ground, and tells the address only where the
    office could not know by the date of birth whom it means.
    """
    is_notice, client = is_withdrawal_notice(disclosure), paper_client(on, file.client)
    purpose = "" if disclosure.consent is None else file.consents[disclosure.consent].purpose
    return OfficeLetterPaper(
        on.office,
        on.worker,
        disclosure.on,
        disclosure.recipient,
        letter.subject.strip(),
        letter.text.strip(),
        replace(client, address="") if is_notice and client.born else client,
        None if is_notice else _paper_disclosure(on, file, disclosure),
        purpose.strip().rstrip("."),
        tuple(line.strip() for line in letter.address.splitlines() if line.strip()),
        on.language,
    )


def recipients_to_tell(file: CaseFile) -> tuple[str, ...]:
    """Return the recipients that have to know of the withdrawal of the basic consent (E4, Art. 19)."""
    return () if withdrawn_on(file) is None else recipients_of(file.disclosures)


def recipients_not_told(file: CaseFile) -> tuple[str, ...]:
    """Return the recipients for whom no notice of a withdrawal is entered yet (E4, Art. 19)."""
    day = withdrawn_on(file)
    if day is None:
        return ()
    told = [each.recipient for each in file.disclosures if is_withdrawal_notice(each) and each.on >= day]
    return tuple(
        recipient
        for recipient in recipients_of(file.disclosures)
        if not any(is_same_recipient(recipient, each) for each in told)
    )


def is_withdrawal_notice(disclosure: Disclosure) -> bool:
    """Return whether an entry of the register is a notice of a withdrawal, as ``withdrawal_notice`` makes."""
    by_duty = disclosure.ground is DisclosureGround.STATUTORY_DUTY
    return by_duty and disclosure.what == wording("office_letter", "de").raw("notice_subject")


def withdrawal_notice(
    recipient: str, since: date, today: date, register: Iterable[Disclosure], *, of_kind: bool = False
) -> tuple[Disclosure, OfficeLetter]:
    """Return the letter that tells a recipient of a withdrawal, with its entry, to be looked over (Art. 19).

    It is proposed in German, the language of the letters, whatever the screen speaks, and names what the
    recipient had and when, so that it can be found there.

    Args:
        recipient: who is told.
        since: the day of the withdrawal.
        today: the day of the letter.
        register: the entries of the case as they may be read (Rule E3).
        of_kind: whether the consent was for a special kind, which the letter does not name.
    """
    texts = wording("office_letter", "de")
    subject = texts.raw("notice_subject")
    text = plain(texts.words("notice_kind_text" if of_kind else "notice_text", date=since))
    had = [
        plain(
            texts.words("notice_item" if each.what else "notice_item_unnamed", what=each.what, date=each.on)
        )
        for each in sorted(register, key=lambda each: each.on)
        if is_same_recipient(each.recipient, recipient) and not is_withdrawal_notice(each)
    ]
    if had:
        items = "\n".join(dict.fromkeys(had))
        text = f"{text}\n\n{texts.raw('notice_passed_on')}\n{items}"
    entry = Disclosure(
        today,
        recipient,
        subject,
        ground=DisclosureGround.STATUTORY_DUTY,
        reason=texts.raw("notice_reason"),
        told_on=since,
    )
    return entry, OfficeLetter(subject, text)


def _paper_disclosure(on: Printing, file: CaseFile, kept: Disclosure) -> PaperDisclosure:
    names = {worker.code: worker.name for worker in on.office.workers}
    consent = None if kept.consent is None else file.consents[kept.consent]
    return PaperDisclosure(
        kept.on,
        kept.recipient,
        kept.what,
        kept.way,
        kept.ground,
        consent.decided_on if consent else None,
        kept.reason,
        kept.told_on,
        kept.not_told_reason,
        names.get(kept.worker, kept.worker),
    )
