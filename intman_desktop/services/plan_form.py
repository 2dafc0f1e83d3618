"""The plan of a case together with the fields its blocks are filled by (I1 to I8)."""

from __future__ import annotations

from intman_desktop.language import current_language
from intman_desktop.services.admission import whole_case
from intman_desktop.services.desk import Desk
from intman_desktop.services.field_forms import fields_in
from intman_desktop.services.needs import BLOCKS
from intman_desktop.services.office import office_in
from intman_desktop.services.plan_view import show_plan
from intman_desktop.values.form_views import PlanForm

ENDING_REASONS = "ending_reasons"


def plan_form(desk: Desk, case_id: int) -> PlanForm:
    """Return the plan with its lights and goals, and the fields of I1 to I5. Raises ``NotFound``."""
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        interval = office_in(connection).review_interval_months
    today, language = desk.today(), current_language()
    return PlanForm(
        show_plan(desk, case_id, file),
        fields_in(desk.profile, file, today, BLOCKS),
        tuple(
            (item.code, desk.profile.label(ENDING_REASONS, item.code, language))
            for item in desk.profile.items_on(ENDING_REASONS, today)
        ),
        interval,
    )
