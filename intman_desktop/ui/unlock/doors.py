"""The doors of the program: what opens, makes, restores and closes stores, each on the vault's worker.

Services and database are imported inside: nothing of them is loaded before the first window is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intman_desktop.paths import practice_vault
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.ways import Whose, to_try

if TYPE_CHECKING:
    from intman_desktop.sealing import KdfParameters
    from intman_desktop.services.desk import Desk
    from intman_desktop.values.backup_views import RestorePreview
    from intman_desktop.values.keyring import DoorSlot
    from intman_desktop.values.work_views import Paper
    from intman_desktop.vault.store import Vault

_FIRST_WORKER = "1"


@dataclass(frozen=True)
class Doors:
    """What opens and makes stores; each runs on the vault's worker and may raise a ``Trouble``.

    ``ways(folder)`` returns the slots of a store, without a secret;
    ``open(folder, passphrase, whose, remembered)`` – ``remembered`` being the id of the slot that opened here
    last – and ``open_with_code(folder, code)`` return a desk;
    ``create(answers)`` returns a desk and its emergency sheet;
    ``preview(file, present, elsewhere, secret)`` looks into a backup that belongs over the ``present`` store
    or ``elsewhere``, and changes nothing;
    ``restore(file, folder, passphrase, known)`` puts a backup into its folder and returns what to say;
    ``known`` are the stores of this computer whose lists of the erased count (L4);
    ``rescue(folder, passphrase, backup)`` makes a new store there out of all that can still be read of a
    damaged one, and returns what to say; ``backup`` may be None.
    ``practise()`` makes a store full of invented people and returns its desk; ``calibrate()``, on the other
    worker, measures what a derivation should cost here, and ``strengthen(desk, passphrase, cost)`` seals the
    slot that was opened at that cost; ``look(folder)`` returns the sentences on a folder for a
    new store; ``confirm_sheet(desk)`` keeps that the sheet of a new store is in safe hands.
    """

    ways: Callable[[Path], Sequence[DoorSlot]]
    open: Callable[[Path, str, Whose, str], Desk]
    open_with_code: Callable[[Path, str], Desk]
    create: Callable[[FirstAnswers], tuple[Desk, Paper]]
    preview: Callable[[Path, Path, Path, str], RestorePreview]
    restore: Callable[[Path, Path, str, Sequence[Path]], str]
    practise: Callable[[], Desk]
    rescue: Callable[[Path, str, Path | None], tuple[str, ...]]
    calibrate: Callable[[], KdfParameters]
    strengthen: Callable[[Desk, str, KdfParameters], object]
    look: Callable[[Path], Sequence[str]]
    confirm_sheet: Callable[[Desk], object]


def store_doors(today: Callable[[], date], now: Callable[[], datetime]) -> Doors:
    """Return the doors to real stores; ``today`` and ``now`` are the one clock of the program."""
    made = _StoreDoors(today, now)
    return Doors(
        made.ways,
        made.open,
        made.open_with_code,
        made.create,
        made.preview,
        made.restore,
        made.practise,
        made.rescue,
        made.calibrate,
        made.strengthen,
        look_for_store,
        made.confirm_sheet,
    )


def look_for_store(folder: Path) -> tuple[str, ...]:
    """Return what is to be said of a folder for a new store; raises the trouble where none may lie there."""
    from intman_desktop.services import place_notices, wording

    return tuple(map(wording.sentence, place_notices.look_for_store(folder)))


def prove_ahead() -> None:
    """Let the encryption prove itself before it is needed."""
    from intman_desktop.services import stores

    stores.prove_ahead()


def close_store(desk: Desk) -> None:
    """Close the store of ``desk``, and forget what was typed to find something.

    Copies and shadows that the other worker was about to use do not outlast it.
    """
    from intman_desktop.services.searching import forget_typed
    from intman_desktop.services.stores import sweep_unfinished

    forget_typed()
    sweep_unfinished(desk.vault)
    desk.vault.close()


def remove_practice() -> None:
    """Remove the practice store from the disk."""
    from intman_desktop.sample.practice import end_practice

    end_practice(practice_vault())


@dataclass(frozen=True)
class _StoreDoors:
    today: Callable[[], date]
    now: Callable[[], datetime]

    def ways(self, folder: Path) -> Sequence[DoorSlot]:
        from intman_desktop.services import stores

        return stores.ways_into(folder)

    def open(self, folder: Path, passphrase: str, whose: Whose, remembered: str) -> Desk:
        from intman_desktop.services import stores
        from intman_desktop.vault.troubles import WrongPassphrase

        *before, last = to_try(stores.ways_into(folder), whose, remembered)
        for slot_id in before:
            with suppress(WrongPassphrase):
                return self._noted(stores.open_store(folder, passphrase, slot_id))
        return self._noted(stores.open_store(folder, passphrase, last))

    def open_with_code(self, folder: Path, code: str) -> Desk:
        from intman_desktop.services import stores

        return self._noted(stores.open_store_with_code(folder, code))

    def confirm_sheet(self, desk: Desk) -> None:
        from intman_desktop.services import keyring

        keyring.confirm_sheet(desk)

    def create(self, answers: FirstAnswers) -> tuple[Desk, Paper]:
        from intman_desktop.services import keyring, papers, stores
        from intman_desktop.values.codes import ProviderLaw
        from intman_desktop.values.office import Office, Worker

        office = Office(
            provider=answers.provider,
            provider_law=ProviderLaw(answers.provider_law),
            office=answers.office,
            town=answers.town,
            workers=(Worker(_FIRST_WORKER, answers.worker),),
        )
        made = stores.create_store(answers.folder, answers.passphrase, office, today=self.today, now=self.now)
        desk = self._desk_over(made.vault)
        keyring.hold_sheet_unsafe(desk)
        return desk, papers.emergency_sheet(desk, made.emergency_code)

    def preview(self, file: Path, present: Path, elsewhere: Path, secret: str) -> RestorePreview:
        from intman_desktop.services import backups
        from intman_desktop.services.restore_preview import preview_restore, restore_target

        folder = restore_target(file, present, elsewhere)
        lists = backups.erased_lists_of(() if folder == present else (present,))
        return preview_restore(file, secret, folder, today=self.today, now=self.now, erased_lists=lists)

    def restore(self, file: Path, folder: Path, passphrase: str, known: Sequence[Path]) -> str:
        from intman_desktop.services import backups
        from intman_desktop.services.words.restoring import restored_words

        lists = backups.erased_lists_of(known)
        done = backups.restore(file, passphrase, folder, today=self.today, now=self.now, erased_lists=lists)
        return " ".join(restored_words(done))

    def rescue(self, folder: Path, secret: str, backup: Path | None) -> tuple[str, ...]:
        from intman_desktop.services.rescue import rescue
        from intman_desktop.services.words.damage import rescued_words

        return rescued_words(rescue(folder, secret, today=self.today, now=self.now, backup=backup))

    def practise(self) -> Desk:
        from intman_desktop.sample.practice import begin_practice

        return begin_practice(practice_vault(), self.today, self.now)

    def calibrate(self) -> KdfParameters:
        from intman_desktop import sealing

        return sealing.calibrate()

    def strengthen(self, desk: Desk, passphrase: str, cost: KdfParameters) -> object:
        from intman_desktop.services import keyring

        return None if desk.vault.closed else keyring.strengthen(desk, passphrase, lambda: cost)

    def _noted(self, vault: Vault) -> Desk:
        """Return the desk over a store that somebody opened, with its entry in the journal."""
        from intman_desktop.services import stores

        desk = self._desk_over(vault)
        stores.note_opened(desk)
        return desk

    def _desk_over(self, vault: Vault) -> Desk:
        from intman_desktop.services import stores

        try:
            return stores.desk_of(vault, today=self.today, now=self.now)
        except BaseException:
            vault.close()
            raise
