"""What an export of one's own lacks, as the store does: it comes in, and that is said (L2, C6, Z3, U5).

A store that was rescued from damage has lost what could not be read, and one that was filled before a file
was judged as by the forms may hold what no form would have let in. Nobody has more of such a case than its
own export, of the whole store or of this case for a colleague: kept out, it would be lost whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from intman_desktop.rules.corrections import one_a_day
from intman_desktop.rules.retention import with_reasons
from intman_desktop.services.transfer.fault_places import is_within, row_of
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.document import Document, Fault

_HOLD, _DECISION = Fault("case", "hold_not_told"), Fault("case", "decision_not_told")
_GOAL = Fault("case", "goal_course_not_told")
_LIMIT = Fault("case", "beyond_the_forms")
_SAID: Mapping[str, Fault] = {
    "hold_reason_missing": _HOLD,
    "hold_review_missing": _HOLD,
    "hold_review_not_ahead": _HOLD,
    "deletion_reason_missing": Fault("case", "deletion_not_told"),
    "rest_decision_missing": Fault("case", "rest_decision_missing"),
    "rest_reason_missing": _DECISION,
    "rest_until_missing": _DECISION,
    "decision_reason_missing": _DECISION,
    "decision_before_start": _DECISION,
    "take_over_not_told": _DECISION,
    "period_not_begun": Fault("case", "period_not_begun"),
    "goal_history_missing": _GOAL,
    "goal_agreed_day_missing": _GOAL,
    "goal_state_not_its_last": _GOAL,
    "year_out_of_range": _LIMIT,
    "line_too_long": _LIMIT,
}
"""What may be lacking, by the code of its fault, and the notice that says so: nothing that opens a field."""
_JOINED = Fault("case", "corrections_joined")


def is_own(document: Document) -> bool:
    """Return whether a program wrote the file for its own Träger: of a whole store, or of some cases (U5)."""
    return bool(document.program) and not document.from_office


def lacking(faults: Iterable[Fault], number: str) -> tuple[list[Fault], list[Fault]]:
    """Return the faults that keep a case of one's own out, and the notices of the others.

    ``number`` is that of the case, by which a notice names it.
    """
    every = tuple(faults)
    notices = [_notice(each) for each in every]
    kept_out = [each for each, notice in zip(every, notices, strict=True) if notice is None]
    said = dict.fromkeys(notice for notice in notices if notice is not None)
    return kept_out, [replace(each, place=number) for each in said]


def _notice(fault: Fault) -> Fault | None:
    """Return what is said instead of a fault that keeps nobody of one's own out, None for one that does."""
    if fault.code == "entry_twice" and is_within(fault, f"cases[{row_of(fault, 'cases')}].corrections"):
        return _JOINED
    return _SAID.get(fault.code)


def with_what_it_lacks(file: CaseFile, deletion_days: int, today: date) -> CaseFile:
    """Return a case with words for the reasons that it lacks, and one correction a day and place (L2, L8).

    ``deletion_days`` is the setting.
    """
    whole = with_reasons(file.case, deletion_days, today)
    return replace(file, case=whole, corrections=one_a_day(file.corrections))
