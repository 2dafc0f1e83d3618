"""C9, L2, L4, L6, L9, Z2: the numbers among the settings lie within bounds, wherever they come from."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput, Refused
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models import tables as t
from intman_desktop.rules.setting_bounds import BOUNDS, setting_faults, within_bounds
from intman_desktop.services.across import overview
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.common.office_content import content_of
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.plans.goals import save_goal
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import GoalState
from intman_desktop.values.deadline_views import DeadlineGroup
from intman_desktop.values.document import Document
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office, Phrase, Worker
from tests.builders import an_office
from tests.opened import TODAY, one

EDGES = [
    *((name, (bound,) if name == "warning_days" else bound) for name in BOUNDS for bound in BOUNDS[name]),
    ("workers", (Worker("EB", "Erika Beispiel", full_time_share=0.0),)),
    ("phrases", (Phrase("", "work", "Eine Arbeit haben", months=36),)),
]
BEYOND: list[tuple[str, Any]] = [
    *((name, (180, most + 1) if name == "warning_days" else most + 1) for name, (_, most) in BOUNDS.items()),
    *((name, (least - 1,) if name == "warning_days" else least - 1) for name, (least, _) in BOUNDS.items()),
    ("warning_days", (9_999_999,)),
    ("workers", (Worker("EB", "Erika Beispiel", full_time_share=1.5),)),
    ("phrases", (Phrase("", "work", "Eine Arbeit haben", months=37),)),
]


def told(refused: Refused) -> str:
    return sentence(Explanation(refused.code, refused.values))


def test_every_setting_that_is_a_number_has_its_bounds() -> None:
    """The full-time equivalents of an office are asked for nowhere yet."""
    counted = {each.name for each in fields(Office) if type(each.default) is int}
    assert counted | {"warning_days"} == set(BOUNDS)
    assert list(setting_faults(Office())) == []


@pytest.mark.parametrize(("name", "value"), EDGES)
def test_the_least_and_the_most_are_taken_and_the_deadlines_are_read(
    desk: Desk, name: str, value: object
) -> None:
    one(desk)
    change_office(desk, {name: value})
    assert overview.deadlines(desk, None)


@pytest.mark.parametrize(("name", "value"), BEYOND)
def test_a_number_beyond_its_bounds_is_refused_and_changes_nothing(
    desk: Desk, name: str, value: object
) -> None:
    """A warning 9,999,999 days before the end was saved, and from then on no deadlines could be read."""
    with pytest.raises(Refused, match="setting_out_of_bounds") as refused:
        change_office(desk, {"town": "Probingen", name: value})
    assert "Möglich ist hier eine Zahl von " in told(refused.value)
    assert read_office(desk) == an_office()


SPOILT: list[tuple[str, Any]] = [
    *((name, (180, far) if name == "warning_days" else far) for name in BOUNDS for far in (10**7, -(10**7))),
    ("phrases", (Phrase("", "work", "Eine Arbeit haben", months=10**7),)),
    ("workers", (Worker("EB", "Erika Beispiel", full_time_share=10.0**7),)),
]


@pytest.mark.parametrize(("name", "value"), SPOILT)
def test_a_spoilt_number_is_held_within_its_bounds_where_it_is_reckoned_with(
    desk: Desk, name: str, value: object
) -> None:
    """A stored warning 9,999,999 days before the end let no deadlines be read: OverflowError."""
    case_id, _file = one(desk)
    with desk.vault.transaction() as connection:
        spoilt = content_of(an_office(**{name: value}))
        connection.execute(t.settings.update().where(t.settings.c.name == "office").values(value=spoilt))
    assert overview.deadlines(desk, None) and overview.deadlines_of(desk, case_id)
    overview.place_counts(desk)
    overview.first_deadlines(desk, dict.fromkeys(DeadlineGroup, 3))
    case_sheet(desk, case_id)
    privacy_view(desk)
    save_goal(desk, case_id, v.Goal("work", "Eine Arbeit finden", state=GoalState.AGREED))
    look_before_erasing(desk, case_id)
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    assert getattr(read_office(desk), name) == value
    assert list(setting_faults(within_bounds(read_office(desk)))) == []


def test_a_number_from_an_older_store_hinders_no_other_change_and_can_be_mended(desk: Desk) -> None:
    with desk.vault.transaction() as connection:
        old = content_of(an_office(lock_minutes=90))
        connection.execute(t.settings.update().where(t.settings.c.name == "office").values(value=old))
    change_office(desk, {"town": "Probingen"})
    assert read_office(desk).lock_minutes == 90
    change_office(desk, {"lock_minutes": 60})
    assert read_office(desk) == an_office(town="Probingen", lock_minutes=60)


@pytest.mark.parametrize("name", ["workers", "phrases"])
def test_a_row_from_an_older_store_hinders_no_other_row_and_no_other_word_of_its_own(
    desk: Desk, name: str
) -> None:
    """E1, E3: one worker's share of 150 per cent kept every other worker from being entered."""
    old: dict[str, Any] = {
        "workers": (Worker("EB", "Erika Beispiel", full_time_share=1.5),),
        "phrases": (Phrase("eigen1", "work", "Eine Arbeit haben", months=37),),
    }
    added: dict[str, Any] = {
        "workers": Worker("MM", "Max Muster"),
        "phrases": Phrase("eigen2", "housing", "Eine Wohnung haben", months=6),
    }
    (row,) = old[name]
    number = "full_time_share" if name == "workers" else "months"
    renamed = replace(row, **({"name": "Erika B."} if name == "workers" else {"goal": "Arbeiten"}))
    with desk.vault.transaction() as connection:
        before = content_of(replace(an_office(), **{name: old[name]}))
        connection.execute(t.settings.update().where(t.settings.c.name == "office").values(value=before))
    change_office(desk, {name: (renamed, added[name])})
    assert getattr(read_office(desk), name) == (renamed, added[name])
    with pytest.raises(Refused, match="setting_out_of_bounds"):
        change_office(desk, {name: (replace(renamed, **{number: 99}), added[name])})
    with pytest.raises(Refused, match="setting_out_of_bounds"):
        change_office(desk, {name: (renamed, replace(added[name], **{number: getattr(row, number)}))})


@pytest.mark.parametrize(
    ("office", "place"),
    [
        ({"warning_days": (180, 9_999_999)}, "office.warning_days"),
        ({"review_interval_months": 0}, "office.review_interval_months"),
        ({"journal_years": 11}, "office.journal_years"),
        ({"workers": (Worker("EB", "Erika", full_time_share=2.0),)}, "office.workers[0].full_time_share"),
    ],
)
def test_an_office_that_comes_with_a_file_is_held_to_the_same_bounds(
    desk: Desk, office: dict[str, Any], place: str
) -> None:
    document = Document(whole=True, office=replace(an_office(), **office))
    with pytest.raises(FaultyInput) as refused:
        import_cases(desk, write_document(document))
    assert [where for where, _sentence in refused.value.faults] == [place]
    assert "Möglich ist hier eine Zahl von " in refused.value.faults[0][1]
