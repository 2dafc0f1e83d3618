"""Taking over an old list: words to match it, possible doubles, and the one transaction (P2, E2, E5, L4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, select

from intman_desktop.errors import ChangedMeanwhile, FaultyInput
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import _, current_language
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.writing import add_case_files
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.double_index import DoubleIndex
from intman_desktop.rules.folding import plain_letters
from intman_desktop.rules.list_cells import section_of
from intman_desktop.services.across.case_rows import rows_of
from intman_desktop.services.across.compared import everybody
from intman_desktop.services.closing.erased_list import follow_through
from intman_desktop.services.closing.erasure import erase_mistakes
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.numbering import next_numbers
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.undoing import require_cases
from intman_desktop.services.gate.checking import case_faults
from intman_desktop.services.papers.shown import keep_older_paper
from intman_desktop.services.transfer.importing import fault_sentence
from intman_desktop.services.transfer.list_cases import case_of_row
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.lists import ListDesk, ListField, ListPerson, Taken, Twin, Vocabulary
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.word_lists import spellings

_REMEMBERED = "list_columns"
_MOST_REMEMBERED = 20
_CHANGED = frozenset(
    {Change.CASES, Change.CLIENTS, Change.CONSENTS, Change.PLANS, Change.PERIODS}
    | {Change.DEADLINES, Change.FIGURES}
)


def list_desk(desk: Desk) -> ListDesk:
    """Return what the words of a list mean in this office, and how its lists were matched before."""
    with desk.vault.reading() as connection:
        office = office_in(connection)
        remembered = _remembered(connection)
    profile, language = desk.profile, current_language()
    workers = {plain_letters(each.name): each.code for each in office.workers}
    workers |= {plain_letters(each.code): each.code for each in office.workers}
    vocabulary = Vocabulary(
        nationalities=_words(profile, ListName.NATIONALITIES, "iso"),
        languages=_words(profile, ListName.LANGUAGES),
        residence_statuses=_words(profile, ListName.RESIDENCE_STATUSES) | _sections(profile),
        workers=workers,
        acting=desk.worker,
    )
    listed = (
        (ListField.SEX, ListName.SEXES),
        (ListField.NATIONALITY, ListName.NATIONALITIES),
        (ListField.LANGUAGE, ListName.LANGUAGES),
        (ListField.RESIDENCE_STATUS, ListName.RESIDENCE_STATUSES),
    )
    choices = {
        field: tuple(
            (item.code, profile.label(name, item.code, language))
            for item in profile.items_on(name, desk.today())
        )
        for field, name in listed
    }
    choices[ListField.WORKER] = tuple((each.code, each.name) for each in office.workers)
    return ListDesk(vocabulary, choices, remembered)


def doubles_here(desk: Desk, people: Sequence[ListPerson]) -> dict[int, tuple[Twin, ...]]:
    """Return for rows of a list, by their number, the cases that may be of the same person.

    Nothing is merged by itself.
    """
    found: dict[int, tuple[Twin, ...]] = {}
    with desk.vault.reading() as connection:
        others = everybody(connection)
        if not others:
            return {}
        index = DoubleIndex(spellings(), ((key, client) for key, _case_id, client in others))
        alike = {person.number: index.of(person.client) for person in people}
        ids = {key: case_id for key, case_id, _client in others}
        clients = {key: client for key, _case_id, client in others}
        wanted = {ids[double.key] for doubles in alike.values() for double in doubles}
        rows = {row.key: row for row in rows_of(connection, desk.today(), sorted(wanted))}
    for number, doubles in alike.items():
        twins = [
            Twin(each.fact, case=rows[each.key], client=clients[each.key])
            for each in doubles
            if each.key in rows
        ]
        if twins:
            found[number] = tuple(twins)
    return found


def take_list(
    desk: Desk, people: Sequence[ListPerson], header: str = "", fields: Sequence[str] = ()
) -> Outcome[Taken]:
    """Open a case for every row in one transaction, or for none of them (Rules P2, E2, E5).

    Each case must pass what a case of a Falldatei must; the basic consent is among it. The text of the
    papers is not known to the program, which says so. ``fields`` are remembered for lists with this
    ``header``. One step takes all of it back: the cases are erased as Fehlanlage, while nothing was
    written in them. Raises ``FaultyInput`` with the rows and their faults.
    """
    today = desk.today()
    with desk.vault.transaction() as connection:
        shown = keep_older_paper(connection)
        numbers = next_numbers(connection, office_in(connection).number_prefix, today.year, len(people))
        files = [
            case_of_row(person, number, desk.profile, today, shown)
            for person, number in zip(people, numbers, strict=True)
        ]
        _refuse_faulty(desk, people, files)
        ids = add_case_files(connection, files)
        for file in files:
            note(connection, desk, Verb.CASE_OPENED, file.case.key)
        note(connection, desk, Verb.LIST_TAKEN_OVER)
        if header:
            _remember(connection, header, fields)
        saved = tuple(read_case_files(connection, sorted(ids.values())))
    keys = {person.number: file.case.key for person, file in zip(people, files, strict=True)}
    return Outcome(Taken(keys), _CHANGED, _step_back(desk, saved))


def still_here(desk: Desk, taken: Taken) -> frozenset[int]:
    """Return the rows whose cases are in the store: after "Rückgängig" none is."""
    with desk.vault.reading() as connection:
        here = _among(connection, list(taken.keys.values()))
    return frozenset(number for number, key in taken.keys.items() if key in here)


def _refuse_faulty(desk: Desk, people: Sequence[ListPerson], files: Sequence[CaseFile]) -> None:
    faults = [
        (_("Zeile {number}").format(number=person.number), fault_sentence(fault))
        for person, file in zip(people, files, strict=True)
        for fault in case_faults(file, desk.profile, desk.today(), "")
    ]
    if faults:
        raise FaultyInput(faults)


def _step_back(desk: Desk, saved: Sequence[CaseFile]) -> Callable[[], None]:
    """Return the step that erases what came in, refused once anything was written there (Rules L3, L4)."""

    def undo() -> None:
        with desk.vault.transaction() as connection:
            ids = [file.case.id for file in saved]
            require_cases(connection, [file.case.key for file in saved])
            if tuple(read_case_files(connection, ids)) != tuple(saved) or _has_drafts(connection, ids):
                raise ChangedMeanwhile()
            erase_mistakes(connection, desk, [file.case for file in saved])
            note(connection, desk, Verb.TAKEN_BACK)
        follow_through(desk.vault)

    return undo


def _has_drafts(connection: Connection, ids: Sequence[int]) -> bool:
    drafts = select(t.drafts.c.id).where(t.drafts.c.case_id.in_(ids)).limit(1)
    return connection.scalar(drafts) is not None


def _among(connection: Connection, keys: Sequence[str]) -> set[str]:
    return set(connection.scalars(select(t.cases.c.key).where(t.cases.c.key.in_(keys))))


def _words(profile: Profile, name: str, *marks: str) -> dict[str, str]:
    """Return the folded labels and codes of a list, and its further names in ``marks``."""
    words: dict[str, str] = {}
    for item in profile.list(name):
        if not item.choosable:
            continue
        for label in (*item.labels.values(), item.code, *(item.mark(mark) for mark in marks)):
            words.setdefault(plain_letters(label), item.code)
    words = {**_shortened(profile, name), **words}
    words.pop("", None)
    return words


def _shortened(profile: Profile, name: str) -> dict[str, str]:
    """Return the folded labels without what stands in brackets, where these name one item alone."""
    by_label: dict[str, set[str]] = {}
    for item in profile.list(name):
        if item.choosable:
            for label in item.labels.values():
                by_label.setdefault(plain_letters(label.partition("(")[0]), set()).add(item.code)
    return {label: codes.pop() for label, codes in by_label.items() if len(codes) == 1}


def _sections(profile: Profile) -> dict[str, str]:
    """Return the residence statuses by their paragraph (``section_of``), where it names one alone."""
    by_section: dict[str, list[str]] = {}
    for item in profile.list(ListName.RESIDENCE_STATUSES):
        section = section_of(item.mark("legal_basis"))
        if section:
            by_section.setdefault(section, []).append(item.code)
    return {section: codes[0] for section, codes in by_section.items() if len(codes) == 1}


def _remembered(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    held = setting(connection, _REMEMBERED)
    known = json.loads(held) if held else {}
    return {header: tuple(fields) for header, fields in known.items()}


def _remember(connection: Connection, header: str, fields: Sequence[str]) -> None:
    known = dict(_remembered(connection))
    known.pop(header, None)
    known[header] = tuple(fields)
    kept = dict(list(known.items())[-_MOST_REMEMBERED:])
    put_setting(connection, _REMEMBERED, json.dumps(kept))
