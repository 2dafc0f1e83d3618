"""Acts on several cases at once: one transaction, one step back, and who was left out with why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across.case_facets import case_facets
from intman_desktop.services.casework.cases import case_ids, case_page
from intman_desktop.services.casework.several import end_cases, set_next_review
from intman_desktop.services.casework.several_papers import LETTER, gather_letters, gather_papers, make_papers
from intman_desktop.services.common.desk import Desk
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, GoalState, Sex
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.views import CaseChip, CaseColumn, CaseFilter
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_plan,
    a_talk,
)
from tests.documents.reading import pages_of
from tests.opened import TODAY, put_in

LATER = date(2027, 1, 15)
WITHDRAWN = (a_consent(withdrawn_on=date(2026, 10, 1)),)
GONE = Ending(TODAY, "contact_lost")


def named(family: str, **details: Any) -> v.CaseFile:
    client = a_client(family_name=family, **details.pop("client", {}))
    return a_case_file(client=client, **details)


def verbs(desk: Desk) -> list[str]:
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.journal.c.verb).order_by(t.journal.c.seq)))


def reviews(desk: Desk) -> list[date | None]:
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.goals.c.next_review).order_by(t.goals.c.id)))


def why(refused: Any) -> dict[str, str]:
    return {each.name: each.fact.code for each in refused}


def quiet(_done: int, _total: int) -> None:
    """Hear no progress."""


def test_z2_every_running_goal_gets_the_day_and_the_rest_is_named(desk: Desk) -> None:
    reached = a_goal(state=GoalState.REACHED, next_review=None)
    closed = a_plan(spans=(v.PlanSpan(OPENED_ON, date(2026, 3, 1), "other"),))
    ended = a_case(state=CaseState.ENDED, ended_on=OPENED_ON)
    files = [
        named("Alpha", plan=a_plan(goals=(a_goal(), a_goal(), reached))),
        named("Beta", plan=None),
        named("Gamma", plan=closed),
        named("Delta", plan=a_plan(goals=(reached,))),
        named("Epsilon", case=ended),
        named("Zeta", consents=WITHDRAWN),
        named("Eta", case=a_case(hold_since=OPENED_ON)),
    ]
    ids = put_in(desk, files)
    before = reviews(desk)
    done = set_next_review(desk, tuple(ids.values()), LATER)
    assert done.value.done == (files[0].case.key,)
    assert reviews(desk)[:3] == [LATER, LATER, None]
    assert why(done.value.refused) == {
        "Beta, Samira": "plan_not_begun",
        "Gamma, Samira": "plan_not_open",
        "Delta, Samira": "no_running_goal",
        "Epsilon, Samira": "case_is_ended",
        "": "basic_missing",
        "Eta, Samira": "case_on_hold",
    }
    assert verbs(desk).count("reviews_set") == 1
    assert done.undo is not None
    done.undo()
    assert reviews(desk) == before


def test_z2_a_review_lies_ahead(desk: Desk) -> None:
    ids = put_in(desk, [a_case_file()])
    with pytest.raises(Refused) as refused:
        set_next_review(desk, tuple(ids.values()), TODAY)
    assert refused.value.code == "review_not_ahead"


def test_where_nothing_was_possible_there_is_nothing_to_take_back(desk: Desk) -> None:
    ids = put_in(desk, [a_case_file(plan=None)])
    done = set_next_review(desk, tuple(ids.values()), LATER)
    assert (done.value.done, done.undo, done.changed) == ((), None, frozenset())


def test_l2_all_end_with_one_reason_and_one_step_brings_them_back(desk: Desk) -> None:
    late = named("Spät")
    files = [named("Alpha"), named("Beta"), late]
    ids = put_in(desk, files, [a_talk(late.case.key, on=TODAY)])
    yesterday = Ending(date(2026, 11, 19), "contact_lost")
    done = end_cases(desk, tuple(ids.values()), yesterday)
    assert set(done.value.done) == {files[0].case.key, files[1].case.key}
    assert why(done.value.refused) == {"Spät, Samira": "ending_before_talk"}
    rows = {row.name: row.state for row in case_page(desk, CaseFilter()).rows}
    assert rows == {
        "Alpha, Samira": CaseState.ENDED,
        "Beta, Samira": CaseState.ENDED,
        "Spät, Samira": CaseState.ACTIVE,
    }
    assert verbs(desk).count("case_ended") == 2
    assert done.undo is not None
    done.undo()
    assert {row.state for row in case_page(desk, CaseFilter()).rows} == {CaseState.ACTIVE}
    assert {row.has_open_plan for row in case_page(desk, CaseFilter()).rows} == {True}


def test_one_step_back_gives_way_to_what_came_after(desk: Desk) -> None:
    ids = put_in(desk, [named("Alpha"), named("Beta")])
    done = set_next_review(desk, tuple(ids.values()), LATER)
    set_next_review(desk, (next(iter(ids.values())),), date(2027, 2, 1))
    assert done.undo is not None
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_letters_carry_each_name_and_nothing_of_the_others(desk: Desk) -> None:
    files = [
        named("Beispiel", client={"given_name": "Amir", "sex": Sex.MALE}),
        named("Alpha"),
        named("", client={"given_name": "Einname"}),
        named("Zeta", consents=WITHDRAWN),
    ]
    ids = put_in(desk, files)
    text = "{Anrede},\n\nbitte kommen Sie, {Name}.\n\nIhre Nummer: {Fallnummer}"
    gathered = gather_letters(desk, tuple(ids.values()), "Einladung", text).value
    told: list[tuple[int, int]] = []
    made = make_papers(gathered, progress=lambda done, total: told.append((done, total)))
    assert made.paper is not None
    assert (made.count, made.paper.name, made.paper.file_name) == (3, LETTER, "Schreiben.pdf")
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [each.fact.code for each in made.refused] == ["basic_missing"]
    alpha, amir, single = pages_of(made.paper.content)
    assert "Guten Tag Einname" in single
    assert "Sehr geehrte Frau Alpha" in alpha and "Beispielgasse 2" in alpha
    assert "Sehr geehrter Herr Beispiel" in amir and "Alpha" not in amir
    assert files[0].case.number in amir
    assert "Integrationsmanagement Musterstadt" in amir and "Seite 1 von 1" in amir
    assert verbs(desk).count("letter_made") == 3


@pytest.mark.parametrize(
    ("subject", "text", "code"),
    [
        (" ", "Text", "letter_subject_missing"),
        ("Betreff", "\n", "letter_text_missing"),
        ("Betreff", "Liebe {Vorname}", "letter_placeholder_unknown"),
    ],
)
def test_a_letter_that_is_not_whole_is_refused(desk: Desk, subject: str, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        gather_letters(desk, (), subject, text)
    assert refused.value.code == code


def test_a_name_no_font_can_write_is_left_out_and_named(desk: Desk) -> None:
    ids = put_in(desk, [named("Muster\U0001f600"), named("Alpha")])
    gathered = gather_letters(desk, tuple(ids.values()), "Einladung", "{Name}").value
    made = make_papers(gathered, progress=quiet)
    assert made.count == 1
    (left,) = made.refused
    assert (left.fact.code, left.name) == ("glyph_missing", "Muster\U0001f600, Samira")
    alone = gather_letters(desk, [left.case_id], "Einladung", "{Name}").value
    nothing = make_papers(alone, progress=quiet)
    assert (nothing.paper, nothing.count, len(nothing.refused)) == (None, 0, 1)


def test_plans_and_certificates_of_several_are_one_file(desk: Desk) -> None:
    files = [named("Alpha"), named("Beta", plan=None), named("Gamma", case=a_case(period_start=None))]
    ids = tuple(put_in(desk, files).values())
    plans = gather_papers(desk, ids, "integration_plan").value
    assert why(plans.refused) == {"Beta, Samira": "plan_not_begun"}
    made = make_papers(plans, progress=quiet)
    assert made.count == 2
    certificates = make_papers(gather_papers(desk, ids, "period_certificate").value, progress=quiet)
    assert certificates.paper is not None
    assert why(certificates.refused) == {"Gamma, Samira": "period_not_begun"}
    assert len(pages_of(certificates.paper.content)) == 2
    assert verbs(desk).count("paper_printed") == 4
    with pytest.raises(Refused):
        gather_papers(desk, ids, "consent_form")
    empty = make_papers(gather_papers(desk, (), "integration_plan").value, progress=quiet)
    assert (empty.paper, empty.refused) == (None, ())


def test_chips_are_counted_together_with_the_rest(desk: Desk) -> None:
    files = [
        named("Alpha", client={"language": "uk", "town": "Dorf"}, plan=None),
        named("Beta", plan=None),
        named("Gamma", case=a_case(state=CaseState.DORMANT, worker="XY"), plan=None),
        named("Delta"),
    ]
    put_in(desk, files)
    without = CaseFilter(frozenset({CaseChip.ACTIVE, CaseChip.WITHOUT_PLAN}))
    page = case_page(desk, without)
    assert [row.name for row in page.rows] == ["Alpha, Samira", "Beta, Samira"]
    assert (page.counts[CaseChip.ACTIVE], page.counts[CaseChip.DORMANT], page.everyone) == (2, 1, 4)
    resting = case_page(desk, CaseFilter(frozenset({CaseChip.DORMANT, CaseChip.WITHOUT_PLAN})))
    assert [row.name for row in resting.rows] == ["Gamma, Samira"]
    for narrowed, name in (
        (CaseFilter(language="uk"), "Alpha"),
        (CaseFilter(town="Dorf"), "Alpha"),
        (CaseFilter(worker="XY"), "Gamma"),
    ):
        found = case_page(desk, narrowed)
        assert [row.name for row in found.rows] == [f"{name}, Samira"]
        assert sum(found.counts[chip] for chip in (CaseChip.ACTIVE, CaseChip.DORMANT)) == 1


def test_the_list_is_narrowed_by_service_and_topic(desk: Desk) -> None:
    one, other = named("Alpha"), named("Beta")
    part = v.Participant(one.case.key, referrals=(v.Referral("jobcenter"),))
    talks = [
        a_talk(participants=(part,), topic="work", further_topics=("housing",)),
        a_talk(other.case.key, topic="language"),
    ]
    put_in(desk, [one, other], talks)
    for narrowed in (CaseFilter(service="jobcenter"), CaseFilter(topic="work"), CaseFilter(topic="housing")):
        assert [row.name for row in case_page(desk, narrowed).rows] == ["Alpha, Samira"]
    assert case_page(desk, CaseFilter(topic="family")).rows == ()


def test_what_the_list_can_be_narrowed_by_is_what_is_in_use(desk: Desk) -> None:
    files = [
        named("Alpha", client={"language": "uk", "town": "Dorf"}),
        named("Beta", client={"town": ""}),
        named("Gamma", client={"language": "ti"}, case=a_case(hold_since=OPENED_ON, worker="XY")),
    ]
    put_in(desk, files)
    facets = case_facets(desk)
    assert facets.workers == (("EB", "Erika Beispiel"),)
    assert facets.languages == (("ar", "Arabisch"), ("uk", "Ukrainisch"))
    assert facets.towns == (("Dorf", "Dorf"),)
    assert ("jobcenter", "Jobcenter") in facets.services
    assert ("housing", "Wohnen") in facets.topics


def test_every_column_sorts_and_a_stretch_of_ids_follows_it(desk: Desk) -> None:
    ids = put_in(desk, [named("Alpha"), named("Beta"), named("Gamma")])
    for column in CaseColumn:
        assert len(case_page(desk, CaseFilter(sort=column)).rows) == 3
    last = CaseFilter(sort=CaseColumn.NAME, descending=True)
    assert case_ids(desk, last) == tuple(reversed(ids.values()))
    assert case_ids(desk, last, 1, 1) == (list(ids.values())[1],)
