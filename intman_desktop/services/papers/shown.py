"""The texts that a person was shown, kept word for word with their fingerprint (E2, E6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial

from sqlalchemy import Connection

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.documents.text_files import languages_of
from intman_desktop.documents.texts import TextPaper, languages_for, shown_text, text_version
from intman_desktop.gdpr.texts import keep_text
from intman_desktop.rules.consents import text_of
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.period import REGULAR_MONTHS
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import acting_worker, office_in
from intman_desktop.services.common.text_versions import texts_in_force
from intman_desktop.services.papers.paper_values import Printing, single_consent
from intman_desktop.values.case_file import CaseFile, Consent
from intman_desktop.values.codes import SpecialKind, TextKind
from intman_desktop.values.paper_parts import PaperClient
from intman_desktop.values.papers import AgreementPaper, ConsentFormPaper, PrivacyNoticePaper
from intman_desktop.values.texts import TEXT_PAPERS

_OF_THE_FIRST_TALK = frozenset({TextKind.PRIVACY_NOTICE, TextKind.CONSENT, TextKind.AGREEMENT})


def text_languages() -> tuple[str, ...]:
    """Return the languages that all three papers of the first talk exist in; else German is shown."""
    kinds = (PrivacyNoticePaper, ConsentFormPaper, AgreementPaper)
    return tuple(sorted(set.intersection(*(set(languages_for(kind)) for kind in kinds))))


def keep_shown(
    connection: Connection, desk: Desk, kind: TextKind, language: str, of: SpecialKind | None = None
) -> str:
    """Keep the text of today's paper of this kind and return its fingerprint (Rule E2).

    ``of`` is the special category that the text names, where it names one.
    ``language`` is the one it was explained in. Without papers of its own the German one was shown, and is
    kept as German: what was shown and what was spoken are two things. Empty where the
    office lacks what the paper needs: then the program has not shown it, and it was filed elsewhere.
    """
    paper = _paper(connection, desk, kind, language, of)
    try:
        body = shown_text(paper)
    except OfficeDataMissing:
        return ""
    return keep_text(connection, kind, paper.language, text_version(paper), body).fingerprint


def shown_to(file: CaseFile) -> frozenset[str]:
    """Return the fingerprints of the texts that the evidence of a case names (Rule E2)."""
    evidence = (*file.notices, *file.consents, *((file.agreement,) if file.agreement else ()))
    return frozenset(each.text_fingerprint for each in evidence if each.text_fingerprint)


def with_text(connection: Connection, desk: Desk, consent: Consent) -> Consent:
    """Return the declaration with the fingerprint of the text it was asked with (Rules E1, E2)."""
    if consent.text_fingerprint:
        return consent
    shown = keep_shown(connection, desk, text_of(consent), consent.language, _named(consent))
    return replace(consent, text_fingerprint=shown)


def with_texts(desk: Desk, files: Iterable[CaseFile]) -> tuple[CaseFile, ...]:
    """Return the files as if today's texts had been shown, and keep these texts (Rule E2).

    For invented people: of a real person nobody may presume what she was shown.
    """
    with desk.vault.transaction() as connection:
        shown = cache(partial(keep_shown, connection, desk))
        return tuple(_with_texts(file, shown) for file in files)


def blank_paper(kind: TextKind, on: Printing, of: SpecialKind | None = None) -> TextPaper:
    """Return the paper of a text for nobody in particular, ``of`` a special category where it names one."""
    wording = on.wording(kind)
    if kind is TextKind.PRIVACY_NOTICE:
        return PrivacyNoticePaper(on.office, on.worker, on.today, on.language, wording)
    if kind is TextKind.CONSENT:
        return ConsentFormPaper(on.office, on.worker, on.today, language=on.language, wording=wording)
    if kind is not TextKind.AGREEMENT:
        return single_consent(on, kind, of=of)
    return AgreementPaper(
        on.office,
        on.worker,
        on.today,
        PaperClient(""),
        add_months(on.today, REGULAR_MONTHS),
        language=on.language,
        wording=wording,
    )


def _with_texts(file: CaseFile, shown: Callable[..., str]) -> CaseFile:
    notices = tuple(
        replace(each, text_fingerprint=shown(TextKind.PRIVACY_NOTICE, each.language)) for each in file.notices
    )
    agreement = file.agreement
    if agreement is not None:
        agreement = replace(agreement, text_fingerprint=shown(TextKind.AGREEMENT, agreement.language))
    consents = tuple(
        replace(each, text_fingerprint=shown(text_of(each), each.language, _named(each)))
        for each in file.consents
    )
    return replace(file, notices=notices, agreement=agreement, consents=consents)


def _named(consent: Consent) -> SpecialKind | None:
    """Return the special category that the text names: the sheet of the first talk has its words itself."""
    return consent.kind if text_of(consent) is TextKind.SPECIAL_CONSENT else None


def _paper(
    connection: Connection, desk: Desk, kind: TextKind, language: str, of: SpecialKind | None
) -> TextPaper:
    office = office_in(connection)
    worker = acting_worker(office, desk.worker)
    there_are = text_languages() if kind in _OF_THE_FIRST_TALK else languages_of(TEXT_PAPERS[kind])
    shown = language if language in there_are else "de"
    texts = texts_in_force(connection, shown)
    return blank_paper(kind, Printing(desk.profile, office, worker, desk.today(), shown, texts), of)
