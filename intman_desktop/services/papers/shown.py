"""The texts that a person was shown, kept word for word with their fingerprint (E2, E6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Final, TypeVar

from sqlalchemy import Connection

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.documents.text_files import languages_of, text_file
from intman_desktop.documents.texts import TextPaper, languages_for, shown_text, text_version
from intman_desktop.gdpr.texts import keep_text, text_with
from intman_desktop.rules.consents import leaves_proof, text_of
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.period import REGULAR_MONTHS
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.text_versions import (
    UNKNOWN_VERSION,
    text_on,
    version_of,
    versions_on,
)
from intman_desktop.services.papers.notice_rows import undecided
from intman_desktop.services.papers.paper_values import single_consent
from intman_desktop.services.papers.printing import Printing, printing
from intman_desktop.values.case_file import Agreement, CaseFile, Consent, NoticeGiven
from intman_desktop.values.codes import SpecialKind, TextKind
from intman_desktop.values.paper_parts import PaperClient
from intman_desktop.values.papers import AgreementPaper, ConsentFormPaper, PrivacyNoticePaper
from intman_desktop.values.texts import TEXT_PAPERS, TextInForce

OLDER_PAPER: Final = (
    "Älteres Papier der Beratungsstelle. Sein Wortlaut liegt dem Programm nicht vor; er steht auf dem "
    "abgelegten Papier."
)
"""What stands for the text of a consent that was given before the program was there (Rule E2)."""

_NOT_KNOWN = (
    "Welcher Wortlaut an diesem Tag galt, weiß das Programm nicht; er steht auf dem abgelegten Papier."
)
_NOT_MADE = (
    "Der Beratungsstelle fehlten Angaben, ohne die das Programm dieses Papier nicht zeigt. Was stattdessen "
    "gezeigt wurde, steht auf dem abgelegten Papier."
)
_OF_THE_FIRST_TALK = frozenset({TextKind.PRIVACY_NOTICE, TextKind.CONSENT, TextKind.AGREEMENT})
_Evidence = TypeVar("_Evidence", NoticeGiven, Consent, Agreement)


def text_languages() -> tuple[str, ...]:
    """Return the languages that all three papers of the first talk exist in; else German is shown."""
    kinds = (PrivacyNoticePaper, ConsentFormPaper, AgreementPaper)
    return tuple(sorted(set.intersection(*(set(languages_for(kind)) for kind in kinds))))


def keep_older_paper(connection: Connection) -> str:
    """Keep what stands for consents on paper whose text nobody told, and return its fingerprint (Rule E2).

    They come from an old list, or with a case that another office handed over.
    """
    return keep_text(connection, TextKind.CONSENT, "de", UNKNOWN_VERSION, OLDER_PAPER).fingerprint


def shown_to(file: CaseFile) -> frozenset[str]:
    """Return the fingerprints of the texts that the evidence of a case names (Rule E2)."""
    evidence = (*file.notices, *file.consents, *((file.agreement,) if file.agreement else ()))
    return frozenset(each.text_fingerprint for each in evidence if each.text_fingerprint)


def with_text(
    connection: Connection,
    desk: Desk,
    evidence: _Evidence,
    stored: _Evidence | None = None,
    *,
    worker: str,
    text_shown: bool | None = None,
) -> _Evidence:
    """Return the evidence with the fingerprint of the text in force on the day it was shown (E1, E2, E6).

    One that names a text keeps it. ``worker`` is the code of who is responsible for the case: her name stands
    in the text as on the paper (``Printing.by``). ``text_shown`` says whether the program's text lay before
    the person; where nobody said so, a No that left no proof names none. Evidence that was ``stored`` before
    is mended: it names the text of its new day where another one was in force then. What was declared on
    another sheet stays so.
    """
    if stored is None:
        if text_shown is None:
            text_shown = not isinstance(evidence, Consent) or leaves_proof(evidence)
        if evidence.text_fingerprint or not text_shown:
            return evidence
        shown = _keep_shown(connection, desk, evidence, evidence.language, worker)
        return replace(evidence, text_fingerprint=shown)
    language = _to_be_named_anew(connection, desk, evidence, stored)
    if language is None:
        return evidence
    shown = _keep_shown(connection, desk, evidence, language, worker)
    return replace(evidence, text_fingerprint=shown)


def with_texts(desk: Desk, files: Iterable[CaseFile]) -> tuple[CaseFile, ...]:
    """Return the files as if today's texts had been shown, and keep these texts (Rule E2).

    For invented people: of a real person nobody may presume what she was shown.
    """
    with desk.vault.transaction() as connection:
        shown = cache(partial(_keep_text_of, connection, desk, on=desk.today()))
        return tuple(_with_texts(file, shown) for file in files)


def blank_paper(kind: TextKind, on: Printing, of: SpecialKind | None = None) -> TextPaper:
    """Return the paper of a text for nobody in particular, ``of`` a special category where it names one."""
    wording = on.wording(kind)
    if kind is TextKind.PRIVACY_NOTICE:
        return on.privacy_notice
    if kind is TextKind.CONSENT:
        return ConsentFormPaper(on.office, on.worker, on.today, language=on.language, wording=wording)
    if kind is not TextKind.AGREEMENT:
        return single_consent(on, kind, of=of)
    return AgreementPaper(
        on.office,
        on.worker,
        on.today,
        PaperClient(""),
        expected_until=add_months(on.today, REGULAR_MONTHS),
        language=on.language,
        wording=wording,
    )


def _with_texts(file: CaseFile, shown: Callable[..., str]) -> CaseFile:
    def told(evidence: _Evidence) -> _Evidence:
        named = shown(_text_of(evidence), evidence.language, _named(evidence), worker=file.case.worker)
        return replace(evidence, text_fingerprint=named)

    return replace(
        file,
        notices=tuple(map(told, file.notices)),
        agreement=None if file.agreement is None else told(file.agreement),
        consents=tuple(map(told, file.consents)),
    )


def _text_of(evidence: NoticeGiven | Consent | Agreement) -> TextKind:
    if isinstance(evidence, Consent):
        return text_of(evidence)
    return TextKind.AGREEMENT if isinstance(evidence, Agreement) else TextKind.PRIVACY_NOTICE


def _named(evidence: NoticeGiven | Consent | Agreement) -> SpecialKind | None:
    """Return the special category that the text names: the sheet of the first talk has its words itself."""
    alone = isinstance(evidence, Consent) and text_of(evidence) is TextKind.SPECIAL_CONSENT
    return evidence.kind if alone and isinstance(evidence, Consent) else None


def _shown_on(evidence: NoticeGiven | Consent | Agreement, desk: Desk) -> date:
    """Return the day on which the person had the paper before her: handed out, declared, or signed.

    What was agreed orally was read out on that day until the person signs; without a day it is today.
    """
    if isinstance(evidence, Consent):
        return evidence.decided_on
    if isinstance(evidence, NoticeGiven):
        return evidence.handed_out_on
    signed = evidence.client_signed_on or evidence.oral_on or evidence.worker_signed_on
    return signed or desk.today()


def _to_be_named_anew(
    connection: Connection, desk: Desk, evidence: _Evidence, stored: _Evidence
) -> str | None:
    """Return the language of the text of its new day, None where mended evidence keeps the one it names.

    It does where it was shown on the same day, where nothing of the program's was, where the program could
    not show it, where the text is that of another office, and where the same version was in force on both
    days.
    """
    before, now = _shown_on(stored, desk), _shown_on(evidence, desk)
    named = text_with(connection, stored.text_fingerprint)
    if before == now or named is None or named.body == OLDER_PAPER or _NOT_MADE in named.body:
        return None
    kind, language = _text_of(evidence), named.language
    ours = {UNKNOWN_VERSION} | versions_on(connection, kind, language, before)
    then = version_of(_known_on(connection, desk, kind, language, now), kind, language)
    if named.version not in ours or named.version == then:
        return None
    return evidence.language if named.version == UNKNOWN_VERSION else language


def _keep_shown(connection: Connection, desk: Desk, evidence: _Evidence, language: str, worker: str) -> str:
    return _keep_text_of(
        connection,
        desk,
        _text_of(evidence),
        language,
        _named(evidence),
        worker=worker,
        on=_shown_on(evidence, desk),
    )


def _keep_text_of(
    connection: Connection,
    desk: Desk,
    kind: TextKind,
    language: str,
    of: SpecialKind | None,
    *,
    worker: str,
    on: date,
) -> str:
    """Keep the text of the paper of this kind that was in force on a day; return its fingerprint (E2, E6).

    ``of`` is the special category that the text names, where it names one, ``worker`` who is responsible.
    ``language`` is the one it was explained in. Without papers of its own the German one was shown, and is
    kept as German: what was shown and what was spoken are two things. Where nobody can know the text of that
    day, a sentence that says so stands in its place; so does another one where the office lacks what the
    paper needs, since the program has not shown it then. Both are asked for anew (Rule E6). The data of the
    office are those of today.
    """
    there_are = text_languages() if kind in _OF_THE_FIRST_TALK else languages_of(TEXT_PAPERS[kind])
    shown = language if language in there_are else "de"
    then = _known_on(connection, desk, kind, shown, on)
    if then is None:
        return keep_unknown(connection, kind)
    on_it = replace(printing(connection, desk, shown).by(worker), texts={kind: then})
    paper = blank_paper(kind, on_it, of)
    try:
        body = shown_text(paper)
    except OfficeDataMissing:
        return _keep_unknown(connection, kind, _NOT_MADE)
    return keep_text(connection, kind, paper.language, text_version(paper), body).fingerprint


def _known_on(
    connection: Connection, desk: Desk, kind: TextKind, language: str, day: date
) -> TextInForce | None:
    """Return what is known to have been in force of a text on ``day``, None where nobody can (Rules E2, E6).

    While a change of settings or keys is not judged, that is so of the notice of each earlier day up to it:
    it said something else before, and the data of the office are those of today.
    """
    today = desk.today()
    if kind is TextKind.PRIVACY_NOTICE and day < today:
        change = undecided(connection)
        if change is not None and day <= change.since:
            return None
    return text_on(connection, kind, language, day, today)


def keep_unknown(connection: Connection, kind: TextKind) -> str:
    """Keep what stands for a text that nobody knows any more; return its fingerprint (Rules E2, E6)."""
    return _keep_unknown(connection, kind, _NOT_KNOWN)


def _keep_unknown(connection: Connection, kind: TextKind, why: str) -> str:
    """Keep ``why`` a text is not known in its place; return its fingerprint (Rules E2, E6)."""
    title = text_file(TEXT_PAPERS[kind], "de").texts["title"]
    return keep_text(connection, kind, "de", UNKNOWN_VERSION, f"{title}\n{why}\n").fingerprint
