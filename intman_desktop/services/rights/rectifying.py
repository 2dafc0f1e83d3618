"""Correcting a wrong value: that and when is kept, the value only with a reason (L8, Art. 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.rules.corrections import OF_FIELD
from intman_desktop.services.casework.needs import FIELDS_CHANGED, field_parts, fields_back, write_fields
from intman_desktop.services.common.admission import note, usable_case
from intman_desktop.services.common.corrections import keep_corrections, keep_rectified
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import read_rows
from intman_desktop.values.case_file import Answer, Correction
from intman_desktop.values.outcome import Outcome


def rectify(
    desk: Desk,
    case_id: int,
    field: str,
    answers: Sequence[Answer],
    columns: Mapping[str, str],
    *,
    keep_because: str = "",
    client_version: int | None = None,
) -> Outcome[Correction]:
    """Write the right value of one field of the catalogue over a wrong one (Rules L8, E3).

    ``answers`` and ``columns`` are those of the one ``field``, as for ``needs.save_needs``; with
    ``keep_because`` the wrong value is kept with this reason, else it is gone. Raises as ``save_needs``, and
    ``Refused``: ``correction_too_long``, ``nothing_corrected`` where nothing was overwritten.
    """
    parts = field_parts(case_id)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        write_fields(connection, desk, file, answers, columns, client_version=client_version, all_shown=True)
        gone = keep_corrections(connection, desk, file, wrong=field)
        if field not in gone:
            raise Refused("nothing_corrected")
        place = f"{OF_FIELD}{field}"
        kept = keep_rectified(connection, desk, case_id, place, wrong=gone[field], because=keep_because)
        note(connection, desk, Verb.VALUE_RECTIFIED, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(kept, FIELDS_CHANGED, fields_back(desk, case_id, parts, before, after))
