"""The plan of a case together with what its blocks and goals are filled by (I1 to I8, Z4, E3)."""

from __future__ import annotations

from collections.abc import Collection

from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.services.casework.case_sheet import listed
from intman_desktop.services.casework.needs import BLOCKS
from intman_desktop.services.common.admission import note_read, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.gate.field_forms import fields_in
from intman_desktop.services.plans.plan_view import show_plan
from intman_desktop.values.form_views import PlanForm
from intman_desktop.values.office import Phrase


def plan_form(desk: Desk, case_id: int) -> PlanForm:
    """Return the plan with its lights and goals, the fields of I1 to I5, and phrases. Raises ``NotFound``."""
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        interval = office_in(connection).review_interval_months
    note_read(desk, file.case.key)
    today = desk.today()
    return PlanForm(
        show_plan(desk, case_id, file),
        fields_in(desk.profile, file, today, BLOCKS),
        listed(desk, ListName.ENDING_REASONS),
        interval,
        offered_phrases(desk.profile, gate.given(file.consents, today)),
        listed(desk, ListName.OUTCOMES),
        desk.profile.search_words(ListName.GOAL_AREAS),
    )


def offered_phrases(profile: Profile, open_needs: Collection[str]) -> tuple[Phrase, ...]:
    """Return the phrases that may be offered under these needs, without hidden ones (Rules Z4, E3)."""
    return tuple(
        phrase
        for phrase in profile.phrases
        if not phrase.hidden
        and {phrase.need, profile.need_of_item(ListName.GOAL_AREAS, phrase.area)} <= {*open_needs, gate.NONE}
    )
