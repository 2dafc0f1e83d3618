"""What a restore would bring and take, seen before anything is replaced (Rule L4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from intman_desktop.errors import Trouble
from intman_desktop.gdpr.erasure import kept_digests
from intman_desktop.models import tables as t
from intman_desktop.services.common.journal_kinds import LEAVES_NOTHING
from intman_desktop.services.keeping.lists_elsewhere import is_cut, list_beside, lists_named_in, lists_told
from intman_desktop.services.keeping.present_store import present_store, why_unseen
from intman_desktop.services.keeping.stores import desk_of
from intman_desktop.services.rights.forgetting import forget_in
from intman_desktop.values.backup_views import LostSince, NotSeen, RestorePreview
from intman_desktop.vault import emergency_code, files, layout
from intman_desktop.vault.backup import look_at_backup
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.keys_of_backup import LaterKeys
from intman_desktop.vault.restoring import OpenedBackup, open_backup, room_of, try_out
from intman_desktop.vault.room import require_room
from intman_desktop.vault.store import look_at_vault
from intman_desktop.vault.troubles import NotEnoughRoom, PlaceTaken
from intman_desktop.vault.vault import Vault


def restore_target(file: Path, present: Path, elsewhere: Path) -> Path:
    """Return where a backup belongs: over the store that it was made from, else into the free ``elsewhere``.

    A store at ``present`` that cannot be read from outside any more is the one that a backup is to replace.
    Raises the troubles of ``vault.backup.look_at_backup``.
    """
    vault_id = look_at_backup(file).vault_id
    if not _is_store(present):
        return elsewhere
    try:
        return present if look_at_vault(present).vault_id == vault_id else elsewhere
    except Trouble:
        return present


def refuse_other_store(file: Path, folder: Path) -> None:
    """Raise ``PlaceTaken`` where ``folder`` holds another store than the backup is of, or is none.

    Raises the troubles of ``vault.backup.look_at_backup``.
    """
    nowhere = folder.with_name(f"{folder.name}-")
    with all_troubles(folder):
        taken, is_file = folder.exists(), not folder.is_dir()
    if taken and (is_file or restore_target(file, folder, nowhere) == nowhere):
        raise PlaceTaken


def _is_store(folder: Path) -> bool:
    with all_troubles(folder):
        return any((folder / name).exists() for name in (layout.STORE, layout.KEY_FILE))


def preview_restore(
    file: Path,
    secret: str,
    folder: Path,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    erased_lists: Iterable[Path] = (),
    volumes: Iterable[Path] = (),
) -> RestorePreview:
    """Restore a backup into a shadow, count, and remove it again; what lies in ``folder`` stays as it is.

    ``secret`` is the passphrase, or the code of the emergency sheet, of the day of the backup. A store in
    ``folder`` that opens with the same secret is compared; one that is damaged hinders nothing, for a restore
    is the way out of that. Lists are looked for, and troubles raised, as by
    ``services.keeping.backups.restore``; of a store that opens, what it keeps inside counts too (Rule L4).
    """
    guard(folder)  # what a restore would refuse is not shown as one that may be begun
    opened = open_backup(file, secret, with_code=emergency_code.meant_as_code(secret))
    there = _is_store(folder)
    present = _today(folder, secret, opened) if there else _Today()
    looked = _Looked(file, today, now, present.erased)
    lists = (folder / layout.ERASED, *erased_lists)
    with all_troubles(folder.parent):
        files.private_folder(folder.parent)
    shadow = files.unfinished(folder.parent, folder.name)
    tried = try_out(
        opened,
        shadow,
        forget=looked.forget,
        erased_lists=lists,
        lists_named=lists_named_in(file, volumes),
        scans_beside=(folder,),
    )
    with all_troubles(folder.parent):
        # the shadow is gone, and scans were not copied: now the whole is asked for, before anybody decides
        require_room(folder.parent, room_of(opened) + tried.scan_bytes)
    asked = not there or present.held is not None
    missing, damaged = lists_told(tried, file, folder, asked=asked, cut=looked.list_is_cut)
    return RestorePreview(
        file=file,
        folder=folder,
        made_at=opened.made_at,
        program=opened.header.program,
        cases=len(looked.held.cases),
        people=looked.held.people,
        talks=len(looked.held.talks),
        scans=tried.scans,
        scans_missing=tried.scans_missing,
        erased_again=looked.erased_again,
        redacted_again=looked.redacted_again,
        places_missing=missing,
        places_damaged=damaged,
        store_there=there,
        lost=present.beyond(looked.held),
        unseen=present.unseen,
        opener_gone=opened.unlocked.slot_id in LaterKeys.of(folder, opened.header.keys).gone,
    )


@dataclass(frozen=True)
class _Held:
    cases: frozenset[str] = frozenset()
    talks: frozenset[str] = frozenset()
    scans: frozenset[str] = frozenset()
    people: int = 0


@dataclass(frozen=True)
class _Today:
    """What the store of today holds, None where it is not known; how many acts came after the backup.

    ``erased`` is what it keeps inside of what was erased, ``unseen`` why nobody could look.
    """

    held: _Held | None = None
    acts: int = 0
    erased: frozenset[str] = frozenset()
    unseen: NotSeen | None = None

    def beyond(self, kept: _Held) -> LostSince | None:
        """Return what it holds beyond the backup."""
        if self.held is None:
            return None
        cases, talks = self.held.cases - kept.cases, self.held.talks - kept.talks
        return LostSince(len(cases), len(talks), len(self.held.scans - kept.scans), self.acts)


class _Looked:
    """What was seen in the shadow, after what is erased was taken away there."""

    def __init__(
        self, file: Path, today: Callable[[], date], now: Callable[[], datetime], erased: frozenset[str]
    ) -> None:
        self._file = file
        self._today = today
        self._now = now
        self._erased = erased
        self.held = _Held()
        self.erased_again = self.redacted_again = 0
        self.list_is_cut = False

    def forget(self, vault: Vault, digests: frozenset[str]) -> frozenset[str]:
        desk = desk_of(vault, self._today, self._now)
        beside = list_beside(self._file)
        with vault.transaction() as connection:
            self.list_is_cut = is_cut(beside, kept_digests(connection))
            known, self.erased_again, self.redacted_again = forget_in(
                connection, desk, digests | self._erased
            )
            self.held = _held(connection)
        return known


def _held(connection: Connection) -> _Held:
    return _Held(
        frozenset(connection.scalars(select(t.cases.c.key))),
        frozenset(connection.scalars(select(t.talks.c.key))),
        frozenset(connection.scalars(select(t.scans.c.file))),
        connection.scalar(select(func.count()).select_from(t.clients)) or 0,
    )


def _today(folder: Path, secret: str, opened: OpenedBackup) -> _Today:
    """Look into the store in ``folder``, as far as the secret opens it and it can be read."""
    try:
        with present_store(folder, secret) as connection:
            return _Today(_held(connection), _acts_since(connection, opened), kept_digests(connection))
    except NotEnoughRoom:
        raise  # nothing is known of what was erased since only because a disk is full
    except Trouble as trouble:
        return _Today(unseen=why_unseen(trouble))


def _acts_since(connection: Connection, opened: OpenedBackup) -> int:
    """Return how many acts the journal knows since the backup that left more than their entry.

    Where it goes on from the backup's own, the entries tell, else the clock.
    """
    c, inside = t.journal.c, opened.inside
    goes_on = select(c.seq).where(c.seq == inside.journal_length, c.chain == inside.journal_head)
    seq = connection.scalar(goes_on)
    since = c.seq > seq if seq is not None else c.at > opened.made_at.isoformat(timespec="seconds")
    return connection.scalar(select(func.count()).where(since, c.verb.not_in(LEAVES_NOTHING))) or 0
