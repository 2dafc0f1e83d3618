"""What comes in of a file as the store writes it: under new keys and free numbers, with its days (L2, L4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from intman_desktop.models.writing import is_key, new_key
from intman_desktop.rules.goals import with_reviews
from intman_desktop.rules.retention import deletion_day
from intman_desktop.services.transfer.arriving import Arrivals, is_here, reference
from intman_desktop.services.transfer.arriving_own import is_own
from intman_desktop.services.transfer.arriving_starts import contradicts_itself
from intman_desktop.services.transfer.arriving_talks import among
from intman_desktop.values.case_file import Case, CaseFile, Talk
from intman_desktop.values.document import Fault
from intman_desktop.values.ending_views import BY_SETTING
from intman_desktop.vault.erased import digest_of


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What the store that takes cases in knows of itself.

    ``here`` are the keys of its cases, own and original, ``ended`` of those that have ended, ``numbers``
    those that are taken, ``erased`` the digests of erased keys. ``series`` is what new numbers begin
    with, such as ``IM-2026-``, ``last`` the end of the last one that was given, also to a case that is
    erased. ``deletion_days`` and ``review_months`` are the office's settings, for an ended case that
    names no day of its deletion and a running goal that names no next review; ``programme`` is for a case
    that names none.
    """

    today: date
    here: Collection[str]
    ended: Collection[str]
    numbers: Collection[str]
    erased: Collection[str]
    series: str
    last: int
    deletion_days: int
    review_months: int
    programme: str


@dataclass(frozen=True)
class Prepared:
    """What is written: cases and talks under new keys, and notices of what was skipped or renamed."""

    files: tuple[CaseFile, ...]
    talks: tuple[Talk, ...]
    notices: tuple[Fault, ...]


def prepare(arrivals: Arrivals, taking: Taking) -> Prepared:
    """Give every case that is not here yet a new key, a free number and, if ended, its day (Rules L2, L4).

    Each running goal gets its next review, but for those of one's own store, which stay as they were (Z2).
    """
    contradicted = {reference(file.case) for file in arrivals.document.cases if contradicts_itself(file)}
    notices, numbers = [*arrivals.waiting], set(taking.numbers)
    keys, files = dict[str, str](), list[CaseFile]()
    for file in arrivals.files:
        case, name = file.case, reference(file.case)
        if is_here(case, taking.here):
            waits = bool(arrivals.document.from_office) and is_here(case, taking.ended)
            notices.append(Fault(case.number, "case_ended_here" if waits else "case_here_already"))
            continue
        if is_key(case.key) and digest_of(case.key) in taking.erased:
            notices.append(Fault(case.number, "case_was_erased_here"))
        notices += arrivals.lacking.get(name, ())
        if name in contradicted:
            notices.append(Fault(case.number, "counselled_before_now_yes"))
        number = case.number
        if number in numbers:
            number = _free_number(numbers, taking)
            notices.append(Fault(case.number, "case_number_changed", (("number", number),)))
        numbers.add(number)
        keys[name] = new_key()
        fresh = replace(file, case=_as_new(case, taking, keys[name], number))
        files.append(fresh if is_own(arrivals.document) else _with_next_reviews(fresh, taking))
    return Prepared(
        tuple(_relinked(file, keys) for file in files),
        tuple(_under_new_keys(talk, keys) for talk in among(arrivals.talks, keys)),
        tuple(notices),
    )


def _as_new(case: Case, taking: Taking, key: str, number: str) -> Case:
    """Return the case as one of this store, that knows by which key it came."""
    fresh = replace(
        case,
        key=key,
        origin_key=case.key or case.origin_key,
        number=number,
        programme=case.programme or taking.programme,
    )
    return _with_deletion(fresh, taking.deletion_days)


def _with_deletion(case: Case, days: int) -> Case:
    """Return the case with the day it is deleted on, so that the overview lists it until done (Rule L2)."""
    if case.ended_on is None or case.deletion_due is not None:
        return case
    return replace(case, deletion_due=deletion_day(case.ended_on, days), deletion_reason=BY_SETTING)


def _with_next_reviews(file: CaseFile, taking: Taking) -> CaseFile:
    if file.plan is None:
        return file
    return replace(file, plan=with_reviews(file.plan, taking.review_months, taking.today))


def _relinked(file: CaseFile, keys: Mapping[str, str]) -> CaseFile:
    """Return the case with links to the files that come in with it; a link to any other is cut (Rule P4).

    So is what was decided on the case and one that does not come in.
    """
    household = (
        replace(each, linked_case=keys.get(each.linked_case, ""), birth_month=each.birth_month or None)
        for each in file.household
    )
    doubles = (replace(each, other=keys[each.other]) for each in file.doubles if each.other in keys)
    return replace(file, household=tuple(household), doubles=tuple(doubles))


def _under_new_keys(talk: Talk, keys: Mapping[str, str]) -> Talk:
    people = (replace(each, case_key=keys[each.case_key]) for each in talk.participants)
    return replace(talk, participants=tuple(people))


def _free_number(numbers: Collection[str], taking: Taking) -> str:
    series = taking.series
    ends = (int(each[len(series) :]) for each in numbers if re.fullmatch(re.escape(series) + r"\d+", each))
    return f"{series}{max([taking.last, *ends]) + 1:04d}"
