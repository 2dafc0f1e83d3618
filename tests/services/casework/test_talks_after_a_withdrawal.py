"""E3, K5, K8: a talk changed or noted once health was withdrawn keeps what it had and takes nothing new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import Refused
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.talks import change_talk, note_talk, talk_in
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values.case_file import CaseFile, Participant, Referral, Talk
from intman_desktop.values.codes import ConsentScope, SpecialKind
from intman_desktop.values.ending_views import MarkedKind
from tests import builders as a
from tests.cells import every_cell
from tests.opened import TODAY, put_in

pytestmark = pytest.mark.unmeasured

YEAR = 2025
BEGUN = date(YEAR, 1, 12)
MAY = date(YEAR, 5, 5)
DOCTOR = Referral("doctor")


def a_file(**of_health: Any) -> CaseFile:
    """Return a case of last year with both consents, without plan and needs."""
    consents = (a.a_consent(decided_on=BEGUN), a.a_health_consent(decided_on=BEGUN, **of_health))
    case = a.a_case(opened_on=BEGUN, period_start=MAY)
    return a.a_case_file(case=case, consents=consents, plan=None, needs_assessment=None)


def talks_of(desk: Desk, case_id: int) -> tuple[Talk, ...]:
    """Return the talks of a case, each with all who took part."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
        assert file is not None
        return tuple(talk_in(connection, talk.id) for talk in file.talks)


def withdraw_health(desk: Desk, case_id: int, on: date = TODAY) -> None:
    """Withdraw the consent for data on health."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    (health,) = (each for each in file.consents if each.kind is SpecialKind.HEALTH)
    withdraw_kind(desk, case_id, health.id, on)


def a_note(talk: Talk, case_key: str, words: str) -> Talk:
    """Return the talk with other words for one person."""
    parts = (replace(part, note=words) if part.case_key == case_key else part for part in talk.participants)
    return replace(talk, participants=tuple(parts))


def with_words(talk: Talk) -> Talk:
    return a_note(talk, talk.participants[0].case_key, "Ein Wort mehr.")


def with_length(talk: Talk) -> Talk:
    return replace(talk, minutes=30)


def with_another_topic_beside(talk: Talk) -> Talk:
    return replace(talk, further_topics=("work",))


def on_the_next_day(talk: Talk) -> Talk:
    return replace(talk, on=date(YEAR, 5, 6))


CHANGES = pytest.mark.parametrize("change", [with_words, with_length, with_another_topic_beside])


@CHANGES
@pytest.mark.parametrize("joint", [False, True])
def test_e3_k8_an_older_health_talk_keeps_its_topic_and_its_frozen_year(
    desk: Desk, change: Callable[[Talk], Talk], joint: bool
) -> None:
    """Nobody chose another topic: the year that was handed in gets no second version by its main topic."""
    files = [a_file(), a_file()][: 1 + joint]
    keys = [file.case.key for file in files]
    talk = a.a_talk(*keys, on=MAY, topic="health")
    ids = put_in(desk, files, [talk])
    assert freeze_year(desk, YEAR).value.number == 1
    withdraw_health(desk, ids[keys[0]])
    before = every_cell(desk)
    (kept,) = talks_of(desk, ids[keys[-1]])
    change_talk(desk, change(kept))
    (changed,) = talks_of(desk, ids[keys[-1]])
    assert changed.topic == "health"
    moved = every_cell(desk) != before
    assert moved is (change is with_another_topic_beside)
    if not moved:
        assert freeze_year(desk, YEAR).value.number == 1


def test_e3_k5_another_day_with_consent_keeps_the_topic(desk: Desk) -> None:
    """The consent stood on the right day as well; a withdrawal acts for the future only."""
    file = a_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, topic="health")])[file.case.key]
    withdraw_health(desk, case_id)
    change_talk(desk, on_the_next_day(talks_of(desk, case_id)[0]))
    (kept,) = talks_of(desk, case_id)
    assert (kept.on, kept.topic) == (date(YEAR, 5, 6), "health")


def test_e3_a_day_without_consent_takes_the_topic(desk: Desk) -> None:
    file = a_file(valid_until=date(YEAR, 5, 31))
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, topic="health")])[file.case.key]
    change_talk(desk, replace(talks_of(desk, case_id)[0], on=date(YEAR, 6, 2)))
    assert talks_of(desk, case_id)[0].topic == "personal"


@CHANGES
def test_e3_a_consent_that_ran_out_hides_the_topic_and_loses_nothing(
    desk: Desk, change: Callable[[Talk], Talk]
) -> None:
    """Renewed, it is there again."""
    file = a_file(valid_until=date(2026, 6, 30))
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, topic="health")])[file.case.key]
    change_talk(desk, change(talks_of(desk, case_id)[0]))
    record_consent(desk, case_id, a.a_health_consent(decided_on=TODAY))
    assert talks_of(desk, case_id)[0].topic == "health"


def test_e3_a_new_topic_stays_closed_beside_one_that_is_kept(desk: Desk) -> None:
    file = a_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, topic="work")])[file.case.key]
    withdraw_health(desk, case_id)
    change_talk(desk, replace(talks_of(desk, case_id)[0], topic="health", further_topics=("work",)))
    (kept,) = talks_of(desk, case_id)
    assert (kept.topic, kept.further_topics) == ("personal", ("work",))


def test_e3_k5_who_comes_in_without_consent_is_not_named_with_health(desk: Desk) -> None:
    """The topic of the head would tell it of her."""
    file, other = a_file(), a_file()
    ids = put_in(desk, [file, other], [a.a_talk(file.case.key, on=MAY, topic="health")])
    withdraw_health(desk, ids[other.case.key])
    (kept,) = talks_of(desk, ids[file.case.key])
    change_talk(desk, replace(kept, participants=(*kept.participants, Participant(other.case.key))))
    assert talks_of(desk, ids[file.case.key])[0].topic == "personal"


def test_e3_k8_what_was_taken_out_stays_so_for_her_and_keeps_the_topic_for_the_other(desk: Desk) -> None:
    file, other = a_file(), a_file()
    ids = put_in(desk, [file, other], [a.a_talk(file.case.key, other.case.key, on=MAY, topic="health")])
    case_id = ids[file.case.key]
    withdraw_health(desk, case_id)
    (kept,) = talks_of(desk, case_id)
    own = next(part for part in kept.participants if part.case_key == file.case.key)
    redact_place(desk, case_id, MarkedKind.NOTE, own.id)
    before = every_cell(desk)
    (kept,) = talks_of(desk, case_id)
    change_talk(desk, a_note(kept, other.case.key, "Ein Wort mehr."))
    (changed,) = talks_of(desk, case_id)
    assert changed.topic == "health"
    assert {part.note for part in changed.participants} == {"█████", "Ein Wort mehr."}
    assert every_cell(desk) == before


@pytest.mark.parametrize("way", ["erased", "taken out"])
@pytest.mark.parametrize("is_black", [True, False])
def test_e3_k5_a_topic_goes_with_the_last_one_whose_consent_opened_it(
    desk: Desk, way: str, is_black: bool
) -> None:
    """Once all is blacked out it is listed nowhere, so nobody could take it out; no figure moves (K8)."""
    file, other = a_file(), a_file()
    ids = put_in(desk, [file, other], [a.a_talk(file.case.key, other.case.key, on=MAY, topic="health")])
    case_id = ids[file.case.key]
    withdraw_health(desk, case_id)
    (kept,) = talks_of(desk, case_id)
    own = next(part for part in kept.participants if part.case_key == file.case.key)
    if is_black:
        redact_place(desk, case_id, MarkedKind.NOTE, own.id)
        (kept,) = talks_of(desk, case_id)
        assert kept.topic == "health", "the consent of the other opens it"
    before = every_cell(desk)
    if way == "erased":
        erase_case(desk, ids[other.case.key], "relocation")
    else:
        alone = tuple(part for part in kept.participants if part.case_key == file.case.key)
        outcome = change_talk(desk, replace(kept, participants=alone))
    (left,) = talks_of(desk, case_id)
    assert left.topic == ("personal" if is_black else "health")
    assert bool(case_sheet(desk, case_id).marked) is not is_black
    if way == "erased":
        assert every_cell(desk) == before
        return
    topics = {cell: number for cell, number in every_cell(desk).items() if "topic" in str(cell)}
    assert topics == {cell: number for cell, number in before.items() if "topic" in str(cell)}
    assert outcome.undo is not None
    outcome.undo()
    assert [talk.topic for talk in talks_of(desk, case_id)] == ["health"]
    assert every_cell(desk) == before


@pytest.mark.parametrize("on", [MAY, TODAY])
def test_e3_k8_a_referral_that_stands_hinders_no_change(desk: Desk, on: date) -> None:
    """Also on the day of the withdrawal itself, before which it was noted."""
    file = a_file()
    part = a.a_participant(file.case.key, referrals=(DOCTOR,))
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=on, participants=(part,))])[file.case.key]
    withdraw_health(desk, case_id)
    before = every_cell(desk)
    change_talk(desk, with_words(talks_of(desk, case_id)[0]))
    (kept,) = talks_of(desk, case_id)
    assert [each.service for each in kept.participants[0].referrals] == ["doctor"]
    assert every_cell(desk) == before


def test_e3_a_late_note_keeps_no_new_referral_of_a_withdrawn_kind(desk: Desk) -> None:
    """On the day of the talk the consent stood; today nothing of the kind may be stored."""
    file = a_file()
    case_id = put_in(desk, [file])[file.case.key]
    withdraw_health(desk, case_id)
    part = a.a_participant(file.case.key, referrals=(DOCTOR,))
    late = replace(a.a_talk(on=MAY, topic="health"), participants=(part,))
    with pytest.raises(Refused, match="referral_closed") as refused:
        note_talk(desk, late)
    assert refused.value.values["because"] == "withdrawn"
    assert talks_of(desk, case_id) == ()
    note_talk(desk, a.a_talk(file.case.key, on=MAY, topic="health"))
    assert talks_of(desk, case_id)[0].topic == "personal"


@pytest.mark.parametrize("held", [(), (DOCTOR,)])
def test_e3_a_change_adds_no_referral_of_a_withdrawn_kind(desk: Desk, held: tuple[Referral, ...]) -> None:
    """Neither the first one, nor a second one beside the one that stands."""
    file = a_file()
    part = a.a_participant(file.case.key, referrals=held)
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=MAY, participants=(part,))])[file.case.key]
    withdraw_health(desk, case_id)
    (kept,) = talks_of(desk, case_id)
    more = replace(kept.participants[0], referrals=(*kept.participants[0].referrals, DOCTOR))
    with pytest.raises(Refused, match="referral_closed"):
        change_talk(desk, replace(kept, participants=(more,)))
    assert len(talks_of(desk, case_id)[0].participants[0].referrals) == len(held)


def test_e1_an_interpreter_of_a_day_with_consent_can_be_noted_after_its_withdrawal(desk: Desk) -> None:
    """It is a leave to be present: no kind of data hangs on it."""
    present = a.a_consent(ConsentScope.INTERPRETER, decided_on=BEGUN)
    file = a_file()
    file = replace(file, consents=(*file.consents, replace(present, withdrawn_on=TODAY)))
    case_id = put_in(desk, [file])[file.case.key]
    kinds = (item.code for item in desk.profile.list("interpretation_kinds") if item.need == "interpreter")
    note_talk(desk, a.a_talk(file.case.key, on=MAY, interpretation=next(kinds)))
    assert len(talks_of(desk, case_id)) == 1
