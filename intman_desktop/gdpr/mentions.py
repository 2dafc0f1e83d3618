"""Where the name of a person stands in what is kept of others, and blacking it out there (L5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache, partial
from itertools import groupby

from sqlalchemy import Connection, RowMapping, Table, select, update

from intman_desktop.gdpr.free_texts import OF_CASES, changed_texts, of_cases, texts_of
from intman_desktop.gdpr.shared_drafts import drop_drafts_of
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, listed
from intman_desktop.models.writing import save_participant
from intman_desktop.rules import redaction
from intman_desktop.rules.named import Sought, any_of, occurrence, sought, spans
from intman_desktop.values.case_file import Client, Participant
from intman_desktop.values.ending_views import NOTE, Mention


def mentions(connection: Connection, case_id: int, coded: Collection[str]) -> tuple[Mention, ...]:
    """Return the places in other cases where the client's name occurs in any spelling, notes first (Rule L5).

    Each with the sentences it occurs in, save for a case on hold, whose texts are hidden (Rule L2). What the
    person of that case is called by herself, as a sister is, is her own name there.
    ``coded`` are the fields whose answers are codes, in which nobody is named.
    """
    return tuple(mention for _owner, mention in mentions_of(connection, [case_id], coded))


def mentions_of(
    connection: Connection, case_ids: Collection[int], coded: Collection[str]
) -> Iterator[tuple[int, Mention]]:
    """Yield the places of ``mentions`` for several cases, each with the case whose name stands there."""
    wanted = {case_id: name for case_id, name in names_of(connection, case_ids).items() if name}
    names_anybody = occurrence(any_of(wanted.values()))
    own = lru_cache(partial(name_of, connection))
    for text, place in _places(connection, coded) if wanted else ():
        for owner, name in wanted.items() if names_anybody(text) else ():
            if owner == place.case_id:
                continue
            said = redaction.sentences_with(text, name.without(own(place.case_id)))
            if said:
                yield owner, place.saying(said)


def redact(connection: Connection, case_id: int, mention: Mention, coded: Collection[str]) -> None:
    """Black out the name of a client where a mention says, and in the drafts of that case (Rule L5)."""
    wanted = _wanted(connection, case_id, mention)
    if mention.place == NOTE:
        part = _part(connection, mention.participant_id)
        black = redaction.without_name(part, wanted)
        save_participant(connection, black, mention.participant_id)
    else:
        table = t.metadata.tables[mention.place]
        _change(connection, table, mention.case_id, coded, lambda text: redaction.redacted(text, wanted))
    _change(connection, t.drafts, mention.case_id, coded, lambda text: redaction.redacted(text, wanted))


def black_out_note(connection: Connection, participant_id: int) -> None:
    """Black out a whole note with all that belongs to it, and drop the drafts of its case (Rule L5)."""
    save_participant(connection, redaction.without_words(_part(connection, participant_id)), participant_id)
    case_id = select(t.participants.c.case_id).where(t.participants.c.id == participant_id)
    drop_drafts_of(connection, connection.scalars(case_id).one())


def texts_naming(
    connection: Connection, case_id: int, mention: Mention, coded: Collection[str]
) -> frozenset[str]:
    """Return the texts that name a client where a mention says and in the drafts there; of a note none."""
    wanted = _wanted(connection, case_id, mention)
    places = {t.drafts.name, mention.place} - {NOTE}
    tables = [t.metadata.tables[place] for place in places]
    rows = (
        (table, row)
        for table in tables
        for row in connection.execute(of_cases(table, mention.case_id)).mappings()
    )
    texts = (text for table, row in rows for text in texts_of(table, row, coded))
    return frozenset(text for text in texts if spans(text, wanted))


def black_out_texts(
    connection: Connection, case_id: int, coded: Collection[str], chosen: Callable[[str], bool]
) -> None:
    """Black out the whole of every free text of a case, save its notes, that is ``chosen`` (Rule L4)."""
    for table in OF_CASES:
        _change(connection, table, case_id, coded, lambda text: redaction.BLACK if chosen(text) else text)


def name_of(connection: Connection, case_id: int) -> Sought:
    """Return by what a client is recognised, by nothing where there is no such case."""
    return names_of(connection, [case_id]).get(case_id, Sought())


def names_of(connection: Connection, case_ids: Collection[int]) -> Mapping[int, Sought]:
    """Return by what several clients are recognised, by case."""
    query = select(t.clients).where(t.clients.c.case_id.in_(listed("ids")))
    rows = connection.execute(query, {"ids": list(case_ids)}).mappings()
    return {row["case_id"]: sought(from_row(Client, t.clients, row)) for row in rows}


def _wanted(connection: Connection, case_id: int, mention: Mention) -> Sought:
    """Return by what a client is recognised in the case of a mention."""
    return name_of(connection, case_id).without(name_of(connection, mention.case_id))


def _places(connection: Connection, coded: Collection[str]) -> Iterator[tuple[str, Mention]]:
    """Yield the whole text of every place of every case, with the place yet without sentences."""
    yield from _notes(connection)
    c = t.cases.c
    cases = {row.id: row for row in connection.execute(select(c.id, c.number, c.key, c.hold_since))}
    for table in OF_CASES:
        rows = connection.execute(of_cases(table)).mappings()
        for case_id, of_case in groupby(rows, key=lambda row: int(row["of_case"])):
            text = "\n".join(text for row in of_case for text in texts_of(table, row, coded) if text)
            case = cases[case_id]
            if text:
                hidden = case.hold_since is not None
                yield text, Mention(case_id, case.number, place=table.name, case_key=case.key, hidden=hidden)


def _notes(connection: Connection) -> Iterator[tuple[str, Mention]]:
    parts, talks, cases = t.participants.c, t.talks.c, t.cases.c
    query = (
        select(
            t.participants,
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
        where = Mention(
            row["case_id"],
            row["number"],
            on=row["on"],
            participant_id=row["id"],
            case_key=row["case_key"],
            talk_key=row["talk_key"],
            hidden=row["hold_since"] is not None,
        )
        yield "\n".join(row[name] for name in redaction.TEXTS), where


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
    """Write the changed free texts of a case's rows, each row under another version."""
    rows: list[RowMapping] = list(connection.execute(of_cases(table, case_id)).mappings())
    for row in rows:
        new: dict[str, object] = dict(changed_texts(table, row, coded, change))
        if new and "version" in table.c:
            new["version"] = row["version"] + 1
        if new:
            connection.execute(update(table).where(table.c.id == row["id"]).values(new))
