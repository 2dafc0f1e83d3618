"""Where a consent was given only later, every refusal says when, instead of that nobody asked (E1, P2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from intman_desktop.errors import Refused
from intman_desktop.services.common.admission import refuse_closed
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.gated import admit_answers, admit_client
from intman_desktop.services.plans.goals import save_goal
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.disclosures import enter_handover
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentScope, Sex
from intman_desktop.values.explanation import Explanation
from tests.builders import a_case_file, a_client, a_consent, a_goal, a_health_consent
from tests.opened import on_day, put_in, stored

EARLY, LATER = date(2026, 11, 2), date(2026, 11, 9)
BASIC, HEALTH = a_consent(decided_on=EARLY), a_health_consent(decided_on=LATER)
MOVE = a_consent(ConsentScope.RELOCATION, decided_on=LATER)
Verb = Callable[[Desk, v.CaseFile], object]


def hand_over(desk: Desk, file: v.CaseFile) -> None:
    """Enter that the case goes to another office."""
    with desk.vault.transaction() as connection:
        enter_handover(connection, desk, file, "Büro Beispiel", ())


@pytest.mark.parametrize(
    ("consents", "verb", "code"),
    [
        (
            (a_consent(decided_on=LATER),),
            lambda desk, file: refuse_closed(file, desk.today()),
            "basic_missing",
        ),
        (
            (a_consent(decided_on=LATER),),
            lambda desk, file: record_consent(
                desk, file.case.id, a_consent(ConsentScope.CONTACT, decided_on=EARLY)
            ),
            "basic_missing",
        ),
        (
            (BASIC, HEALTH),
            lambda desk, file: admit_answers(
                desk.profile, [v.Answer("health_remark", "x")], file.consents, desk.today()
            ),
            "field_closed",
        ),
        (
            (a_consent(decided_on=LATER),),
            lambda desk, file: admit_client(
                desk.profile, a_client(sex=Sex.DIVERSE), v.Client(), file.consents, desk.today()
            ),
            "field_closed",
        ),
        (
            (BASIC, HEALTH),
            lambda desk, file: save_goal(desk, file.case.id, a_goal(area="health", agreed_on=EARLY)),
            "area_closed",
        ),
        ((BASIC, MOVE), hand_over, "relocation_missing"),
    ],
    ids=["use", "another declaration", "answers", "person", "goals", "another office"],
)
def test_e1_p2_what_was_given_later_is_named_with_its_day(
    desk: Desk, consents: tuple[v.Consent, ...], verb: Verb, code: str
) -> None:
    early = on_day(desk, EARLY)
    file = a_case_file(consents=consents)
    kept = stored(desk, put_in(desk, [file])[file.case.key])
    with pytest.raises(Refused, match=code) as refused:
        verb(early, kept)
    assert refused.value.values["because"] == LATER
    # At a field it is said which consent is missing; its row says why.
    told = "09.11.2026" in sentence(Explanation(code, refused.value.values))
    assert told is (code != "field_closed")
