"""The texts that persons are shown, as the office edits, saves and has them checked (E2, E6, E8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from intman_desktop.documents.frame import law_of
from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.documents.stand_ins import no_glyph_for
from intman_desktop.documents.text_files import languages_of
from intman_desktop.documents.wording import text_form
from intman_desktop.errors import ChangedMeanwhile, FaultyInput, NotFound, Refused
from intman_desktop.gdpr.texts import text_fingerprint, text_with
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all
from intman_desktop.models.writing import add_row
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.paper_texts import text_faults, tidied
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import acting_worker, office_in
from intman_desktop.services.common.text_versions import (
    body_of,
    last_editions,
    supplied_fingerprint,
    texts_of,
)
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.common.words.texts import placeholder_label, text_title
from intman_desktop.services.papers.notice_rows import changed_in_form
from intman_desktop.services.papers.papers import finished
from intman_desktop.services.papers.printing import printing
from intman_desktop.services.papers.shown import blank_paper
from intman_desktop.values.codes import TextKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office, TextVersion, Worker
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.texts import (
    TEXT_PAPERS,
    PaperText,
    TextCheck,
    TextDraft,
    TextFault,
    TextForm,
    TextInForce,
    TextPlaceholder,
    Texts,
    TextSheet,
)
from intman_desktop.values.work_views import Paper

_MISSING = "[…]"
"""What a preview shows where the office has not entered something yet."""

TEXTS_CHANGED: Final = frozenset({Change.OFFICE, Change.CONSENTS, Change.DEADLINES, Change.CASES})
"""What is to be read anew once another version of a text may be in force."""


def read_texts(desk: Desk) -> tuple[TextSheet, ...]:
    """Return every text with what is in force of it, its editions and its check."""
    with desk.vault.reading() as connection:
        office = office_in(connection)
        editions = read_all(connection, PaperText, t.paper_texts, order=[t.paper_texts.c.id.desc()])
        checks = read_all(connection, TextCheck, t.text_checks, order=[t.text_checks.c.id.desc()])
        change = changed_in_form(connection)
    in_form = {TextKind.PRIVACY_NOTICE: change.since} if change else {}
    return tuple(
        replace(
            _sheet(desk, office, text_form(kind, language), editions, checks),
            settings_in_form=in_form.get(kind),
        )
        for kind, paper in TEXT_PAPERS.items()
        for language in languages_of(paper)
    )


def save_text(desk: Desk, draft: TextDraft) -> Outcome[PaperText]:
    """Save a text over the one in force; a change in substance takes a new version (Rule E6).

    The same text again is saved only to say that the last change, called one in form, was one in substance.
    It can be taken back until the next saving, and a new version only while nobody was shown it.
    Raises ``FaultyInput`` with the places and sentences (also of a character that no paper can show as it
    is), ``ChangedMeanwhile``, ``Refused`` with ``text_unchanged``.
    """
    form = text_form(draft.kind, draft.language)
    texts = tidied(form, draft.texts)
    _refuse_faulty(form, texts)
    body = body_of(texts)
    with desk.vault.transaction() as connection:
        before, earlier = _last_two(connection, draft)
        if draft.edition != (before.edition if before else 0):
            raise ChangedMeanwhile()
        supplied = supplied_fingerprint(draft.kind, draft.language)
        is_same = text_fingerprint(body) == (before.fingerprint if before else supplied)
        if is_same and not (draft.in_substance and _form_only(form, before, earlier)):
            raise Refused("text_unchanged")
        _made(connection, desk, form, texts)
        saved = add_edition(connection, desk, form, texts, before, in_substance=draft.in_substance)
        note(connection, desk, Verb.TEXT_SAVED)
    return Outcome(saved, TEXTS_CHANGED, lambda: _take_back(desk, saved, in_substance=draft.in_substance))


def add_edition(
    connection: Connection,
    desk: Desk,
    form: TextForm,
    texts: Texts,
    before: PaperText | None,
    *,
    in_substance: bool,
    on: date | None = None,
) -> PaperText:
    """Write ``texts`` over the edition ``before``, None for the supplied text, and return them (Rule E6).

    They are in force from the day ``on``, today where none is named. With the same words nobody looked at
    what the program brings: then it stays the supplied text of before.
    """
    body = body_of(texts)
    fingerprint = text_fingerprint(body)
    same = before if before and before.fingerprint == fingerprint else None
    saved = PaperText(
        form.kind,
        form.language,
        (before.edition if before else 0) + 1,
        (before.version if before else form.version) + (1 if in_substance else 0),
        fingerprint,
        body,
        on or desk.today(),
        desk.worker,
        same.supplied if same else supplied_fingerprint(form.kind, form.language),
    )
    return replace(saved, id=add_row(connection, t.paper_texts, saved))


def preview_text(desk: Desk, kind: TextKind, language: str, texts: Texts) -> Paper:
    """Return the paper of a text that is being edited, for nobody in particular.

    Raises as ``save_text`` for what cannot be printed.
    """
    form = text_form(kind, language)
    tidy = tidied(form, texts)
    _refuse_faulty(form, tidy)
    with desk.vault.reading() as connection:
        return _made(connection, desk, form, tidy)


def check_of(sheet: TextSheet, on: date, by: str) -> TextCheck:
    """Return the check of the text that ``sheet`` shows as in force."""
    return TextCheck(sheet.form.kind, sheet.form.language, sheet.fingerprint, on, by)


def record_check(desk: Desk, check: TextCheck) -> Outcome[TextCheck]:
    """Enter that the text in force was checked, by whom and when; it holds for exactly this text.

    Raises ``Refused``: ``text_check_in_future``, ``text_check_nameless``, ``text_check_not_in_force``.
    """
    if check.checked_on > desk.today():
        raise Refused("text_check_in_future", on=check.checked_on)
    if not check.checked_by.strip():
        raise Refused("text_check_nameless")
    with desk.vault.transaction() as connection:
        now = last_editions(connection).get((check.kind, check.language))
        supplied = supplied_fingerprint(check.kind, check.language)
        if check.fingerprint != (now.fingerprint if now else supplied):
            raise Refused("text_check_not_in_force")
        saved = replace(check, id=add_row(connection, t.text_checks, check))
        note(connection, desk, Verb.TEXT_CHECKED)

    def undo() -> None:
        with desk.vault.transaction() as again:
            again.execute(delete(t.text_checks).where(t.text_checks.c.id == saved.id))
            note(again, desk, Verb.TAKEN_BACK)

    return Outcome(saved, frozenset({Change.OFFICE}), undo)


def shown_then(desk: Desk, fingerprint: str) -> TextVersion:
    """Return the text with this fingerprint exactly as it was shown (Rules E2, E6). Raises ``NotFound``."""
    with desk.vault.reading() as connection:
        found = text_with(connection, fingerprint)
    if found is None:
        raise NotFound(what=fingerprint[:8])
    return found


def fault_words(fault: TextFault) -> str:
    """Return the sentence of a fault, which names placeholders as they are read on screen."""
    values = dict(fault.fact.values)
    if "name" in values:
        values["name"] = f"{{{placeholder_words(str(values['name']))}}}"
    return sentence(Explanation(fault.fact.code, values))


def placeholder_words(name: str) -> str:
    """Return how a placeholder is read on screen; one that there is not, as it was typed."""
    try:
        return placeholder_label(name)
    except KeyError:
        return name


def _sheet(
    desk: Desk, office: Office, form: TextForm, editions: Sequence[PaperText], checks: Sequence[TextCheck]
) -> TextSheet:
    own = tuple(each for each in editions if (each.kind, each.language) == (form.kind, form.language))
    supplied = supplied_fingerprint(form.kind, form.language)
    now = own[0] if own else None
    fingerprint = now.fingerprint if now else supplied
    of_text = [each for each in checks if (each.kind, each.language) == (form.kind, form.language)]
    check = next((each for each in of_text if each.fingerprint == fingerprint), None)
    examples = _examples(desk, office)
    return TextSheet(
        form,
        text_title(form.kind),
        desk.profile.label(ListName.LANGUAGES, form.language, current_language()),
        tidied(form, texts_of(now.body)) if now else form.texts,
        now.edition if now else 0,
        now.version if now else form.version,
        fingerprint,
        fingerprint != supplied,
        now is not None and supplied not in (now.supplied, fingerprint),
        tuple(
            TextPlaceholder(name, placeholder_label(name), examples.get(name, ""))
            for name in form.placeholders
        ),
        own,
        check,
        next((each for each in of_text if each.fingerprint != fingerprint), None),
        _form_only(form, now, own[1] if own[1:] else None),
    )


def _last_two(connection: Connection, draft: TextDraft) -> tuple[PaperText | None, PaperText | None]:
    """Return the edition in force of a text and the one before it, None for the supplied text."""
    p = t.paper_texts.c
    of_text = (p.kind == draft.kind, p.language == draft.language)
    found = read_all(connection, PaperText, t.paper_texts, *of_text, order=[p.id.desc()])
    return found[0] if found else None, found[1] if found[1:] else None


def _form_only(form: TextForm, last: PaperText | None, earlier: PaperText | None) -> bool:
    """Return whether the last edition was called a change in form: it kept the version (Rule E6)."""
    return last is not None and last.version == (earlier.version if earlier else form.version)


def _examples(desk: Desk, office: Office) -> Mapping[str, str]:
    return {
        **law_of(office.provider_law),
        "deletion_days": str(office.deletion_days),
        "backup_days": str(office.backup_max_age_days),
        "journal_years": str(office.journal_years),
        "proof_years": str(office.consent_proof_years),
        "months": str(office.review_interval_months),
        "controller": office.controller,
        "office": office.office,
        "worker": acting_worker(office, desk.worker).name,
    }


def _take_back(desk: Desk, saved: PaperText, *, in_substance: bool) -> None:
    with desk.vault.transaction() as connection:
        forget_edition(connection, saved, in_substance=in_substance)
        note(connection, desk, Verb.TAKEN_BACK)


def forget_edition(connection: Connection, saved: PaperText, *, in_substance: bool) -> None:
    """Forget an edition that nothing rests on yet. Raises ``ChangedMeanwhile`` where something does."""
    v = t.text_versions.c
    shown = select(v.id).where(v.kind == saved.kind, v.language == saved.language, v.version >= saved.version)
    last = last_editions(connection).get((saved.kind, saved.language))
    if last != saved or (in_substance and connection.scalar(shown.limit(1)) is not None):
        raise ChangedMeanwhile()
    connection.execute(delete(t.paper_texts).where(t.paper_texts.c.id == saved.id))


def _refuse_faulty(form: TextForm, texts: Texts) -> None:
    faults = [(fault.key, fault_words(fault)) for fault in (*text_faults(form, texts), *_unprintable(texts))]
    if faults:
        raise FaultyInput(faults)


def _unprintable(texts: Texts) -> Iterator[TextFault]:
    """Yield what no font has: a text that is evidence says on paper what it says here (Rule E2)."""
    for key, text in texts.items():
        for sign in no_glyph_for(text if isinstance(text, str) else "".join(text)):
            yield TextFault(key, Explanation("glyph_missing", {"character": sign}))


def _made(connection: Connection, desk: Desk, form: TextForm, texts: Texts) -> Paper:
    """Return the paper of a text; what the office lacks so far stands on it as a gap."""
    on = printing(connection, desk, form.language)
    office, worker = on.office, on.worker
    gaps = {name: _MISSING for name in missing_office_data(office) if name != "workers"}
    gapless: dict[str, Any] = {**gaps, "workers": office.workers or (Worker(desk.worker, _MISSING),)}
    office = replace(office, **gapless)
    worker = replace(worker, name=worker.name.strip() or _MISSING)
    shown = replace(on, office=office, worker=worker, texts={form.kind: TextInForce(texts, form.version)})
    return finished(TEXT_PAPERS[form.kind], blank_paper(form.kind, shown), "")
