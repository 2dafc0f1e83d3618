"""Settings and keys that stand on the Datenschutzerklärung: the office says what a change is (E1, E6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.documents.text_files import languages_of
from intman_desktop.documents.texts import shown_text
from intman_desktop.documents.wording import text_form
from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.gdpr.texts import put_versions, raise_versions, text_fingerprint
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.text_versions import last_editions, texts_of
from intman_desktop.services.common.ways import substitutes_in
from intman_desktop.services.papers.notice_rows import (
    IN_FORM_ROW,
    UNDECIDED_ROW,
    changed_in_form,
    version_now,
)
from intman_desktop.services.papers.paper_texts import TEXTS_CHANGED, add_edition, forget_edition
from intman_desktop.services.papers.printing import printing
from intman_desktop.values.codes import TextKind
from intman_desktop.values.office import TextVersion
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.texts import TEXT_PAPERS, PaperText
from intman_desktop.vault.key_file import Slot

_KIND = TextKind.PRIVACY_NOTICE


def notice_now(connection: Connection, desk: Desk) -> str:
    """Return what the notices of all who counsel here say today, "" where none can be made (Rules E1, E8)."""
    return _as_one(_notices(connection, desk, "de", desk.vault.keys.slots))


def hear_of_change(
    connection: Connection, desk: Desk, before: str, slots: Iterable[Slot] | None = None
) -> None:
    """Remember that something changed what the notice said ``before``, once somebody was given it (Rule E6).

    Where it says again what it said before the first change that nobody judged, there is nothing to judge.
    ``slots`` are the ways into the store that are about to be in force, where they change (Rule E1).
    """
    there = desk.vault.keys.slots if slots is None else slots
    now, held = _as_one(_notices(connection, desk, "de", there)), setting(connection, UNDECIDED_ROW)
    if now == before:
        return
    first = held.partition(" ")[0] or text_fingerprint(before)
    if held and text_fingerprint(now) == first:
        put_setting(connection, UNDECIDED_ROW, "")
    elif held or (before and connection.scalar(select(t.notices_given.c.id).limit(1)) is not None):
        put_setting(connection, UNDECIDED_ROW, f"{first} {desk.today()}")


def is_undecided(connection: Connection) -> bool:
    """Return whether the office is to say what a change of the notice was; first it has to be whole (E8)."""
    return bool(setting(connection, UNDECIDED_ROW)) and not missing_office_data(office_in(connection))


def judge_notice(desk: Desk, *, in_substance: bool) -> Outcome[tuple[PaperText, ...]]:
    """Enter whether settings or keys changed the notice ``in_substance``: then it is a new version (Rule E6).

    Its wording stays, in every language, and it counts from the day of the change. Who was given an older one
    is informed and asked anew, but for whom it said word for word what it says now. What was called a change
    in form before (``changed_in_form``) can be called one ``in_substance`` later. It can be taken back as the
    saving of a text can. Raises ``ChangedMeanwhile`` where nothing is to be judged.
    """
    with desk.vault.transaction() as connection:
        before = {row: setting(connection, row) for row in (UNDECIDED_ROW, IN_FORM_ROW)}
        since = _undecided_since(before[UNDECIDED_ROW], desk.today())
        if since is None and in_substance:
            since = changed_in_form(connection)
        if since is None:
            raise ChangedMeanwhile()
        put_setting(connection, UNDECIDED_ROW, "")
        if not in_substance:
            put_setting(connection, IN_FORM_ROW, f"{since} {version_now(connection)}")
        saved, same = _new_versions(connection, desk, since) if in_substance else ((), ())
        note(connection, desk, Verb.TEXT_SAVED if in_substance else Verb.OFFICE_SAVED)

    def undo() -> None:
        with desk.vault.transaction() as again:
            put_versions(again, same)
            for edition in saved:
                forget_edition(again, edition, in_substance=True)
            for row, held in before.items():
                put_setting(again, row, held)
            note(again, desk, Verb.TAKEN_BACK)

    return Outcome(saved, TEXTS_CHANGED, undo)


def _undecided_since(held: str, today: date) -> date | None:
    """Return since when a change waits to be judged, None where none does; of an older row nobody knows."""
    day = held.partition(" ")[2]
    return (date.fromisoformat(day) if day else today) if held else None


def _notices(connection: Connection, desk: Desk, language: str, slots: Iterable[Slot]) -> tuple[str, ...]:
    """Return each notice that is given to persons: it names who is responsible for them (Rule E1)."""
    on = printing(connection, desk, language)
    on = replace(on, substitutes=substitutes_in(connection, slots))
    named = [worker.code for worker in on.office.workers if worker.name.strip()]
    try:
        return tuple(sorted({shown_text(on.by(code).privacy_notice) for code in named or [desk.worker]}))
    except OfficeDataMissing:
        return ()


def _as_one(notices: Iterable[str]) -> str:
    return "\n".join(notices)


def _new_versions(
    connection: Connection, desk: Desk, since: date
) -> tuple[tuple[PaperText, ...], tuple[TextVersion, ...]]:
    """Save the notice of every language, word for word, as a new version that counts ``since`` that day.

    Returns the new versions, and as they were those texts that persons were shown with the same words.
    """
    last = last_editions(connection)
    saved: list[PaperText] = []
    same: list[TextVersion] = []
    for language in languages_of(TEXT_PAPERS[_KIND]):
        form, own = text_form(_KIND, language), last.get((_KIND, language))
        texts = texts_of(own.body) if own else form.texts
        on = max(since, own.saved_on) if own else since
        new = add_edition(connection, desk, form, texts, own, in_substance=True, on=on)
        said = _notices(connection, desk, language, desk.vault.keys.slots)
        same += raise_versions(connection, _KIND, language, new.version, said)
        saved.append(new)
    return tuple(saved), tuple(same)
