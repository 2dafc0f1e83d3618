"""What the papers on passing on say: the letter to another office, and the register of one client (E7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from intman_desktop.documents.frame import common
from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.wording import wording
from intman_desktop.rules import gate
from intman_desktop.rules.disclosures import (
    is_same_recipient,
    recipients_of,
)
from intman_desktop.rules.named_data import names_address, names_birth
from intman_desktop.services.gate.gated import readable_disclosures
from intman_desktop.services.gate.notices import is_by_duty, is_notice, is_withdrawal_notice, told_to_her
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.services.papers.paper_values import paper_client
from intman_desktop.services.papers.printing import Printing
from intman_desktop.values.case_file import CaseFile, Disclosure
from intman_desktop.values.codes import ConsentScope, DisclosureGround
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.paper_parts import PaperClient, PaperDisclosure, Unnamed
from intman_desktop.values.papers import DisclosuresPaper, OfficeLetterPaper


def disclosures_paper(on: Printing, file: CaseFile) -> DisclosuresPaper | None:
    """Return the register of what was passed on of a client, None where nothing was (Rule E7).

    What she was deliberately not told of is left out: the paper is hers.
    """
    told = told_to_her(file.disclosures)
    if not told:
        return None
    pairs = zip(file.disclosures, readable_disclosures(file, on.today), strict=True)
    readable = [(kept, shown) for kept, shown in pairs if kept in told]
    newest_first = sorted(readable, key=lambda pair: (pair[0].on, pair[0].id), reverse=True)
    return DisclosuresPaper(
        on.office,
        on.worker,
        on.today,
        paper_client(on, file.client),
        tuple(
            replace(_paper_disclosure(on, file, shown), unnamed=_why_unnamed(file, kept, on.today))
            for kept, shown in newest_first
        ),
        file.case.number,
        on.language,
    )


def office_letter_paper(
    on: Printing, file: CaseFile, disclosure: Disclosure, letter: OfficeLetter
) -> OfficeLetterPaper:
    """Return the letter by which ``disclosure`` is made.

    It tells of her no more than it may. The notice of a withdrawal passes nothing on, and says no ground.
    """
    tells_withdrawal = is_withdrawal_notice(disclosure)
    purpose = "" if disclosure.consent is None else file.consents[disclosure.consent].purpose
    return OfficeLetterPaper(
        on.office,
        on.worker,
        disclosure.on,
        disclosure.recipient,
        letter.subject.strip(),
        letter.text.strip(),
        _as_she_may_be_named(file, disclosure, paper_client(on, file.client)),
        None if tells_withdrawal else _paper_disclosure(on, file, disclosure),
        purpose.strip().rstrip("."),
        tuple(line.strip() for line in letter.address.splitlines() if line.strip()),
        on.language,
    )


def _as_she_may_be_named(file: CaseFile, disclosure: Disclosure, client: PaperClient) -> PaperClient:
    """Return the client by name, and with birth and address as the consent names them (Rules E1, P10).

    What the law lets out is for whoever has to act. A notice says by one of both whom it means: by the
    address where that alone was told to its recipient.
    """
    if not is_notice(disclosure):
        birth, address = _tells(file, disclosure)
        return replace(client, born=client.born if birth else "", address=client.address if address else "")
    acts = (each for each in file.disclosures if is_same_recipient(each.recipient, disclosure.recipient))
    told = [_tells(file, each) for each in acts if not is_notice(each)]
    births, addresses = (any(one) for one in zip(*told, strict=True)) if told else (False, False)
    if not client.born or (client.address and addresses and not births):
        return replace(client, born="")
    return replace(client, address="")


def _tells(file: CaseFile, act: Disclosure) -> tuple[bool, bool]:
    """Return whether an act of passing on may tell the date of birth, and the address (Rules E1, E7, U1)."""
    if act.ground is not DisclosureGround.CONSENT:
        return True, True
    consent = None if act.consent is None else file.consents[act.consent]
    if consent is None:
        return False, False
    if consent.scope is ConsentScope.RELOCATION:
        return True, True
    return names_birth(consent.data_kinds), names_address(consent.data_kinds)


def recipients_to_tell(file: CaseFile) -> tuple[str, ...]:
    """Return the recipients that have to know of the withdrawal of the basic consent (E4, Art. 19)."""
    return () if withdrawn_on(file) is None else recipients_of(file.disclosures)


def recipients_not_told(file: CaseFile) -> tuple[str, ...]:
    """Return the recipients for whom no notice of the withdrawal is entered yet (E4, Art. 19).

    That the consent to a special kind, or to pass something on, was withdrawn tells nothing of the basic one.
    """
    day = withdrawn_on(file)
    if day is None:
        return ()
    notices = [each for each in file.disclosures if is_by_duty(each, "notice_subject") and each.on >= day]
    told = [each.recipient for each in notices]
    return tuple(
        recipient
        for recipient in recipients_of(file.disclosures)
        if not any(is_same_recipient(recipient, each) for each in told)
    )


def withdrawal_notice(
    recipient: str,
    since: date,
    today: date,
    register: Iterable[Disclosure],
    *,
    of_kind: bool = False,
    purpose: str = "",
) -> tuple[Disclosure, OfficeLetter]:
    """Return the letter that tells a recipient that the consent to pass on to it was withdrawn (Art. 19).

    It comes with its entry, to be looked over, in German, the language of the letters, whatever the screen
    speaks, and names what the recipient had by consent and when, so that it can be found there.

    Args:
        recipient: who is told.
        since: the day of the withdrawal.
        today: the day of the letter.
        register: the entries of the case as they may be read (Rule E3).
        of_kind: whether the consent was for a special kind, which the letter does not name.
        purpose: for what it was, where a consent for another purpose still stands; else empty.
    """
    by_consent, _by_law = _had(recipient, register)
    key = "notice_kind_text" if of_kind else "notice_purpose_text" if purpose else "notice_text"
    text = plain(wording("office_letter", "de").words(key, date=since, purpose=purpose.rstrip(".")))
    subject = "notice_kind_subject" if of_kind else "notice_passing_on_subject"
    return _notice(recipient, since, today, (text, _listed("notice_passed_on", by_consent)), subject)


def basic_withdrawal_notice(
    recipient: str, since: date, today: date, register: Iterable[Disclosure], *, held: bool = False
) -> tuple[Disclosure, OfficeLetter]:
    """Return the letter that tells a recipient that the basic consent was withdrawn (Art. 19, E4, E7).

    What was passed on by law is asked back of nobody, and told apart from what rested on a consent.
    Arguments as of ``withdrawal_notice``; ``held`` says that the case is not erased yet (Rule L2).
    """
    texts, (by_consent, by_law) = wording("office_letter", "de"), _had(recipient, register)
    only_by_law = bool(by_law) and not by_consent
    text = plain(texts.words("notice_by_law" if only_by_law else "notice_basic", date=since))
    if not held:
        text = f"{text} {texts.raw('notice_erased')}"
    head = "notice_passed_on" if only_by_law else "notice_passed_on_by_law"
    parts = (text, _listed("notice_passed_on", by_consent), _listed(head, by_law))
    return _notice(recipient, since, today, parts)


def _had(recipient: str, register: Iterable[Disclosure]) -> tuple[list[str], list[str]]:
    """Return what a recipient had, in the order of time: by consent, and by law with the ground."""
    texts, grounds = wording("office_letter", "de"), common("de")
    by_consent, by_law = [], []
    for each in sorted(register, key=lambda each: each.on):
        if not is_same_recipient(each.recipient, recipient) or is_notice(each):
            continue
        if each.ground is DisclosureGround.CONSENT:
            key = "notice_item" if each.what else "notice_item_unnamed"
            by_consent.append(plain(texts.words(key, what=each.what, date=each.on)))
        else:
            basis = plain(grounds.words(f"ground_{each.ground.value}"))
            by_law.append(plain(texts.words("notice_item_by_law", what=each.what, date=each.on, basis=basis)))
    return by_consent, by_law


def _listed(head: str, had: list[str]) -> str:
    if not had:
        return ""
    return "\n".join((wording("office_letter", "de").raw(head), *dict.fromkeys(had)))


def notice_by_duty(
    recipient: str, on: date, told_on: date, text: str, *, subject: str, reason: str
) -> tuple[Disclosure, OfficeLetter]:
    """Return a letter that is owed to a recipient, with its entry, in the language of the letters (Art. 19).

    ``told_on`` is since when it is owed; ``subject`` and ``reason`` are keys of the texts of letters.
    """
    texts = wording("office_letter", "de")
    what, why = texts.raw(subject), texts.raw(reason)
    entry = Disclosure(
        on, recipient, what, ground=DisclosureGround.STATUTORY_DUTY, reason=why, told_on=told_on
    )
    return entry, OfficeLetter(what, text)


def _notice(
    recipient: str, since: date, today: date, parts: Iterable[str], key: str = "notice_subject"
) -> tuple[Disclosure, OfficeLetter]:
    text = "\n\n".join(filter(None, parts))
    return notice_by_duty(recipient, today, since, text, subject=key, reason="notice_reason")


def _why_unnamed(file: CaseFile, kept: Disclosure, today: date) -> Unnamed:
    """Return why what was passed on is not named, if it is not: by what closes its kind (Rules E3, E7)."""
    need = gate.NONE if kept.kind is None else kept.kind.value
    closed = gate.refusal(need, file.consents, today)
    declared = [each for each in file.consents if gate.need_of(each) in (need, gate.BASIC)]
    if not kept.what and (closed is None or any(each.withdrawn_on for each in declared)):
        return Unnamed.REMOVED
    because = "" if closed is None else str(closed.values.get("because", closed.code))
    return {"withdrawn": Unnamed.WITHDRAWN, "expired": Unnamed.EXPIRED}.get(because, Unnamed.CLOSED)


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
        names.get(kept.worker, kept.worker),
    )
