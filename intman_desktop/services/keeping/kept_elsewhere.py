"""What lies in the backup places, and whether the journal goes on from what is kept there (L4, L6, K7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.journal_heads import Comparison, Head, Standing, frozen_heads
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.rules.backup_thinning import Kept, made_days
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.journal_views import HeadSource, HeadsReport, KeptElsewhere, PlaceView
from intman_desktop.vault.backup_places import (
    BackupFound,
    PlaceFound,
    PlaceSeen,
    backups_in,
    look_bounded,
    look_into,
)

_Kept = tuple[Head, HeadSource, date]

_FAULTS = (Standing.SHORTENED, Standing.REWRITTEN, Standing.CUT_EARLY)
_NOTES = (Standing.OTHER_BRANCH, Standing.COPY)


def backup_places(desk: Desk) -> tuple[str, ...]:
    """Return the folders that backups were made to."""
    with desk.vault.reading() as connection:
        return office_in(connection).backup_places


def look_into_places(places: Sequence[str]) -> tuple[PlaceSeen, ...]:
    """Return what these folders show; no store is needed, so that none waits for a slow stick.

    Only the headers of the backups are read. A place that is not there now, or does
    not answer for twenty seconds, is named, and nothing raised.
    """
    looks = {place: partial(look_into, Path(place)) for place in places}
    return look_bounded(looks, lambda place: PlaceSeen(Path(place), reachable=False))


def kept_elsewhere(desk: Desk, seen: Sequence[PlaceSeen] | None = None) -> KeptElsewhere:
    """Return what lies in the backup places, and how the journal stands to every head kept (Rules L4, L6).

    ``seen`` is what ``look_into_places`` returned; without it the places are looked into here and now.
    """
    if seen is None:
        seen = look_into_places(backup_places(desk))
    with desk.vault.reading() as connection:
        office, branch = office_in(connection), journal.branch(connection)
        erased = _erased_at(connection)
        found = tuple(backups_in(desk.vault, each, branch) for each in seen)
        places = tuple(_shown(each, erased, desk.today(), office.backup_max_age_days) for each in found)
        kept = [*_in_sheets(connection), *_in_backups(found)]
        compared = Comparison(connection, desk.today())
        standings = [(compared.standing(head), source, on) for head, source, on in kept]
    heads = HeadsReport(
        len(kept),
        tuple(_told(standings, _FAULTS)),
        tuple(_told(standings, _NOTES)),
        tuple(_unseen(found)),
    )
    return KeptElsewhere(places, heads)


def _in_sheets(connection: Connection) -> Iterator[_Kept]:
    for head in frozen_heads(connection):
        yield head, HeadSource.FROZEN, head.at.date()


def _in_backups(found: Iterable[PlaceFound]) -> Iterator[_Kept]:
    for backup in (each for place in found for each in place.backups):
        inside = backup.inside
        if inside.journal_head:
            head = Head(inside.journal_head, backup.made_at, inside.journal_length, inside.journal_branch)
            yield head, HeadSource.BACKUP, _local_day(backup.made_at)


def _told(
    standings: Iterable[tuple[Standing, HeadSource, date]], told: Iterable[Standing]
) -> Iterator[Explanation]:
    """Yield one fact for each standing that is told, with the newest head that shows it."""
    by_standing: dict[Standing, list[tuple[date, HeadSource]]] = defaultdict(list)
    for how, source, on in standings:
        by_standing[how].append((on, source))
    for how in told:
        if how in by_standing:
            yield _fact(how, *max(by_standing[how]), len(by_standing[how]))


def _fact(how: Standing, on: date, source: HeadSource, count: int) -> Explanation:
    values = {"source": source, "on": on}
    return {
        Standing.SHORTENED: Explanation("journal_shortened", values),
        Standing.REWRITTEN: Explanation("journal_rewritten", values),
        Standing.CUT_EARLY: Explanation("journal_cut_early", values),
        Standing.OTHER_BRANCH: Explanation("journal_other_branch", {"count": count}),
        Standing.COPY: Explanation("journal_copy", {"on": on}),
    }[how]


def _unseen(found: Iterable[PlaceFound]) -> Iterator[Explanation]:
    for place in found:
        if not place.reachable:
            yield Explanation("backup_place_away", {"place": str(place.place)})
        if place.unread:
            yield Explanation("backups_unread", {"place": str(place.place), "count": place.unread})


def _erased_at(connection: Connection) -> Kept | None:
    """Return when the last erasure was, as a backup of that moment would say it; None: there was none."""
    c = t.journal.c
    last = select(c.at, c.seq).where(c.verb == Verb.CASE_ERASED).order_by(c.seq.desc()).limit(1)
    row = connection.execute(last).first()
    if row is None:
        return None
    return Kept(datetime.fromisoformat(row.at), journal.branch(connection), row.seq)


def _is_before(backup: BackupFound, erased: Kept) -> bool:
    """Return whether a backup was made before what was ``erased``: its journal tells, else the clock."""
    length = backup.inside.journal_length
    if length is not None and erased.length is not None and backup.inside.journal_branch == erased.branch:
        return length < erased.length
    return backup.made_at < erased.made_at


def _shown(found: PlaceFound, erased: Kept | None, today: date, days: int) -> PlaceView:
    if not found.backups:
        return PlaceView(str(found.place), found.reachable, unread=found.unread)
    made = [each.made for each in found.backups]
    # rather told too old than not at all
    made_on = [min(day, each.day) for day, each in zip(made_days(made, today), made, strict=True)]
    age, dated = (
        timedelta(days=days),
        sorted(zip(made_on, found.backups, strict=True), key=lambda each: each[0]),
    )
    holding = [day for day, each in dated if erased is not None and _is_before(each, erased)]
    return PlaceView(
        str(found.place),
        found.reachable,
        len(found.backups),
        dated[0][1].made_at,
        found.backups[-1].made_at,
        sum(day + age < today for day in made_on),
        found.unread,
        len(holding),
        holding[-1] + age if holding else None,
    )


def _local_day(moment: datetime) -> date:
    return moment.astimezone().date()
