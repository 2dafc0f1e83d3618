"""Taking something out of cases for good, with every figure of every year staying as it was (K8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from intman_desktop.reporting.keeping import keep_figures
from intman_desktop.reporting.years import count_years, years_with_data
from intman_desktop.services.closing.frozen_years import note_touched_years
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.values.document import Counter
from intman_desktop.values.figures import ChangeKind


@contextmanager
def figures_stay(connection: Connection, desk: Desk) -> Iterator[list[Counter]]:
    """Add to the counters what is taken out meanwhile, in the same transaction (Rule K8).

    For each year and definition version with data, cell by cell; so no sheet changes, no year that was handed
    in gets another version, and nobody can tell afterwards from which case a sum comes. An office that keeps
    totals only sees the part in the cell of the erased, as after an erasure. Yields a list that holds
    afterwards what was added.
    """
    note_touched_years(desk.land, connection)
    years = years_with_data(connection)
    before = count_years(connection, desk.profile.sheets_of, years)
    kept: list[Counter] = []
    yield kept
    after = count_years(connection, desk.profile.sheets_of, years)
    with_breakdowns = office_in(connection).counters_with_breakdowns
    kept += keep_figures(connection, before, after, with_breakdowns=with_breakdowns)
    note_touched_years(desk.land, connection, ChangeKind.CASE_ERASED)
