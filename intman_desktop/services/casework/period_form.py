"""What the decisions on the clock are shown with: reasons, evidence, days (C1 to C4, C7, C8)."""

from __future__ import annotations

from datetime import date

from intman_desktop.language import current_language
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.extensions import last_extension
from intman_desktop.rules.period import MOST_EXTENSION_MONTHS, case_period, extension_until, start_of
from intman_desktop.services.across.clock_view import show_period
from intman_desktop.services.common.admission import note_read, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.office import acting_worker, office_in
from intman_desktop.services.gate.gated import readable_extensions
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import StartOrigin, YesNoUnknown
from intman_desktop.values.form_views import Correctable, PeriodForm, ReasonOffer
from intman_desktop.values.office import Office


def period_form(desk: Desk, case_id: int) -> PeriodForm:
    """Return the clock of a case with all that a decision on it chooses from. Raises ``NotFound``."""
    today, language, profile = desk.today(), current_language(), desk.profile
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        office = office_in(connection)
    note_read(desk, file.case.key)
    view = show_period(desk, file, office)
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
        _months_after(view.start, view.last_day),
        derived is None and view.start is not None,
        _correctable(file, office, today),
        bool(file.earlier_counselling)
        or file.case.start_origin is StartOrigin.BROUGHT
        or file.case.counselled_before is YesNoUnknown.YES,
    )


def _months_after(start: date | None, last_day: date | None) -> tuple[tuple[int, date], ...]:
    """Return by how many months after the regular end one can extend beyond ``last_day`` (Rule C4)."""
    if start is None or last_day is None:
        return ()
    days = ((months, extension_until(start, months)) for months in range(1, MOST_EXTENSION_MONTHS + 1))
    return tuple((months, day) for months, day in days if day > last_day)


def _correctable(file: CaseFile, office: Office, today: date) -> Correctable | None:
    """Return the last extension, without a reason that may not be read, and the clock without it (C3, C4)."""
    last = last_extension(readable_extensions(file, today))
    if last is None:
        return None
    running = case_period(file.case, [each for each in file.extensions if each.id != last.id])
    if running is None:
        return None
    names = {worker.code: worker.name for worker in office.workers}
    by = names.get(last.decided_by, last.decided_by)
    return Correctable(last, running.last_day, _months_after(running.start, running.last_day), by)


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
