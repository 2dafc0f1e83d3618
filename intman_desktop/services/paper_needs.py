"""Which consent each paper needs before it is made (E3, P10, U1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, get_args

from intman_desktop.rules import gate
from intman_desktop.values import office_papers
from intman_desktop.values import papers as v
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.privacy_papers import PrivacyPaper
from intman_desktop.values.request_papers import RequestLetterPaper

TO_RECIPIENT: Final = gate.PASSING_ON
"""Stands for the consent of passing on to whomever the paper goes to, or a ground of the law (Rule E7)."""

NEED_OF_PAPER: Final[Mapping[type, str]] = {
    # asked and handed out before there is a consent, made from what is still in memory
    v.PrivacyNoticePaper: gate.NONE,
    v.ConsentFormPaper: gate.NONE,
    v.AgreementPaper: gate.NONE,
    office_papers.RestOfList: gate.NONE,
    # the person's own papers: no consent is needed for them (U1, L8), also after a withdrawal (E4)
    v.PlanPaper: gate.NONE,
    v.CertificatePaper: gate.NONE,
    v.DisclosuresPaper: gate.NONE,
    v.AccessPaper: gate.NONE,
    RequestLetterPaper: gate.NONE,
    v.WithdrawalPaper: gate.NONE,
    v.PapersToDestroyPaper: gate.NONE,
    # the daily work on a case
    v.ExtensionPaper: gate.BASIC,
    v.LetterPaper: gate.BASIC,
    # to somebody else
    v.OfficeLetterPaper: TO_RECIPIENT,
    # about nobody
    office_papers.KeyFiguresPaper: gate.NONE,
    office_papers.ErasureProtocolPaper: gate.NONE,
    office_papers.EmergencySheetPaper: gate.NONE,
    **dict.fromkeys(get_args(PrivacyPaper), gate.NONE),
}
"""The need of every paper. What is on a plan is asked besides, field by field and goal by goal."""


def paper_closed(kind: type, file: CaseFile, on: date) -> Explanation | None:
    """Return why a paper of a case cannot be made for want of a consent, None where it can (Rule E3).

    Passing on is asked where it is entered, with the recipient and the ground (Rule E7). A paper without a
    declared need is a bug (``KeyError``).
    """
    need = NEED_OF_PAPER[kind]
    return None if need == TO_RECIPIENT else gate.refusal(need, file.consents, on)
