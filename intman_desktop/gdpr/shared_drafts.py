"""Unfinished texts that tell of more than one case, and what of them is whose (L3, L5, E3, K5)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from intman_desktop.models import tables as t


def drafts_telling(connection: Connection, case_id: int) -> tuple[tuple[int, str], ...]:
    """Return id and moment of the case's drafts, and of others that name it, as that of a joint talk."""
    drafts = connection.execute(select(t.drafts)).mappings()
    return tuple(
        (draft["id"], draft["saved_at"])
        for draft in drafts
        if draft["case_id"] == case_id or _tells_of(_held(draft["content"]), case_id)
    )


def typed_for(connection: Connection, case_id: int) -> tuple[tuple[str, Any], ...]:
    """Return the moment of each draft that tells of the case, and what is typed in it for her (Rule L8).

    Of a text that names the people of a talk it is the head and her own note, and nothing where she is not
    one of them: from whose case its page was opened says nothing of the talk. Of one that tells of her in a
    way that cannot be told apart from others it is None: what concerns others is not hers (Rule K5, Art. 15
    (4)).
    """
    key = connection.scalar(select(t.cases.c.key).where(t.cases.c.id == case_id))
    found: list[tuple[str, Any]] = []
    for draft in connection.execute(select(t.drafts).order_by(t.drafts.c.saved_at, t.drafts.c.id)).mappings():
        held = _held(draft["content"])
        values: Any = held.get("values") if isinstance(held, dict) else None
        together = values.get("case_ids") if isinstance(values, dict) else None
        if isinstance(together, list):
            if case_id in together:
                found.append((draft["saved_at"], {**values, "notes": _own_note(values, key)}))
        elif draft["case_id"] == case_id:
            found.append((draft["saved_at"], values))
        elif _tells_of(held, case_id):
            found.append((draft["saved_at"], None))
    return tuple(found)


def part_shared_drafts(connection: Connection, case_id: int) -> tuple[int, ...]:
    """Divide the drafts of joint talks in two: what was typed for the case, and what was for the others.

    Each text is then in the draft of one person alone or of the others, so that the one can go or be hidden
    and the others lose nothing (Rule K5). The draft that was there stays with the others; who is not in the
    talk gets no part of it, unless a note of hers is there. Return the ids of those that were counted to the
    case until now.
    """
    key = connection.scalar(select(t.cases.c.key).where(t.cases.c.id == case_id))
    moved = []
    for draft in connection.execute(select(t.drafts)).mappings().all():
        held = _held(draft["content"])
        others = _others_of(held, case_id)
        if not others:
            continue
        values, notes = held["values"], held["values"].get("notes", {})
        own = {"case_ids": [case_id], "notes": _own_note(values, key)}
        theirs = {"case_ids": others, "notes": {each: notes[each] for each in notes if each != key}}
        where = {name: each for name, each in held.get("where", {}).items() if name != "together"}
        parts = [(theirs, others[0])]
        if case_id in values["case_ids"] or own["notes"]:
            parts.append((own, case_id))
        for part, of_case in parts:
            content = {**held, "where": {**where, "case_id": of_case}, "values": {**values, **part}}
            row = {"case_id": of_case, "content": json.dumps(content, ensure_ascii=False)}
            if of_case == case_id:
                row |= {"form": draft["form"], "saved_at": draft["saved_at"]}
                connection.execute(insert(t.drafts).values(row))
            else:
                connection.execute(update(t.drafts).where(t.drafts.c.id == draft["id"]).values(row))
        if draft["case_id"] == case_id:
            moved.append(draft["id"])
    return tuple(moved)


def drop_drafts_of(connection: Connection, case_id: int) -> tuple[int, ...]:
    """Take away every draft that tells of the case; of a joint text only its part (Rules E3, L3, K5).

    Return the ids of the drafts that were the case's and are now those of others.
    """
    moved = part_shared_drafts(connection, case_id)
    telling = [draft_id for draft_id, _saved_at in drafts_telling(connection, case_id)]
    connection.execute(delete(t.drafts).where(t.drafts.c.id.in_(telling)))
    return moved


def _others_of(held: Any, case_id: int) -> list[int]:
    """Return the other cases of a joint text that tells of the case, none where nobody else's can be told."""
    values = held.get("values") if isinstance(held, dict) else None
    together, notes = (
        (values.get("case_ids"), values.get("notes", {})) if isinstance(values, dict) else ((), ())
    )
    if not isinstance(together, list) or not isinstance(notes, dict) or not _tells_of(held, case_id):
        return []
    return [each for each in together if each != case_id]


def _own_note(values: dict[str, Any], key: str | None) -> dict[str, Any]:
    """Return the note under the ``key`` of a case alone, none where the notes have no such keys."""
    notes = values.get("notes")
    return {name: each for name, each in notes.items() if name == key} if isinstance(notes, dict) else {}


def _held(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None  # no form wrote this; it must not keep anybody from being erased


def _tells_of(held: Any, case_id: int) -> bool:
    """Return whether a form's values name the case as ``case_id`` or among its ``case_ids``."""
    if isinstance(held, dict):
        if held.get("case_id") == case_id:
            return True
        together = held.get("case_ids")
        if isinstance(together, list) and case_id in together:
            return True
    inner = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    return any(_tells_of(value, case_id) for value in inner)
