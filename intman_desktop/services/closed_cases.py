"""Cases that no consent opens: they leave the store in no file, only their figures do (E4, K8, P2)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from intman_desktop.gdpr import erasure
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.models.rows import read_all
from intman_desktop.reporting.keeping import keep_figures
from intman_desktop.reporting.years import count_years, years_with_data
from intman_desktop.rules import gate
from intman_desktop.services.desk import Desk
from intman_desktop.services.office import office_in
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

    Whoever takes the file in counts what was counted here.
    """
    trial = connection.begin_nested()
    try:
        for case in closed:
            item = desk.profile.item("ending_reasons", case.ending_reason)
            counts = item is None or item.flag("counts")
            years = years_with_data(connection) if counts else ()
            before = count_years(connection, desk.profile.sheets_of, years)
            erasure.erase_rows(connection, case.id, case.key)
            after = count_years(connection, desk.profile.sheets_of, years)
            breakdowns = office_in(connection).counters_with_breakdowns
            keep_figures(connection, before, after, with_breakdowns=breakdowns)
        return read_all(connection, Counter, t.counters, order=list(t.counters.primary_key))
    finally:
        trial.rollback()
