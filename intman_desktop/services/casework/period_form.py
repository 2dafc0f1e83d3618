"""What the decisions on the clock are shown with: reasons, evidence, days (C1 to C4, C7, C8)."""

from __future__ import annotations

from intman_desktop.language import current_language
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.period import MOST_EXTENSION_MONTHS, extension_until, start_of
from intman_desktop.services.across.clock_view import show_period
from intman_desktop.services.common.admission import note_read, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.office import acting_worker, office_in
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.form_views import PeriodForm, ReasonOffer


def period_form(desk: Desk, case_id: int) -> PeriodForm:
    """Return the clock of a case with all that a decision on it chooses from. Raises ``NotFound``."""
    today, language, profile = desk.today(), current_language(), desk.profile
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        office = office_in(connection)
    note_read(desk, file.case.key)
    view = show_period(desk, file, office)
    start = view.start
    days = (
        ()
        if start is None
        else tuple((months, extension_until(start, months)) for months in range(1, MOST_EXTENSION_MONTHS + 1))
    )
    derived = start_of(file)
    return PeriodForm(
        view,
        name_of(file),
        file.case.number,
        _reasons(desk, file),
        tuple(
            (item.code, profile.label(ListName.EVIDENCE_PLACES, item.code, language))
            for item in profile.items_on(ListName.EVIDENCE_PLACES, today)
        ),
        gate.is_open(gate.HEALTH, file.consents, today),
        acting_worker(office, desk.worker).name,
        tuple((months, day) for months, day in days if view.last_day and day > view.last_day),
        derived is None and start is not None,
    )


def _reasons(desk: Desk, file: CaseFile) -> tuple[ReasonOffer, ...]:
    today = desk.today()
    return tuple(
        ReasonOffer(
            item.code,
            desk.profile.label(ListName.EXTENSION_REASONS, item.code, current_language()),
            item.flag("text_needed"),
            item.flag("evidence_asked"),
            item.flag("evidence_needed"),
            gate.refusal(item.need, file.consents, today),
        )
        for item in desk.profile.items_on(ListName.EXTENSION_REASONS, today)
    )
