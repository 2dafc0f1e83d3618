"""What a file brings beside its cases: the office, its texts, Kurzkontakte, counters (Rules K8, P2).

Office and counters come in with the first cases only, since the figures depend on them. Where ``--partial``
left them out for their faults, the store remembers it: the mended file brings them in later.
"""

from __future__ import annotations

import json
import re
from collections import Counter as Counted
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all, to_row
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.writing import is_key
from intman_desktop.reporting.keeping import add_counters
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import put_office, stored_office_in, with_machine_of
from intman_desktop.services.common.office_content import content_of
from intman_desktop.services.papers.notice_change import hear_of_change, notice_now
from intman_desktop.services.transfer.arriving import Arrivals, is_here, with_arrivals
from intman_desktop.values.case_file import BriefContact
from intman_desktop.values.document import Document, Fault
from intman_desktop.values.office import Office
from intman_desktop.vault.erased import digest_of

_IMPORTS = "imported_files"
_OWED = "parts_left_out"
_OFFICE, _COUNTERS = "office", "counters"
_LEFT_OUT = {_OFFICE: Fault(_OFFICE, "office_left_out"), _COUNTERS: Fault(_COUNTERS, "counters_left_out")}
_NOT_TAKEN = Fault(_COUNTERS, "counters_not_taken")


@dataclass(frozen=True)
class Welcome:
    """How the store takes in what stands beside the cases.

    ``empty``: no case was here; ``counted``: counters of erased cases were; ``owed``: what an earlier import
    of the same export left out, and for the office how its settings were then; ``related``: the file may
    tell of what is here already.
    """

    empty: bool
    counted: bool
    owed: Mapping[str, str]
    related: bool


def welcome_of(
    connection: Connection, arrivals: Arrivals, here: Collection[str], erased: Collection[str]
) -> Welcome:
    """Return how the store takes in the rest of a file; a mended one is known by its moment and its cases.

    ``here`` are the keys of the store's cases, own and original, ``erased`` the digests of erased ones.
    """
    kept = json.loads(setting(connection, _OWED) or "{}")
    document = arrivals.document
    cases = [file.case for file in arrivals.files]
    related = (
        not document.cases
        or any(is_here(case, here) for case in cases)
        or any(is_key(case.key) and digest_of(case.key) in erased for case in cases)
    )
    same = related and bool(kept) and kept["generated_at"] == document.generated_at
    counted = bool(connection.scalar(select(func.count()).select_from(t.counters)))
    return Welcome(not here, counted, kept["parts"] if same else {}, related)


def may_take_office(connection: Connection, document: Document) -> bool:
    """Return whether a file's office comes in unless it has a fault: with the first cases, or as it is owed.

    ``take_office`` decides; this is asked before anything of the file is judged.
    """
    if document.office is None or not document.whole:
        return False
    if not connection.scalar(select(func.count()).select_from(t.cases)):
        return True
    kept = json.loads(setting(connection, _OWED) or "{}")
    same = bool(kept) and kept["generated_at"] == document.generated_at
    return same and kept["parts"].get(_OFFICE) == _settings_of(connection)


def take_office(connection: Connection, desk: Desk, arrivals: Arrivals, welcome: Welcome) -> list[Fault]:
    """Put the office and its own texts in place, or only the entries that the cases name; return notices.

    Where this store is backed up to and when it locks stays as it is, whatever the file says (Rule L4). What
    the office changes on a notice that somebody was given here is asked about next (Rule E6).
    """
    document, here = arrivals.document, stored_office_in(connection)
    sent, notices = document.office, []
    came_later = not welcome.empty and document.whole and sent is not None and _OFFICE in welcome.owed
    if came_later and welcome.owed[_OFFICE] != _settings_of(connection):
        came_later = False
        notices.append(Fault("office", "office_changed_since"))
    if sent is not None and document.whole and (welcome.empty or came_later):
        taken = with_machine_of(sent, here)
        told = notice_now(connection, desk)
        put_office(connection, with_arrivals(taken, replace(document, office=here)) if came_later else taken)
        hear_of_change(connection, desk, told)
        texts_stay = _add_own_texts(connection, document)
        notices += [Fault("office", "office_came_later")] if came_later else []
    else:
        texts_stay = _has_other_texts(connection, document)
        joined = with_arrivals(here, document)
        if joined != here:
            put_office(connection, joined)
    return [*notices, *([Fault("paper_texts", "paper_texts_not_taken")] if texts_stay else [])]


def add_the_rest(
    connection: Connection, arrivals: Arrivals, fingerprint: str, welcome: Welcome
) -> list[Fault]:
    """Add Kurzkontakte once, and counters to a store without cases and counters, or that is owed them.

    A Kurzkontakt has nothing it could be known by: of a file that is related to this store only those come in
    that are not here. Last of all it is noted what was left out for its faults. Returns notices.
    """
    document = arrivals.document
    notices = []
    row = setting(connection, _IMPORTS)
    seen: list[str] = json.loads(row) if row else []
    if document.brief_contacts and fingerprint in seen:
        notices.append(Fault("brief_contacts", "file_imported_before"))
    elif document.brief_contacts:
        every = [replace(each, worker="") for each in document.brief_contacts]
        added = _missing_contacts(connection, every) if welcome.related else every
        if added:
            connection.execute(insert(t.brief_contacts), [to_row(each, t.brief_contacts) for each in added])
        if len(added) < len(every):
            count = str(len(every) - len(added))
            notices.append(Fault("brief_contacts", "brief_contacts_here_already", (("count", count),)))
    if document.counters:
        if _COUNTERS in welcome.owed:
            notices.append(Fault("counters", "counters_came_later"))
        if _COUNTERS in welcome.owed or (welcome.empty and not welcome.counted):
            add_counters(connection, document.counters)
        elif not welcome.owed:
            notices.append(_NOT_TAKEN)
    if fingerprint not in seen:
        put_setting(connection, _IMPORTS, json.dumps([*seen, fingerprint]))
    return [*_left_out(connection, arrivals, welcome), *notices]


def _left_out(connection: Connection, arrivals: Arrivals, welcome: Welcome) -> list[Fault]:
    """Note which parts this store would have taken but for their faults, and return what is said of them.

    How the settings were is kept from the first time: a later file with the same fault changes nothing of it.
    """
    places = [re.match(r"\w+", fault.place) for fault in arrivals.faults]
    wanted = {_OFFICE, _COUNTERS} if arrivals.document.whole else {_COUNTERS}
    faulty = {place[0] for place in places if place} & wanted
    taken = set(welcome.owed)
    if welcome.empty:
        taken |= {_OFFICE} if welcome.counted else {_OFFICE, _COUNTERS}
    left = sorted(faulty & taken)
    if left:
        now = {_OFFICE: _settings_of(connection), _COUNTERS: ""}
        states = {part: welcome.owed.get(part, now[part]) for part in left}
        kept = {"generated_at": arrivals.document.generated_at, "parts": states}
        put_setting(connection, _OWED, json.dumps(kept))
    elif welcome.owed:
        put_setting(connection, _OWED, "")
    refused = welcome.empty and _COUNTERS in faulty - taken
    return [*(_LEFT_OUT[part] for part in left), *([_NOT_TAKEN] if refused else [])]


def _settings_of(connection: Connection) -> str:
    """Return by what it is known whether somebody changed the office: own entries come with any file.

    A backup to another place is no such change.
    """
    office: Any = replace(stored_office_in(connection), own_blocks=(), list_entries=())
    office = with_machine_of(office, Office())
    return sha256(content_of(office).encode()).hexdigest()


def _missing_contacts(connection: Connection, contacts: Sequence[BriefContact]) -> list[BriefContact]:
    """Return the Kurzkontakte that the store does not hold yet, equal ones by their number (Rule P2)."""
    stored = read_all(connection, BriefContact, t.brief_contacts)
    here = Counted(replace(each, id=0, worker="") for each in stored)
    missing = []
    for each in contacts:
        if here[each]:
            here[each] -= 1
        else:
            missing.append(each)
    return missing


def _add_own_texts(connection: Connection, document: Document) -> bool:
    """Add the texts that the office saved, and their checks, to a store whose office saved none (E6).

    Returns whether the store has other ones, which stay.
    """
    if connection.scalar(select(func.count()).select_from(t.paper_texts)):
        return _has_other_texts(connection, document)
    for table, values in ((t.paper_texts, document.paper_texts), (t.text_checks, document.text_checks)):
        rows = [to_row(each, table) for each in values]
        if rows:
            connection.execute(insert(table), rows)
    return False


def _has_other_texts(connection: Connection, document: Document) -> bool:
    """Return whether the file brings texts for persons that the office of this store never saved."""
    here = set(connection.scalars(select(t.paper_texts.c.fingerprint)))
    return any(text.fingerprint not in here for text in document.paper_texts)
