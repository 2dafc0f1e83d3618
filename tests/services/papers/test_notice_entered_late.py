"""E2, E6: a notice of a day before a change, entered after it, is no evidence of the changed words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.keyring import add_substitute
from intman_desktop.services.keeping.settings import change_office, read_settings
from intman_desktop.services.papers.notice_change import judge_notice
from intman_desktop.services.papers.paper_texts import shown_then
from intman_desktop.services.rights.consents import record_notice
from tests.opened import on_day, stored
from tests.services.papers.told import told

BEFORE, CHANGED, BETWEEN = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 12)
EARLIER = date(2026, 11, 18)


def words_given(desk: Desk, case_id: int) -> str:
    """Return the words that the last notice of a case is evidence of."""
    return shown_then(desk, stored(desk, case_id).notices[-1].text_fingerprint).body


@pytest.mark.parametrize("of_the_day", [BEFORE, CHANGED])
def test_e6_who_was_told_before_the_change_is_asked_anew_though_it_was_entered_before_the_judgement(
    desk: Desk, of_the_day: date
) -> None:
    """E2: of a day up to the change nobody knows which words lay there, so it names none of them."""
    told(on_day(desk, BEFORE))
    change_office(on_day(desk, CHANGED), {"deletion_days": 90})
    late = told(on_day(desk, BETWEEN), of_the_day)
    assert "weiß das Programm nicht" in words_given(desk, late)
    judge_notice(desk, in_substance=True)
    assert open_case(desk, late).consent_to_renew


def test_e6_a_paper_of_before_a_substitute_came_does_not_name_her(desk: Desk) -> None:
    told(on_day(desk, BEFORE))
    add_substitute(desk, "Vera Kern", "eine lange Passphrase")
    late = told(desk, EARLIER)
    assert "Vera Kern" not in words_given(desk, late)
    judge_notice(desk, in_substance=True)
    assert open_case(desk, late).consent_to_renew


def test_e2_a_notice_moved_to_a_day_before_an_unjudged_change_names_no_known_text(desk: Desk) -> None:
    told(on_day(desk, BEFORE))
    change_office(on_day(desk, CHANGED), {"deletion_days": 90})
    case_id = told(on_day(desk, BETWEEN))
    given = stored(desk, case_id).notices[-1]
    record_notice(desk, case_id, replace(given, handed_out_on=BEFORE))
    assert "weiß das Programm nicht" in words_given(desk, case_id)


@pytest.mark.parametrize("of_the_day", [BEFORE, CHANGED])
def test_e6_who_was_told_before_a_change_called_form_by_mistake_is_asked_anew_as_well(
    desk: Desk, of_the_day: date
) -> None:
    """Her paper was entered with today's words, which are a new version now; hers were older ones."""
    told(on_day(desk, BEFORE))
    change_office(on_day(desk, CHANGED), {"deletion_days": 90})
    judge_notice(on_day(desk, CHANGED), in_substance=False)
    late, since = told(on_day(desk, BETWEEN), of_the_day), told(on_day(desk, BETWEEN))
    named = words_given(desk, late)
    undo = judge_notice(desk, in_substance=True).undo
    assert "weiß das Programm nicht" in words_given(desk, late)
    assert [open_case(desk, each).consent_to_renew for each in (late, since)] == [True, False]
    assert undo is not None
    undo()
    assert words_given(desk, late) == named
    judge_notice(desk, in_substance=True)
    told(desk)
    assert open_case(desk, late).consent_to_renew


def test_e2_who_was_told_the_same_words_long_before_keeps_them_as_her_evidence(desk: Desk) -> None:
    before = read_settings(desk).office.recipients
    first = told(on_day(desk, BEFORE))
    for recipients in ("IT-Dienst Musterland", before):
        change_office(on_day(desk, CHANGED), {"recipients": recipients})
        judge_notice(on_day(desk, CHANGED), in_substance=False)
    judge_notice(desk, in_substance=True)
    assert before in words_given(desk, first)
    assert not open_case(desk, first).consent_to_renew
