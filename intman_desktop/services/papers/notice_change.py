"""Settings and keys that stand on the Datenschutzerklärung: the office says what a change is (E1, E6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select, update

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
    InForm,
    Undecided,
    changed_in_form,
    put_in_form,
    put_undecided,
    undecided,
    version_now,
)
from intman_desktop.services.papers.paper_texts import TEXTS_CHANGED, add_edition, forget_edition
from intman_desktop.services.papers.printing import Printing, printing
from intman_desktop.services.papers.shown import keep_unknown
from intman_desktop.values.codes import TextKind
from intman_desktop.values.office import TextVersion
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.texts import TEXT_PAPERS, PaperText
from intman_desktop.vault.key_file import Slot

_KIND = TextKind.PRIVACY_NOTICE


def notice_now(connection: Connection, desk: Desk, gone: Iterable[str] = ()) -> str:
    """Return what the notices of all who counsel here say today, "" where none can be made (Rules E1, E8).

    With the ids of ways in that are ``gone`` unnoticed, it is what they said before those went.
    """
    return _compared(connection, desk, desk.vault.keys.slots, gone)


def hear_of_change(
    connection: Connection, desk: Desk, before: str, slots: Iterable[Slot] | None = None
) -> None:
    """Remember that something changed what the notice said ``before``, once somebody was given it (Rule E6).

    Where it says again what it said before the first change that nobody judged, there is nothing to judge,
    unless somebody was told something else since.
    ``slots`` are the ways into the store that are about to be in force, where they change (Rule E1).
    """
    there = desk.vault.keys.slots if slots is None else slots
    now, held = _compared(connection, desk, there), undecided(connection)
    if now == before:
        return
    first = held or Undecided(text_fingerprint(before), desk.today(), desk.today())
    if held and text_fingerprint(now) == held.before and not _told_else(connection, desk, there, held.begun):
        put_undecided(connection, None)
    elif held or (before and connection.scalar(select(t.notices_given.c.id).limit(1)) is not None):
        put_undecided(connection, replace(first, since=desk.today()))


def is_undecided(connection: Connection) -> bool:
    """Return whether the office is to say what a change of the notice was; first it has to be whole (E8)."""
    return bool(setting(connection, UNDECIDED_ROW)) and not missing_office_data(office_in(connection))


def judge_notice(desk: Desk, *, in_substance: bool) -> Outcome[tuple[PaperText, ...]]:
    """Enter whether settings or keys changed the notice ``in_substance``: then it is a new version (Rule E6).

    Its wording stays, in every language, and it counts from the day of the change. Who was given an older one
    is informed and asked anew, but for whom it said word for word what it says now. What was called a change
    in form before (``changed_in_form``) can be called one ``in_substance`` later; of a notice of until then
    that was entered since nobody knows the words. It can be taken back as the saving of a text can. Raises
    ``ChangedMeanwhile`` where nothing is to be judged.
    """
    with desk.vault.transaction() as connection:
        before = {row: setting(connection, row) for row in (UNDECIDED_ROW, IN_FORM_ROW)}
        waits = undecided(connection)
        in_form = changed_in_form(connection) if in_substance else None
        change = waits or in_form
        if change is None:
            raise ChangedMeanwhile()
        put_undecided(connection, None)
        if not in_substance:
            last = connection.scalar(select(func.max(t.notices_given.c.id)))
            put_in_form(connection, InForm(change.since, version_now(connection), last or 0))
        saved, same = _new_versions(connection, desk, change.since) if in_substance else ((), ())
        named = _forget_late(connection, desk, in_form, same) if in_form else {}
        note(connection, desk, Verb.TEXT_SAVED if in_substance else Verb.OFFICE_SAVED)

    def undo() -> None:
        with desk.vault.transaction() as again:
            put_versions(again, same)
            _name_again(again, named)
            for edition in saved:
                forget_edition(again, edition, in_substance=True)
            for row, held in before.items():
                put_setting(again, row, held)
            note(again, desk, Verb.TAKEN_BACK)

    return Outcome(saved, TEXTS_CHANGED, undo)


def _notices(on: Printing) -> tuple[str, ...]:
    """Return each notice that is given to persons: it names who is responsible for them (Rule E1)."""
    named = [worker.code for worker in on.office.workers if worker.name.strip()]
    try:
        return tuple(sorted({shown_text(on.by(code).privacy_notice) for code in named or [on.worker.code]}))
    except OfficeDataMissing:
        return ()


def _printing(connection: Connection, desk: Desk, language: str, slots: Iterable[Slot]) -> Printing:
    return replace(printing(connection, desk, language), substitutes=substitutes_in(connection, slots))


def _compared(connection: Connection, desk: Desk, slots: Iterable[Slot], gone: Iterable[str] = ()) -> str:
    """Return what the notices say, in whichever order those stand who counsel and who substitute."""
    on = printing(connection, desk, "de")
    workers = tuple(sorted(on.office.workers, key=lambda worker: worker.code))
    others = tuple(sorted(substitutes_in(connection, slots, gone)))
    return "\n".join(_notices(replace(on, office=replace(on.office, workers=workers), substitutes=others)))


def _told_else(connection: Connection, desk: Desk, slots: Iterable[Slot], begun: date) -> bool:
    """Return whether a notice of the day ``begun`` or later says something else than today's (Rule E6)."""
    there, given = tuple(slots), t.notices_given.c
    now = [
        text_fingerprint(body)
        for language in languages_of(TEXT_PAPERS[_KIND])
        for body in _notices(_printing(connection, desk, language, there))
    ]
    else_ = given.text_fingerprint.not_in(["", *now])
    return connection.scalar(select(given.id).where(given.handed_out_on >= begun, else_).limit(1)) is not None


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
        said = _notices(_printing(connection, desk, language, desk.vault.keys.slots))
        same += raise_versions(connection, _KIND, language, new.version, said)
        saved.append(new)
    return tuple(saved), tuple(same)


def _forget_late(
    connection: Connection, desk: Desk, change: InForm, same: Iterable[TextVersion]
) -> Mapping[int, str]:
    """Let no notice of a day up to the change pass for the new version: it was entered late (Rules E2, E6).

    While it counted as one in form, it was given today's words, and which ones lay before the person
    nobody knows. What was entered before keeps its words. Returns what they named, by their ids.
    """
    given = t.notices_given.c
    query = select(given.id, given.text_fingerprint).where(
        given.id > change.last_notice,
        given.handed_out_on <= change.since,
        given.handed_out_on < desk.today(),
        given.text_fingerprint.in_([text.fingerprint for text in same]),
    )
    named = {int(notice_id): str(shown) for notice_id, shown in connection.execute(query)}
    if named:
        _name_again(connection, dict.fromkeys(named, keep_unknown(connection, _KIND)))
    return named


def _name_again(connection: Connection, named: Mapping[int, str]) -> None:
    """Let each of these notices name that text."""
    given = t.notices_given
    for notice_id, shown in named.items():
        connection.execute(update(given).where(given.c.id == notice_id).values(text_fingerprint=shown))
