"""What the rules say of the head of a case from a file: state, ending, deletion, hold (C6, C10, L2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.acts import TALK, acts_after
from intman_desktop.rules.case_numbers import number_faults
from intman_desktop.rules.decisions import rests_by
from intman_desktop.rules.retention import deletion_faults, hold_faults
from intman_desktop.services.common.faults import faults_of, listed, texts
from intman_desktop.services.gate.fault_fields import OF_A_DELETION, OF_A_HOLD, fields_of
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState, ConsentScope
from intman_desktop.values.document import Fault
from intman_desktop.values.ending_views import WITHDRAWN
from intman_desktop.values.explanation import Explanation


def head_faults(file: CaseFile, profile: Profile, today: date, place: str) -> Iterator[Fault]:
    """Yield what is wrong with number, days, state, ending and hold of a case (Rules C6, C10, L2, L8)."""
    case = file.case
    if not case.number.strip():
        yield Fault(f"{place}.case.number", "case_number_missing")
    yield from faults_of(number_faults(case.number), f"{place}.case.number")
    if case.opened_on > today:
        yield Fault(f"{place}.case.opened_on", "case_opened_in_future")
    if case.from_list_on is not None and case.from_list_on > today:
        yield Fault(f"{place}.case.from_list_on", "history_in_future")
    if case.state is CaseState.ENDED:
        if case.ended_on is None:
            yield Fault(f"{place}.case.ended_on", "ending_day_missing")
        elif case.ended_on > today:
            yield Fault(f"{place}.case.ended_on", "ending_in_future")
        yield from listed(profile, ListName.ENDING_REASONS, case.ending_reason, f"{place}.case.ending_reason")
        if case.ending_reason == WITHDRAWN and not any(
            each.withdrawn_on for each in file.consents if each.scope is ConsentScope.BASIC
        ):
            yield Fault(f"{place}.case.ending_reason", "ending_needs_withdrawal")
    elif case.ended_on is not None or case.ending_reason:
        yield Fault(f"{place}.case.state", "ending_of_open_case")
    if case.state is CaseState.DORMANT and rests_by(file) is None:
        yield Fault(f"{place}.case.state", "rest_decision_missing")
    if case.hold_since is not None:
        facts = hold_faults(case.hold_reason, case.hold_review_on, case.hold_since)
        yield from fields_of(facts, OF_A_HOLD, case, f"{place}.case")
        if case.hold_since > today:
            yield Fault(f"{place}.case.hold_since", "hold_in_future", texts({"on": case.hold_since}))


def ending_faults(file: CaseFile, today: date, place: str) -> Iterator[Fault]:
    """Yield that a case ended before it was opened, or before what was done in it but its talks (L2, K4)."""
    ended_on = file.case.ended_on
    if file.case.state is not CaseState.ENDED or ended_on is None:
        return
    if ended_on < file.case.opened_on:
        values = {"on": ended_on, "opened_on": file.case.opened_on}
        yield from faults_of((Explanation("ending_before_opening", values),), place)
    yield from faults_of((each for each in acts_after(file, ended_on, today) if each.code != TALK), place)


def due_faults(file: CaseFile, today: date, deletion_days: int, place: str) -> Iterator[Fault]:
    """Yield why an ended case cannot be erased on its day; ``deletion_days`` is the setting (Rule L2).

    Of a case that no consent opens, or that ended on no day or ahead, that alone is said.
    """
    case = file.case
    if case.ended_on is None or case.ended_on > today or not gate.is_open(gate.BASIC, file.consents, today):
        return
    facts = deletion_faults(case.ended_on, case.deletion_due, case.deletion_reason, deletion_days)
    yield from fields_of(facts, OF_A_DELETION, case, f"{place}.case")
