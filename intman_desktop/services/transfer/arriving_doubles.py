"""Who comes in with a file and may be somebody who is here, or who comes in twice: told, never merged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import listed
from intman_desktop.rules.double_index import DoubleIndex
from intman_desktop.services.across.compared import everybody
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.document import Fault
from intman_desktop.word_lists import spellings


def perhaps_doubles(connection: Connection, files: Sequence[CaseFile]) -> tuple[Fault, ...]:
    """Return a notice for each pair that may be one person: a case that comes in, and any other.

    ``files`` have the keys and numbers they get here, and are not written yet; each notice stands at the
    number of the later one and names that of the other. Pairs that the file decided on are left out, and
    who is on hold is compared with nobody (scenarios "Doubles", Rule L2). Thousands take a moment.
    """
    index = DoubleIndex(spellings(), ((key, client) for key, _case_id, client in everybody(connection)))
    numbers = {file.case.key: file.case.number for file in files}
    settled = {frozenset((file.case.key, each.other)) for file in files for each in file.doubles}
    found = []
    for file in files:
        if file.case.hold_since is not None:
            continue
        alike = index.of_next(file.case.key, file.client)
        found += [(file, each) for each in alike if frozenset((file.case.key, each.key)) not in settled]
    here = [double.key for _, double in found if double.key not in numbers]
    c = t.cases.c
    rows = connection.execute(select(c.key, c.number).where(c.key.in_(listed("keys"))), {"keys": here})
    numbers.update((key, number) for key, number in rows)
    return tuple(
        Fault(
            file.case.number,
            "case_perhaps_double",
            (("number", numbers[double.key]), ("double", double.fact.code)),
        )
        for file, double in found
    )
