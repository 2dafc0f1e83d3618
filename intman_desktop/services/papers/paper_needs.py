"""Which consent each paper needs before it is made, and which are made under a hold (E3, P10, U1, L2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, get_args

from intman_desktop.rules import gate
from intman_desktop.values import office_papers
from intman_desktop.values import papers as v
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.consent_papers import (
    InterpreterUndertakingPaper,
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SpecialConsentPaper,
)
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
    # whoever interprets signs it; nothing of the case stands on it
    InterpreterUndertakingPaper: gate.NONE,
    # the person's own papers: no consent is needed for them (U1, L8), also after a withdrawal (E4)
    v.PlanPaper: gate.NONE,
    v.CertificatePaper: gate.NONE,
    v.DisclosuresPaper: gate.NONE,
    v.AccessPaper: gate.NONE,
    RequestLetterPaper: gate.NONE,
    v.WithdrawalPaper: gate.NONE,
    v.PapersToDestroyPaper: gate.NONE,
    # asked beyond the first sheet, of whoever gave the basic consent: no other one opens without it (E1, P2)
    PassingOnConsentPaper: gate.BASIC,
    RelocationConsentPaper: gate.BASIC,
    SpecialConsentPaper: gate.BASIC,
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

OWED_UNDER_HOLD: Final[frozenset[type]] = frozenset(
    {
        v.PlanPaper,
        v.CertificatePaper,
        v.DisclosuresPaper,
        v.AccessPaper,
        RequestLetterPaper,
        v.WithdrawalPaper,
        v.PapersToDestroyPaper,
    }
)
"""What the person is owed under a hold as well (Art. 12, 15; U1, E4), once the case was opened with a reason.

Letters to an office are asked for in ``services.rights.disclosures``: under a hold what rests on the law
goes out, such as the notices of a withdrawal (Art. 19).
"""


def paper_closed(kind: type, file: CaseFile, on: date) -> Explanation | None:
    """Return why a hold or the want of a consent keeps a paper from being made, else None (Rules E3, L2).

    Passing on is asked where it is entered, with the recipient and the ground (Rule E7). A paper without a
    declared need is a bug (``KeyError``).
    """
    need = NEED_OF_PAPER[kind]
    if file.case.hold_since is not None and kind not in OWED_UNDER_HOLD:
        return Explanation("paper_not_under_hold")
    return None if need == TO_RECIPIENT else gate.refusal(need, file.consents, on)
