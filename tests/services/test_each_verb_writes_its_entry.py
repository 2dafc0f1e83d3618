"""L6, L3: verbs on a case, each done once for real: the journal tells of it, and what went is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, or_, select, update

from intman_desktop.models import tables as t
from intman_desktop.services.casework import (
    cases,
    decisions,
    extension_correction,
    needs,
    participants,
    period,
    scans,
    several,
    several_papers,
    talks,
)
from intman_desktop.services.closing import ending, erasure, reopening
from intman_desktop.services.closing.erased_list import clear_away
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import paper_kinds, papers
from intman_desktop.services.plans import goals, planning
from intman_desktop.services.rights import (
    access_report,
    consents,
    disclosures,
    emptying,
    holding,
    requests,
    settling,
    withdrawing,
)
from intman_desktop.services.transfer import exporting
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Block, GoalState, ScanKind
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from tests import builders as a
from tests import saving
from tests.opened import TODAY, cleared, open_desk, put_in
from tests.papers_scanned import a_pdf

pytestmark = pytest.mark.unmeasured

SOON = date(2027, 1, 15)


@dataclass(frozen=True)
class Made:
    """A case with a plan, a talk and its consents, on a desk."""

    desk: Desk
    id: int
    file: v.CaseFile

    def last(self, table: str) -> int:
        """Return the id of the last row of a table, which is this case's: it came last."""
        with self.desk.vault.reading() as connection:
            column = t.metadata.tables[table].c.id
            return int(connection.scalars(select(func.max(column))).one())

    def entries(self) -> list[str]:
        """Return the verbs in the journal of this case; an erasure belongs to none."""
        j = t.journal.c
        own = or_(j.case_key == self.file.case.key, j.verb == "case_erased")
        with self.desk.vault.reading() as connection:
            return list(connection.scalars(select(j.verb).where(own).order_by(j.seq)))


@pytest.fixture(scope="module")
def one_desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk on one store, in which every verb has a case of its own."""
    desk = open_desk(template, tmp_path_factory.mktemp("journal") / "store")
    yield desk
    desk.vault.close()


@pytest.fixture
def made(one_desk: Desk) -> Made:
    desk = one_desk
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_health_consent(), a.a_passing_on()),
        requests=(a.a_request(received_on=date(2026, 11, 2)),),
    )
    talk = a.a_talk(
        on=date(2026, 3, 3),
        participants=(
            a.a_participant(
                file.case.key, next_step="Anrufen", next_step_due=TODAY, referrals=(v.Referral("jobcenter"),)
            ),
        ),
    )
    case_id = put_in(desk, [file], [talk])[file.case.key]
    return Made(desk, case_id, cases.open_case(desk, case_id).file)


def a_proposal(made: Made) -> int:
    """Propose a goal, which can be removed again, and return its id."""
    proposed = a.a_goal(state=GoalState.PROPOSED, agreed_on=None, history=(), measures=(), next_review=None)
    goals.save_goal(made.desk, made.id, proposed)
    return made.last("goals")


def brought_along(made: Made) -> int:
    """Let the plan have been brought along, so that it can be older than the case, and return its version."""
    with made.desk.vault.transaction() as connection:
        connection.execute(update(t.plans).where(t.plans.c.case_id == made.id).values(brought_along=True))
    return made.file.plan.version if made.file.plan else 0


def ran_out(made: Made) -> int:
    """Let the consent on health have run out, and return its id."""
    consent_id = made.file.consents[1].id
    ended = update(t.consents).where(t.consents.c.id == consent_id).values(valid_until=date(2026, 11, 2))
    with made.desk.vault.transaction() as connection:
        connection.execute(ended)
    return consent_id


def ended_wrongly(made: Made) -> int:
    """End the case by mistake, and return its id."""
    return ending.end_case(made.desk, made.id, Ending(TODAY, "relocation")).value.id


def extended(made: Made) -> v.Extension:
    """Extend the period of the case, and return the extension."""
    until = v.Extension(date(2029, 6, 1), TODAY, "other", "Kurs")
    return period.extend(made.desk, made.id, until).value.extensions[-1]


Act = Callable[[Made], object]
ACTS: dict[str, tuple[str, Act]] = {
    "access_report": ("access_given", lambda m: access_report.access_report(m.desk, m.id)),
    "attach_scan": (
        "scan_added",
        lambda m: scans.attach_scan(
            m.desk, m.id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf())
        ),
    ),
    "change_begin": (
        "plan_begin_changed",
        lambda m: planning.change_begin(m.desk, m.id, brought_along(m), date(2025, 9, 1), "Zahlendreher"),
    ),
    "correct_extension": (
        "extension_taken_back",
        lambda m: extension_correction.correct_extension(m.desk, m.id, extended(m), None, "Verklickt"),
    ),
    "close_plan": ("plan_closed", lambda m: planning.close_plan(m.desk, m.id, TODAY, "relocation")),
    "empty_expired": ("kind_emptied", lambda m: emptying.empty_expired(m.desk, m.id, ran_out(m))),
    "end_case": ("case_ended", lambda m: ending.end_case(m.desk, m.id, Ending(TODAY, "relocation"))),
    "erase_case": ("case_erased", lambda m: erasure.erase_case(m.desk, m.id, "relocation")),
    "export_cases": ("case_exported", lambda m: exporting.export_cases(m.desk, [m.id])),
    "export_own": ("case_exported", lambda m: exporting.export_own(m.desk, BytesIO(), m.id)),
    "export_parcel": ("case_exported", lambda m: exporting.export_parcel(m.desk, BytesIO(), [m.id])),
    "extend": (
        "extension_recorded",
        lambda m: period.extend(m.desk, m.id, v.Extension(date(2029, 6, 1), TODAY, "other", "Kurs")),
    ),
    "change_goal": (
        "goal_changed",
        lambda m: goals.change_goal(
            m.desk, m.id, m.last("goals"), 1, GoalState.IN_PROGRESS, on=TODAY, next_review=SOON
        ),
    ),
    "save_goal": (
        "goal_saved",
        lambda m: goals.save_goal(m.desk, m.id, a.a_goal(wording="Ich suche eine Wohnung."), on=TODAY),
    ),
    "remove_goal": ("goal_removed", lambda m: goals.remove_goal(m.desk, m.id, a_proposal(m))),
    "gather_letters": (
        "letter_made",
        lambda m: several_papers.gather_letters(m.desk, [m.id], "Termin", "Guten Tag"),
    ),
    "gather_papers": (
        "paper_printed",
        lambda m: several_papers.gather_papers(m.desk, [m.id], paper_kinds.PERIOD_CERTIFICATE),
    ),
    "hand_out_plan": ("plan_handed_out", lambda m: papers.hand_out_plan(m.desk, m.id)),
    "hold_case": ("case_held", lambda m: holding.hold_case(m.desk, m.id, "Beschwerde", SOON)),
    "move_review": (
        "review_moved",
        lambda m: settling.move_review(m.desk, m.id, m.last("goals"), SOON),
    ),
    "move_measure": (
        "measure_moved",
        lambda m: settling.move_measure(m.desk, m.id, m.last("measures"), SOON),
    ),
    "settle_measure": (
        "measure_settled",
        lambda m: settling.settle_measure(m.desk, m.id, m.last("measures"), TODAY),
    ),
    "move_step": ("step_moved", lambda m: settling.move_step(m.desk, m.last("participants"), SOON)),
    "settle_next_step": (
        "step_settled",
        lambda m: participants.settle_next_step(m.desk, m.last("participants"), TODAY),
    ),
    "explain_missing_plan": (
        "plan_missing_explained",
        lambda m: participants.explain_missing_plan(m.desk, m.last("participants"), "noch im Ankommen"),
    ),
    "set_referral_outcome": (
        "referral_outcome_saved",
        lambda m: participants.set_referral_outcome(m.desk, m.last("referrals"), "no_offer", TODAY),
    ),
    "remove_talk": ("talk_removed", lambda m: talks.remove_talk(m.desk, m.last("talks"))),
    "note_talk": (
        "talk_noted",
        lambda m: talks.note_talk(m.desk, a.a_talk(m.file.case.key, on=date(2026, 5, 5))),
    ),
    "change_talk": (
        "talk_changed",
        lambda m: talks.change_talk(m.desk, m.file.talks[0]),
    ),
    "open_case": ("case_read", lambda m: cases.open_case(m.desk, m.id)),
    "paper": ("paper_made", lambda m: papers.paper(m.desk, paper_kinds.AGREEMENT, m.id)),
    "papers_of": ("paper_made", lambda m: papers.papers_of(m.desk, m.id)),
    "record_agreement": (
        "agreement_recorded",
        lambda m: consents.record_agreement(m.desk, m.id, m.file.agreement or a.an_agreement()),
    ),
    "record_consent": (
        "consent_recorded",
        lambda m: consents.record_consent(m.desk, m.id, a.a_passing_on("Jugendamt", decided_on=TODAY)),
    ),
    "record_notice": ("notice_recorded", lambda m: consents.record_notice(m.desk, m.id, a.a_notice())),
    "record_disclosure": (
        "disclosure_recorded",
        lambda m: disclosures.record_disclosure(m.desk, m.id, a.a_disclosure(on=TODAY)),
    ),
    "write_office_letter": (
        "disclosure_recorded",
        lambda m: disclosures.write_office_letter(
            m.desk, m.id, a.a_disclosure(on=TODAY), OfficeLetter("Antrag", "was fehlt noch?")
        ),
    ),
    "record_request": (
        "request_recorded",
        lambda m: requests.record_request(m.desk, m.id, a.a_request(received_on=TODAY)),
    ),
    "remove_request": (
        "request_removed",
        lambda m: requests.remove_request(m.desk, m.id, m.last("requests"), 1),
    ),
    "rest_case": (
        "case_rest",
        lambda m: ending.rest_case(m.desk, m.id, v.Decision("", TODAY, "Reise, so vereinbart", SOON)),
    ),
    "decide": (
        "decided_go_on",
        lambda m: decisions.decide(m.desk, m.id, v.Decision("go_on", TODAY, "Kurs läuft noch")),
    ),
    "save_answers": (
        "answers_saved",
        lambda m: needs.save_needs(m.desk, m.id, None, [v.Answer("years_of_school", "9")]),
    ),
    "save_client": (
        "client_saved",
        lambda m: needs.save_needs(m.desk, m.id, None, (), {"town": "Ulm"}),
    ),
    "save_household": ("household_saved", lambda m: saving.save_household(m.desk, m.id, ())),
    "save_needs": (
        "needs_saved",
        lambda m: needs.save_needs(m.desk, m.id, m.file.needs_assessment, [v.Answer("years_of_school", "9")]),
    ),
    "save_no_goal": (
        "no_goal_saved",
        lambda m: saving.save_no_goal(m.desk, m.id, "noch im Ankommen", SOON),
    ),
    "set_block_reason": (
        "block_reason_saved",
        lambda m: saving.set_block_reason(m.desk, m.id, next(iter(Block)), "nicht gewünscht"),
    ),
    "set_next_review": ("reviews_set", lambda m: several.set_next_review(m.desk, (m.id,), SOON)),
    "end_cases": ("case_ended", lambda m: several.end_cases(m.desk, (m.id,), Ending(TODAY, "relocation"))),
    "sign_plan": ("plan_signed", lambda m: saving.sign_plan(m.desk, m.id, TODAY, TODAY)),
    "needs_form": ("case_read", lambda m: needs.needs_form(m.desk, m.id)),
    "withdraw_basic": ("basic_withdrawn", lambda m: withdrawing.withdraw_basic(m.desk, m.id, TODAY)),
    "take_back_ending": (
        "ending_taken_back",
        lambda m: reopening.take_back_ending(m.desk, ended_wrongly(m)),
    ),
    "withdraw_kind": (
        "consent_withdrawn",
        lambda m: withdrawing.withdraw_kind(m.desk, m.id, m.file.consents[1].id, TODAY),
    ),
}
"""What is done and the entry that tells of it."""


@pytest.mark.parametrize("name", sorted(ACTS))
def test_l6_what_is_done_to_a_case_stands_in_the_journal(made: Made, name: str) -> None:
    verb, act = ACTS[name]
    with made.desk.vault.transaction() as connection:
        connection.execute(t.journal.delete())
    act(made)
    assert verb in made.entries()


@pytest.mark.parametrize("name", sorted(ACTS))
def test_l3_what_an_act_took_away_is_overwritten_at_once_and_not_at_the_next_opening(
    made: Made, name: str
) -> None:
    _verb, act = ACTS[name]
    clear_away(made.desk.vault)
    act(made)
    assert cleared(made.desk.vault)
