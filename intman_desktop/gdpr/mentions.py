"""Where the name of a person stands in what is kept of others, and blacking it out there (L5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import count, groupby

from sqlalchemy import Connection, RowMapping, Table, select, update

from intman_desktop.gdpr.directory import directory_key
from intman_desktop.gdpr.free_texts import DIRECTORY, OF_CASES, changed_texts, fields_of, of_cases, texts_of
from intman_desktop.gdpr.shared_drafts import drop_drafts_of
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, listed
from intman_desktop.models.writing import index_client, save_participant
from intman_desktop.rules import redaction
from intman_desktop.rules.folding import sort_name
from intman_desktop.rules.named import Sought, any_of, occurrence, sought
from intman_desktop.rules.occurrences import chosen_blacked_out, passages
from intman_desktop.rules.redaction import BLACK
from intman_desktop.values.case_file import Client, Participant
from intman_desktop.values.ending_views import NOTE, Mention
from intman_desktop.word_lists import everyday_words, spellings


def mentions(connection: Connection, case_id: int, coded: Collection[str]) -> tuple[Mention, ...]:
    """Return the places in other cases and the directory where the client's name occurs (Rule L5).

    In any spelling, notes first, the directory last.

    Each with the sentences it occurs in, save for a case on hold, whose texts are hidden (Rule L2). What the
    person of that case is called by herself, as a sister is, is her own name there.
    ``coded`` are the fields whose answers are codes, in which nobody is named.
    """
    return tuple(mention.veiled() for _owner, mention in mentions_of(connection, [case_id], coded))


def mentions_of(
    connection: Connection, case_ids: Collection[int], coded: Collection[str]
) -> Iterator[tuple[int, Mention]]:
    """Yield the places of ``mentions`` for several cases, each with the case whose name stands there.

    Hidden ones with their words, for what is not shown to anybody.
    """
    wanted = {case_id: name for case_id, name in names_of(connection, case_ids).items() if name}
    names_anybody = occurrence(any_of(wanted.values()))
    own = lru_cache(partial(name_of, connection))
    for texts, in_fields, place in _places(connection, coded, names_anybody) if wanted else ():
        for owner, name in wanted.items():
            if owner == place.case_id:
                continue
            hers = name.without(own(place.case_id))
            found = tuple(
                each
                for text in texts
                for each in passages(text, hers, everyday_words(), in_fields=text in in_fields)
            )
            if found:
                yield owner, place.saying(found)


def redact(
    connection: Connection, case_id: int, mention: Mention, coded: Collection[str], chosen: Collection[int]
) -> None:
    """Black out the name of a client in one place, the times that are ``chosen`` of it (Rule L5).

    ``chosen`` are numbers within ``mention.occurrences``.
    """
    wanted = _wanted(connection, case_id, mention)
    choices = (number in chosen for number in count())

    def black(text: str) -> str:
        return chosen_blacked_out(text, wanted, everyday_words(), choices)

    if mention.place == NOTE:
        part = _part(connection, mention.participant_id)
        save_participant(connection, redaction.with_texts(part, black), mention.participant_id)
    else:
        _change(connection, t.metadata.tables[mention.place], mention.case_id, coded, black)


def black_out_note(connection: Connection, participant_id: int) -> None:
    """Black out a whole note with all that belongs to it, and drop the drafts of its case (Rule L5)."""
    save_participant(connection, redaction.without_words(_part(connection, participant_id)), participant_id)
    case_id = select(t.participants.c.case_id).where(t.participants.c.id == participant_id)
    drop_drafts_of(connection, connection.scalars(case_id).one())


def texts_with(
    connection: Connection, mention: Mention, coded: Collection[str], chosen: Collection[int]
) -> frozenset[str]:
    """Return the texts that hold the ``chosen`` sentences of a place; of a note none."""
    if mention.place == NOTE:
        return frozenset()
    table = t.metadata.tables[mention.place]
    rows = connection.execute(of_cases(table, mention.case_id)).mappings()
    sentences = sentences_of(mention, chosen)
    texts = (text for row in rows for text in texts_of(table, row, coded))
    return frozenset(text for text in texts if any(each in text for each in sentences))


def sentences_of(mention: Mention, chosen: Collection[int]) -> frozenset[str]:
    """Return the sentences of a place that hold what is ``chosen`` of it."""
    numbers = count()
    return frozenset(
        passage.text
        for passage in mention.passages
        for _each in passage.occurrences
        if next(numbers) in chosen
    )


def black_out_texts(
    connection: Connection, case_id: int, coded: Collection[str], chosen: Callable[[str], bool]
) -> int:
    """Black out the whole of every free text of a case, save its notes, that is ``chosen`` (Rule L4).

    Returns how many texts that are.
    """
    return sum(_black_out(connection, table, case_id, coded, chosen) for table in OF_CASES)


def black_out_directory(connection: Connection, chosen: Callable[[str], bool]) -> int:
    """Black out every text of the directory that is ``chosen``, and return how many these are (Rule L4)."""
    return _black_out(connection, DIRECTORY, 0, (), chosen)


def _black_out(
    connection: Connection,
    table: Table,
    case_id: int,
    coded: Collection[str],
    chosen: Callable[[str], bool],
) -> int:
    gone: list[str] = []

    def black(text: str) -> str:
        if not chosen(text):
            return text
        gone.append(text)
        return BLACK

    _change(connection, table, case_id, coded, black)
    return len(gone)


def name_of(connection: Connection, case_id: int) -> Sought:
    """Return by what a client is recognised, by nothing where there is no such case."""
    return names_of(connection, [case_id]).get(case_id, Sought())


def names_of(connection: Connection, case_ids: Collection[int]) -> Mapping[int, Sought]:
    """Return by what several clients are recognised, by case."""
    query = select(t.clients).where(t.clients.c.case_id.in_(listed("ids")))
    rows = connection.execute(query, {"ids": list(case_ids)}).mappings()
    return {row["case_id"]: sought(from_row(Client, t.clients, row), spellings()) for row in rows}


def _wanted(connection: Connection, case_id: int, mention: Mention) -> Sought:
    """Return by what a client is recognised in the case of a mention."""
    return name_of(connection, case_id).without(name_of(connection, mention.case_id))


def _places(
    connection: Connection, coded: Collection[str], asked: Callable[[str], bool]
) -> Iterator[tuple[tuple[str, ...], frozenset[str], Mention]]:
    """Yield the texts of every place, of every case in order, in which something is that is ``asked`` for.

    With those of them that are fields rather than sentences (streets and associations are named after
    people), and with the place, yet without sentences.
    """
    yield from _notes(connection, asked)
    c = t.cases.c
    cases = {row.id: row for row in connection.execute(select(c.id, c.number, c.key, c.hold_since))}
    for table in OF_CASES:
        rows = connection.execute(of_cases(table)).mappings()
        for case_id, group in groupby(rows, key=lambda row: int(row["of_case"])):
            of_case = tuple(group)
            texts = tuple(text for row in of_case for text in texts_of(table, row, coded) if text)
            if texts and asked("\n".join(texts)):
                case = cases[case_id]
                hidden = case.hold_since is not None
                where = Mention(case_id, case.number, place=table.name, case_key=case.key, hidden=hidden)
                yield texts, _fields(table, of_case), where
    services = connection.execute(of_cases(DIRECTORY)).mappings().all()
    texts = tuple(text for row in services for text in texts_of(DIRECTORY, row, ()) if text)
    if texts and asked("\n".join(texts)):
        where = Mention(0, "", place=DIRECTORY.name, case_key=directory_key(connection))
        yield texts, _fields(DIRECTORY, services), where


def _fields(table: Table, rows: Iterable[RowMapping]) -> frozenset[str]:
    return frozenset().union(*(fields_of(table, row) for row in rows))


def _notes(
    connection: Connection, asked: Callable[[str], bool]
) -> Iterator[tuple[tuple[str, ...], frozenset[str], Mention]]:
    parts, talks, cases = t.participants.c, t.talks.c, t.cases.c
    query = (
        select(
            *(parts[name] for name in redaction.TEXTS),
            parts.id,
            parts.case_id,
            cases.number,
            cases.key.label("case_key"),
            cases.hold_since,
            talks.on,
            talks.key.label("talk_key"),
        )
        .join(t.cases, cases.id == parts.case_id)
        .join(t.talks, talks.id == parts.talk_id)
        .order_by(talks.on, parts.id)
    )
    for row in connection.execute(query).mappings():
        texts = tuple(row[name] for name in redaction.TEXTS)
        if not asked("\n".join(texts)):
            continue
        where = Mention(
            row["case_id"],
            row["number"],
            on=row["on"],
            participant_id=row["id"],
            case_key=row["case_key"],
            talk_key=row["talk_key"],
            hidden=row["hold_since"] is not None,
        )
        yield texts, frozenset(), where


def _part(connection: Connection, participant_id: int) -> Participant:
    """Return what is noted of a participant."""
    same = t.participants.c.id == participant_id
    row = connection.execute(select(t.participants).where(same)).mappings().one()
    return from_row(Participant, t.participants, row, case_key="")


def _change(
    connection: Connection,
    table: Table,
    case_id: int,
    coded: Collection[str],
    change: Callable[[str], str],
) -> None:
    """Write the changed free texts of a case's rows, each row under another version.

    What a client is found and sorted by follows.
    """
    (key,) = table.primary_key.columns
    rows: list[RowMapping] = list(connection.execute(of_cases(table, case_id)).mappings())
    for row in rows:
        new: dict[str, object] = dict(changed_texts(table, row, coded, change))
        if new and "version" in table.c:
            new["version"] = row["version"] + 1
        if new:
            connection.execute(update(table).where(key == row[key.name]).values(new))
        if new and table is t.clients:
            _find_anew(connection, case_id)


def _find_anew(connection: Connection, case_id: int) -> None:
    """Let a client be found and sorted by what she is called now."""
    c = t.clients.c
    query = select(t.clients, t.cases.c.number).join(t.cases, t.cases.c.id == c.case_id)
    row = connection.execute(query.where(c.case_id == case_id)).mappings().one()
    client = from_row(Client, t.clients, row)
    connection.execute(update(t.clients).where(c.case_id == case_id).values(sort_name=sort_name(client)))
    index_client(connection, case_id, row["number"], client)
