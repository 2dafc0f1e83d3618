"""What was overwritten in a case is kept: that it was, and when; the wrong value only with a reason (L8)."""

from __future__ import annotations

from sqlalchemy import Connection

from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row
from intman_desktop.profiles import Profile
from intman_desktop.rules.corrections import OF_FIELD, overwritten, overwritten_fields
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import Answer, CaseFile
from intman_desktop.values.requests import Correction


def keep_corrections(connection: Connection, desk: Desk, before: CaseFile) -> dict[str, tuple[str, ...]]:
    """Keep that values of a case were overwritten since it was read as ``before``, one entry a day and place.

    Called inside the transaction that changed it. Returns for each field of the catalogue the values that
    are held no more; they themselves are kept nowhere (Rule L8).
    """
    after = whole_case(connection, before.case.id)
    gone = overwritten_fields(fields_of(desk.profile, before), fields_of(desk.profile, after))
    places = (*((f"{OF_FIELD}{code}", None) for code in gone), *overwritten(before, after))
    today = desk.today()
    known = {(each.place, each.talk_on) for each in after.corrections if each.on == today}
    for place, talk_on in places:
        if (place, talk_on) not in known:
            kept = Correction(today, place, talk_on, worker=desk.worker)
            add_row(connection, t.corrections, kept, case_id=before.case.id)
    return gone


def fields_of(profile: Profile, file: CaseFile) -> tuple[Answer, ...]:
    """Return what a case holds in the fields of the catalogue, those of the client's columns among them."""
    return (*file.answers, *profile.client_answers(file.client))
