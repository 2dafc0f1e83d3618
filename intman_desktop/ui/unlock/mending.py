"""What is offered where a store is damaged, from the first sentence to the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.jobs.workers import Workers
from intman_desktop.ui.frame import still_there
from intman_desktop.ui.unlock.doors import Doors
from intman_desktop.ui.unlock.patience import Patience
from intman_desktop.ui.wording import told

if TYPE_CHECKING:
    from intman_desktop.ui.unlock.damaged_card import DamagedCard


class LooksInto(Protocol):
    """Shows what a backup holds and brings it back, as ``Restoring.look_into``."""

    def __call__(
        self, card: DamagedCard, file: Path, typed: str, present: Path, back: Callable[[], object], /
    ) -> object:
        """Look into the backup in ``file`` that belongs over ``present``."""


class Mending:
    """Covers the window with the way out of damage.

    ``cover(card)`` shows a cover that nobody guards, ``ask(folder, why)`` asks for the passphrase afterwards;
    ``look_into`` sees to the backup. ``patience`` slows down whoever guesses here.
    """

    def __init__(
        self,
        cover: Callable[[QWidget], object],
        workers: Workers,
        doors: Doors,
        ask: Callable[[Path, str], object],
        look_into: LooksInto,
        *,
        patience: Patience,
    ) -> None:
        self._patience = patience
        self._cover = cover
        self._workers = workers
        self._doors = doors
        self._ask = ask
        self._look_into = look_into

    def helps(self, trouble: Trouble) -> bool:
        """Return whether a store that cannot be opened for this reason may be mended here."""
        from intman_desktop.vault.troubles import DAMAGE

        return isinstance(trouble, DAMAGE)

    def offer(self, folder: Path, sentence: str = "", backup: Path | None = None) -> None:
        """Offer backup and rescue for the store in ``folder``; ``sentence`` says what is wrong with it.

        ``backup`` is the one that was chosen already. It is shown before anything is replaced, and one of
        another store does not take the place of this one.
        """
        from intman_desktop.ui.unlock.damaged_card import DamagedCard

        card = DamagedCard(sentence)
        if backup is not None:
            card.take_backup(backup)

        def told_of(found: Trouble) -> None:
            self._patience.heed(folder, found)
            if still_there(card):
                card.trouble(told(found))
            else:
                self._ask(folder, told(found))

        def rescued(lines: Sequence[str]) -> None:
            if still_there(card):
                card.show_report(lines)
            else:  # what is missing is told in any case
                self._ask(folder, " ".join(lines))

        def restore(file: Path, secret: str) -> None:
            self._look_into(card, file, secret, folder, lambda: self.offer(folder, sentence, file))

        def rescue(file: Path | None, secret: str) -> None:
            not_yet = self._patience.not_yet()
            if not_yet:
                card.trouble(not_yet)
                return
            self._workers.vault.run(
                self._doors.rescue,
                folder,
                secret,
                file,
                priority=Priority.SAVE,
                on_done=rescued,
                on_error=told_of,
            )

        card.restore_given.connect(restore)
        card.rescue_given.connect(rescue)
        card.gone_back.connect(lambda: self._ask(folder, ""))
        card.opening_wanted.connect(lambda: self._ask(folder, ""))
        self._cover(card)
