"""E2, E5, P2: a declaration entered by mistake is taken back, as long as nothing rests on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentDecision
from tests.builders import a_consent, a_health_consent, a_talk
from tests.opened import TODAY, one, stored


def test_e5_a_declaration_entered_by_mistake_is_taken_back_at_once(desk: Desk) -> None:
    """Art. 5 (1) d: what the person never said is no evidence; both entries stay in the journal."""
    refused = a_health_consent(decision=ConsentDecision.REFUSED, decided_on=TODAY)
    case_id, file = one(desk, consents=(a_consent(), refused))
    given = record_consent(desk, case_id, a_health_consent(decided_on=TODAY))
    assert "health" in open_case(desk, case_id).open_needs
    assert given.undo is not None
    given.undo()
    assert stored(desk, case_id) == file
    assert "health" not in open_case(desk, case_id).open_needs
    mended = record_consent(desk, case_id, replace(file.consents[0], filing_place="Ordner 9"))
    assert mended.undo is not None
    mended.undo()
    assert stored(desk, case_id).consents[0].filing_place == file.consents[0].filing_place
    with desk.vault.reading() as connection:
        verbs = connection.scalars(select(t.journal.c.verb)).all()
    assert verbs.count("consent_recorded") == verbs.count("taken_back") == 2


def note_a_talk(desk: Desk, case_id: int, file: v.CaseFile) -> None:
    note_talk(desk, a_talk(file.case.key, on=TODAY, topic="health"))


def answer(desk: Desk, case_id: int, file: v.CaseFile) -> None:
    save_needs(desk, case_id, None, (v.Answer("health_remark", "Asthma"),))


def begin_a_text(desk: Desk, case_id: int, file: v.CaseFile) -> None:
    save_draft(desk, "talk", case_id, '{"note": "Asthma"}')


def hold(desk: Desk, case_id: int, file: v.CaseFile) -> None:
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))


@pytest.mark.parametrize("act", [note_a_talk, answer, begin_a_text, hold])
def test_p2_e3_a_declaration_on_which_something_may_rest_is_not_taken_back(
    desk: Desk, act: Callable[[Desk, int, v.CaseFile], None]
) -> None:
    case_id, file = one(desk, consents=(a_consent(),))
    given = record_consent(desk, case_id, a_health_consent(decided_on=TODAY))
    act(desk, case_id, file)
    assert given.undo is not None
    with pytest.raises(ChangedMeanwhile):
        given.undo()
    assert given.value in stored(desk, case_id).consents
