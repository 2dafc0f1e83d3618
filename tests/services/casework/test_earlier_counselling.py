"""C7, C9, C11, L8: what was told of counselling elsewhere is filled in, corrected, taken back row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.errors import NotFound, Refused
from intman_desktop.services.casework.period import change_start
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.papers import paper
from intman_desktop.values.case_file import CaseFile, EarlierCounselling
from intman_desktop.values.codes import StartEvidence, StartOrigin, YesNoUnknown
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import clock_of, put_in, stored

FIRST_HERE = date(2026, 2, 1)
ULM, AALEN = date(2024, 3, 15), date(2025, 1, 10)
SEEN, TOLD = StartEvidence.CERTIFICATE_SEEN, StartEvidence.TOLD
MAY_BE_EARLIER = "Der Zeitraum kann früher begonnen haben"


def counselled_here(*earlier: EarlierCounselling, **case: object) -> CaseFile:
    """Return a case with a first talk here, of a person who said that she was counselled before."""
    begun = {
        "period_start": FIRST_HERE,
        "opened_on": FIRST_HERE,
        "counselled_before": YesNoUnknown.YES,
        **case,
    }
    return a.a_case_file(case=a.a_case(**begun), needs_assessment=None, earlier_counselling=earlier)


def put(desk: Desk, file: CaseFile) -> int:
    """Write the case with its talk here and return its id."""
    return put_in(desk, [file], [a.a_talk(file.case.key, on=FIRST_HERE)])[file.case.key]


def ulm_and_aalen(desk: Desk) -> int:
    """Return a case that began in Ulm, and of which nobody knows since when Aalen counselled."""
    offices = (
        EarlierCounselling("Ulm", ULM, evidence=StartEvidence.PLAN_SEEN),
        EarlierCounselling("Aalen", evidence=TOLD),
    )
    brought = {
        "period_start": ULM,
        "start_origin": StartOrigin.BROUGHT,
        "start_evidence": StartEvidence.PLAN_SEEN,
    }
    return put(desk, counselled_here(*offices, **brought))


def rows(desk: Desk, case_id: int) -> list[tuple[str, date | None, StartEvidence]]:
    """Return what is kept of the offices before."""
    return [(e.office, e.since, e.evidence) for e in stored(desk, case_id).earlier_counselling]


def row_of(desk: Desk, case_id: int, office: str) -> int:
    """Return the id of what is kept of an office."""
    return next(e.id for e in stored(desk, case_id).earlier_counselling if e.office == office)


def wrong_values(desk: Desk, case_id: int) -> list[tuple[str, str, str]]:
    """Return the corrections as the page of the case shows them: place, wrong value, reason."""
    kept = stored(desk, case_id).corrections
    return [(each.place, each.old_value, each.reason) for each in kept if each.rectified]


def said(desk: Desk, case_id: int) -> str:
    """Return all that the clock says."""
    view = clock_of(desk, case_id)
    return " ".join(sentence(fact) for fact in (*view.words, *view.notes))


def certificate(desk: Desk, case_id: int) -> str:
    """Return what the certificate says."""
    return text_of(paper(desk, "period_certificate", case_id).content)


@pytest.mark.parametrize("talked", [True, False], ids=["after the first talk here", "before any talk"])
def test_c7_a_beginning_that_nobody_knew_is_filled_in_and_nothing_says_it_is_unknown(
    desk: Desk, talked: bool
) -> None:
    """The certificate is the only proof after the erasure: it must not doubt what it proves (C11)."""
    file = counselled_here(EarlierCounselling("LRA Musterkreis", evidence=TOLD))
    if talked:
        case_id = put(desk, file)
    else:
        case_id = put_in(desk, [replace(file, case=replace(file.case, period_start=None))])[file.case.key]
    row = row_of(desk, case_id, "LRA Musterkreis")
    done = change_start(
        desk, case_id, AALEN, "Bescheinigung gebracht", evidence=SEEN, office="LRA Musterkreis", row=row
    )
    assert rows(desk, case_id) == [("LRA Musterkreis", AALEN, SEEN)]
    assert (clock_of(desk, case_id).start, clock_of(desk, case_id).unproven) == (AALEN, False)
    assert MAY_BE_EARLIER not in said(desk, case_id)
    assert MAY_BE_EARLIER not in certificate(desk, case_id)
    assert done.undo is not None
    done.undo()
    assert rows(desk, case_id) == [("LRA Musterkreis", None, TOLD)]


def test_c7_of_two_offices_the_unknown_one_is_filled_in_and_the_start_stays(desk: Desk) -> None:
    case_id = ulm_and_aalen(desk)
    row = row_of(desk, case_id, "Aalen")
    done = change_start(
        desk, case_id, AALEN, "Bescheinigung gebracht", evidence=SEEN, office="Aalen", row=row
    )
    assert done.value.fact.code == "start_unchanged"
    assert rows(desk, case_id) == [("Ulm", ULM, StartEvidence.PLAN_SEEN), ("Aalen", AALEN, SEEN)]
    kept = stored(desk, case_id)
    assert (kept.case.period_start, kept.case.start_evidence) == (ULM, StartEvidence.PLAN_SEEN)
    assert kept.decisions == (), "no start was taken over"
    assert [each.place for each in kept.corrections] == ["earlier_counselling"], "told, then seen"
    assert MAY_BE_EARLIER not in certificate(desk, case_id)


def test_c7_an_office_found_to_be_the_earlier_one_is_the_start(desk: Desk) -> None:
    case_id, since = ulm_and_aalen(desk), date(2024, 1, 8)
    row = row_of(desk, case_id, "Aalen")
    change_start(desk, case_id, since, "Plan", evidence=StartEvidence.PLAN_SEEN, office="Aalen", row=row)
    assert clock_of(desk, case_id).start == since


def test_c7_an_office_typed_with_a_wrong_later_day_is_corrected_and_not_doubled(desk: Desk) -> None:
    case_id = put(desk, counselled_here(EarlierCounselling("Ulm", date(2026, 8, 1), evidence=TOLD)))
    right = date(2025, 8, 1)
    change_start(
        desk, case_id, right, "vertippt", evidence=SEEN, office="Ulm", row=row_of(desk, case_id, "Ulm")
    )
    assert rows(desk, case_id) == [("Ulm", right, SEEN)]
    assert clock_of(desk, case_id).start == right
    assert wrong_values(desk, case_id) == [("earlier_counselling", "Ulm, 01.08.2026", "vertippt")]


def test_c7_an_office_that_counselled_after_the_first_talk_here_moves_nothing(desk: Desk) -> None:
    case_id, later = put(desk, counselled_here(EarlierCounselling("Ulm"))), date(2026, 3, 2)
    change_start(
        desk, case_id, later, "erzählt", evidence=TOLD, office="Ulm", row=row_of(desk, case_id, "Ulm")
    )
    assert (rows(desk, case_id), clock_of(desk, case_id).start) == ([("Ulm", later, TOLD)], FIRST_HERE)


def test_c7_a_yes_that_was_a_mistake_is_taken_back(desk: Desk) -> None:
    """With a row without a day, and with none at all: clock and certificate warn no more."""
    for offices in ((EarlierCounselling(),), ()):
        case_id = put(desk, counselled_here(*offices))
        assert MAY_BE_EARLIER in certificate(desk, case_id)
        row = next((each.id for each in stored(desk, case_id).earlier_counselling), None)
        with pytest.raises(Refused, match="start_reason_missing"):
            change_start(desk, case_id, None, " ", by_mistake=True, row=row)
        done = change_start(desk, case_id, None, "Verwechselt", by_mistake=True, row=row)
        kept = stored(desk, case_id)
        assert (kept.earlier_counselling, kept.case.counselled_before) == ((), YesNoUnknown.NO)
        assert (kept.case.period_start, kept.case.start_origin) == (FIRST_HERE, StartOrigin.HERE)
        assert wrong_values(desk, case_id) == [("earlier_counselling", "ja", "Verwechselt")]
        assert kept.decisions == (), "no start was taken over"
        assert MAY_BE_EARLIER not in said(desk, case_id) + certificate(desk, case_id)
        assert done.undo is not None
        done.undo()
        assert stored(desk, case_id).case.counselled_before is YesNoUnknown.YES


def test_c7_the_one_of_two_offices_that_was_a_mistake_is_taken_out(desk: Desk) -> None:
    case_id = ulm_and_aalen(desk)
    change_start(desk, case_id, None, "Verwechselt", by_mistake=True, row=row_of(desk, case_id, "Aalen"))
    assert rows(desk, case_id) == [("Ulm", ULM, StartEvidence.PLAN_SEEN)]
    assert (clock_of(desk, case_id).start, stored(desk, case_id).case.counselled_before) == (
        ULM,
        YesNoUnknown.YES,
    )


def test_c7_a_start_out_of_an_old_list_stays_when_another_office_is_told(desk: Desk) -> None:
    """No talk of it is noted here; neither a later day elsewhere nor a mistake takes it away (Rule C1)."""
    file = counselled_here(EarlierCounselling("Ulm"))
    case_id = put_in(desk, [file])[file.case.key]
    row = row_of(desk, case_id, "Ulm")
    change_start(desk, case_id, date(2026, 3, 2), "erzählt", evidence=TOLD, office="Ulm", row=row)
    assert stored(desk, case_id).case.period_start == FIRST_HERE
    change_start(desk, case_id, None, "Verwechselt", by_mistake=True, row=row)
    assert stored(desk, case_id).case.period_start == FIRST_HERE


def test_c7_what_is_not_known_of_the_case_cannot_be_told_of(desk: Desk) -> None:
    case_id = ulm_and_aalen(desk)
    for by_mistake in (True, False):
        with pytest.raises(NotFound):
            change_start(desk, case_id, ULM, "x", evidence=SEEN, by_mistake=by_mistake, row=99)
