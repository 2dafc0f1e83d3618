"""The store that the walk through the screens looks at: every screen has something to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.sample import invented_office
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.values.case_file import Answer, CaseFile, Decision, Referral
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope, ScanKind
from intman_desktop.values.office import OwnBlock
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_filled_case_file,
    a_goal,
    a_health_consent,
    a_participant,
    a_passing_on,
    a_plan,
    a_request,
    a_scan,
    a_talk,
)
from tests.ui.conftest import OpenProgram

PEOPLE = 12
BLOCKS = (
    OwnBlock("", "Ehrenamt", "Wo sich die Person engagiert"),
    OwnBlock("", "Glaube", "Was der Person wichtig ist", need="religion"),
)


RICH, DOUBLE, BARE, ENDED, HELD, PLANLESS, MARKED, RESTING = range(1, 9)
"""The ids of the cases that are made for the walk."""


def walkable(open_program: OpenProgram, qtbot: QtBot) -> Program:
    """Return the open window over a store in which every screen has something to show."""
    office = invented_office(PEOPLE)
    files = [replace(each, case=replace(each.case, number=f"W-{n}")) for n, each in enumerate(_files(), 1)]
    key = files[0].case.key
    referral = Referral("jobcenter", "helped", date(2026, 3, 2))
    talk = a_talk(key, participants=(a_participant(key, note="Kam mit Enno Ende.", referrals=(referral,)),))
    program = open_program((*files, *office.cases), (talk, *office.talks))
    program.frame.do(change_office, {"own_blocks": BLOCKS})
    qtbot.waitUntil(program.workers.idle, timeout=20_000)
    program.window.resize(1366, 768)
    return program


def _files() -> tuple[CaseFile, ...]:
    """Return a case with everything, its double, one without consent, an ended, a held, a planless one,
    one in which something is left of a kind that was withdrawn and of one that ran out, and one that rests
    whose interpreter signed no undertaking yet."""
    goals = (
        a_goal(next_review=date(2026, 11, 12)),
        a_goal(area="health", wording="Einen Arzt finden", next_review=date(2026, 11, 12)),
    )
    answers = (
        Answer("own_ehrenamt", "Im Garten"),
        Answer("looking_for_work", "yes"),
        Answer("housing", "preliminary", date(2026, 1, 12), date(2026, 5, 31)),
        Answer("housing", "private_rent", date(2026, 6, 1)),
    )
    return (
        a_filled_case_file(plan=a_plan(goals=goals), answers=answers),
        a_case_file(),
        a_case_file(client=a_client(family_name="Leer", given_name="Lea"), plan=None, consents=()),
        a_case_file(
            client=a_client(family_name="Ende", given_name="Enno"),
            case=a_case(state=CaseState.ENDED, ended_on=date(2026, 10, 1), ending_reason="goals_reached"),
            requests=(a_request(received_on=date(2026, 11, 9)),),
        ),
        a_case_file(
            client=a_client(family_name="Halt", given_name="Hanna"),
            case=a_case(state=CaseState.ENDED, hold_since=date(2026, 11, 2), hold_reason="Klage"),
        ),
        a_case_file(client=a_client(family_name="Neu", given_name="Nora"), plan=None),
        a_case_file(
            client=a_client(family_name="Rest", given_name="Rosa", email="rosa@muster.example"),
            consents=(
                a_consent(),
                a_health_consent(withdrawn_on=date(2026, 11, 2)),
                a_consent(ConsentScope.CONTACT, valid_until=date(2026, 11, 2)),
            ),
            plan=a_plan(goals=(a_goal(area="health"),)),
            scans=(a_scan(what=ScanKind.OTHER, designation="Brief Muster"),),
        ),
        a_case_file(
            client=a_client(family_name="Ruht", given_name="Rolf"),
            case=a_case(state=CaseState.DORMANT),
            consents=(
                a_consent(),
                a_consent(ConsentScope.INTERPRETER),
                a_passing_on(decision=ConsentDecision.REFUSED),
            ),
            decisions=(Decision(DecisionKind.REST, date(2026, 11, 2), until=date(2027, 1, 31)),),
        ),
    )
