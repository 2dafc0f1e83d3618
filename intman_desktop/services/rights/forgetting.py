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
from intman_desktop.services.closing.erased_list import KnownSince, catch_up, listed_in, owe_scans
from intman_desktop.services.closing.erasure import OTHER_REASON, counts, erase_again
from intman_desktop.services.closing.marked import redact_marked_again
from intman_desktop.services.closing.redacting import redact_again
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.emptying import empty_again
from intman_desktop.services.rights.withdrawing import let_go_again, withdraw_again
from intman_desktop.values.case_file import CaseFile, Consent
from intman_desktop.values.ending_views import MISTAKE
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
    erased, redacted = _forget(connection, desk, KnownSince(known, own))
    return known, erased, redacted


def _forget(connection: Connection, desk: Desk, since: KnownSince) -> tuple[int, int]:
    """Redact, erase and empty what the lists name; return how many cases were erased and places redacted."""
    files = list(read_case_files(connection))
    # while the names to be blacked out are still known
    redacted = redact_again(connection, desk, files, since)
    erased = [file for file in files if since.names(file.case.key)]
    why = {file.case.id: _reason_of(desk, file, since) for file in erased}
    # What never counted goes first: else a joint talk is left to it and goes with it (Rules K5, K8).
    for file in sorted(erased, key=lambda file: counts(desk, why[file.case.id])):
        erase_again(connection, desk, file, why[file.case.id], _ending_of(desk, file, since))
    for file in files:
        if file.case.id not in why:
            _withdraw_again(connection, desk, file, since)
    return len(erased), redacted


def _reason_of(desk: Desk, file: CaseFile, since: KnownSince) -> str:
    """Return the reason the case was erased with, which the list tells to whoever has the key.

    One that did not count does not count here either, though it may be an entry of the office's own that is
    younger than the backup, or that counts there (Rule K8).
    """
    adds_nothing = since.names(file.case.key, erased_names.ADDS_NOTHING)
    for item in desk.profile.list(ListName.ENDING_REASONS):
        known = since.names(file.case.key, erased_names.reason(item.code))
        if known and not (adds_nothing and counts(desk, item.code)):
            return item.code
    return MISTAKE if adds_nothing else file.case.ending_reason or OTHER_REASON


def _ending_of(desk: Desk, file: CaseFile, since: KnownSince) -> date | None:
    """Return the day the erased case had ended, which the list tells to whoever has the key (Rule K8)."""
    ended = _days(desk, file.case.key, file.case.opened_on, erased_names.ending, since)
    return max(ended, default=None)


def _withdraw_again(connection: Connection, desk: Desk, file: CaseFile, since: KnownSince) -> None:
    """Withdraw and empty what was since; without its basic consent a case is closed again (Rules L4, E5)."""
    for consent in file.consents:
        on = withdrawn_on(desk, file, consent, since) if consent.stands else None
        if on is not None:
            withdraw_again(connection, desk, file, consent, on, ended_on=_ending_of(desk, file, since))
    empty_again(connection, desk, file, since)
    let_go_again(connection, desk, file, since)
    redact_marked_again(connection, desk, file, since)


def withdrawn_on(desk: Desk, file: CaseFile, consent: Consent, since: KnownSince) -> date | None:
    """Return the day on which the matter of a declaration was withdrawn since the backup (Rules E3, E4).

    It is withdrawn where the lists know of more withdrawals than the backup itself, unless all of these are
    of a day before it was given. Where no list tells the day, it is today; None where nothing was
    withdrawn.
    """
    key, name, days = file.case.key, erased_names.withdrawal_of(consent), set[date]()
    first = min(each.decided_on for each in file.consents)
    unknown = max(desk.today(), consent.decided_on)
    for number in since.times(key, name):
        time = erased_names.numbered(name, number)
        days |= _days(desk, key, first, partial(erased_names.withdrawal_on, time), since) or {unknown}
    if since.times(key, erased_names.withdrawal_before(consent)):
        days.add(unknown)
    return min((day for day in days if day >= consent.decided_on), default=None)


def _days(
    desk: Desk, case_key: str, first: date, name: Callable[[date], str], since: KnownSince
) -> set[date]:
    """Return the days from ``first`` on that the lists name so."""
    days = (first + timedelta(days=later) for later in range((desk.today() - first).days + 1))
    return {day for day in days if since.names(case_key, name(day))}
