"""What was overwritten in a case is kept: that it was, and when; the wrong value only with a reason (L8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select, update

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, to_row
from intman_desktop.models.writing import add_row
from intman_desktop.profiles import Profile
from intman_desktop.rules.corrections import BETWEEN, LONGEST, OF_FIELD, overwritten, overwritten_fields
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import Answer, CaseFile
from intman_desktop.values.requests import Correction


def keep_corrections(
    connection: Connection, desk: Desk, before: CaseFile, *, wrong: str = ""
) -> dict[str, tuple[str, ...]]:
    """Keep that values of a case were overwritten since it was read as ``before``, one entry a day and place.

    Called inside the transaction that changed it. Returns for each field of the catalogue the values that
    are held no more; they themselves are kept nowhere (Rule L8). In the field ``wrong`` last days count too.
    """
    after = whole_case(connection, before.case.id)
    gone = overwritten_fields(fields_of(desk.profile, before), fields_of(desk.profile, after), wrong)
    places = (*((f"{OF_FIELD}{code}", None) for code in gone), *overwritten(before, after))
    today = desk.today()
    known = {(each.place, each.talk_on) for each in after.corrections if each.on == today}
    for place, talk_on in places:
        if (place, talk_on) not in known:
            kept = Correction(today, place, talk_on, worker=desk.worker)
            add_row(connection, t.corrections, kept, case_id=before.case.id)
    return gone


def keep_rectified(
    connection: Connection, desk: Desk, case_id: int, place: str, *, wrong: Iterable[str], because: str
) -> Correction:
    """Mark today's entry of a place as a wrong value; the ``wrong`` ones are kept with a reason only (L8).

    Called after ``keep_corrections`` has made the entry. Returns it. Raises ``Refused`` with
    ``correction_too_long``.
    """
    because = because.strip()
    if len(because) > LONGEST:
        raise Refused("correction_too_long", longest=LONGEST)
    c = t.corrections.c
    mine = select(t.corrections).where(c.case_id == case_id, c.place == place, c.on == desk.today())
    kept = from_row(Correction, t.corrections, connection.execute(mine).mappings().one())
    kept = replace(kept, rectified=True, worker=desk.worker)
    if because:
        kept = replace(kept, old_value=BETWEEN.join(filter(None, (kept.old_value, *wrong))), reason=because)
    connection.execute(update(t.corrections).where(c.id == kept.id).values(to_row(kept, t.corrections)))
    return kept


def fields_of(profile: Profile, file: CaseFile) -> tuple[Answer, ...]:
    """Return what a case holds in the fields of the catalogue, those of the client's columns among them."""
    return (*file.answers, *profile.client_answers(file.client))
