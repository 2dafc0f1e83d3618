"""Single settings of the office are changed, refused, taken back (E1, E8, P7)."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.decisions import take_over
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.gate.directory import add_service, read_directory, save_service
from intman_desktop.services.keeping.settings import change_office, read_settings
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.plans.planning import begin_plan
from intman_desktop.services.rights.rectifying import rectify
from intman_desktop.services.rights.requests import record_request
from intman_desktop.values.case_file import Answer, Decision
from intman_desktop.values.codes import ProviderLaw, Secrecy
from intman_desktop.values.office import ListEntry, OwnBlock, Service, Worker
from tests.builders import a_case_file, a_goal, a_plan, a_request, an_intake, an_office
from tests.opened import TODAY, put_in, set_office
from tests.saving import save_answers

ERIKA = an_office().workers[0]


def test_e8_the_settings_name_what_papers_lack_and_the_law_of_each_provider(desk: Desk) -> None:
    change_office(desk, {"controller": "", "purposes": " "})
    settings = read_settings(desk)
    assert settings.lacking == ("controller", "purposes")
    assert set(settings.laws) == set(ProviderLaw)
    assert "KDG" in settings.laws[ProviderLaw.CATHOLIC]
    assert ("08111", "Stuttgart (Stadtkreis)") in settings.kreise
    assert ("language", "Sprache") in settings.topics
    assert len(settings.usual_topics) == 9


def test_only_what_was_changed_is_written(desk: Desk) -> None:
    change_office(desk, {"town": "Probingen"})
    change_office(desk, {"lock_minutes": 9})
    assert read_office(desk) == an_office(town="Probingen", lock_minutes=9)


def test_a_change_can_be_taken_back_until_the_next_one(desk: Desk) -> None:
    before = read_office(desk)
    outcome = change_office(desk, {"town": "Probingen"})
    assert outcome.undo is not None
    outcome.undo()
    assert read_office(desk) == before
    outcome = change_office(desk, {"town": "Probingen"})
    change_office(desk, {"town": "Anderswo"})
    assert outcome.undo is not None
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()
    assert read_office(desk).town == "Anderswo"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"workers": ()}, "worker_needed"),
        ({"workers": (ERIKA, Worker("XY", " "))}, "worker_name_missing"),
        ({"workers": (ERIKA, Worker(" ", "Max Muster"))}, "worker_code_missing"),
        ({"workers": (ERIKA, Worker("EB", "Max Muster"))}, "worker_code_twice"),
        ({"quick_topics": ("work", "work")}, "topic_twice"),
    ],
)
def test_e1_what_cannot_be_is_refused_and_changes_nothing(
    desk: Desk, changes: dict[str, Any], code: str
) -> None:
    before = read_office(desk)
    with pytest.raises(Refused) as refused:
        change_office(desk, changes)
    assert refused.value.code == code
    assert read_office(desk) == before


def test_the_profile_stays_once_there_are_cases(desk: Desk) -> None:
    change_office(desk, {"profile": "other"})
    change_office(desk, {"profile": an_office().profile})
    put_in(desk, [a_case_file()])
    with pytest.raises(Refused, match="profile_fixed"):
        change_office(desk, {"profile": "other", "town": "Probingen"})
    assert read_office(desk) == an_office()


def test_e1_whose_work_is_in_the_store_keeps_the_code(desk: Desk) -> None:
    other = Worker("MM", "Max Muster", Secrecy.PUBLIC_OFFICE)
    change_office(desk, {"workers": (ERIKA, other)})
    put_in(desk, [a_case_file()])
    with pytest.raises(Refused) as refused:
        change_office(desk, {"workers": (other,)})
    assert refused.value.code == "worker_in_use"
    change_office(desk, {"workers": (replace(ERIKA, name="Erika Anders"),)})
    assert [worker.name for worker in read_office(desk).workers] == ["Erika Anders"]


def test_u5_whoever_took_a_case_over_or_answered_a_request_keeps_the_code(desk: Desk) -> None:
    others = (Worker("MM", "Max Muster"), Worker("NN", "Nora Niemand"))
    change_office(desk, {"workers": (ERIKA, *others)})
    case_id = take_in(desk, an_intake()).value.case_id
    take_over(desk, case_id, Decision("take_over", TODAY, worker="MM", told_on=TODAY))
    take_over(desk, case_id, Decision("take_over", TODAY, worker=ERIKA.code, told_on=TODAY))
    with pytest.raises(Refused, match="worker_in_use"):
        change_office(desk, {"workers": (ERIKA, others[1])})
    record_request(replace(desk, worker="NN"), case_id, a_request())
    with pytest.raises(Refused, match="worker_in_use"):
        change_office(desk, {"workers": (ERIKA, others[0])})


@pytest.mark.parametrize("kept", ["corrected", "handed out"])
def test_l8_i9_a_block_of_which_something_is_kept_stays(desk: Desk, kept: str) -> None:
    office = change_office(desk, {"own_blocks": (OwnBlock("", "Ehrenamt"),)}).value
    code = office.own_blocks[0].code
    case_id = take_in(desk, an_intake()).value.case_id
    (held,) = save_answers(desk, case_id, [Answer(code, "Im Verein")]).value
    if kept == "corrected":
        rectify(desk, case_id, code, [replace(held, value="")], {}, keep_because="stand im Brief")
    else:
        begin_plan(desk, case_id, TODAY)
        hand_out_plan(desk, case_id)
        with desk.vault.transaction() as connection:
            connection.execute(delete(t.answers))
    with pytest.raises(Refused, match="block_in_use"):
        change_office(desk, {"own_blocks": ()})
    erase_case(desk, case_id, "relocation")
    assert change_office(desk, {"own_blocks": ()}).value.own_blocks == ()


@pytest.mark.parametrize(("before", "after"), [("basic", "religion"), ("religion", "basic")])
def test_e1_e3_what_is_written_in_a_block_neither_becomes_special_nor_is_opened_by_a_setting(
    desk: Desk, before: str, after: str
) -> None:
    """Nobody was asked for it as a special kind, and what ran out stays hidden until somebody renews it."""
    office = change_office(desk, {"own_blocks": (OwnBlock("", "Glaube", need=before),)}).value
    (block,) = office.own_blocks
    file = a_case_file(answers=(Answer(block.code, "betet in der Moschee am Markt"),))
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused) as refused:
        change_office(desk, {"own_blocks": (replace(block, need=after),)})
    assert refused.value.code == "block_kind_in_use"
    renamed = replace(block, title="Was trägt", active=False)
    assert change_office(desk, {"own_blocks": (renamed,)}).value.own_blocks == (renamed,)
    erase_case(desk, case_id, "relocation")
    changed = replace(renamed, need=after)
    assert change_office(desk, {"own_blocks": (changed,)}).value.own_blocks == (changed,)


def test_e1_e3_an_entry_of_a_list_that_is_used_keeps_its_kind(desk: Desk) -> None:
    entry = ListEntry("goal_areas", "", "Gemeinde", own=True)
    (entry,) = change_office(desk, {"list_entries": (entry,)}).value.list_entries
    plan = a_plan(goals=(a_goal(area=entry.code),))
    put_in(desk, [a_case_file(plan=plan)])
    with pytest.raises(Refused, match="entry_kind_in_use"):
        change_office(desk, {"list_entries": (replace(entry, need="religion"),)})
    named = replace(entry, label="Gemeinde am Ort")
    assert change_office(desk, {"list_entries": (named,)}).value.list_entries == (named,)


def entries_of(desk: Desk, name: str) -> tuple[ListEntry, ...]:
    """Return the entries of a list as its page gives them, nothing changed."""
    shown = next(each for each in read_settings(desk).lists if each.name == name)
    return tuple(ListEntry(name, each.code) for each in shown.items)


def test_k3_two_entries_of_a_list_have_no_name_in_common(desk: Desk) -> None:
    """Choice and figures had two equal lines: a supplied one was compared by nobody."""
    topics = entries_of(desk, "topics")
    renamed = tuple(replace(each, label="Sprache") if each.code == "work" else each for each in topics)
    for entries in ((*topics, ListEntry("topics", "", " wohnen ", own=True)), renamed):
        with pytest.raises(Refused, match="entry_label_twice"):
            change_office(desk, {"list_entries": entries})
    swapped = {"work": "Sprache", "language": "Deutsch lernen"}
    entries = tuple(replace(each, label=swapped.get(each.code, "")) for each in topics)
    change_office(desk, {"list_entries": entries})
    other_list = (*entries, ListEntry("goal_areas", "", "Beratung", own=True))
    change_office(desk, {"list_entries": other_list})
    assert dict(read_settings(desk).topics)["work"] == "Sprache"


def test_an_entry_of_a_list_that_cannot_be_changed_is_refused_and_not_kept_unseen(desk: Desk) -> None:
    """It was stored, and no choice, paper or figure ever showed it; what is there from then stays (Lists)."""
    title = ListEntry("residence_statuses", "", "Neuer Titel § 99", own=True)
    for entry in (title, ListEntry("sexes", "m", "Mann")):
        with pytest.raises(Refused, match="list_not_editable"):
            change_office(desk, {"list_entries": (entry,)})
    kept = replace(title, code="own_1")
    set_office(desk, replace(read_office(desk), list_entries=(kept,)))
    own = ListEntry("courses", "", "Elternkurs", own=True)
    assert change_office(desk, {"list_entries": (kept, own)}).value.list_entries[0] == kept


def test_a_list_keeps_an_entry_that_can_be_chosen_for_everyone(desk: Desk) -> None:
    """With every form of talk hidden no talk could be saved any more."""
    hidden = tuple(replace(each, hidden=True) for each in entries_of(desk, "talk_forms"))
    with pytest.raises(Refused, match="list_empty") as refused:
        change_office(desk, {"list_entries": hidden})
    assert refused.value.values["list"] == "Formen des Gesprächs"
    change_office(desk, {"list_entries": hidden[1:]})
    topics = tuple(replace(each, hidden=each.code != "health") for each in entries_of(desk, "topics"))
    with pytest.raises(Refused, match="list_empty"):
        change_office(desk, {"list_entries": (*hidden[1:], *topics)})


@pytest.mark.parametrize(
    ("prefix", "code"),
    [("", "number_prefix_missing"), ("  ", "number_prefix_missing"), ("IM\u202e", "number_unseen_letters")],
)
def test_u3_numbers_begin_with_letters_that_every_file_takes(desk: Desk, prefix: str, code: str) -> None:
    """Files of this program refuse such numbers: the office's cases could be handed to nobody."""
    with pytest.raises(Refused, match=code):
        change_office(desk, {"number_prefix": prefix})
    change_office(desk, {"number_prefix": "IM-Süd"})
    assert read_office(desk).number_prefix == "IM-Süd"


def test_p7_two_services_of_one_kind_have_no_name_in_common(desk: Desk) -> None:
    """Of one kind, nobody tells them apart; of two kinds they are added up."""
    kept = add_service(desk, Service("", "jobcenter", "Jobcenter Musterstadt")).value
    with pytest.raises(Refused, match="service_twice"):
        add_service(desk, Service("", "jobcenter", "jobcenter musterstadt "))
    add_service(desk, Service("", "jobcenter", "Jobcenter Beispielheim"))
    out = save_service(desk, replace(kept, active=False)).value
    add_service(desk, Service("", "jobcenter", "Jobcenter Musterstadt"))
    with pytest.raises(Refused, match="service_twice"):
        save_service(desk, replace(out, active=True))
    assert save_service(desk, replace(out, hours="9–12")).value.hours == "9–12"


def test_p7_a_new_service_gets_a_code_of_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, plain = iter(["0a", "0a", "0b", "0c"]), secrets.token_hex
    monkeypatch.setattr(secrets, "token_hex", lambda size: next(drawn) if size == 4 else plain(size))
    names = ("Café Übermut", "Cafe Übermut", "→")
    codes = [add_service(desk, Service("", "other", name)).value.code for name in names]
    assert codes == ["service_0a", "service_0b", "service_0c"]


def test_p7_the_directory_is_narrowed_by_words_of_any_column(desk: Desk) -> None:
    save_service(desk, Service("x1", "jobcenter", "Haus am Markt", "Frau Muster", "Mo 8–12"))
    whole = read_directory(desk)
    assert whole.total == len(whole.services)
    assert ("jobcenter", "Jobcenter") in whole.kinds
    for text in ("markt", "MUSTER jobcenter", "mo 8"):
        assert "x1" in [service.code for service in read_directory(desk, text).services]
    assert read_directory(desk, "gibt es nicht").services == ()
    assert read_directory(desk, "gibt es nicht").total == whole.total


def test_p7_saving_a_service_can_be_taken_back(desk: Desk) -> None:
    before = read_directory(desk).services
    added = add_service(desk, Service("", "other", "Neu"))
    assert added.undo is not None
    added.undo()
    assert read_directory(desk).services == before
    changed = save_service(desk, replace(before[0], hours="Mo"))
    assert changed.undo is not None
    changed.undo()
    assert read_directory(desk).services[0].hours == before[0].hours
