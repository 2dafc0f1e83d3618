"""A case whose person was told, and whether the office is asked about the notice."""

from __future__ import annotations

from datetime import date

from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.settings import read_settings
from tests.builders import a_consent, a_health_consent, a_notice, an_agreement, an_intake


def told(desk: Desk, on: date | None = None) -> int:
    """Return a case whose person was given the notice of that day, today where none is named."""
    day = on or desk.today()
    intake = an_intake(
        opened_on=day,
        notice=a_notice(handed_out_on=day, explained_on=day),
        consents=(a_consent(decided_on=day), a_health_consent(decided_on=day)),
        agreement=an_agreement(client_signed_on=day, worker_signed_on=day),
    )
    return take_in(desk, intake).value.case_id


def undecided(desk: Desk) -> bool:
    """Return whether the office is asked what a change of the notice was."""
    return read_settings(desk).notice_undecided
