"""E1, E3: what the store answers in SQL about consents is what the gate says."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.rules import gate
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.consent_terms import closed_cases, opened_to, standing
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind
from tests.builders import a_case_file, a_consent, a_passing_on
from tests.opened import TODAY, put_in

NEEDS = sorted(gate.FIXED_NEEDS)
FIRST = date(2026, 11, 1)


def declared_at_random(chance: random.Random) -> tuple[v.Consent, ...]:
    """Return up to six declarations on few matters and days, so that they meet."""

    def some_day() -> date:
        return FIRST + timedelta(days=chance.randrange(30))

    found = []
    for _number in range(chance.randrange(7)):
        scope = chance.choice(
            [ConsentScope.BASIC, ConsentScope.BASIC, ConsentScope.SPECIAL, ConsentScope.CONTACT]
        )
        kind = SpecialKind.HEALTH if scope is ConsentScope.SPECIAL else None
        decision = chance.choice(
            [ConsentDecision.GIVEN, ConsentDecision.GIVEN, ConsentDecision.GIVEN, *ConsentDecision]
        )
        given = decision is ConsentDecision.GIVEN
        found.append(
            a_consent(
                scope,
                decision,
                kind=kind,
                decided_on=some_day(),
                withdrawn_on=some_day() if given and chance.random() < 0.3 else None,
                valid_until=some_day() if chance.random() < 0.3 else None,
            )
        )
    return tuple(found)


@pytest.mark.unmeasured
@pytest.mark.parametrize("days", [-12, -3, 0, 5])
def test_e1_the_store_opens_what_the_gate_opens(desk: Desk, days: int) -> None:
    chance, on = random.Random(days), TODAY + timedelta(days=days)
    put_in(desk, [a_case_file(consents=declared_at_random(chance)) for _number in range(400)])
    with desk.vault.reading() as connection:
        files = {file.case.id: file.consents for file in read_case_files(connection)}
        for need in NEEDS:
            expected = {case_id for case_id, held in files.items() if gate.is_open(need, held, on)}
            assert set(opened_to(connection, list(files), [need], on)) == expected, need
        basic = {case_id for case_id, held in files.items() if gate.is_open(gate.BASIC, held, on)}
        assert closed_cases(connection, on) == files.keys() - basic
        assert 40 < len(basic) < 360
        both = set(opened_to(connection, list(files), [gate.HEALTH, gate.CONTACT], on))
        assert both == {
            case_id
            for case_id, held in files.items()
            if gate.is_open(gate.HEALTH, held, on) and gate.is_open(gate.CONTACT, held, on)
        }
        assert opened_to(connection, [], [gate.BASIC], on) == ()


@pytest.mark.parametrize(
    ("asked", "later", "stands"),
    [
        ("Sachgebiet 32-1", "Sachgebiet 3-21", True),
        ("Team 1 1", "Team 11", True),
        ("Sachgebiet 32-1", "sachgebiet 32 – 1", False),
        ("Job-Center 2 Musterstadt", "jobcenter 2musterstadt", False),
    ],
)
def test_p10_e7_the_store_tells_recipients_apart_as_the_gate_does(
    desk: Desk, asked: str, later: str, stands: bool
) -> None:
    consents = (
        a_consent(),
        a_passing_on(asked),
        a_passing_on(later, ConsentDecision.REFUSED, decided_on=TODAY, purpose=""),
    )
    put_in(desk, [a_case_file(consents=consents)])
    query = select(t.consents.c.recipient).where(standing(), t.consents.c.recipient != "")
    with desk.vault.reading() as connection:
        found = connection.scalars(query).all()
    assert found == ([asked] if stands else [])
    assert gate.is_open(gate.passing_on_to(asked), consents, TODAY) is stands
