"""The doors of the program: what opens, makes, restores and closes stores.

Services and database are imported inside: nothing of them is loaded before the first window is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from intman_desktop.paths import practice_vault
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.ways import Whose, to_try

if TYPE_CHECKING:
    from intman_desktop.sealing import KdfParameters
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.services.keeping.keyring import SealedAnew
    from intman_desktop.values.backup_views import RestorePreview
    from intman_desktop.values.keyring import DoorSlot
    from intman_desktop.values.work_views import Paper
    from intman_desktop.vault.store import Vault

_FIRST_WORKER = "1"


class Doors(Protocol):
    """What opens and makes stores; each may raise a ``Trouble``, and runs on the vault's worker.

    ``ways`` and ``look`` only look at a folder, on a thread of their own, once ``load_for_places`` has run,
    and ``preview`` only at a backup, likewise, once ``load_for_restoring`` has.
    A ``secret`` is the passphrase or the code of the emergency sheet.
    """

    def ways(self, folder: Path) -> Sequence[DoorSlot]:
        """Return the slots of a store, without a secret."""

    def open(self, folder: Path, passphrase: str, whose: Whose, remembered: str) -> Desk:
        """Return the desk of a store; ``remembered`` is the id of the slot that opened here last."""

    def open_with_code(self, folder: Path, code: str) -> Desk:
        """Return the desk of a store that the code of its emergency sheet opens."""

    def create(self, answers: FirstAnswers) -> tuple[Desk, Paper]:
        """Make a store; return its desk and its emergency sheet."""

    def confirm_sheet(self, desk: Desk) -> object:
        """Keep that the sheet of a new store is in safe hands."""

    def preview(self, file: Path, present: Path, elsewhere: Path, secret: str) -> RestorePreview:
        """Look into a backup, and change nothing.

        The backup belongs over the ``present`` store, or else into the folder ``elsewhere``.
        """

    def restore(self, file: Path, folder: Path, secret: str, known: Sequence[Path]) -> str:
        """Put a backup into its folder and return what to say.

        ``known`` are the stores of this computer whose lists of the erased count (L4).
        """

    def rescue(self, folder: Path, secret: str, backup: Path | None) -> tuple[str, ...]:
        """Make a new store there out of what can still be read of a damaged one, and return what to say."""

    def practise(self) -> Desk:
        """Make a store full of invented people and return its desk."""

    def look(self, folder: Path) -> tuple[Path, Sequence[str]]:
        """Return where a new store goes if ``folder`` is chosen for it, and the sentences on that place.

        A trouble says that none may lie there.
        """

    def calibrate(self) -> KdfParameters:
        """Measure what a derivation should cost here; this one runs on the other worker."""

    def seal_anew(self, desk: Desk, passphrase: str, cost: KdfParameters) -> SealedAnew | None:
        """Seal the slot that was opened with the passphrase anew, at that cost; on the other worker as well.

        None where there is nothing to do.
        """

    def strengthen(self, desk: Desk, sealed: SealedAnew) -> object:
        """Put a slot that was sealed anew into force."""


def store_doors(today: Callable[[], date], now: Callable[[], datetime], *, day_set: bool = False) -> Doors:
    """Return the doors to real stores; ``today`` and ``now`` are the one clock of the program.

    ``day_set`` says that it is none, but a day that was given (``--today``).
    """
    return _StoreDoors(today, now, day_set)


def prove_ahead() -> None:
    """Let the encryption prove itself before it is needed."""
    from intman_desktop.services.keeping import stores

    stores.prove_ahead()


def load_for_places() -> None:
    """Load what ``ways`` and ``look`` need, so that no two threads load it at once; on the vault's worker."""
    from intman_desktop.services.common import wording
    from intman_desktop.services.keeping import place_notices, stores

    del place_notices, stores, wording


def load_for_restoring() -> None:
    """Load what ``preview`` needs, as ``load_for_places`` does."""
    from intman_desktop.jobs import volumes
    from intman_desktop.services.keeping import backups, restore_preview

    del backups, restore_preview, volumes


def close_store(desk: Desk) -> None:
    """Close the store of ``desk``, and forget what was typed to find something, and how names sound.

    Copies and shadows that the other worker was about to use do not outlast it.
    """
    from intman_desktop.rules.remembered import forget_words
    from intman_desktop.services.keeping.stores import sweep_unfinished

    forget_words()
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
    day_set: bool = False

    def ways(self, folder: Path) -> Sequence[DoorSlot]:
        from intman_desktop.services.keeping import stores

        return stores.ways_into(folder)

    def open(self, folder: Path, passphrase: str, whose: Whose, remembered: str) -> Desk:
        from intman_desktop.services.keeping import stores
        from intman_desktop.vault.troubles import WrongPassphrase

        *before, last = to_try(stores.ways_into(folder), whose, remembered)
        for slot_id in before:
            with suppress(WrongPassphrase):
                return self._noted(stores.open_store(folder, passphrase, slot_id))
        return self._noted(stores.open_store(folder, passphrase, last))

    def open_with_code(self, folder: Path, code: str) -> Desk:
        from intman_desktop.services.keeping import stores

        return self._noted(stores.open_store_with_code(folder, code))

    def confirm_sheet(self, desk: Desk) -> None:
        from intman_desktop.services.keeping import keyring

        keyring.confirm_sheet(desk)

    def create(self, answers: FirstAnswers) -> tuple[Desk, Paper]:
        from intman_desktop.services.keeping import stores
        from intman_desktop.services.papers import papers
        from intman_desktop.values.codes import ProviderLaw
        from intman_desktop.values.office import Worker

        office = stores.first_office(
            provider=answers.provider,
            provider_law=ProviderLaw(answers.provider_law),
            office=answers.office,
            town=answers.town,
            workers=(Worker(_FIRST_WORKER, answers.worker),),
        )
        made = stores.create_store(
            answers.folder,
            answers.passphrase,
            office,
            now=self.now,
            sheet_awaited=True,
        )
        with stores.unless_it_fails(made.vault):
            desk = self._desk_over(made.vault)
            return desk, papers.emergency_sheet(desk, made.emergency_code)

    def preview(self, file: Path, present: Path, elsewhere: Path, secret: str) -> RestorePreview:
        from intman_desktop.jobs.volumes import mounted_volumes
        from intman_desktop.services.keeping import backups
        from intman_desktop.services.keeping.restore_preview import preview_restore, restore_target

        folder = restore_target(file, present, elsewhere)
        lists = backups.erased_lists_of(() if folder == present else (present,))
        return preview_restore(
            file,
            secret,
            folder,
            today=self.today,
            now=self.now,
            erased_lists=lists,
            volumes=mounted_volumes(),
        )

    def restore(self, file: Path, folder: Path, secret: str, known: Sequence[Path]) -> str:
        from intman_desktop.jobs.volumes import mounted_volumes
        from intman_desktop.services.common.words.restoring import restored_words
        from intman_desktop.services.keeping import backups

        lists = backups.erased_lists_of(known)
        done = backups.restore(
            file,
            secret,
            folder,
            today=self.today,
            now=self.now,
            erased_lists=lists,
            volumes=mounted_volumes(),
        )
        return " ".join(restored_words(done))

    def rescue(self, folder: Path, secret: str, backup: Path | None) -> tuple[str, ...]:
        from intman_desktop.jobs.volumes import mounted_volumes
        from intman_desktop.services.common.words.damage import rescued_words
        from intman_desktop.services.keeping.rescue import rescue

        done = rescue(
            folder, secret, today=self.today, now=self.now, backup=backup, volumes=mounted_volumes()
        )
        return rescued_words(done)

    def practise(self) -> Desk:
        from intman_desktop.sample.practice import begin_practice

        return begin_practice(practice_vault(), self.today, self.now)

    def look(self, folder: Path) -> tuple[Path, Sequence[str]]:
        from intman_desktop.services.common import wording
        from intman_desktop.services.keeping import place_notices

        place = place_notices.folder_for_store(folder)
        return place, tuple(map(wording.sentence, place_notices.look_for_store(place)))

    def calibrate(self) -> KdfParameters:
        from intman_desktop import sealing

        return sealing.calibrate()

    def seal_anew(self, desk: Desk, passphrase: str, cost: KdfParameters) -> SealedAnew | None:
        from intman_desktop.services.keeping import keyring

        return keyring.seal_anew(desk, passphrase, lambda: cost)

    def strengthen(self, desk: Desk, sealed: SealedAnew) -> object:
        from intman_desktop.services.keeping import keyring

        return keyring.take_seal(desk, sealed)

    def _noted(self, vault: Vault) -> Desk:
        """Return the desk over a store that somebody opened, with its entry in the journal."""
        from intman_desktop.services.keeping import stores

        try:
            desk = self._desk_over(vault)
            stores.note_opened(desk, day_set=self.day_set)
        except BaseException:
            vault.close()
            raise
        return desk

    def _desk_over(self, vault: Vault) -> Desk:
        from intman_desktop.services.keeping import stores

        return stores.desk_of(vault, today=self.today, now=self.now)
