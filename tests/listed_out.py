"""The list of cases on its way out with every column that it can have."""

from __future__ import annotations

from intman_desktop.services.across.list_export import list_cases_out
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.lists import ListExtra, ListSheet
from intman_desktop.values.views import CaseColumn, CaseFilter


def all_columns_out(desk: Desk, chosen: CaseFilter | None = None, told: str = "Alle") -> ListSheet:
    """Return the filtered list with the columns of the screen and all that can be added."""
    return list_cases_out(desk, chosen or CaseFilter(), told, tuple(CaseColumn), tuple(ListExtra)).value
