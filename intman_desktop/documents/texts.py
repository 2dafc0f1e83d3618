"""Every paper by its value: as PDF, as the text that is shown, and the version of that text (E2, E6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intman_desktop.documents import (
    agreement,
    certificate,
    consent_form,
    emergency_sheet,
    erasure_protocol,
    key_figures,
    plan,
    privacy_notice,
    rest_of_list,
)
from intman_desktop.documents.page import render
from intman_desktop.documents.parts import Composition
from intman_desktop.documents.told import told
from intman_desktop.documents.wording import languages_of, wording
from intman_desktop.values.papers import (
    AgreementPaper,
    CertificatePaper,
    ConsentFormPaper,
    EmergencySheetPaper,
    ErasureProtocolPaper,
    KeyFiguresPaper,
    Paper,
    PlanPaper,
    PrivacyNoticePaper,
    RestOfList,
)

_COMPOSERS: dict[type, Callable[[Any], Composition]] = {
    PrivacyNoticePaper: privacy_notice.compose,
    ConsentFormPaper: consent_form.compose,
    AgreementPaper: agreement.compose,
    PlanPaper: plan.compose,
    CertificatePaper: certificate.compose,
    EmergencySheetPaper: emergency_sheet.compose,
    KeyFiguresPaper: key_figures.compose,
    ErasureProtocolPaper: erasure_protocol.compose,
    RestOfList: rest_of_list.compose,
}
_FOLDERS: dict[type, str] = {
    PrivacyNoticePaper: "privacy_notice",
    ConsentFormPaper: "consent_form",
    AgreementPaper: "agreement",
    PlanPaper: "plan",
    CertificatePaper: "certificate",
    EmergencySheetPaper: "emergency_sheet",
    KeyFiguresPaper: "key_figures",
    ErasureProtocolPaper: "erasure_protocol",
    RestOfList: "rest_of_list",
}


def pdf_of(paper: Paper) -> bytes:
    """Return ``paper`` as PDF, equal bytes for an equal value.

    Raises ``OfficeDataMissing`` (Rule E8) or ``MissingGlyph`` (a character no font has).
    """
    return render(composition_of(paper))


def composition_of(paper: Paper) -> Composition:
    """Return ``paper`` in its parts."""
    return _COMPOSERS[type(paper)](paper)


def shown_text(paper: Paper) -> str:
    """Return the plain text that ``paper`` shows, for its fingerprint (Rule E2).

    Everything the office says is in it, word for word; what tells of one person (name, dates,
    ticks, signatures) is not, so that equal texts have equal fingerprints and none is personal.
    """
    return told(composition_of(paper))


def text_version(paper: Paper) -> int:
    """Return the version of the text in the paper's language; a new one asks for a new consent (E6)."""
    return wording(_FOLDERS[type(paper)], paper.language).version


def languages_for(kind: type) -> tuple[str, ...]:
    """Return the languages that papers of ``kind`` (a class of ``values.papers``) can be printed in."""
    return languages_of(_FOLDERS[kind])
