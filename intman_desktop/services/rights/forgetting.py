"""What was erased, withdrawn or blacked out since a backup is taken away in what comes out of it (L4, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Connection, select

from intman_desktop.gdpr.erasure import keep_digests, kept_digests
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.profiles.list_names import ListName
from intman_desktop.services.closing.erased_list import catch_up, listed_in, owe_scans, times_kept
from intman_desktop.services.closing.erasure import OTHER_REASON, counts, erase_again
from intman_desktop.services.closing.marked import redact_marked_again
from intman_desktop.services.closing.redacting import redact_again
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.emptying import empty_again
from intman_desktop.services.rights.withdrawing import let_go_again, withdraw_again
from intman_desktop.values.case_file import CaseFile, Consent
from intman_desktop.vault.erased import digest_of


def forget_since(desk: Desk) -> None:
    """Take away what the list beside an open store names and the store itself does not know (Rules L4, L5).

    So it is with one that a restore put aside: what is erased in the store of today is listed there alone.
    What cannot be taken away is raised, for nothing of it may be shown then: ``DiskFull``, ``NoRight``,
    ``StorageFailed``, ``VaultDamaged``, ``Interrupted``.
    """
    listed = listed_in(desk.vault.folder)
    with desk.vault.reading() as connection:
        if listed <= kept_digests(connection):
            return
    with desk.vault.transaction() as connection:
        scans = set(connection.scalars(select(t.scans.c.file)))
        known, _erased, _redacted = forget_in(connection, desk, listed)
        keep_digests(connection, sorted(known))
        owe_scans(connection, sorted(scans.difference(connection.scalars(select(t.scans.c.file)))))
    catch_up(desk.vault)


def forget_in(connection: Connection, desk: Desk, digests: frozenset[str]) -> tuple[frozenset[str], int, int]:
    """Take away what ``digests`` and the store's own list name, inside an open transaction (Rules L4, L5).

    Returns all digests that are known now, how many cases were erased, and in how many places a name was
    blacked out again.
    """
    own = kept_digests(connection)
    known = digests | own
    keys = connection.scalars(select(t.cases.c.key))
    if known == own and not any(digest_of(key) in known for key in keys):
        return known, 0, 0  # as at most rehearsals: to read every case for nothing would take long
    erased, redacted = _forget(connection, desk, known, own)
    return known, erased, redacted


def _forget(
    connection: Connection, desk: Desk, digests: frozenset[str], own: frozenset[str]
) -> tuple[int, int]:
    """Redact, erase and empty what ``digests`` name; return how many cases were erased and places redacted.

    What the backup's ``own`` list knew is withdrawn and redacted in it: if the same stands again, it was
    consented to or written anew (Rule L4).
    """
    files = list(read_case_files(connection))
    # while the names to be blacked out are still known
    redacted = redact_again(connection, desk, files, digests, own)
    erased = [file for file in files if digest_of(file.case.key) in digests]
    why = {file.case.id: _reason_of(desk, file, digests) for file in erased}
    # What never counted goes first: else a joint talk is left to it and goes with it (Rules K5, K8).
    for file in sorted(erased, key=lambda file: counts(desk, why[file.case.id])):
        erase_again(connection, desk, file, why[file.case.id], _ending_of(desk, file, digests))
    for file in files:
        if file.case.id not in why:
            _withdraw_again(connection, desk, file, digests, own)
    return len(erased), redacted


def _reason_of(desk: Desk, file: CaseFile, digests: frozenset[str]) -> str:
    """Return the reason the case was erased with, which the list tells to whoever has the key."""
    for item in desk.profile.list(ListName.ENDING_REASONS):
        if digest_of(file.case.key, erased_names.reason(item.code)) in digests:
            return item.code
    return file.case.ending_reason or OTHER_REASON


def _ending_of(desk: Desk, file: CaseFile, digests: frozenset[str]) -> date | None:
    """Return the day the erased case had ended, which the list tells to whoever has the key (Rule K8)."""
    ended = _days(desk, file.case.key, file.case.opened_on, erased_names.ending, digests)
    return max(ended, default=None)


def _withdraw_again(
    connection: Connection, desk: Desk, file: CaseFile, digests: frozenset[str], own: frozenset[str]
) -> None:
    """Withdraw and empty what was since; without its basic consent a case is closed again (Rules L4, E5)."""
    for consent in file.consents:
        on = withdrawn_on(desk, file, consent, digests, own) if consent.stands else None
        if on is not None:
            withdraw_again(connection, desk, file, consent, on, ended_on=_ending_of(desk, file, digests))
    empty_again(connection, desk, file, digests, own)
    let_go_again(connection, desk, file, digests, own)
    redact_marked_again(connection, desk, file, digests, own)


def withdrawn_on(
    desk: Desk, file: CaseFile, consent: Consent, digests: frozenset[str], own: frozenset[str]
) -> date | None:
    """Return the day on which the matter of a declaration was withdrawn since the backup (Rules E3, E4).

    It is withdrawn where the lists know of more withdrawals than the backup's ``own``, unless all of these
    are of a day before it was given. Where no list tells the day, it is today; None where nothing was
    withdrawn.
    """
    key, name, days = file.case.key, erased_names.withdrawal_of(consent), set[date]()
    first = min(each.decided_on for each in file.consents)
    unknown = max(desk.today(), consent.decided_on)
    for number in range(times_kept(key, name, own) + 1, times_kept(key, name, digests) + 1):
        time = erased_names.numbered(name, number)
        days |= _days(desk, key, first, partial(erased_names.withdrawal_on, time), digests) or {unknown}
    old = digest_of(key, erased_names.withdrawal_before(consent))
    if old in digests and old not in own:
        days.add(unknown)
    return min((day for day in days if day >= consent.decided_on), default=None)


def _days(
    desk: Desk, case_key: str, first: date, name: Callable[[date], str], digests: frozenset[str]
) -> set[date]:
    """Return the days since ``first`` that the list names so."""
    days = (first + timedelta(days=since) for since in range((desk.today() - first).days + 1))
    return {day for day in days if digest_of(case_key, name(day)) in digests}
