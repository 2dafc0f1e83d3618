"""Unfinished forms, kept inside the vault until they are saved or dropped.

What is typed of a person before the basic consent is no draft: it never comes here (P2).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update

from intman_desktop.errors import Refused
from intman_desktop.models.tables import cases, clients, drafts
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import listed_name
from intman_desktop.values.draft_views import Draft, StoredDraft
from intman_desktop.values.outcome import Change, Outcome


def save_draft(
    desk: Desk, form: str, case_id: int | None, content: str, draft_id: int | None = None
) -> Outcome[int]:
    """Keep what a form holds and return the id of its draft; no other draft is touched.

    ``content`` is the form's own JSON, ``case_id`` None for a form that belongs to no case. With the
    ``draft_id`` of an earlier save of the same text that draft is renewed. Raises ``Refused``:
    ``draft_is_gone`` where it was taken away meanwhile, ``case_erased`` (Rules L3, L5).
    """
    saved_at = desk.now().astimezone(UTC).isoformat(timespec="seconds")
    row = {"form": form, "case_id": case_id, "content": content, "saved_at": saved_at}
    with desk.vault.transaction() as connection:
        known = select(cases.c.id).where(cases.c.id == case_id)
        if case_id is not None and connection.scalar(known) is None:
            raise Refused("case_erased")
        if draft_id is None:
            kept = connection.scalar(insert(drafts).values(row).returning(drafts.c.id))
        else:
            renewed = update(drafts).where(drafts.c.id == draft_id).values(row)
            kept = connection.scalar(renewed.returning(drafts.c.id))
        if kept is None:
            raise Refused("draft_is_gone")
    return Outcome(kept, frozenset({Change.DRAFTS}))


def stored_drafts(desk: Desk, draft_ids: Collection[int]) -> dict[int, StoredDraft]:
    """Return how these drafts stand now, by id; those that are gone are left out."""
    query = (
        select(drafts.c.id, drafts.c.content, cases.c.hold_since)
        .join(cases, cases.c.id == drafts.c.case_id, isouter=True)
        .where(drafts.c.id.in_(draft_ids))
    )
    with desk.vault.reading() as connection:
        rows = connection.execute(query).all()
    return {row.id: StoredDraft(row.id, row.content, hidden=row.hold_since is not None) for row in rows}


def in_use(desk: Desk, case_ids: Collection[int]) -> frozenset[int]:
    """Return those of the cases that are still there and not hidden by a hold (Rule L2)."""
    query = select(cases.c.id).where(cases.c.id.in_(case_ids), cases.c.hold_since.is_(None))
    with desk.vault.reading() as connection:
        return frozenset(connection.scalars(query))


def open_drafts(desk: Desk) -> tuple[Draft, ...]:
    """Return every draft, the newest first, with the name of its case."""
    query = (
        select(drafts, clients)
        .join(cases, cases.c.id == drafts.c.case_id, isouter=True)
        .join(clients, clients.c.case_id == cases.c.id, isouter=True)
        .where(cases.c.hold_since.is_(None))
        .order_by(drafts.c.saved_at.desc(), drafts.c.id.desc())
    )
    with desk.vault.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        Draft(
            row[drafts.c.id],
            row[drafts.c.form],
            row[drafts.c.case_id],
            row[drafts.c.content],
            datetime.fromisoformat(row[drafts.c.saved_at]),
            listed_name(
                row[clients.c.family_name] or "",
                row[clients.c.given_name] or "",
                row[clients.c.designation] or "",
            ),
        )
        for row in rows
    )


def drop_draft(desk: Desk, draft_id: int) -> Outcome[None]:
    """Forget a draft; one that is gone already is no fault."""
    with desk.vault.transaction() as connection:
        connection.execute(delete(drafts).where(drafts.c.id == draft_id))
    return Outcome(None, frozenset({Change.DRAFTS}))
