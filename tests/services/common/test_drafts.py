"""Unfinished forms wait inside the vault."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.errors import Refused
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import drop_draft, open_drafts, save_draft
from tests.builders import a_case, a_case_file, a_client
from tests.opened import moment, on_day, put_in


def test_a_draft_is_offered_back_with_the_name_of_its_case(desk: Desk) -> None:
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    draft_id = save_draft(desk, "talk", case_id, '{"note": "angefangen"}').value
    (draft,) = open_drafts(desk)
    assert (draft.id, draft.form, draft.case_id) == (draft_id, "talk", case_id)
    assert (draft.content, draft.name) == ('{"note": "angefangen"}', "Musterfrau, Samira")
    assert draft.saved_at == moment()


def test_a_text_renews_its_own_draft_and_no_other(desk: Desk) -> None:
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    earlier = save_draft(desk, "talk", case_id, "von gestern").value
    draft_id = save_draft(desk, "talk", case_id, "NEU").value
    assert save_draft(desk, "talk", None, "NEU, länger", draft_id).value == draft_id
    assert [(draft.id, draft.case_id, draft.content) for draft in open_drafts(desk)] == [
        (draft_id, None, "NEU, länger"),
        (earlier, case_id, "von gestern"),
    ]


def test_l3_a_text_whose_draft_or_case_is_gone_is_not_kept_again(desk: Desk) -> None:
    draft_id = save_draft(desk, "talk", None, "eins").value
    drop_draft(desk, draft_id)
    with pytest.raises(Refused, match="draft_is_gone"):
        save_draft(desk, "talk", None, "zwei", draft_id)
    with pytest.raises(Refused, match="case_erased"):
        save_draft(desk, "talk", 17, "drei")
    assert open_drafts(desk) == ()


def test_the_newest_stands_first_and_a_dropped_one_is_gone(desk: Desk) -> None:
    old = save_draft(on_day(desk, date(2026, 11, 1)), "talk", None, "alt").value
    new = save_draft(desk, "service", None, "neu").value
    assert [draft.id for draft in open_drafts(desk)] == [new, old]
    drop_draft(desk, new)
    drop_draft(desk, new)
    assert [draft.id for draft in open_drafts(desk)] == [old]


def test_l2_a_draft_of_a_case_on_hold_is_hidden(desk: Desk) -> None:
    file = a_case_file(case=a_case(hold_since=date(2026, 11, 1), hold_reason="Beschwerde"), client=a_client())
    case_id = put_in(desk, [file])[file.case.key]
    save_draft(desk, "talk", case_id, "")
    assert open_drafts(desk) == ()
