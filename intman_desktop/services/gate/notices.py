"""Which entries of the register tell a recipient of a withdrawal, and which the person may see (E7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from intman_desktop.documents.wording import wording
from intman_desktop.rules import disclosures as rules
from intman_desktop.rules.corrections import REGISTER
from intman_desktop.rules.disclosures import is_withheld
from intman_desktop.rules.recipients import recipient_key
from intman_desktop.values.case_file import CaseFile, Consent, Disclosure
from intman_desktop.values.codes import ConsentScope, DisclosureGround
from intman_desktop.values.disclosures import UntoldRecipient

_OF_WITHDRAWAL = ("notice_subject", "notice_passing_on_subject", "notice_kind_subject")


def of_withdrawal() -> tuple[str, ...]:
    """Return what stands in the register for a notice of a withdrawal, in German like the letters."""
    texts = wording("office_letter", "de")
    return tuple(texts.raw(key) for key in _OF_WITHDRAWAL)


def is_withdrawal_notice(disclosure: Disclosure) -> bool:
    """Return whether an entry of the register is a notice of a withdrawal, as the letters make it."""
    return is_by_duty(disclosure, *_OF_WITHDRAWAL)


def is_notice(disclosure: Disclosure) -> bool:
    """Return whether an entry is a notice of a withdrawal or a correction, which passes nothing on."""
    return is_withdrawal_notice(disclosure) or is_by_duty(disclosure, "correction_subject")


def is_by_duty(disclosure: Disclosure, *keys: str) -> bool:
    """Return whether an entry rests on a duty of the law and says one of these texts of the letters."""
    texts = wording("office_letter", "de")
    by_duty = disclosure.ground is DisclosureGround.STATUTORY_DUTY
    return by_duty and disclosure.what in {texts.raw(key) for key in keys}


def recipients_untold(
    disclosures: Sequence[Disclosure], consents: Sequence[Consent]
) -> tuple[UntoldRecipient, ...]:
    """Return whom nobody told yet that a consent was withdrawn by which they got something (Art. 19).

    Empty where the basic consent was withdrawn: then every recipient is told before the case is erased (E4).
    """
    if any(each.scope is ConsentScope.BASIC and each.withdrawn_on is not None for each in consents):
        return ()
    of_kinds = [each for each in disclosures if is_by_duty(each, "notice_kind_subject")]
    of_others = [each for each in disclosures if is_withdrawal_notice(each) and each not in of_kinds]
    return rules.recipients_untold(disclosures, consents, of_kinds, of_others)


def told_to_her(disclosures: Iterable[Disclosure]) -> tuple[Disclosure, ...]:
    """Return what of the register may stand in what its person gets: nothing she was kept from (E7, Art. 15).

    Beside an act that is kept from her, a notice stands there only if she knows of something else that
    exactly its recipient got: a worker may have written the secret one by any other name.
    """
    acts = tuple(disclosures)
    told = tuple(each for each in acts if not is_withheld(each))
    if told == acts:
        return acts
    known = {recipient_key(each.recipient) for each in told if not is_notice(each)}
    return tuple(each for each in told if not is_notice(each) or recipient_key(each.recipient) in known)


def seen_by_her(file: CaseFile) -> CaseFile:
    """Return a case with what of the register, and of its corrections, its person may see (E7, L8, Art. 15).

    A correction does not say which entry it was of: where one is kept from her, so is each.
    """
    told = told_to_her(file.disclosures)
    if told == file.disclosures:
        return file
    corrections = tuple(each for each in file.corrections if each.place != REGISTER)
    return replace(file, disclosures=told, corrections=corrections)
