"""Every paper by its value: as PDF, as the text that is shown, and the version of that text (E2, E6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from intman_desktop.documents import (
    access,
    agreement,
    certificate,
    consent_form,
    data_flow,
    disclosures,
    emergency_sheet,
    erasure_concept,
    erasure_protocol,
    extension,
    impact_assessment,
    interpreter_undertaking,
    key_figures,
    letter,
    office_letter,
    papers_to_destroy,
    plan,
    privacy_notice,
    processing_record,
    request_letter,
    rest_of_list,
    security_measures,
    single_consent,
    withdrawal,
)
from intman_desktop.documents.fonts import MissingGlyph
from intman_desktop.documents.page import render, render_bundle
from intman_desktop.documents.parts import Composition
from intman_desktop.documents.text_files import languages_of
from intman_desktop.documents.told import told
from intman_desktop.documents.wording import wording, wording_in_force
from intman_desktop.values.consent_papers import (
    InterpreterUndertakingPaper,
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SingleConsentPaper,
    SpecialConsentPaper,
)
from intman_desktop.values.office_papers import (
    EmergencySheetPaper,
    ErasureProtocolPaper,
    KeyFiguresPaper,
    RestOfList,
)
from intman_desktop.values.papers import (
    AccessPaper,
    AgreementPaper,
    CertificatePaper,
    ConsentFormPaper,
    DisclosuresPaper,
    ExtensionPaper,
    LetterPaper,
    OfficeLetterPaper,
    Paper,
    PapersToDestroyPaper,
    PlanPaper,
    PrivacyNoticePaper,
    WithdrawalPaper,
)
from intman_desktop.values.privacy_papers import (
    DataFlowPaper,
    ErasureConceptPaper,
    ImpactAssessmentPaper,
    ProcessingRecordPaper,
    SecurityMeasuresPaper,
)
from intman_desktop.values.request_papers import RequestLetterPaper

TextPaper: TypeAlias = PrivacyNoticePaper | ConsentFormPaper | AgreementPaper | SingleConsentPaper
"""The papers whose texts are evidence, and which the office edits (E2, E6)."""

_COMPOSERS: dict[type, Callable[[Any], Composition]] = {
    PrivacyNoticePaper: privacy_notice.compose,
    ConsentFormPaper: consent_form.compose,
    PassingOnConsentPaper: single_consent.compose_passing_on,
    RelocationConsentPaper: single_consent.compose_relocation,
    SpecialConsentPaper: single_consent.compose_special,
    InterpreterUndertakingPaper: interpreter_undertaking.compose,
    AgreementPaper: agreement.compose,
    PlanPaper: plan.compose,
    CertificatePaper: certificate.compose,
    ExtensionPaper: extension.compose,
    LetterPaper: letter.compose,
    OfficeLetterPaper: office_letter.compose,
    RequestLetterPaper: request_letter.compose,
    DisclosuresPaper: disclosures.compose,
    AccessPaper: access.compose,
    WithdrawalPaper: withdrawal.compose,
    PapersToDestroyPaper: papers_to_destroy.compose,
    EmergencySheetPaper: emergency_sheet.compose,
    KeyFiguresPaper: key_figures.compose,
    ErasureProtocolPaper: erasure_protocol.compose,
    RestOfList: rest_of_list.compose,
    ProcessingRecordPaper: processing_record.compose,
    SecurityMeasuresPaper: security_measures.compose,
    DataFlowPaper: data_flow.compose,
    ErasureConceptPaper: erasure_concept.compose,
    ImpactAssessmentPaper: impact_assessment.compose,
}
_FOLDERS: dict[type, str] = {
    PrivacyNoticePaper: "privacy_notice",
    ConsentFormPaper: "consent_form",
    PassingOnConsentPaper: "passing_on_consent",
    RelocationConsentPaper: "relocation_consent",
    SpecialConsentPaper: "special_consent",
    InterpreterUndertakingPaper: "interpreter_undertaking",
    AgreementPaper: "agreement",
    PlanPaper: "plan",
    CertificatePaper: "certificate",
    ExtensionPaper: "extension",
    LetterPaper: "letter",
    OfficeLetterPaper: "office_letter",
    RequestLetterPaper: "request_letter",
    DisclosuresPaper: "disclosures",
    AccessPaper: "access",
    WithdrawalPaper: "withdrawal",
    PapersToDestroyPaper: "papers_to_destroy",
    EmergencySheetPaper: "emergency_sheet",
    KeyFiguresPaper: "key_figures",
    ErasureProtocolPaper: "erasure_protocol",
    RestOfList: "rest_of_list",
    ProcessingRecordPaper: "processing_record",
    SecurityMeasuresPaper: "security_measures",
    DataFlowPaper: "data_flow",
    ErasureConceptPaper: "erasure_concept",
    ImpactAssessmentPaper: "impact_assessment",
}


_ALWAYS_MADE = (AccessPaper, WithdrawalPaper, PapersToDestroyPaper, EmergencySheetPaper)
"""What nobody may be refused for a sign in a text that can perhaps not be changed any more (E4, L8)."""


def pdf_of(paper: Paper) -> bytes:
    """Return ``paper`` as PDF, equal bytes for an equal value, two languages side by side where it has them.

    Raises ``OfficeDataMissing`` (Rule E8) or ``MissingGlyph`` (a character no font has).
    """
    beside = paper.beside if isinstance(paper, AccessPaper) else None
    return render(composition_of(paper), None if beside is None else composition_of(beside))


def bundle_of(
    papers: Sequence[Paper], title: str, progress: Callable[[int, int], object]
) -> tuple[bytes, tuple[tuple[int, MissingGlyph], ...]]:
    """Return ``papers``, one after the other, as one PDF under ``title``, and those that were left out.

    A paper with a character that no font has is left out by its place in the row, with the reason; the
    PDF is empty where none is left. Raises ``OfficeDataMissing`` (Rule E8).
    """
    return render_bundle([composition_of(paper) for paper in papers], title, progress)


def composition_of(paper: Paper) -> Composition:
    """Return ``paper`` in its parts."""
    composed = _COMPOSERS[type(paper)](paper)
    return replace(composed, spells_out=True) if isinstance(paper, _ALWAYS_MADE) else composed


def shown_text(paper: Paper) -> str:
    """Return the plain text that ``paper`` shows, for its fingerprint (Rule E2).

    Everything the office says is in it, word for word; what tells of one person (name, dates,
    ticks, signatures) is not, so that equal texts have equal fingerprints and none is personal.
    """
    return told(composition_of(paper))


def text_version(paper: Paper) -> int:
    """Return the version of the text in the paper's language; a new one asks for a new consent (E6)."""
    supplied = wording(_FOLDERS[type(paper)], paper.language)
    if isinstance(paper, TextPaper):
        return wording_in_force(supplied.paper, paper.language, paper.wording).version
    return supplied.version


def languages_for(kind: type) -> tuple[str, ...]:
    """Return the languages that papers of ``kind`` (a class of ``values.papers``) can be printed in."""
    return languages_of(_FOLDERS[kind])
