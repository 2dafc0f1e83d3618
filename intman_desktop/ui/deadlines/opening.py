"""Where a deadline is settled: the page and the part of it that the row's place names."""

from __future__ import annotations

from intman_desktop.ui.case import parts
from intman_desktop.ui.frame import Frame
from intman_desktop.values.work_views import DeadlineRow, Place


def open_deadline(frame: Frame, row: DeadlineRow) -> None:
    """Open the place that settles ``row``: key figures by year, all else in its case."""
    if row.place is Place.KEY_FIGURES:
        frame.open_page("key_figures", year=row.year)
        return
    if row.place is Place.SETTINGS:
        frame.open_page("settings")
        return
    elsewhere = parts.page_of(row.place.value)
    if elsewhere is not None:
        page, where = elsewhere
        frame.open_page(page, case_id=row.case_id, **where)
        return
    details = {"row_id": row.row_id} if row.row_id else {}
    frame.open_page("case", case_id=row.case_id, tab=row.place.value, **details)
