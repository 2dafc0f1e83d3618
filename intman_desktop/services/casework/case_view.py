"""One case as the screen may show it: gated, with its chain, clock, plan and deadlines."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from intman_desktop.rules import gate
from intman_desktop.rules.chain import chain
from intman_desktop.services.across.case_terms import is_to_renew
from intman_desktop.services.across.clock_view import show_period
from intman_desktop.services.across.overview import read_deadlines
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.office import office_in
from intman_desktop.services.gate.gated import (
    closed_fields,
    open_scans,
    proof_of,
    readable_corrections,
    readable_disclosures,
    readable_extensions,
    without_closed,
)
from intman_desktop.services.plans.plan_view import plan_lights, show_plan
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.views import CaseView


def show_case(connection: Connection, desk: Desk, file: CaseFile) -> CaseView:
    """Return the view of a case that has been read already (Rules E3, E4, B1, P1).

    Without the basic consent only what proves the case is left of it: the name, number, dates,
    consents and agreement; everything else is emptied.
    """
    today, case, office = desk.today(), file.case, office_in(connection)
    closed = closed_fields(desk.profile, file.consents, today)
    open_needs = gate.given(file.consents, today)
    shown = without_closed(desk.profile, file, closed)
    shown = replace(shown, extensions=readable_extensions(file, today))
    if gate.BASIC not in open_needs:
        shown = proof_of(file)
    shown = replace(
        shown,
        scans=open_scans(file, today),
        disclosures=readable_disclosures(file, today),
        corrections=readable_corrections(file, closed, open_needs),
    )
    return CaseView(
        case.id,
        name_of(file),
        shown,
        open_needs,
        closed,
        chain(file, plan_lights(desk.profile, file), today, office.review_interval_months),
        show_period(desk, file, office),
        show_plan(desk, case.id, shown),
        read_deadlines(connection, desk, case.id),
        is_to_renew(connection, case.id, today),
    )
