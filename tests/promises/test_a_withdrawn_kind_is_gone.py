"""E3, I9, L4: what a withdrawn kind opened is gone from every page, and no backup brings it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework import period, talks
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.keeping.backups import back_up, erased_lists_of, verify_store
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.plans import goals, planning
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.disclosures import record_disclosure
from intman_desktop.services.rights.holding import hold_case, lift_hold
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    Actor,
    ConsentDecision,
    ConsentScope,
    GoalState,
    HeldReason,
    ScanKind,
    SpecialKind,
)
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.ending_views import KindWithdrawn
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.values.views import CaseOpened
from intman_desktop.vault import layout
from tests import builders as a
from tests.opened import TODAY, brought_back, on_day
from tests.papers_scanned import a_pdf
from tests.promises.test_the_erased_are_gone import found_in
from tests.saving import save_answers

EMPTIED = ("früher", "heute", "grund", "bericht", "scan", "entwurf", "gemeinsam", "fassung")
"""What a withdrawal takes away by itself."""
MARKED = ("notiz", "schritt", "ziel", "maß")
"""What it lists, to be taken out place by place."""


def secret(part: str) -> str:
    """Return the word of health that stands in one place."""
    return f"Geheimhealth{part}ẞxyz"


def everything_of_health(desk: Desk) -> tuple[CaseOpened, Outcome[tuple[v.Answer, ...]]]:
    """Let everything that belongs to health be kept of one person; return her case and the last step."""
    consents = (a.a_consent(), a.a_health_consent(), a.a_passing_on(), a.a_consent(ConsentScope.CONTACT))
    opened = take_in(desk, a.an_intake(consents=consents)).value
    case_id, key = opened.case_id, opened.key
    save_answers(desk, case_id, [v.Answer("health_remark", secret("früher"))])
    part = v.Participant(key, secret("notiz"), next_step=secret("schritt"), next_step_due=TODAY)
    talks.note_talk(desk, v.Talk(date(2026, 2, 2), "in_person", "health", participants=(part,)))
    planning.begin_plan(desk, case_id, date(2026, 3, 3))
    measure = v.Measure(secret("maß"), Actor.CLIENT)
    goals.save_goal(desk, case_id, v.Goal("health", secret("ziel"), secret("ziel"), measures=(measure,)))
    save_answers(desk, case_id, [v.Answer("health_remark", secret("fassung"))])
    hand_out_plan(desk, case_id)
    reason = v.Extension(date(2029, 6, 30), TODAY, "disability", secret("grund"), TODAY, "clinic")
    period.extend(desk, case_id, reason)
    passed = a.a_disclosure(on=TODAY, what=secret("bericht"), kind=SpecialKind.HEALTH)
    record_disclosure(desk, case_id, passed)
    scan = NewScan(ScanKind.OTHER, secret("scan"), SpecialKind.HEALTH)
    attach_scan(desk, case_id, scan, ScanContent(PDF, a_pdf()))
    save_draft(desk, "talk", case_id, json.dumps({"note": secret("entwurf")}, ensure_ascii=False))
    joint = {"case_ids": [1, case_id], "note": secret("gemeinsam")}
    save_draft(desk, "talk", None, json.dumps(joint, ensure_ascii=False))
    return opened, save_answers(desk, case_id, [v.Answer("health_remark", secret("heute"))])


def the_store(opened: Callable[[str], Desk]) -> tuple[Desk, CaseOpened, Outcome[tuple[v.Answer, ...]]]:
    """Return a store with one person of whom everything of health is kept."""
    desk = opened("a")
    return (desk, *everything_of_health(desk))


def held_words(desk: Desk, parts: tuple[str, ...]) -> list[str]:
    """Return which secrets stand in any page, log or file of the store."""
    words = [secret(part) for part in parts]
    found = found_in(desk.vault.folder, desk.vault.data_key, words)
    return [part for part in parts if secret(part) in found]


def withdraw_health(desk: Desk, case_id: int, on: date = TODAY) -> KindWithdrawn:
    """Withdraw the health consent of a case as of a day; it is written down today."""
    consents = open_case(desk, case_id, reason=HeldReason.COMPLAINT).file.consents
    consent = next(each for each in consents if each.kind is SpecialKind.HEALTH)
    return withdraw_kind(desk, case_id, consent.id, on).value


def take_out_the_rest(desk: Desk, case_id: int) -> None:
    """Black out every place that is listed as still marked."""
    for place in case_sheet(desk, case_id).marked:
        redact_place(desk, case_id, place.place, place.row_id)


def test_a_withdrawn_kind_leaves_no_byte_in_pages_log_index_drafts_or_files(
    opened: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk, case, step = the_store(opened)
    kept = ("notiz", "schritt", "ziel", "grund", "bericht", "scan", "entwurf", "gemeinsam", "maß", "heute")
    assert held_words(desk, kept) == list(kept), "the search itself must see them"
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick)
    sealed = list((desk.vault.folder / layout.SCANS).iterdir())
    done = withdraw_health(desk, case.case_id)
    assert (done.scans, done.disclosures, {each.place for each in done.marked}) == (1, 1, {"note", "goal"})
    assert held_words(desk, EMPTIED) == []
    assert held_words(desk, MARKED) == list(MARKED), "they wait to be looked at"
    assert not any(path.exists() for path in sealed)
    assert list((stick / layout.SCANS).iterdir()) == []
    assert open_drafts(desk) == ()
    assert find_all(desk, secret("notiz")) == ()
    with pytest.raises(ChangedMeanwhile):
        assert step.undo is not None
        step.undo()
    take_out_the_rest(desk, case.case_id)
    assert case_sheet(desk, case.case_id).marked == ()
    assert held_words(desk, (*EMPTIED, *MARKED)) == []
    file = open_case(desk, case.case_id).file
    assert [(talk.topic, part.note) for talk in file.talks for part in talk.participants] == [
        ("personal", "█████")
    ]
    assert [goal.area for goal in file.plan.goals] == ["personal"] if file.plan else False
    assert verify_store(desk).sound
    folder, data_key = desk.vault.folder, desk.vault.data_key
    desk.vault.close()
    assert found_in(folder, data_key, [secret(part) for part in (*EMPTIED, *MARKED)]) == []


def test_no_backup_brings_a_withdrawn_kind_back(opened: Callable[[str], Desk], tmp_path: Path) -> None:
    desk, case, _step = the_store(opened)
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick / "vorher.imb")
    withdraw_health(desk, case.case_id)
    back_up(desk, stick / "widerrufen.imb")
    take_out_the_rest(desk, case.case_id)
    back_up(desk, stick / "geschwärzt.imb")
    for name in ("vorher", "widerrufen", "geschwärzt"):
        there = brought_back(stick / f"{name}.imb", tmp_path / name)
        assert held_words(there, (*EMPTIED, *MARKED)) == []
        assert "health" not in open_case(there, case.case_id).open_needs
        there.vault.close()


def test_what_is_written_in_place_of_something_taken_out_comes_back_until_it_is_taken_out_too(
    opened: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk, case, _step = the_store(opened)
    stick = tmp_path / "stick"
    stick.mkdir()
    withdraw_health(desk, case.case_id)
    take_out_the_rest(desk, case.case_id)
    (goal,) = goals_of(desk, case.case_id)
    goals.save_goal(desk, case.case_id, replace(goal, wording="Täglich spazieren gehen"))
    back_up(desk, stick / "neu.imb")
    there = brought_back(stick / "neu.imb", tmp_path / "neu")
    assert [each.wording for each in goals_of(there, case.case_id)] == ["Täglich spazieren gehen"]
    there.vault.close()

    again = record_consent(desk, case.case_id, a.a_health_consent(decided_on=TODAY)).value
    (goal,) = goals_of(desk, case.case_id)
    goals.save_goal(desk, case.case_id, replace(goal, area="health", wording=secret("ziel")))
    back_up(desk, stick / "wieder.imb")
    withdraw_kind(desk, case.case_id, again.id, TODAY)
    take_out_the_rest(desk, case.case_id)
    there = brought_back(stick / "wieder.imb", tmp_path / "wieder")
    assert held_words(there, ("ziel",)) == []
    there.vault.close()


def test_l4_a_goal_that_was_removed_is_not_blacked_out_for_one_that_came_after_it(
    opened: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = opened("desk")
    case_id = take_in(desk, a.an_intake(consents=(a.a_consent(), a.a_health_consent()))).value.case_id
    planning.begin_plan(desk, case_id, date(2026, 3, 3))
    said = "Bis Mai B1 bestehen"
    proposed = goals.save_goal(desk, case_id, v.Goal("language", said)).value
    before = back_up(desk, tmp_path / "vorher.imb").value.file
    goals.remove_goal(desk, case_id, proposed.id)
    ill = goals.save_goal(desk, case_id, v.Goal("health", secret("ziel"))).value
    assert ill.id != proposed.id
    between = back_up(desk, tmp_path / "dazwischen.imb").value.file
    withdraw_health(desk, case_id)
    take_out_the_rest(desk, case_id)
    words = {}
    for file in (before, between):
        there = brought_back(file, tmp_path / file.stem)
        words[file.stem] = [goal.wording for goal in goals_of(there, case_id)]
        there.vault.close()
    assert words == {"vorher": [said], "dazwischen": ["█████"]}


def goals_of(desk: Desk, case_id: int) -> tuple[v.Goal, ...]:
    plan = open_case(desk, case_id).file.plan
    return plan.goals if plan else ()


def test_a_basic_consent_withdrawn_stays_withdrawn_after_a_restore(
    opened: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk, case, _step = the_store(opened)
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick / "vorher.imb")
    withdraw_basic(desk, case.case_id, TODAY)
    there = brought_back(stick / "vorher.imb", tmp_path / "zurück")
    # the list in the store's own folder is not beside this backup, but the place of backups has it
    view = open_case(there, case.case_id)
    assert view.open_needs == {"none"}
    assert view.file.case.ending_reason == "consent_withdrawn"
    there.vault.close()


def test_under_a_hold_a_withdrawal_closes_at_once_and_empties_when_the_hold_ends(
    opened: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk, case, _step = the_store(opened)
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick / "vorher.imb")
    hold_case(desk, case.case_id, "Beschwerde läuft", date(2027, 2, 1))
    assert withdraw_health(desk, case.case_id).held
    held = open_case(desk, case.case_id, reason=HeldReason.COMPLAINT)
    assert "health" not in held.open_needs
    assert secret("heute") not in repr(held.file.answers)
    assert held_words(desk, ("heute", "scan")) == ["heute", "scan"], "what is held is kept"
    lift_hold(desk, case.case_id)
    assert held_words(desk, EMPTIED) == []
    take_out_the_rest(desk, case.case_id)
    assert held_words(desk, (*EMPTIED, *MARKED)) == []
    there = brought_back(stick / "vorher.imb", tmp_path / "zurück")
    assert held_words(there, (*EMPTIED, *MARKED)) == []
    there.vault.close()


def test_a_kind_that_was_never_given_cannot_be_withdrawn_and_nothing_changes(
    opened: Callable[[str], Desk],
) -> None:
    desk = opened("a")
    refused = a.a_consent(ConsentScope.SPECIAL, ConsentDecision.REFUSED, kind=SpecialKind.HEALTH)
    case = take_in(desk, a.an_intake(consents=(a.a_consent(), refused))).value
    before = open_case(desk, case.case_id).file
    with pytest.raises(Refused, match="withdrawal_without_consent"):
        withdraw_kind(desk, case.case_id, before.consents[1].id, TODAY)
    with pytest.raises(NotFound):
        withdraw_kind(desk, case.case_id, 999, TODAY)
    assert open_case(desk, case.case_id).file == before


def test_what_is_listed_for_redaction_stays_listed_until_it_is_taken_out(
    opened: Callable[[str], Desk],
) -> None:
    desk, case, _step = the_store(opened)
    assert case_sheet(desk, case.case_id).marked == ()
    withdraw_health(desk, case.case_id)
    later = on_day(desk, TODAY + timedelta(days=40))
    found = case_sheet(later, case.case_id).marked
    assert [(each.place, each.need, each.words) for each in found] == [
        ("note", "health", "Gesundheit/psychosozial"),
        ("goal", "health", "Gesundheit"),
    ]
    note = found[0]
    assert redact_place(later, case.case_id, note.place, note.row_id).value == note
    with pytest.raises(NotFound):
        redact_place(later, case.case_id, note.place, note.row_id)
    hold_case(later, case.case_id, "Beschwerde läuft", date(2027, 2, 1))
    with pytest.raises(Refused, match="case_on_hold"):
        redact_place(later, case.case_id, found[1].place, found[1].row_id)


@pytest.mark.parametrize("withdrawn_on", [TODAY, TODAY - timedelta(days=15)])
def test_c3_the_words_of_an_open_reason_are_listed_hidden_and_taken_out_for_good(
    opened: Callable[[str], Desk], tmp_path: Path, withdrawn_on: date
) -> None:
    """Also where the withdrawal is of a day before they were written, for it was not known then."""
    desk = opened("a")
    case = take_in(desk, a.an_intake()).value
    planning.begin_plan(desk, case.case_id, date(2026, 3, 3))
    talks.note_talk(
        desk, v.Talk(date(2026, 2, 2), "in_person", "work", participants=(v.Participant(case.key),))
    )
    told = v.Extension(date(2029, 6, 30), TODAY, "other", secret("grund"))
    period.extend(desk, case.case_id, told)
    backup = back_up(desk, tmp_path / "stick.imb").value.file
    done = withdraw_health(desk, case.case_id, withdrawn_on)
    assert [(each.place, each.words) for each in done.marked] == [("extension", secret("grund"))]
    (shown,) = open_case(desk, case.case_id).file.extensions
    assert (shown.until, shown.reason, shown.text) == (told.until, "erased_on_request", "")
    take_out_the_rest(desk, case.case_id)
    assert case_sheet(desk, case.case_id).marked == ()
    assert held_words(desk, ("grund",)) == []
    there = brought_back(backup, tmp_path / "there", *erased_lists_of([desk.vault.folder]))
    assert held_words(there, ("grund",)) == []
    (kept,) = open_case(there, case.case_id).file.extensions
    assert (kept.until, kept.reason) == (told.until, "erased_on_request")
    there.vault.close()


@pytest.mark.parametrize("end_goal", [True, False])
def test_z3_a_goal_that_is_taken_out_can_end_in_the_same_step(
    opened: Callable[[str], Desk], tmp_path: Path, end_goal: bool
) -> None:
    desk, case, _step = the_store(opened)
    with desk.vault.transaction() as connection:
        values = {"state": GoalState.AGREED, "agreed_on": TODAY, "next_review": date(2027, 5, 20)}
        connection.execute(update(t.goals).values(values))
    backup = back_up(desk, tmp_path / "stick.imb").value.file
    withdraw_health(desk, case.case_id)
    goal = next(each for each in case_sheet(desk, case.case_id).marked if each.place == "goal")
    assert goal.running
    redact_place(desk, case.case_id, goal.place, goal.row_id, end_goal)
    plan = open_case(desk, case.case_id).file.plan
    assert plan is not None
    kept = next(each for each in plan.goals if each.id == goal.row_id)
    assert (kept.state is GoalState.DROPPED, kept.next_review is None) == (end_goal, end_goal)
    last = kept.history[-1:]
    assert [(each.on, each.note) for each in last if each.state is GoalState.DROPPED] == (
        [(TODAY, "Einwilligung widerrufen")] if end_goal else []
    )
    asked = [row.kind for row in deadlines(on_day(desk, date(2028, 1, 1)))]
    assert (DeadlineKind.GOAL_REVIEW in asked) is not end_goal
    there = brought_back(backup, tmp_path / "there", *erased_lists_of([desk.vault.folder]))
    plan = open_case(there, case.case_id).file.plan
    assert plan is not None
    back = next(each for each in plan.goals if each.id == goal.row_id)
    assert (back.wording, back.state, back.next_review) == (kept.wording, kept.state, kept.next_review)
    there.vault.close()


def test_a_joint_talk_keeps_its_topic_for_whoever_consents(opened: Callable[[str], Desk]) -> None:
    desk, case, _step = the_store(opened)
    other = take_in(desk, a.an_intake(client=a.a_client(family_name="Mitmuster"))).value
    parts = tuple(v.Participant(key, secret("notiz")) for key in (case.key, other.key))
    with desk.vault.transaction() as connection:
        connection.execute(t.services.insert().values(code="dr_x", kind="doctor", name="Praxis Muster"))
    referred = replace(parts[0], referrals=(v.Referral("dr_x"),))
    noted = talks.note_talk(
        desk, v.Talk(date(2026, 4, 4), "in_person", "health", participants=(referred, parts[1]))
    ).value
    withdraw_health(desk, case.case_id)
    marked = {each.place for each in case_sheet(desk, case.case_id).marked}
    assert marked == {"note", "goal", "referral"}
    take_out_the_rest(desk, case.case_id)
    assert case_sheet(desk, case.case_id).marked == ()
    joint = talks_with(desk, noted.talk_id)
    assert joint.topic == "health"
    assert {part.case_key: part.note for part in joint.participants} == {
        case.key: "█████",
        other.key: secret("notiz"),
    }
    assert all(part.referrals == () for part in joint.participants)


def talks_with(desk: Desk, talk_id: int) -> v.Talk:
    with desk.vault.reading() as connection:
        return talks.talk_in(connection, talk_id)


def test_a_withdrawal_dated_back_into_a_hold_is_emptied_with_it(opened: Callable[[str], Desk]) -> None:
    desk, case, _step = the_store(opened)
    hold_case(desk, case.case_id, "Beschwerde läuft", date(2027, 2, 1))
    with desk.vault.transaction() as connection:
        query = select(t.consents.c.id).where(t.consents.c.kind == SpecialKind.HEALTH)
        consent_id = connection.scalars(query.where(t.consents.c.case_id == case.case_id)).one()
        connection.execute(
            update(t.consents).where(t.consents.c.id == consent_id).values(withdrawn_on=date(2026, 5, 5))
        )
    lift_hold(desk, case.case_id)
    assert held_words(desk, EMPTIED) == []
