"""The start of a case that comes from a file, and whether the person was counselled before (C1, C7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intman_desktop.rules.decisions import last_start_told
from intman_desktop.rules.period import settled_start, start_of
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.codes import StartEvidence, StartOrigin, YesNoUnknown
from intman_desktop.values.document import Fault


def with_start(file: CaseFile) -> Case:
    """Return the case with the start that follows from the rest (Rule C1).

    To the question of C7 stands a Yes where counselling elsewhere is told.
    """
    case = _with_start(file)
    return replace(case, counselled_before=YesNoUnknown.YES) if contradicts_itself(file) else case


def contradicts_itself(file: CaseFile) -> bool:
    """Return whether a No to the question of C7 stands beside counselling elsewhere."""
    return file.case.counselled_before is YesNoUnknown.NO and bool(file.earlier_counselling)


def at_the_begin(file: CaseFile, faults: Iterable[Fault], place: str) -> list[Fault]:
    """Return the faults of the case at ``place``, each where its file has something that can be mended.

    A plan without a stretch is taken to be open since its begin: what is wrong with the first day of the one
    is wrong with that of the other, and told there, once.
    """
    if file.plan is None or file.plan.spans:
        return list(faults)
    stretch, begin = f"{place}.plan.spans[0]", f"{place}.plan.begun_on"
    every = list(faults)
    of_begin = any(each.place == begin for each in every)
    return [
        replace(each, place=begin) if each.place.startswith(stretch) else each
        for each in every
        if not (of_begin and each.place.startswith(stretch))
    ]


def _with_start(file: CaseFile) -> Case:
    case = file.case
    if case.start_origin is StartOrigin.BROUGHT and case.start_evidence is None:
        case = replace(case, start_evidence=StartEvidence.UNKNOWN)
    derived = start_of(file)
    found, told = derived.on if derived else None, last_start_told(file)
    # the reason was given for the start that was told last, for no other that follows from the talks since
    reason = case.start_reason if told is None or told.until == found else ""
    start = settled_start(case.period_start, found, reason)
    if derived is None or start != derived.on or start == case.period_start:
        return replace(case, period_start=start)
    evidence = derived.evidence if derived.origin is StartOrigin.BROUGHT else None
    return replace(case, period_start=start, start_origin=derived.origin, start_evidence=evidence)
