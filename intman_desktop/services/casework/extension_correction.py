"""A recorded extension is corrected, or taken back, with what was wrong with it (C2 to C4, L8)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, delete

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.corrections import EXTENSION
from intman_desktop.rules.extensions import extension_correction_faults, lets_reason_stay, with_kept_reason
from intman_desktop.rules.period import case_period
from intman_desktop.services.casework.period import CHANGED, extension_faults, read_period
from intman_desktop.services.common.admission import note, refuse_first, usable_case
from intman_desktop.services.common.corrections import keep_corrections, keep_rectified
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import corrections_part, period_parts, read_rows, step_back
from intman_desktop.values.case_file import CaseFile, Extension
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.work_views import PeriodView


def correct_extension(
    desk: Desk, case_id: int, kept: Extension, corrected: Extension | None, reason: str
) -> Outcome[PeriodView]:
    """Let the last extension be what was meant, or take it back (Rules C2, C3, C4, C8, L8).

    The clock then is as if that had been recorded at once, and the figures of a year that was handed in are
    counted anew (Rule K7). That and when it was corrected is kept with the ``reason``, and the day it went to
    where that was wrong.

    Args:
        desk: the store.
        case_id: the case.
        kept: the extension as it was read.
        corrected: the one that was meant, None to take it back. Where its reason is ``REASON_ERASED``, which
            cannot be chosen, the recorded one stays with its words and proof, unseen and unjudged (Rule C3).
        reason: what was wrong.

    Raises ``Refused``: a fault of ``rules.extensions.extension_correction_faults``, what ``period.extend``
    refuses of the corrected one, ``correction_too_long``; ``ChangedMeanwhile`` where it was changed since it
    was read; ``NotFound``.
    """
    parts = (*period_parts(case_id), corrections_part(case_id))
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        corrected = _judged(desk, file, kept, corrected, reason)
        if corrected is None:
            connection.execute(delete(t.extensions).where(t.extensions.c.id == kept.id))
        else:
            _write_over(connection, kept, corrected)
        keep_corrections(connection, desk, file)
        moved = corrected is None or corrected.until != kept.until
        wrong = (kept.until.isoformat(),) if moved else ()
        keep_rectified(connection, desk, case_id, EXTENSION, wrong=wrong, because=reason)
        verb = Verb.EXTENSION_TAKEN_BACK if corrected is None else Verb.EXTENSION_CORRECTED
        note(connection, desk, verb, file.case.key)
        view = read_period(connection, desk, case_id)
        after = read_rows(connection, parts)
    return Outcome(view, CHANGED, step_back(desk, [file.case.key], parts, before, after))


def _judged(
    desk: Desk, file: CaseFile, kept: Extension, corrected: Extension | None, reason: str
) -> Extension | None:
    """Return what is to be recorded, None where it is taken back; raise where that cannot be."""
    held = next((each for each in file.extensions if each.id == kept.id), None)
    if held is None or held.version != kept.version:
        raise ChangedMeanwhile()
    stays = corrected is not None and lets_reason_stay(corrected)
    if corrected is not None and stays:
        corrected = with_kept_reason(held, corrected)
    faults = extension_correction_faults(held, corrected, file.extensions, reason)
    running = case_period(file.case, [each for each in file.extensions if each.id != kept.id])
    if corrected is not None and running is not None:
        faults += extension_faults(desk, file, running, corrected, reason_stays=stays)
    refuse_first(faults)
    if corrected is not None and running is None:
        raise Refused("period_not_begun")
    return corrected


def _write_over(connection: Connection, kept: Extension, corrected: Extension) -> None:
    row = replace(corrected, id=kept.id, version=kept.version)
    save_row(connection, t.extensions, row, kept.id)
