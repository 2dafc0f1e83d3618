"""Who got something that a withdrawn consent had opened: said before, and told after (E7, Art. 19)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.rules.disclosures import acts_under, is_same_recipient, recipients_of
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import CaseFile, Consent
from intman_desktop.values.codes import ConsentScope

_OF_THESE = (ConsentScope.SPECIAL, ConsentScope.RELOCATION)


def recipients_said(consent: Consent | None, file: CaseFile) -> str:
    """Return in words who has to know of the withdrawal of a kind or of a move, empty where nobody got it."""
    if consent is None or consent.scope not in _OF_THESE:
        return ""
    acts = acts_under(consent, file.disclosures, file.consents)
    told = [
        _("{recipient} ({day})").format(
            recipient=recipient,
            day=", ".join(day(each.on) for each in acts if is_same_recipient(each.recipient, recipient)),
        )
        for recipient in recipients_of(acts)
    ]
    if not told:
        return ""
    words = (
        _("Eine Falldatei hat bekommen: {recipients}. Bitte teilen Sie dort den Widerruf mit.")
        if consent.scope is ConsentScope.RELOCATION
        else _("Angaben davon haben bekommen: {recipients}. Bitte teilen Sie dort den Widerruf mit.")
    )
    return words.format(recipients="; ".join(told))


def notices_offered(consent: Consent | None, file: CaseFile, go: Go) -> Iterator[QWidget]:
    """Yield what says who has to know of a withdrawal, and begins the letter to each."""
    said = recipients_said(consent, file)
    if consent is None or not said:
        return
    yield Text(said)
    for recipient in recipients_of(acts_under(consent, file.disclosures, file.consents)):
        write = link_button(
            _("Widerruf mitteilen: {recipient} …").format(recipient=recipient),
            partial(go, "passing_on", way="letter", notice_of=consent.id, recipient=recipient),
            icon="pencil",
        )
        yield Flow(write)
