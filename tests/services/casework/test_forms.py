"""What the forms of the daily work are built from: fields, a talk, the clock (I8, E3, P5, C3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.needs import needs_form, save_needs
from intman_desktop.services.casework.period_form import period_form
from intman_desktop.services.casework.plan_form import plan_form
from intman_desktop.services.casework.talk_form import talk_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.field_forms import birth_value, client_with, filled_fields
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.values.case_file import Answer, Client, NeedsAssessment
from intman_desktop.values.codes import BirthPrecision, Block, Sex
from intman_desktop.values.office import ListEntry
from tests.builders import a_case_file, a_client, a_consent, a_talk
from tests.opened import one, put_in
from tests.saving import save_client


@pytest.mark.parametrize(
    ("value", "on", "precision", "uncertain"),
    [
        ("", None, BirthPrecision.UNKNOWN, False),
        ("1990", date(1990, 1, 1), BirthPrecision.YEAR, False),
        ("1990-03", date(1990, 3, 1), BirthPrecision.MONTH, False),
        ("1990-03-15", date(1990, 3, 15), BirthPrecision.DAY, False),
        ("~1990", date(1990, 1, 1), BirthPrecision.YEAR, True),
        ("~1990-01-01", date(1990, 1, 1), BirthPrecision.DAY, True),
    ],
)
def test_i8_a_birth_is_known_as_far_as_it_is(
    value: str, on: date | None, precision: BirthPrecision, uncertain: bool
) -> None:
    client = client_with(Client(), {"birth_date": value})
    assert (client.birth_date, client.birth_precision, client.birth_uncertain) == (on, precision, uncertain)
    assert birth_value(on, precision, uncertain=uncertain) == value


def test_columns_of_the_client_are_written_as_their_fields_give_them() -> None:
    values = {"adult": "yes", "section_24": "", "sex": "w", "town": "Beispielheim"}
    client = client_with(a_client(section_24=True), values)
    assert (client.adult, client.section_24, client.sex) == (True, None, Sex.FEMALE)
    assert client.town == "Beispielheim"
    assert client_with(client, {"sex": "", "adult": "no"}).sex is None


def test_a_form_holds_what_the_case_holds(desk: Desk) -> None:
    held = (Answer("german_spoken", "b1", date(2026, 5, 1)), Answer("german_spoken", "a2", date(2026, 1, 1)))
    put_in(desk, [a_case_file(answers=held)])
    fields = {each.view.code: each for each in filled_fields(desk, 1, (Block.LANGUAGE, Block.PERSONAL))}
    assert [each.value for each in fields["german_spoken"].answers] == ["a2", "b1"]
    assert fields["german_spoken"].view.dated
    assert fields["town"].view.of_client
    assert [each.value for each in fields["town"].answers] == ["Musterstadt"]
    assert [each.value for each in fields["adult"].answers] == ["yes"]
    assert fields["birth_date"].view.kind == "birth"
    assert "years_of_school" not in fields
    with pytest.raises(NotFound):
        filled_fields(desk, 99)


def test_a_code_that_is_no_longer_offered_stays_readable(desk: Desk) -> None:
    statuses = desk.profile.list("residence_statuses")
    ended = tuple(replace(item, valid_to=date(2025, 12, 31)) for item in statuses)
    later = replace(desk.profile, lists={**desk.profile.lists, "residence_statuses": ended})
    put_in(desk, [a_case_file(answers=(Answer("residence_status", statuses[0].code),))])
    fields = {each.view.code: each.view for each in filled_fields(replace(desk, land=later), 1)}
    assert [code for code, _label in fields["residence_status"].options] == [statuses[0].code]


def test_e3_closed_fields_hold_nothing_and_say_why(desk: Desk) -> None:
    put_in(desk, [a_case_file(consents=(a_consent(),), answers=(Answer("health_remark", "Muster"),))])
    fields = {each.view.code: each for each in filled_fields(desk, 1)}
    closed = fields["health_remark"]
    assert closed.answers == ()
    assert closed.view.closed is not None
    assert closed.view.closed.code == "never_asked"
    assert fields["town"].view.closed is None


def test_the_bedarfserhebung_is_saved_whole_or_not_at_all(desk: Desk) -> None:
    put_in(desk, [a_case_file(needs_assessment=None)])
    assert needs_form(desk, 1).needs is None
    needs = NeedsAssessment(date(2026, 11, 2), "EB")
    answers = (Answer("native_language", "ar"),)
    outcome = save_needs(desk, 1, needs, answers, {"town": "Beispielheim"})
    file = open_case(desk, 1).file
    assert file.needs_assessment is not None
    assert [each.value for each in file.answers] == ["ar"]
    assert file.client.town == "Beispielheim"
    assert outcome.undo is not None
    outcome.undo()
    file = open_case(desk, 1).file
    assert (file.needs_assessment, file.answers, file.client.town) == (None, (), "Musterstadt")
    with pytest.raises(Refused) as refused:
        save_needs(desk, 1, needs, answers, {"family_name": "", "given_name": ""})
    assert refused.value.code == "name_missing"
    assert open_case(desk, 1).file.needs_assessment is None


def test_a_client_who_changed_since_the_form_was_read_is_not_written_over(desk: Desk) -> None:
    put_in(desk, [a_case_file()])
    read = needs_form(desk, 1).client_version
    save_client(desk, 1, replace(open_case(desk, 1).file.client, town="Anderswo"))
    answers = (Answer("native_language", "ar"),)
    with pytest.raises(ChangedMeanwhile):
        save_needs(desk, 1, None, answers, {"town": "Beispielheim"}, client_version=read)
    file = open_case(desk, 1).file
    assert (file.client.town, file.answers) == ("Anderswo", ())
    save_needs(desk, 1, None, answers, {}, client_version=read)
    again = needs_form(desk, 1).client_version
    save_needs(desk, 1, None, (), {"town": "Beispielheim"}, client_version=again)
    assert open_case(desk, 1).file.client.town == "Beispielheim"


def test_i8_an_answer_that_came_since_the_form_was_read_is_not_taken_away(desk: Desk) -> None:
    put_in(desk, [a_case_file()])
    form_had_it_empty = (Answer("native_language", "ar"),)
    save_needs(desk, 1, None, (Answer("native_language", "fa"),), all_shown=True)
    with pytest.raises(ChangedMeanwhile):
        save_needs(desk, 1, None, form_had_it_empty, all_shown=True)
    (held,) = open_case(desk, 1).file.answers
    assert held.value == "fa"
    save_needs(desk, 1, None, (replace(held, value="ar"),), all_shown=True)
    assert [each.value for each in open_case(desk, 1).file.answers] == ["ar"]


def test_i8_two_values_of_a_field_that_would_hold_at_once_are_refused(desk: Desk) -> None:
    put_in(desk, [a_case_file(answers=(Answer("housing", "follow_up_shared", date(2026, 6, 1)),))])
    (held,) = open_case(desk, 1).file.answers
    with pytest.raises(Refused) as refused:
        save_needs(desk, 1, None, (held, Answer("housing", "private_rent", date(2026, 3, 1))))
    assert refused.value.code == "validities_overlap"
    assert refused.value.values["field"] == "Wohnform"
    assert open_case(desk, 1).file.answers == (held,)


def test_i8_answers_alone_light_the_plan(desk: Desk) -> None:
    put_in(desk, [a_case_file()])
    answers = (Answer("native_language", "ar"), Answer("german_spoken", "a2"))
    save_needs(desk, 1, None, answers)
    form = plan_form(desk, 1)
    lights = {each.block: each.light.value for each in form.view.blocks}
    assert lights[Block.LANGUAGE] == "complete"
    assert "goals_reached" in dict(form.closing_reasons)
    assert form.review_months == 3
    assert {each.view.block for each in form.fields} == set(Block) - {Block.GOALS, Block.COURSE}


def test_p5_the_sheet_of_a_talk_knows_what_counts(desk: Desk) -> None:
    form = talk_form(desk)
    counting = {each.code for each in form.forms if each.counts}
    assert counting == {"in_person", "outreach", "phone", "video"}
    assert len(form.quick) == 9
    assert form.people == ()
    assert "jobcenter" in {each.code for each in form.services}


def test_e3_the_sheet_knows_whose_consent_is_missing(desk: Desk) -> None:
    put_in(desk, [a_case_file(), a_case_file(consents=(a_consent(),))])
    form = talk_form(desk, (1, 2, 1, 99))
    assert [each.case_id for each in form.people] == [1, 2]
    assert "health" in form.people[0].open_needs
    assert [need for need, _fact in form.people[1].closed] == ["health", "interpreter"]
    assert next(each.need for each in form.topics if each.code == "health") == "health"


def test_k5_an_existing_talk_brings_its_people(desk: Desk) -> None:
    first, second = a_case_file(), a_case_file()
    put_in(desk, [first, second], [a_talk(second.case.key, first.case.key)])
    form = talk_form(desk, (), 1)
    assert form.talk is not None
    assert [each.case_key for each in form.people] == [part.case_key for part in form.talk.participants]
    with pytest.raises(NotFound):
        talk_form(desk, (), 99)


def test_c3_reasons_of_health_are_closed_with_their_fact(desk: Desk) -> None:
    put_in(desk, [a_case_file(consents=(a_consent(),)), a_case_file()])
    closed = {each.code for each in period_form(desk, 1).reasons if each.closed is not None}
    assert closed == {"mental_illness", "chronic_illness", "disability", "multiple_problems_health"}
    form = period_form(desk, 2)
    assert all(each.closed is None for each in form.reasons)
    assert form.health_open
    assert form.months[0] == (1, date(2029, 2, 12))
    assert form.months[-1] == (12, date(2030, 1, 12))
    assert "erased_on_request" not in {each.code for each in form.reasons}


def test_a_topic_that_is_no_longer_offered_leaves_its_key_free_and_the_others_theirs(desk: Desk) -> None:
    case_id, _file = one(desk)
    before = talk_form(desk, (case_id,)).quick
    change_office(desk, {"list_entries": (ListEntry("topics", before[2], hidden=True),)})
    assert talk_form(desk, (case_id,)).quick == (*before[:2], "", *before[3:])
    change_office(desk, {"quick_topics": ("family", "", "housing", "")})
    assert talk_form(desk, (case_id,)).quick == ("family", "", "housing", "")
