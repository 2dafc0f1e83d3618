"""What the rules say of the plans that were handed out, in a case from a file (I9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intman_desktop.services.common.faults import texts, twice
from intman_desktop.services.gate.issued_plans import is_blacked_out, is_proven, paper_of
from intman_desktop.values.case_file import Plan
from intman_desktop.values.document import Fault

_MOST = 9_999
"""The highest number of a version: more than one a day in all the years of the longest period."""


def version_faults(plan: Plan, today: date, place: str) -> Iterator[Fault]:
    """Yield what keeps a version that was handed out from staying readable as it was (Rule I9).

    What was blacked out since is told by the fingerprint of the original, which is not that of the content.
    """
    yield from twice([each.number for each in plan.versions], place)
    for row, version in enumerate(plan.versions):
        where = f"{place}[{row}]"
        if not 1 <= version.number <= _MOST:
            yield Fault(f"{where}.number", "version_number_impossible")
        if version.issued_on > today:
            yield Fault(f"{where}.issued_on", "version_issued_in_future", texts({"on": version.issued_on}))
        if not is_blacked_out(version.content) and paper_of(version.content) is None:
            yield Fault(f"{where}.content", "version_content_unreadable")
        elif not is_proven(version):
            yield Fault(f"{where}.fingerprint", "version_fingerprint_differs")
