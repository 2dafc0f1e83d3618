"""What is offered where a store is damaged, from the first sentence to the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.jobs.workers import Workers
from intman_desktop.ui.unlock.doors import Doors
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import told


class Mending:
    """Covers the window with the way out of damage; ``ask(folder)`` asks for the passphrase afterwards."""

    def __init__(
        self, window: MainWindow, workers: Workers, doors: Doors, ask: Callable[[Path], object]
    ) -> None:
        self._window = window
        self._workers = workers
        self._doors = doors
        self._ask = ask

    def helps(self, trouble: Trouble) -> bool:
        """Return whether a store that cannot be opened for this reason may be mended here."""
        from intman_desktop.vault.troubles import DAMAGE

        return isinstance(trouble, DAMAGE)

    def offer(self, folder: Path, sentence: str = "") -> None:
        """Offer backup and rescue for the store in ``folder``; ``sentence`` says what is wrong with it."""
        from intman_desktop.ui.unlock.damaged_card import DamagedCard

        card = DamagedCard(sentence)

        def told_of(found: Trouble) -> None:
            card.trouble(told(found))

        def done(lines: str | Sequence[str]) -> None:
            card.show_report((lines,) if isinstance(lines, str) else lines)

        def restore(file: Path, secret: str) -> None:
            self._workers.vault.run(
                self._doors.restore,
                file,
                folder,
                secret,
                (folder,),
                priority=Priority.SAVE,
                on_done=done,
                on_error=told_of,
            )

        def rescue(file: Path | None, secret: str) -> None:
            self._workers.vault.run(
                self._doors.rescue,
                folder,
                secret,
                file,
                priority=Priority.SAVE,
                on_done=done,
                on_error=told_of,
            )

        card.restore_given.connect(restore)
        card.rescue_given.connect(rescue)
        card.gone_back.connect(lambda: self._ask(folder))
        card.opening_wanted.connect(lambda: self._ask(folder))
        self._window.cover(card)
