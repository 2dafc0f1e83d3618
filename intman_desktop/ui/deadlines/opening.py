"""Where a deadline is settled: the page and the part of it that the row's place names."""

from __future__ import annotations

from PySide6.QtCore import QObject

from intman_desktop.language import _
from intman_desktop.services.casework.participants import settle_next_step
from intman_desktop.services.rights.settling import settle_measure
from intman_desktop.ui.case.own_pages import page_of
from intman_desktop.ui.frame import Frame
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineRow, Place, SettledRow

AT_ONCE = frozenset({DeadlineAct.SETTLE_STEP, DeadlineAct.SETTLE_MEASURE})
"""The acts that settle a deadline at once and open nothing."""


def settle_deadline(frame: Frame, row: DeadlineRow, owner: QObject | None = None) -> None:
    """Run the act of ``row``: a step or a measure is done at once, with the way back; all else opens its
    place.
    """
    if row.act is DeadlineAct.SETTLE_STEP:
        said = _("Nächster Schritt erledigt.")
        frame.do(settle_next_step, row.row_id, frame.today(), owner=owner, said=said)
        return
    if row.act is DeadlineAct.SETTLE_MEASURE:
        said = _("Maßnahme erledigt.")
        frame.do(settle_measure, row.case_id, row.row_id, frame.today(), owner=owner, said=said)
        return
    open_deadline(frame, row)


def open_deadline(frame: Frame, row: DeadlineRow) -> None:
    """Open the place that settles ``row``: key figures by year, a new file at 18, else its case."""
    if row.place is Place.KEY_FIGURES:
        frame.open_page("key_figures", year=row.year)
        return
    if row.act is DeadlineAct.PREPARE_ADULT:
        frame.open_page("new_person", of_case=row.case_id, member=row.row_id)
        return
    if row.act is DeadlineAct.EXTEND_REST_OR_END:
        frame.open_page("case", case_id=row.case_id, tab="decide")
        return
    if row.act is DeadlineAct.HAND_OUT_PLAN:
        frame.open_page("case", case_id=row.case_id, tab=Place.PLAN.value, hand_out=True)
        return
    elsewhere = page_of(row.place.value)
    if elsewhere is not None:
        page, where = elsewhere
        frame.open_page(page, case_id=row.case_id, **where)
        return
    details: dict[str, object] = {"row_id": row.row_id} if row.row_id else {}
    if row.goal_id:
        details = {"goal_id": row.goal_id}
    elif row.place is Place.PLAN:
        details["work"] = True
    frame.open_page("case", case_id=row.case_id, tab=row.place.value, **details)


def open_settled(frame: Frame, row: SettledRow) -> None:
    """Open the case in which ``row`` was settled, at the goal it is of; or the figures handed in."""
    if not row.case_id:
        frame.open_page("key_figures", year=row.year)
        return
    where: dict[str, object] = {"tab": Place.PLAN.value, "goal_id": row.goal_id} if row.goal_id else {}
    frame.open_page("case", case_id=row.case_id, **where)
