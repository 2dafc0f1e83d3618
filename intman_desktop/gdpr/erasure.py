"""Erasing a case: what there is of it, and taking it away (L2 to L6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.free_texts import changed_draft
from intman_desktop.gdpr.mentions import name_of
from intman_desktop.gdpr.shared_drafts import drop_drafts_of
from intman_desktop.models import tables as t
from intman_desktop.models.rows import in_chunks, read_all, to_row
from intman_desktop.rules.family import parted
from intman_desktop.rules.occurrences import without_names
from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.draft_views import SETTINGS_FORM
from intman_desktop.word_lists import everyday_words


def count_rows(connection: Connection, case_id: int) -> tuple[tuple[str, int], ...]:
    """Return how many rows of each kind erasing the case takes away, kinds without any left out."""
    plans = select(t.plans.c.id).where(t.plans.c.case_id == case_id)
    below_plan = {
        "goals": (t.goals, t.goals.c.plan_id.in_(plans)),
        "plan_versions": (t.plan_versions, t.plan_versions.c.plan_id.in_(plans)),
    }
    of_case = {
        table.name: (table, table.c.case_id == case_id)
        for table in (
            t.consents,
            t.agreements,
            t.notices_given,
            t.needs_assessments,
            t.answers,
            t.household_members,
            t.earlier_counselling,
            t.plans,
            t.extensions,
            t.decisions,
            t.scans,
            t.disclosures,
            t.requests,
            t.corrections,
            t.participants,
            t.drafts,
        )
    }
    counted = ((name, _count(connection, *where)) for name, where in {**of_case, **below_plan}.items())
    return tuple((name, number) for name, number in counted if number)


def joint_talks(connection: Connection, case_id: int) -> int:
    """Return how many talks stay with their other participants (Rule K5)."""
    own, others = t.participants.alias("own"), t.participants.alias("others")
    query = (
        select(func.count(own.c.talk_id.distinct()))
        .join(others, others.c.talk_id == own.c.talk_id)
        .where(own.c.case_id == case_id, others.c.case_id != case_id)
    )
    return connection.scalar(query) or 0


def key_of(connection: Connection, case_id: int) -> str:
    """Return the random key of a case, an empty text where there is none."""
    return connection.scalar(select(t.cases.c.key).where(t.cases.c.id == case_id)) or ""


def erase_rows(connection: Connection, case_id: int, case_key: str, today: date) -> None:
    """Take every row of a case away and unlink its journal (Rules L3, K5, L6).

    Talks that only this case took part in go; heads of joint talks stay. The name index is emptied
    by its trigger. Links that other households hold to the case are cut as on the day ``today``, and a
    Dublette no longer says which case it was one of. A draft that tells of the case goes, of a joint talk
    only her part; where one of no case, or what others keep of her own, names the client, her name is blacked
    out.
    """
    erase_all_rows(connection, {case_id: case_key}, today)


def erase_all_rows(connection: Connection, cases: Mapping[int, str], today: date) -> None:
    """Take every row of several cases away, as ``erase_rows`` does of one, in a few statements for all.

    ``cases`` are keys by id.
    """
    for some in in_chunks(list(cases)):
        keys = [cases[each] for each in some]
        parts = t.participants
        own = select(parts.c.talk_id).where(parts.c.case_id.in_(some))
        shared = exists().where(parts.c.talk_id == t.talks.c.id, parts.c.case_id.not_in(some))
        connection.execute(delete(t.talks).where(t.talks.c.id.in_(own), ~shared))
        if connection.scalar(select(t.drafts.c.id).limit(1)) is not None:
            for case_id in some:
                _redact_drafts(connection, case_id, drop_drafts_of(connection, case_id))
        _forget_numbers(connection, some)
        cut_links(connection, t.household_members.c.linked_case.in_(keys), today)
        connection.execute(delete(t.cases).where(t.cases.c.id.in_(some)))
        journal.unlink(connection, *keys)


def _forget_numbers(connection: Connection, case_ids: Sequence[int]) -> None:
    """Let no Dublette say any longer that it was one of these cases."""
    c, d, erased = t.cases.c, t.double_decisions.c, t.cases.alias("erased").c
    one, other = (
        and_(d.case_id == c.id, d.other_id == erased.id),
        and_(d.other_id == c.id, d.case_id == erased.id),
    )
    pair = exists().where(or_(one, other), erased.id.in_(case_ids), erased.number == c.ending_note)
    doubles = update(t.cases).where(c.ending_note != "", pair)
    connection.execute(doubles.values(ending_note="", version=c.version + 1))


def cut_links(connection: Connection, where: ColumnElement[bool], today: date) -> None:
    """Cut the links of these rows of households; a child that came of age meanwhile is left an adult (P4)."""
    m = t.household_members
    for member in read_all(connection, HouseholdMember, m, where, order=(m.c.id,)):
        # Another version, so that no form that was open meanwhile writes the link back.
        row = to_row(replace(parted(member, today), version=member.version + 1), m)
        connection.execute(update(m).where(m.c.id == member.id).values(row))


def keep_heads_counted(connection: Connection, case_id: int) -> None:
    """Remember of the talks that count for a case that they did: joint ones go on counting without it (K5).

    Whatever is said later of those who are left, the year keeps such a talk, once. Called before the rows are
    erased of a case that stays in the figures (Rule K8).
    """
    parts = t.participants.c
    counting = select(parts.talk_id).where(parts.case_id == case_id, parts.counts)
    connection.execute(update(t.talks).where(t.talks.c.id.in_(counting)).values(counted=True))


def part_from_heads(connection: Connection, case_id: int) -> tuple[int, ...]:
    """Take a case out of the talks that counted for somebody erased and that it alone is left in (K5, K8).

    Returns their ids: of a Fehlanlage nothing is counted, of those talks what they counted for the other
    still is. Called before ``erase_rows``, which would take the heads along; ``erase_heads`` does it then.
    """
    parts = t.participants
    own = select(parts.c.talk_id).where(parts.c.case_id == case_id)
    shared = exists().where(parts.c.talk_id == t.talks.c.id, parts.c.case_id != case_id)
    counted = select(t.talks.c.id).where(t.talks.c.id.in_(own), t.talks.c.counted, ~shared)
    heads = tuple(connection.scalars(counted))
    connection.execute(delete(parts).where(parts.c.talk_id.in_(heads)))
    return heads


def erase_heads(connection: Connection, talk_ids: Sequence[int]) -> None:
    """Take away the heads of talks that nobody is left in; what they count is kept by the caller (K8)."""
    connection.execute(delete(t.talks).where(t.talks.c.id.in_(talk_ids)))


def forget_heads_counted(connection: Connection) -> None:
    """Take ``keep_heads_counted`` back, so that what those talks count goes over into the counters (K8)."""
    connection.execute(update(t.talks).where(t.talks.c.counted).values(counted=False))


def keep_record(connection: Connection, erased_on: date, reason: str, times: int = 1) -> None:
    """Keep that one case, or ``times`` of them, went on this day for this reason, and no more (Rule L3)."""
    if times:
        connection.execute(insert(t.erasures), [{"erased_on": erased_on, "reason": reason}] * times)


def keep_digests(connection: Connection, digests: Sequence[str]) -> None:
    """Add digests to the store's own list of the erased; known ones are left (Rule L4)."""
    known = set(connection.scalars(select(t.erased_keys.c.digest)))
    fresh = [{"digest": digest} for digest in dict.fromkeys(digests) if digest not in known]
    if fresh:
        connection.execute(insert(t.erased_keys), fresh)


def kept_digests(connection: Connection) -> frozenset[str]:
    """Return the store's own list of the erased (Rule L4)."""
    return frozenset(connection.scalars(select(t.erased_keys.c.digest)))


def _redact_drafts(connection: Connection, case_id: int, moved: Collection[int]) -> None:
    """Black out a client's name in drafts of no case and ``moved`` ones: nowhere can it be offered (L5).

    The settings are not searched, so what is typed in them is not either: the office's people stand there.
    """
    d = t.drafts.c
    unassigned = select(d.id, d.content).where(d.case_id.is_(None) | d.id.in_(moved), d.form != SETTINGS_FORM)
    drafts = connection.execute(unassigned).all()
    if not drafts:
        return
    wanted = name_of(connection, case_id)
    for draft_id, content in drafts:
        left = changed_draft(content, lambda text: without_names(text, wanted, everyday_words()))
        if left != content:
            connection.execute(update(t.drafts).where(t.drafts.c.id == draft_id).values(content=left))


def _count(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(where)) or 0
