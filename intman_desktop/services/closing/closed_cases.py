"""Cases that no consent opens: they leave the store in no file, only their figures do (E4, K8, P2)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from intman_desktop.gdpr import erasure
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.models.rows import read_all
from intman_desktop.rules import gate
from intman_desktop.services.closing.erasure import OTHER_REASON, close_open_plan, counts
from intman_desktop.services.closing.standing_figures import figures_stay
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.document import Counter


def is_closed(desk: Desk, file: CaseFile) -> bool:
    """Return whether the basic consent of a case does not stand today (Rules E4, P2)."""
    return not gate.is_open(gate.BASIC, file.consents, desk.today())


def count_closed(desk: Desk) -> int:
    """Return how many cases a whole export leaves out, because no consent opens them (Rule E4)."""
    with desk.vault.reading() as connection:
        return sum(is_closed(desk, file) for file in read_case_files(connection))


def counters_without(connection: Connection, desk: Desk, closed: Sequence[Case]) -> tuple[Counter, ...]:
    """Return the counters as they would stand if these cases were erased now; nothing is changed (Rule K8).

    Whoever takes the file in counts what was counted here, and in later years what is counted here once these
    cases are erased: a plan that is still open ends with its case, today where that has not ended (Rule K4).
    It would be open in the sums of this year else, and continued in no later one.
    """
    trial = connection.begin_nested()
    try:
        counted = [case for case in closed if counts(desk, case.ending_reason)]
        for case in counted:
            close_open_plan(
                connection, case.id, case.ended_on or desk.today(), case.ending_reason or OTHER_REASON
            )
        # What never counted goes first: else a joint talk is left to it and goes with it (Rules K5, K8).
        for case in closed:
            if case not in counted:
                erasure.part_from_heads(connection, case.id)
                erasure.erase_rows(connection, case.id, case.key, desk.today())
        with figures_stay(connection, desk):
            for case in counted:
                erasure.erase_rows(connection, case.id, case.key, desk.today())
            erasure.forget_heads_counted(connection)  # no file of the case format knows of it
        return read_all(connection, Counter, t.counters, order=list(t.counters.primary_key))
    finally:
        trial.rollback()
