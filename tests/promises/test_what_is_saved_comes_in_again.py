"""C1, E2, L4: whatever the verbs of the daily work let be saved goes out and can be taken in again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput, Trouble
from intman_desktop.rules import gate
from intman_desktop.services.casework import decisions, intake, period, talks
from intman_desktop.services.closing import ending, reopening
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import papers
from intman_desktop.services.plans import goals, planning
from intman_desktop.services.rights import consents, holding, withdrawing
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    BirthPrecision,
    ConsentDecision,
    ConsentScope,
    GoalState,
    StartEvidence,
    YesNoUnknown,
)
from intman_desktop.values.ending_views import Ending
from tests import saving
from tests.builders import a_client, a_consent, a_health_consent, a_notice, a_talk, an_agreement, an_intake
from tests.opened import TODAY
from tests.saving import save_client, save_needs_assessment

FIRST = date(2022, 6, 1)
"""Nothing of what is drawn lies before; the fourth year of its start ends before today."""


def a_day(draw: random.Random) -> date:
    """Return a day up to today; some lie close together, so that one of them is at the border of another."""
    around = draw.choice([FIRST, date(2023, 6, 1), date(2025, 6, 1), date(2026, 6, 1), TODAY])
    return min(around + timedelta(days=draw.choice([0, 0, 1, -1, 30, -30, draw.randrange(-300, 300)])), TODAY)


def a_birth(draw: random.Random) -> dict[str, Any]:
    born = draw.choice([date(1990, 5, 6), date(2004, 12, 1), date(2007, 6, 1), date(2008, 11, 20)])
    precision = draw.choice([BirthPrecision.DAY, BirthPrecision.MONTH, BirthPrecision.YEAR])
    return {"birth_date": born, "birth_precision": precision}


class Work:
    """One case of a desk, and the verbs that a worker may use on it."""

    def __init__(self, desk: Desk, draw: random.Random) -> None:
        self.desk, self.draw = desk, draw
        on, client = a_day(draw), a_client(**a_birth(draw))
        signed: dict[str, Any] = {"decided_on": on, "representative": draw.choice(["", "Mutter Muster"])}
        given = (a_consent(**signed), *([a_health_consent(**signed)] if draw.random() < 0.6 else []))
        spell = v.EarlierCounselling("A", a_day(draw), draw.choice([None, a_day(draw)]), StartEvidence.TOLD)
        before = draw.random() < 0.3
        told = an_intake(
            client=client,
            notice=a_notice(handed_out_on=on, explained_on=on),
            consents=given,
            agreement=an_agreement(client_signed_on=on, worker_signed_on=on),
            counselled_before=YesNoUnknown.YES if before else YesNoUnknown.NO,
            earlier=(spell,) if before else (),
            opened_on=on,
        )
        opened = intake.take_in(desk, told).value
        self.case_id, self.key = opened.case_id, opened.key

    def file(self) -> v.CaseFile:
        with self.desk.vault.reading() as connection:
            return whole_case(connection, self.case_id)

    def step(self) -> Any:
        """Do one thing that may be refused."""
        acts = [each for name, each in sorted(vars(Work).items()) if name.startswith("_do_")]
        return self.draw.choice(acts)(self)

    def _do_note_talk(self) -> Any:
        topic = self.draw.choice(["work", "health", "housing"])
        counts = self.draw.random() < 0.8
        part = v.Participant(self.key, "Notiz", counts, plan_missing_reason="krank")
        talk = a_talk(on=a_day(self.draw), topic=topic, participants=(part,))
        return talks.note_talk(self.desk, talk, confirm_outside=True)

    def _do_change_talk(self) -> Any:
        held = self.file().talks
        talk = self.draw.choice(held) if held else None
        if talk is None:
            return None
        if self.draw.random() < 0.3:
            return talks.remove_talk(self.desk, talk.id)
        return talks.change_talk(self.desk, replace(talk, on=a_day(self.draw)), confirm_outside=True)

    def _do_assess(self) -> Any:
        held = self.file().needs_assessment or v.NeedsAssessment(TODAY)
        return save_needs_assessment(self.desk, self.case_id, replace(held, held_on=a_day(self.draw)))

    def _do_extend(self) -> Any:
        reason = self.draw.choice(["illiteracy", "disability", "other"])
        late = self.draw.choice(["", "Akte lag beim Gericht"])
        extension = v.Extension(
            a_day(self.draw) + timedelta(days=365), a_day(self.draw), reason, "Prüfung", late_reason=late
        )
        return period.extend(self.desk, self.case_id, extension)

    def _do_change_start(self) -> Any:
        evidence = self.draw.choice([None, StartEvidence.TOLD, StartEvidence.PLAN_SEEN])
        return period.change_start(self.desk, self.case_id, a_day(self.draw), "Geprüft", evidence=evidence)

    def _do_mend_consent(self) -> Any:
        consent = self.draw.choice(self.file().consents)
        changed = replace(
            consent, decided_on=a_day(self.draw), representative=self.draw.choice(["", "Vater Muster"])
        )
        return consents.record_consent(self.desk, self.case_id, changed)

    def _do_declare(self) -> Any:
        make = self.draw.choice([a_consent, a_health_consent])
        return consents.record_consent(self.desk, self.case_id, make(decided_on=a_day(self.draw)))

    def _do_withdraw_health(self) -> Any:
        health = [each for each in self.file().consents if each.scope is ConsentScope.SPECIAL and each.stands]
        if not health or self.draw.random() < 0.7:
            return None
        return withdrawing.withdraw_kind(self.desk, self.case_id, health[0].id, TODAY)

    def _do_correct_birth(self) -> Any:
        client = replace(self.file().client, **a_birth(self.draw))
        return save_client(self.desk, self.case_id, client)

    def _do_begin_plan(self) -> Any:
        return planning.begin_plan(self.desk, self.case_id, a_day(self.draw))

    def _do_correct_begin(self) -> Any:
        plan = self.file().plan
        return planning.change_begin(
            self.desk, self.case_id, plan.version if plan else 1, a_day(self.draw), "Zahlendreher"
        )

    def _do_agree(self) -> Any:
        area = self.draw.choice(["work", "health"])
        goal = v.Goal(area, "Stelle finden", state=GoalState.AGREED)
        return goals.save_goal(self.desk, self.case_id, goal)

    def _do_hand_out(self) -> Any:
        return papers.hand_out_plan(self.desk, self.case_id)

    def _do_close_plan(self) -> Any:
        if self.draw.random() < 0.5:
            return planning.close_plan(self.desk, self.case_id, a_day(self.draw), "goals_reached")
        return planning.reopen_plan(self.desk, self.case_id, a_day(self.draw))

    def _do_rest(self) -> Any:
        on = a_day(self.draw)
        if self.draw.random() < 0.5:
            return ending.resume_case(self.desk, self.case_id, on)
        rest = v.Decision("rest", on, "Kur", on + timedelta(days=90))
        return ending.rest_case(self.desk, self.case_id, rest)

    def _do_end(self) -> Any:
        if self.draw.random() < 0.8:
            return None
        on, due = a_day(self.draw), self.draw.choice([None, 0, 7, 14, 90])
        erased = None if due is None else on + timedelta(days=due)
        told = Ending(
            on, "goals_reached", deletion_due=erased, deletion_reason=self.draw.choice(["", "Klage"])
        )
        return ending.end_case(self.desk, self.case_id, told)

    def _do_take_back_ending(self) -> Any:
        return reopening.take_back_ending(self.desk, self.case_id)

    def _do_hold(self) -> Any:
        if self.file().case.hold_since is not None:
            return holding.lift_hold(self.desk, self.case_id)
        if self.draw.random() < 0.7:
            return None
        return holding.hold_case(self.desk, self.case_id, "Klage", TODAY + timedelta(days=30))

    def _do_change_goal(self) -> Any:
        plan = self.file().plan
        if plan is None or not plan.goals:
            return None
        goal, state = self.draw.choice(plan.goals), self.draw.choice(list(GoalState))
        on, note = a_day(self.draw), self.draw.choice(["", "gemeinsam gesehen"])
        return goals.change_goal(self.desk, self.case_id, goal.id, goal.version, state, on=on, note=note)

    def _do_propose(self) -> Any:
        state = self.draw.choice(list(GoalState))
        return goals.save_goal(
            self.desk, self.case_id, v.Goal("work", "Stelle finden", state=state), on=a_day(self.draw)
        )

    def _do_sign(self) -> Any:
        if self.draw.random() < 0.5:
            return saving.sign_plan(self.desk, self.case_id, a_day(self.draw), a_day(self.draw))
        agreement = self.file().agreement
        assert agreement is not None
        signed = replace(agreement, client_signed_on=a_day(self.draw), oral_on=a_day(self.draw))
        return consents.record_agreement(self.desk, self.case_id, signed)

    def _do_decide(self) -> Any:
        kind, reason = self.draw.choice(["go_on", "return"]), self.draw.choice(["", "Prüfung"])
        return decisions.decide(self.desk, self.case_id, v.Decision(kind, a_day(self.draw), reason))

    def _do_decline(self) -> Any:
        no = a_consent(
            scope=ConsentScope.CONTACT, decision=ConsentDecision.REFUSED, decided_on=a_day(self.draw)
        )
        return consents.record_consent(self.desk, self.case_id, no)


@pytest.mark.slow
def test_whatever_is_saved_of_a_case_can_be_taken_in_elsewhere(
    opened: Callable[[str], Desk], how_many: Callable[[str, int, int], int]
) -> None:
    here, there = opened("a"), opened("b")
    taken = 0
    for seed in range(how_many("cases worked on", 24, 1000)):
        draw = random.Random(seed)
        done: list[Callable[[], None]] = []
        try:
            work = Work(here, draw)
        except Trouble:
            continue  # the intake that was drawn cannot be
        for _ in range(draw.randrange(4, 22)):
            try:
                outcome = done.pop() if done and draw.random() < 0.15 else work.step()
                if callable(outcome):
                    outcome()
                elif outcome is not None and outcome.undo is not None:
                    done.append(outcome.undo)
            except Trouble:
                continue
        if not gate.is_open(gate.BASIC, work.file().consents, here.today()):
            continue
        try:
            taken += import_cases(there, export_cases(here, [work.case_id])).value.cases
        except FaultyInput as faulty:
            pytest.fail(f"seed {seed}: {faulty.faults}")
    assert taken
