"""The ways into the store: who can open it, and what becomes of the key when somebody may not any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from intman_desktop import sealing
from intman_desktop.errors import NotFound, Refused, Trouble
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.sealing import KdfParameters
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.ways import (
    WAY_GONE,
    KnownWay,
    await_sheet,
    keep_gone,
    keep_way,
    known_ways,
    sheet_awaited,
    unseen_sheet,
)
from intman_desktop.services.papers.notice_change import hear_of_change, notice_now
from intman_desktop.values.keyring import (
    EMERGENCY,
    LONGEST_SUBSTITUTE,
    MOST_SUBSTITUTES,
    OWNER,
    SUBSTITUTE,
    Keyring,
    WayIn,
)
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault import renewing, slots
from intman_desktop.vault.changing import change_keys
from intman_desktop.vault.key_file import KeyFile, Slot, SlotKind
from intman_desktop.vault.keys import new_slot, unlock

_MAY_CHANGE = (OWNER, EMERGENCY)
_KINDS = (OWNER, SUBSTITUTE, EMERGENCY)
_CHANGED = frozenset({Change.KEYS})


def read_keyring(desk: Desk) -> Keyring:
    """Return every way into the open store: the owner's, the substitutes' as they came, the sheet."""
    with desk.vault.reading() as connection:
        known, awaited = known_ways(connection), sheet_awaited(connection)
        unseen = unseen_sheet(connection)
    by_kind = sorted(desk.vault.keys.slots, key=lambda slot: _KINDS.index(slot.kind.value))
    ways = tuple(_way_in(desk, slot, known) for slot in by_kind)
    return Keyring(
        ways,
        renewal_due=desk.vault.keys.renewal_due,
        may_change=_kind_here(desk) in _MAY_CHANGE,
        sheet_awaited=awaited,
        sheet_unseen=any(slot.id == unseen for slot in desk.vault.keys.slots),
        sheet_missing=all(way.kind != EMERGENCY for way in ways),
    )


def change_passphrase(desk: Desk, present: str, new: str) -> Outcome[None]:
    """Give the slot that the store was opened through another passphrase; the database is not touched.

    Raises ``WrongPassphrase``, ``PassphraseEmpty``, ``Refused`` (``way_without_passphrase``: opened with the
    emergency sheet).
    """
    if _kind_here(desk) == EMERGENCY:
        raise Refused("way_without_passphrase")
    unlock(desk.vault.keys, present, desk.vault.slot_id)
    return _changed(desk, _with_secret(desk, desk.vault.slot_id, new), Verb.PASSPHRASE_CHANGED)


def set_owner_passphrase(desk: Desk, new: str) -> Outcome[None]:
    """Give the owner another passphrase without the one that was forgotten: opened with the emergency sheet.

    Whoever has set it knows it, and goes on as the owner. Raises ``PassphraseEmpty``, ``Refused``
    (``sheet_needed``: opened otherwise).
    """
    if _kind_here(desk) != EMERGENCY:
        raise Refused("sheet_needed")
    owner = next(slot for slot in desk.vault.keys.slots if slot.kind is SlotKind.OWNER)
    done = _changed(desk, _with_secret(desk, owner.id, new), Verb.OWNER_PASSPHRASE_SET)
    desk.vault.slot_id = owner.id
    return done


def add_substitute(desk: Desk, name: str, passphrase: str) -> Outcome[WayIn]:
    """Let somebody else in, by an own name and an own passphrase.

    Raises ``PassphraseEmpty``, ``Refused`` (``owner_needed``, ``substitutes_full``,
    ``substitute_name_missing``, ``substitute_name_long``, ``substitute_name_twice``).
    """
    if _kind_here(desk) != OWNER:
        raise Refused("owner_needed")
    ways = [way for way in read_keyring(desk).ways if way.kind == SUBSTITUTE]
    named = " ".join(name.split())
    if len(ways) >= MOST_SUBSTITUTES:
        raise Refused("substitutes_full", most=MOST_SUBSTITUTES)
    if not named:
        raise Refused("substitute_name_missing")
    if len(named) > LONGEST_SUBSTITUTE:
        raise Refused("substitute_name_long", most=LONGEST_SUBSTITUTE)
    if named.casefold() in {way.name.casefold() for way in ways}:
        raise Refused("substitute_name_twice", name=named)
    keys, slot = slots.with_slot(
        desk.vault.keys, _data_keys(desk), SlotKind.SUBSTITUTE, passphrase, _cost(desk)
    )
    way = KnownWay(SUBSTITUTE, named, desk.today().isoformat(), first=desk.vault.keys.generation)
    _changed(desk, keys, Verb.SUBSTITUTE_ADDED, lambda connection: keep_way(connection, slot.id, way))
    return Outcome(_way_in(desk, slot, {slot.id: way}), _CHANGED)


def take_away(desk: Desk, slot_id: str) -> Outcome[None]:
    """Let a substitute in no more, from now on; what she may have copied is shut out by ``renew``.

    Raises ``NotFound``, ``Refused`` (``way_may_not_change``, ``way_stays``: the owner's and the sheet).
    """
    _must_change(desk)
    slot = desk.vault.keys.slot(slot_id)
    if slot is None:
        raise NotFound(what=slot_id)
    if slot.kind is not SlotKind.SUBSTITUTE:
        raise Refused("way_stays")
    keys = slots.without_slot(desk.vault.keys, _data_keys(desk), slot_id)
    return _changed(desk, keys, WAY_GONE[SUBSTITUTE], lambda connection: _gone(connection, desk, slot))


def renew(desk: Desk, *, progress: renewing.Progress = lambda _done, _total: None) -> Outcome[None]:
    """Renew the data key; what was copied before opens nothing that is written from now on.

    Raises ``Refused`` (``way_may_not_change``) and what ``vault.renewing.renew`` raises;
    then all is as it was.
    """
    _must_change(desk)
    renewing.renew(desk.vault, progress, lambda connection: note(connection, desk, Verb.KEY_RENEWED))
    return Outcome(None, _CHANGED)


def new_emergency_code(desk: Desk, prepare: Callable[[str], object] = lambda _code: None) -> Outcome[str]:
    """Return the code of a new emergency sheet; the one before opens nothing any more, and ``renew`` is due.

    ``prepare`` makes of the code what is to be shown, before anything changes: what it raises leaves all as
    it was. That nobody has seen this sheet is in the store before the key file changes, until
    ``note_sheet_shown``; a kill between the two is written down at the next opening (Rule L6). Raises
    ``Refused`` (``way_may_not_change``).
    """
    _must_change(desk)
    opened_by_sheet = _kind_here(desk) == EMERGENCY
    before = [slot for slot in desk.vault.keys.slots if slot.kind is SlotKind.EMERGENCY]
    keys, sheet, code = slots.with_new_sheet(desk.vault.keys, _data_keys(desk), _cost(desk))
    prepare(code)

    def also(connection: Connection) -> None:
        for slot in before:
            _gone(connection, desk, slot)
        way = KnownWay(EMERGENCY, "", desk.today().isoformat(), first=keys.generation)
        keep_way(connection, sheet.id, way)

    with _held_unsafe(desk, before, sheet):
        _changed(desk, keys, WAY_GONE[EMERGENCY], also)
    if opened_by_sheet:
        desk.vault.slot_id = sheet.id  # who came in with the sheet goes on with the one that is valid now
    return Outcome(code, _CHANGED)


def note_sheet_shown(desk: Desk) -> Outcome[None]:
    """Keep that the present emergency sheet is on the screen: a person can have it from now on."""
    with desk.vault.transaction() as connection:
        if sheet_awaited(connection):
            await_sheet(connection, awaited=True)
    return Outcome(None, _CHANGED)


def confirm_sheet(desk: Desk) -> Outcome[None]:
    """Keep that the present emergency sheet is in safe hands, because a person said so."""
    with desk.vault.transaction() as connection:
        await_sheet(connection, awaited=False)
    return Outcome(None, _CHANGED)


@dataclass(frozen=True, repr=False)
class SealedAnew:
    """A slot as it was, and the same under another cost."""

    before: Slot
    anew: Slot


def seal_anew(desk: Desk, passphrase: str, calibrate: Callable[[], KdfParameters]) -> SealedAnew | None:
    """Seal the slot that was opened under today's cost, None where it has not aged; on any thread.

    Nobody needs to know: slot and passphrase stay what they are, ``take_seal`` puts it into force. That of
    the sheet is left, whose code no guessing finds. Nothing of the store but its key file is looked at.
    Raises ``WrongPassphrase`` where the passphrase was changed since the store was opened.
    """
    vault = desk.vault
    keys = vault.keys
    slot = keys.slot(vault.slot_id)
    if vault.closed or not vault.aged or slot is None or slot.kind is SlotKind.EMERGENCY:
        return None
    vault.aged = False
    stronger = calibrate()
    if not slots.is_clearly_stronger(stronger, slot.parameters):
        return None
    held = {keys.generation: unlock(keys, passphrase, slot.id).data_key}
    anew = new_slot(keys.vault_id, slot.kind, passphrase, stronger, held, slot_id=slot.id)
    return SealedAnew(slot, anew)


def take_seal(desk: Desk, sealed: SealedAnew) -> Outcome[bool]:
    """Put the slot that ``seal_anew`` made into force, unless it was changed meanwhile, or all is locked.

    Raises what ``vault.changing.change_keys`` raises; then all is as before.
    """
    vault = desk.vault
    if vault.closed or vault.keys.slot(sealed.before.id) != sealed.before:
        return Outcome(False)
    change_keys(vault, slots.with_new_seal(vault.keys, _data_keys(desk), sealed.anew))
    return Outcome(True)


def _changed(
    desk: Desk, keys: KeyFile, verb: Verb, also: Callable[[Connection], object] = lambda _connection: None
) -> Outcome[None]:
    """Put ``keys`` into force, with its entry in the journal in the same transaction (Rule L6).

    Whom they let in anew, or no more, is asked about next, as far as the notice names her (Rules E1, E6).
    """

    def written(connection: Connection) -> None:
        told = notice_now(connection, desk)
        also(connection)
        hear_of_change(connection, desk, told, keys.slots)
        note(connection, desk, verb)

    change_keys(desk.vault, keys, written)
    return Outcome(None, _CHANGED)


@contextmanager
def _held_unsafe(desk: Desk, sheets: Sequence[Slot], next_sheet: Slot) -> Iterator[None]:
    """Keep that nobody has seen ``next_sheet`` while it takes the place of ``sheets``, known from now.

    A change that failed, and left them in force, leaves the confirmation as it was.
    """
    with desk.vault.transaction() as connection:
        awaited, unseen, known = sheet_awaited(connection), unseen_sheet(connection), known_ways(connection)
        await_sheet(connection, awaited=True, unseen=next_sheet.id)
        for slot in sheets:
            keep_way(connection, slot.id, known.get(slot.id, KnownWay(EMERGENCY)))
    try:
        yield
    except BaseException:
        if all(desk.vault.keys.slot(slot.id) == slot for slot in sheets):
            with suppress(Trouble), desk.vault.transaction() as connection:
                await_sheet(connection, awaited=awaited, unseen=unseen)
        raise


def _with_secret(desk: Desk, slot_id: str, new: str) -> KeyFile:
    return slots.with_secret(desk.vault.keys, _data_keys(desk), slot_id, new, _cost(desk))


def _data_keys(desk: Desk) -> Mapping[int, bytes]:
    return {desk.vault.keys.generation: desk.vault.data_key}


def _cost(desk: Desk) -> KdfParameters:
    """Return the cost of the slot that was opened, calibrated here once; never below the library's floor."""
    slot = desk.vault.keys.slot(desk.vault.slot_id)
    return sealing.FLOOR if slot is None else slots.at_least_the_floor(slot.parameters)


def _kind_here(desk: Desk) -> str:
    slot = desk.vault.keys.slot(desk.vault.slot_id)
    return "" if slot is None else slot.kind.value


def _must_change(desk: Desk) -> None:
    if _kind_here(desk) not in _MAY_CHANGE:
        raise Refused("way_may_not_change")


def _way_in(desk: Desk, slot: Slot, known: Mapping[str, KnownWay]) -> WayIn:
    way = known.get(slot.id, KnownWay(slot.kind.value))
    added = date.fromisoformat(way.added_on) if way.added_on else None
    return WayIn(slot.id, slot.kind.value, way.name, added, slot.id == desk.vault.slot_id)


def _gone(connection: Connection, desk: Desk, slot: Slot) -> None:
    keep_gone(connection, slot.id, slot.kind.value, desk.today(), desk.vault.keys.generation)
