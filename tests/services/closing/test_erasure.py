"""L2 to L4, K8: a case goes for good, no figure changes, and it does not come back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr import journal
from intman_desktop.models import tables as t
from intman_desktop.services.across.key_figures import behind
from intman_desktop.services.across.overview import deadlines, glance
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.casework.talks import change_talk, talk_in
from intman_desktop.services.closing import erased_list
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import due_for_erasure, erase_case, look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.keeping.backups import back_up, erased_lists_of
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, GoalState, RequestAnswer, RequestKind, Sex
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.ending_views import WITHDRAWN, Ending
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault import place_file
from intman_desktop.vault.erased import add_erased_in_place, digest_of, read_erased
from intman_desktop.vault.patience import within
from intman_desktop.vault.place_file import mark_place
from intman_desktop.vault.troubles import VaultDamaged
from intman_desktop.vault.vault import Vault
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_client,
    a_filled_case_file,
    a_goal,
    a_participant,
    a_plan,
    a_request,
    a_talk,
    an_agreement,
    an_intake,
)
from tests.cells import every_cell
from tests.clear_pages import clear_pages, files_beside
from tests.opened import PASSPHRASE, TODAY, brought_back, on_day, open_desk, put_in
from tests.saving import save_answers, save_client

pytestmark = pytest.mark.unmeasured


def random_office(seed: int) -> tuple[list[v.CaseFile], list[v.Talk]]:
    """Return invented cases over three years with everything figures count, some of it shared."""
    draw = random.Random(seed)
    files, talks = [], []
    for _ in range(6):
        opened = date(2024, 1, 5) + timedelta(days=draw.randrange(900))
        ended = opened + timedelta(days=draw.randrange(30, 700)) if draw.random() < 0.4 else None
        goals = tuple(
            a_goal(
                area=draw.choice(["language", "work", "health"]),
                agreed_on=opened,
                state=state,
                history=(
                    v.GoalChange(GoalState.AGREED, opened),
                    v.GoalChange(state, opened + timedelta(days=draw.randrange(1, 400))),
                ),
            )
            for state in draw.sample([GoalState.REACHED, GoalState.NOT_REACHED, GoalState.IN_PROGRESS], 2)
        )
        span = v.PlanSpan(opened, ended, "relocation" if ended else "")
        case = a_case(
            opened_on=opened,
            state=CaseState.ENDED if ended else CaseState.ACTIVE,
            ended_on=ended,
            ending_reason="relocation" if ended else "",
            period_start=opened,
        )
        client = a_client(
            sex=draw.choice([*Sex, None]),
            nationality=draw.choice(["475", "166", "423", ""]),
            birth_date=draw.choice([None, date(draw.randrange(1950, 2007), 1, 1)]),
        )
        answers = (v.Answer("residence_status", draw.choice(["settlement", "toleration", ""]), opened),)
        extensions = (v.Extension(date(2028, 1, 1), opened, "other", "Grund"),) if draw.random() < 0.3 else ()
        plan = a_plan(begun_on=opened, spans=(span,), goals=goals) if draw.random() < 0.8 else None
        files.append(a_case_file(case=case, client=client, answers=answers, plan=plan, extensions=extensions))
    keys = [file.case.key for file in files]
    for _ in range(20):
        people = tuple(
            a_participant(
                key,
                counts=draw.random() < 0.8,
                referrals=(v.Referral(draw.choice(["jobcenter", "social_office"])),),
            )
            for key in draw.sample(keys, draw.choice([1, 1, 1, 2, 3]))
        )
        talks.append(
            a_talk(
                on=date(2024, 1, 5) + timedelta(days=draw.randrange(1000)),
                form=draw.choice(["in_person", "phone", "written"]),
                topic=draw.choice(["language", "work", "health", "housing"]),
                further_topics=tuple(draw.sample(["family", "debts"], draw.randrange(3))),
                participants=people,
            )
        )
    return files, talks


def test_k8_every_figure_is_the_same_before_and_after_each_erasure(
    desk: Desk, how_many: Callable[[str, int, int], int]
) -> None:
    for seed in range(how_many("random offices erased case by case", 2, 40)):
        files, talks = random_office(seed)
        ids = put_in(desk, files, talks)
        ended_on = max([TODAY, *(talk.on for talk in talks)])
        for file in random.Random(seed).sample(files, len(files)):
            if file.case.state is not CaseState.ENDED:
                end_case(on_day(desk, ended_on), ids[file.case.key], Ending(ended_on, "deceased"))
            before = every_cell(desk)
            assert before
            erase_case(desk, ids[file.case.key])
            assert every_cell(desk) == before


def test_k8_a_case_that_has_not_ended_ends_first_and_its_reason_counts(desk: Desk) -> None:
    file = a_case_file()
    case_id = put_in(desk, [file], [a_talk(file.case.key)])[file.case.key]
    record = erase_case(desk, case_id, "deportation").value
    assert (record.erased_on, record.reason) == (TODAY, "deportation")
    found = every_cell(desk)
    ended = {
        cell: number for (_, _, _, figure, cell), number in found.items() if figure == "plans_ended_by_reason"
    }
    assert ended.get("deportation") == 1


def test_k4_k8_an_ended_case_from_a_file_leaves_no_plan_open_for_ever(desk: Desk) -> None:
    day = date(2026, 3, 31)
    case = a_case(state=CaseState.ENDED, ended_on=day, ending_reason="relocation", deletion_due=TODAY)
    ids = put_in(desk, [a_case_file(case=case)])
    erase_case(desk, ids[case.key])
    kept = {cell[3:]: number for cell, number in every_cell(desk).items() if cell[0] == 2026}
    assert not any(figure == "plans_open" for figure, _cell in kept)
    assert kept["plans_ended", ""] == 1
    assert not any(cell[0] > 2026 and cell[3].startswith("plans") for cell in every_cell(desk))


@pytest.mark.parametrize("ended_before", [True, False])
def test_k8_a_mistake_or_a_double_adds_nothing(desk: Desk, ended_before: bool) -> None:
    kept, mistake = a_case_file(), a_case_file()
    ids = put_in(desk, [kept, mistake], [a_talk(kept.case.key), a_talk(mistake.case.key)])
    if ended_before:
        end_case(desk, ids[mistake.case.key], Ending(TODAY, "mistake_or_duplicate"))
    erase_case(desk, ids[mistake.case.key], "" if ended_before else "mistake_or_duplicate")
    with desk.vault.reading() as connection:
        assert connection.execute(select(t.counters)).all() == []


def test_k8_the_office_may_choose_totals_without_breakdowns(desk: Desk) -> None:
    change_office(desk, {"counters_with_breakdowns": False})
    file = a_case_file()
    case_id = put_in(desk, [file], [a_talk(file.case.key)])[file.case.key]
    erase_case(desk, case_id, "deceased")
    with desk.vault.reading() as connection:
        cells = set(connection.scalars(select(t.counters.c.cell)))
    assert cells == {""}


def test_l3_nothing_of_the_case_is_in_any_page_or_file(desk: Desk) -> None:
    name, place, secret = "Zyxwvutsrquist", "Qwertzhausen", "Geheimnisvollerinhalt"
    client = a_client(family_name=name, given_name="Önörbäkä", town=place, phone="0799 8877665544")
    other = a_case_file(case=a_case(number="IM-2026-2031"))
    put_in(desk, [other])
    opened = take_in(desk, an_intake(client=client)).value
    with desk.vault.transaction() as connection:
        connection.execute(
            t.answers.insert().values(case_id=opened.case_id, field="further_needs", value=secret * 20_000)
        )
    save_draft(desk, "talk", opened.case_id, f'{{"note": "{secret}"}}')
    words = [name, name.lower(), place, secret, "8877665544", "Önörbäkä", opened.key, opened.number]
    before = clear_pages(desk.vault.folder, desk.vault.data_key)
    assert before.count(b"CREATE TABLE cases")
    assert [word for word in words if word.encode() not in before] == []
    desk.vault.checkpoint()
    size = (desk.vault.folder / "cases.db").stat().st_size
    erase_case(desk, opened.case_id, "relocation")
    after = clear_pages(desk.vault.folder, desk.vault.data_key) + files_beside(desk.vault.folder)
    assert [word for word in words if word.encode() in after] == []
    assert b"Musterfrau" in after
    assert (desk.vault.folder / "cases.db").stat().st_size < size
    desk.vault.close()
    closed = clear_pages(desk.vault.folder, b"\0" * 32) + files_beside(desk.vault.folder)
    assert name.encode() not in closed


def test_l3_a_draft_that_tells_of_the_case_goes_whosever_it_is(desk: Desk) -> None:
    gone, kept = a_case_file(), a_case_file()
    ids = put_in(desk, [gone, kept])
    others = ids[kept.case.key]
    joint = json.dumps(
        {"where": {}, "values": {"case_ids": [others, ids[gone.case.key]], "notes": ["Geheim"]}}
    )
    alone = json.dumps({"where": {"case_id": others}, "values": {"case_ids": [others], "years": [1, 2]}})
    nested = json.dumps({"values": [{"case_id": ids[gone.case.key], "note": "Geheim"}]})
    save_draft(desk, "talk", others, joint)
    save_draft(desk, "service", None, nested)
    save_draft(desk, "case", others, alone)
    save_draft(desk, "settings", None, "no form wrote this")
    erase_case(desk, ids[gone.case.key], "other")
    assert {draft.form for draft in open_drafts(desk)} == {"case", "settings"}


def test_l3_search_list_and_opening_do_not_find_it_any_more(desk: Desk) -> None:
    opened = take_in(desk, an_intake()).value
    assert find_people(desk, "Musterfrau")
    erase_case(desk, opened.case_id, "other")
    assert find_people(desk, "Musterfrau") == ()
    assert case_page(desk, CaseFilter()).total == 0
    with pytest.raises(NotFound):
        look_before_erasing(desk, opened.case_id)
    with pytest.raises(NotFound):
        erase_case(desk, opened.case_id, "other")


def test_l6_the_journal_still_verifies_and_names_the_case_no_more(desk: Desk) -> None:
    opened = take_in(desk, an_intake()).value
    record = erase_case(desk, opened.case_id, "other").value
    with desk.vault.reading() as connection:
        assert journal.verify_chain(connection).broken_at is None
        assert opened.key not in set(connection.scalars(select(t.journal.c.case_key)))
        assert journal.head(connection)[0] == record.journal_head
        assert connection.execute(select(t.erasures.c.erased_on, t.erasures.c.reason)).all() == [
            (TODAY, "other")
        ]


def test_l4_the_list_of_the_erased_grows_in_the_store_beside_it_and_in_backup_places(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "weg"
    change_office(desk, {"backup_places": (str(stick), str(gone))})
    opened = take_in(desk, an_intake()).value
    record = erase_case(desk, opened.case_id, "other").value
    assert (record.places, record.places_missing) == ((str(stick),), (str(gone),))
    assert record.backups_gone_by == TODAY + timedelta(days=30)
    digest = digest_of(opened.key)
    for folder in (desk.vault.folder, stick):
        assert digest in read_erased(folder / "erased.txt").digests
    with desk.vault.reading() as connection:
        assert digest in set(connection.scalars(select(t.erased_keys.c.digest)))
    gone.mkdir()
    back_up(desk, gone)
    assert digest in read_erased(gone / "erased.txt").digests


@pytest.mark.parametrize("there", ["an empty mount point", "another stick"])
def test_l4_another_medium_at_the_path_of_a_place_gets_no_list_and_the_place_is_named(
    desk: Desk, stick: Path, tmp_path: Path, there: str
) -> None:
    pulled = tmp_path / "gezogen"
    file = a_case_file()
    ids = put_in(desk, [file])
    back_up(desk, stick)
    stick.rename(pulled)
    stick.mkdir()
    if there == "another stick":
        mark_place(stick)
    before = sorted(stick.iterdir())
    record = erase_case(desk, ids[file.case.key], "other").value
    assert (record.places, record.places_missing) == ((), (str(stick),))
    assert sorted(stick.iterdir()) == before
    assert digest_of(file.case.key) not in read_erased(pulled / "erased.txt").digests


def test_l4_a_place_whose_small_file_was_tidied_away_still_gets_the_list(desk: Desk, tmp_path: Path) -> None:
    file = a_case_file()
    ids = put_in(desk, [file])
    back_up(desk, tmp_path)
    (tmp_path / place_file.NAME).unlink()
    record = erase_case(desk, ids[file.case.key], "other").value
    assert (record.places, record.places_missing) == ((str(tmp_path),), ())


def test_l4_a_place_that_does_not_answer_is_named_and_holds_up_nobody(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, dead, server_is_back = tmp_path / "stick", tmp_path / "freigabe", Event()
    for place in (stick, dead):
        place.mkdir()
    change_office(desk, {"backup_places": (str(dead), str(stick))})
    opened = take_in(desk, an_intake()).value
    asked: list[Path] = []

    def add(place: Path, digests: frozenset[str]) -> frozenset[str]:
        asked.append(place)
        if place == dead:
            server_is_back.wait(30)
        return add_erased_in_place(place, digests)

    monkeypatch.setattr(erased_list, "add_erased_in_place", add)
    monkeypatch.setattr(erased_list, "within", partial(within, seconds=0.5))
    record = erase_case(desk, opened.case_id, "other").value
    assert (record.places, record.places_missing) == ((str(stick),), (str(dead),))
    again = erased_list.spread(desk.vault)
    assert (again.places, again.missing) == ((str(stick),), (str(dead),))
    assert (asked.count(stick), asked.count(dead)) == (2, 1), "no thread more hangs with every erasure"
    server_is_back.set()


def test_k5_joint_talks_stay_with_the_others(desk: Desk) -> None:
    one, two = a_case_file(), a_case_file()
    keys = (one.case.key, two.case.key)
    ids = put_in(desk, [one, two], [a_talk(*keys), a_talk(keys[0])])
    assert look_before_erasing(desk, ids[keys[0]]).joint_talks == 1
    erase_case(desk, ids[keys[0]], "other")
    with desk.vault.reading() as connection:
        assert len(connection.execute(select(t.talks)).all()) == 1


def a_couple(desk: Desk, *, other_counts: bool) -> tuple[int, int, v.Talk]:
    """Put in two people with a joint talk that counts for the first; return their ids and the talk."""
    one, two = a_case_file(plan=None), a_case_file(plan=None)
    parts = (a_participant(one.case.key), a_participant(two.case.key, counts=other_counts))
    ids = put_in(desk, [one, two], [a_talk(participants=parts, further_topics=("housing",))])
    with desk.vault.reading() as connection:
        talk_id = connection.scalar(select(t.talks.c.id)) or 0
    return ids[one.case.key], ids[two.case.key], talk_of(desk, talk_id)


def talk_of(desk: Desk, talk_id: int) -> v.Talk:
    with desk.vault.reading() as connection:
        return talk_in(connection, talk_id)


@pytest.mark.parametrize("other_counts", [True, False])
def test_k5_k8_a_joint_talk_counts_once_whatever_is_said_later_of_those_who_are_left(
    desk: Desk, other_counts: bool
) -> None:
    """The head stays with the others and only "persons" moves to the counters."""
    gone, left, talk = a_couple(desk, other_counts=other_counts)
    of_talks = ("talks", "talks_by_form", "talks_by_topic", "talks_by_further_topic")
    before = every_cell(desk)
    erase_case(desk, gone, "other")
    assert every_cell(desk) == before
    assert (sum((seen := glance(desk)).talks_by_month), seen.erased_talks) == (1, 0)
    for counts in (not other_counts, other_counts):
        (part,) = talk_of(desk, talk.id).participants
        outcome = change_talk(
            desk, replace(talk_of(desk, talk.id), participants=(replace(part, counts=counts),))
        )
        assert {c: n for c, n in every_cell(desk).items() if c[3] in of_talks} == {
            c: n for c, n in before.items() if c[3] in of_talks
        }
    assert outcome.undo is not None
    outcome.undo()
    found = behind(desk, 2026, "talks")
    assert [each.case_id for each in found.cases] == [left]
    erase_case(desk, left, "other")
    assert every_cell(desk)[2026, "bw-standard", 1, "talks", ""] == 1


def test_k5_k8_a_joint_talk_comes_out_of_a_backup_and_of_a_whole_export_counted_once(
    desk: Desk, template: Path, stick: Path, tmp_path: Path
) -> None:
    gone, _left, talk = a_couple(desk, other_counts=False)
    backup = back_up(desk, stick).value.file
    erase_case(desk, gone, "other")
    before = every_cell(desk)
    there = brought_back(backup, tmp_path / "back", *erased_lists_of([desk.vault.folder]))
    (part,) = talk_of(there, talk.id).participants
    change_talk(there, replace(talk_of(there, talk.id), participants=(replace(part, counts=True),)))
    assert every_cell(there)[2026, "bw-standard", 1, "talks", ""] == 1
    there.vault.close()
    moved = open_desk(template, tmp_path / "moved")
    import_cases(moved, export_cases(desk))
    assert every_cell(moved) == before
    moved.vault.close()


def test_k8_a_talk_of_a_mistake_counts_only_for_those_who_are_left(desk: Desk) -> None:
    gone, _left, _talk = a_couple(desk, other_counts=False)
    erase_case(desk, gone, "mistake_or_duplicate")
    assert (2026, "bw-standard", 1, "talks", "") not in every_cell(desk)


def test_l2_the_preview_tells_what_goes_and_what_stays(desk: Desk) -> None:
    file = a_filled_case_file()
    signed = an_agreement(client_name="Kim Anders")
    other = a_case_file(client=a_client(family_name="Anders", given_name="Kim"), agreement=signed)
    note = a_participant(other.case.key, note="Kam mit Frau Musterfrau.")
    talks = [a_talk(file.case.key), a_talk(participants=(note,))]
    ids = put_in(desk, [file, other], talks)
    preview = look_before_erasing(desk, ids[file.case.key])
    assert (preview.name, preview.number) == ("Musterfrau, Samira", file.case.number)
    assert dict(preview.removed)["participants"] == 1
    assert [mention.case_id for mention in preview.mentions] == [ids[other.case.key]]
    assert preview.years == (2026,)
    assert preview.period_to_certify
    end_case(desk, ids[file.case.key], Ending(TODAY, "mistake_or_duplicate"))
    assert look_before_erasing(desk, ids[file.case.key]).years == ()


def test_l2_a_case_on_hold_is_not_erased(desk: Desk) -> None:
    file = a_case_file(case=a_case(hold_since=OPENED_ON, hold_reason="Beschwerde"))
    case_id = put_in(desk, [file])[file.case.key]
    assert look_before_erasing(desk, case_id).hold_reason == "Beschwerde"
    with pytest.raises(Refused) as refused:
        erase_case(desk, case_id, "other")
    assert refused.value.code == "case_on_hold"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "ending_reason_missing"),
        ("x", "ending_reason_unknown"),
        (WITHDRAWN, "ending_needs_withdrawal"),
    ],
)
def test_l3_erasing_a_running_case_needs_a_reason(desk: Desk, reason: str, code: str) -> None:
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused) as refused:
        erase_case(desk, case_id, reason)
    assert refused.value.code == code
    assert case_page(desk, CaseFilter()).total == 1


def test_e4_an_ended_case_is_not_erased_for_a_withdrawal_that_nobody_recorded(desk: Desk) -> None:
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    end_case(desk, case_id, Ending(TODAY, "relocation"))
    with pytest.raises(Refused, match="ending_needs_withdrawal"):
        erase_case(desk, case_id, WITHDRAWN)
    withdraw_basic(desk, case_id, TODAY)
    assert erase_case(desk, case_id, WITHDRAWN).value.reason == WITHDRAWN


def test_l2_l7_cases_wait_with_their_day_and_their_reason(desk: Desk) -> None:
    files = [a_case_file(), a_case_file()]
    ids = list(put_in(desk, files).values())
    end_case(desk, ids[0], Ending(TODAY, "relocation"))
    late = Ending(date(2026, 11, 1), "deceased", deletion_due=date(2026, 11, 2))
    end_case(desk, ids[1], late)
    first, second = due_for_erasure(desk)
    assert (first.case_id, first.days_left, first.deletion_reason) == (ids[1], -18, "by_setting")
    assert (second.case_id, second.days_left, second.ending_reason) == (ids[0], 14, "relocation")
    assert second.deletion_due == TODAY + timedelta(days=14)


def promised(on: date, **details: object) -> v.CaseFile:
    request = a_request(
        **{
            "kind": RequestKind.ERASURE,
            "received_on": date(2026, 11, 1),
            "answered_on": on,
            "answer": RequestAnswer.SENT,
            **details,
        }
    )
    return a_case_file(requests=(request,))


def test_l1_l2_l8_a_promised_erasure_waits_from_the_day_of_the_answer_ended_or_not(desk: Desk) -> None:
    """Listed for 04.12. here, an ended case was due on 05.11. in the deadlines; a running one not at all."""
    files = [promised(date(2026, 11, 12)), promised(date(2026, 11, 5)), a_case_file()]
    running, ended, other = put_in(desk, files).values()
    for each in (ended, other):
        end_case(desk, each, Ending(TODAY, "relocation"))
    first, second, third = due_for_erasure(desk)
    assert (first.case_id, first.ended_on, first.days_left) == (ended, TODAY, -15)
    assert first.because == Explanation("due_deletion_promised", {"on": date(2026, 11, 5)})
    assert (second.case_id, second.ended_on, second.days_left) == (running, None, -8)
    assert second.because == Explanation("due_deletion_promised", {"on": date(2026, 11, 12)})
    assert (third.case_id, third.days_left, third.because) == (other, 14, None)
    shown = {row.case_id: row.due for row in deadlines(desk) if row.kind is DeadlineKind.DELETION_DUE}
    assert shown == {each.case_id: each.deletion_due for each in (first, second, third)}


@pytest.mark.parametrize(
    "details",
    [
        {"what": "die Notiz vom 03.05."},
        {"answer": RequestAnswer.REFUSED, "refusal_reason": "Rechtsstreit (Beispiel)"},
        {"kind": RequestKind.RESTRICTION},
        {"kind": RequestKind.OBJECTION},
    ],
)
def test_l2_l8_a_part_a_refusal_a_restriction_or_an_objection_lists_no_case_to_erase(
    desk: Desk, details: dict[str, object]
) -> None:
    put_in(desk, [promised(date(2026, 11, 5), **details)])
    assert due_for_erasure(desk) == ()


def test_l8_before_erasing_a_restriction_that_is_in_force_is_named(desk: Desk) -> None:
    """Art. 18 (1) b, c: a person who needs her data, or does not want them erased, was passed over."""
    day = date(2026, 11, 5)
    files = [promised(day, kind=RequestKind.RESTRICTION), promised(day, kind=RequestKind.ACCESS)]
    restricted, other = put_in(desk, files).values()
    end_case(desk, restricted, Ending(TODAY, "goals_reached"))
    assert [each.answered_on for each in look_before_erasing(desk, restricted).restrictions] == [day]
    assert look_before_erasing(desk, other).restrictions == ()


def test_l2_l8_on_hold_a_promised_erasure_waits_unseen(desk: Desk) -> None:
    (case_id,) = put_in(desk, [promised(date(2026, 11, 5))]).values()
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2026, 12, 20))
    assert due_for_erasure(desk) == ()


def test_l3_a_failure_in_the_middle_erases_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from intman_desktop.services.closing import erasure

    file = a_case_file()
    case_id = put_in(desk, [file], [a_talk(file.case.key)])[file.case.key]

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(erasure, "keep_digest", broken)
    before = every_cell(desk)
    with pytest.raises(RuntimeError):
        erase_case(desk, case_id, "other")
    assert every_cell(desk) == before
    assert case_page(desk, CaseFilter()).rows[0].state is CaseState.ACTIVE


def test_l3_no_undo_step_brings_anything_of_an_erased_case_back(desk: Desk) -> None:
    first = take_in(desk, an_intake(answers=(v.Answer("native_language", "ar"),))).value
    blanked = save_answers(desk, first.case_id, [v.Answer("native_language", "")])
    named = save_client(desk, first.case_id, a_client(town="Ulm"))
    erase_case(desk, first.case_id, "other")
    second = take_in(desk, an_intake()).value
    assert second.case_id != first.case_id
    for outcome in (blanked, named):
        assert outcome.undo is not None
        with pytest.raises(ChangedMeanwhile):
            outcome.undo()
    with desk.vault.reading() as connection:
        assert connection.scalars(select(t.answers.c.value)).all() == []


def test_e3_no_undo_step_fills_a_field_that_a_withdrawal_closed(desk: Desk) -> None:
    opened = take_in(desk, an_intake(answers=(v.Answer("disability", "yes"),))).value
    blanked = save_answers(desk, opened.case_id, [v.Answer("disability", "")])
    health = next(each for each in open_case(desk, opened.case_id).file.consents if each.kind)
    withdraw_kind(desk, opened.case_id, health.id, TODAY)
    assert blanked.undo is not None
    with pytest.raises(ChangedMeanwhile):
        blanked.undo()
    assert open_case(desk, opened.case_id).file.answers == ()


def test_l3_damage_elsewhere_neither_fails_an_erasure_nor_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = take_in(desk, an_intake()).value.case_id

    def damaged(_vault: object) -> None:
        raise VaultDamaged

    monkeypatch.setattr(Vault, "shrink", damaged)
    assert erase_case(desk, case_id, "mistake_or_duplicate").value.erased_on == TODAY
    with pytest.raises(NotFound):
        open_case(desk, case_id)
    folder = desk.vault.folder
    desk.vault.close()
    open_store(folder, PASSPHRASE).close()
