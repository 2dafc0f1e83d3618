"""Going from review to review: whose goals wait next, over all cases (Z2)."""

from __future__ import annotations

from intman_desktop.services.across.due.asking import Asked
from intman_desktop.services.across.due.plans import reviews
from intman_desktop.services.across.due.table import open_due
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_in, named_cases
from intman_desktop.services.common.office import office_in
from intman_desktop.values.plan_views import WaitingReviews


def waiting_reviews(desk: Desk, after: int) -> WaitingReviews | None:
    """Return the cases with a goal to be reviewed by today, without the case ``after`` (Rule Z2).

    The one named waits longest; a case on hold is never among them (Rule L2), nor a goal no consent opens:
    it cannot be reviewed (Rules E3, E4). None where nothing waits.
    """
    with desk.vault.reading() as connection:
        asked = Asked(desk.today(), office_in(connection), desk.profile, ahead=0)
        due = [each for each in open_due(connection, asked, reviews) if each.case_id != after]
        if not due:
            return None
        first = min(due, key=lambda each: (each.on, each.case_id)).case_id
        person = name_in(named_cases(connection, (first,))[first])
    return WaitingReviews(first, person, len({each.case_id for each in due}))
