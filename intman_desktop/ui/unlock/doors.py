"""The doors of the program: what opens, makes, restores and closes stores, each on the vault's worker.

Services and database are imported inside: nothing of them is loaded before the first window is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from intman_desktop.paths import practice_vault
from intman_desktop.ui.unlock.answers import FirstAnswers

_FIRST_WORKER = "1"


@dataclass(frozen=True)
class Doors:
    """What opens and makes stores; each runs on the vault's worker and may raise a ``Trouble``.

    ``open(folder, passphrase)`` and ``open_with_code(folder, code)`` return a desk;
    ``create(answers)`` returns a desk and its emergency sheet (a ``values.work_views.Paper``);
    ``restore(file, folder, passphrase, known)`` puts a backup into a new folder and returns what to say;
    ``known`` are the stores of this computer whose lists of the erased count (L4);
    ``rescue(folder, passphrase, backup)`` makes a new store there out of all that can still be read of a
    damaged one, and returns what to say; ``backup`` may be None.
    ``practise()`` makes a store full of invented people and returns its desk.
    """

    open: Callable[[Path, str], Any]
    open_with_code: Callable[[Path, str], Any]
    create: Callable[[FirstAnswers], tuple[Any, Any]]
    restore: Callable[[Path, Path, str, Sequence[Path]], str]
    practise: Callable[[], Any]
    rescue: Callable[[Path, str, Path | None], tuple[str, ...]]


def store_doors(today: Callable[[], date], now: Callable[[], datetime]) -> Doors:
    """Return the doors to real stores; ``today`` and ``now`` are the one clock of the program."""
    made = _StoreDoors(today, now)
    return Doors(made.open, made.open_with_code, made.create, made.restore, made.practise, made.rescue)


def close_store(desk: Any) -> None:
    """Close the store of ``desk``, and forget what was typed to find something."""
    from intman_desktop.services.searching import forget_typed

    forget_typed()
    desk.vault.close()


def remove_practice() -> None:
    """Remove the practice store from the disk."""
    from intman_desktop.sample.practice import end_practice

    end_practice(practice_vault())


@dataclass(frozen=True)
class _StoreDoors:
    today: Callable[[], date]
    now: Callable[[], datetime]

    def open(self, folder: Path, passphrase: str) -> Any:
        from intman_desktop.services import stores

        return self._noted(stores.open_store(folder, passphrase))

    def open_with_code(self, folder: Path, code: str) -> Any:
        from intman_desktop.services import stores

        return self._noted(stores.open_store_with_code(folder, code))

    def create(self, answers: FirstAnswers) -> tuple[Any, Any]:
        from intman_desktop.services import papers, stores
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
        return desk, papers.emergency_sheet(desk, made.emergency_code)

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

    def practise(self) -> Any:
        from intman_desktop.sample.practice import begin_practice

        return begin_practice(practice_vault(), self.today, self.now)

    def _noted(self, vault: Any) -> Any:
        """Return the desk over a store that somebody opened, with its entry in the journal."""
        from intman_desktop.services import stores

        desk = self._desk_over(vault)
        stores.note_opened(desk)
        return desk

    def _desk_over(self, vault: Any) -> Any:
        from intman_desktop.services import stores

        try:
            return stores.desk_of(vault, today=self.today, now=self.now)
        except BaseException:
            vault.close()
            raise
