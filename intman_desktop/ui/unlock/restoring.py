"""A backup is looked into, shown, and brought back, up to the question for its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.jobs.workers import Workers
from intman_desktop.ui.frame import still_there
from intman_desktop.ui.unlock.doors import Doors, load_for_restoring
from intman_desktop.ui.unlock.patience import Patience
from intman_desktop.ui.unlock.whereabouts import reach
from intman_desktop.ui.wording import told

if TYPE_CHECKING:
    from intman_desktop.ui.unlock.damaged_card import DamagedCard
    from intman_desktop.ui.unlock.other_card import OtherCard
    from intman_desktop.ui.unlock.preview_card import PreviewCard
    from intman_desktop.values.backup_views import RestorePreview


class Covers(Protocol):
    """What covers the window and knows where one goes from there."""

    def cover(self, card: QWidget, leave: Callable[[str], object] | None = None) -> None:
        """Show a cover; ``leave(why)`` goes away from one that is guarded."""

    def guard(self, leave: Callable[[str], object] | None) -> None:
        """Guard, or guard no longer, the cover that is shown."""

    def ask(self, folder: Path, reason: str = "", backup: str = "") -> None:
        """Ask for what opens the store in ``folder``."""

    def go_back(self, why: str) -> None:
        """Lead to what was covered before another way was chosen."""


class Restoring:
    """Brings a backup back: over the store it was made from, any other one beside."""

    def __init__(
        self,
        covers: Covers,
        workers: Workers,
        doors: Doors,
        wanted: Callable[[], Path],
        patience: Patience,
    ) -> None:
        """Take ``wanted()``, next to which a free folder takes in the backup of another store."""
        self._patience = patience
        self._covers = covers
        self._wanted = wanted
        self._workers = workers
        self._doors = doors

    def look_into(
        self,
        card: OtherCard | DamagedCard,
        file: Path,
        typed: str,
        present: Path,
        back: Callable[[], object],
    ) -> None:
        """Show what the backup in ``file`` holds, before anything is brought back.

        ``typed`` opens it; ``present`` is the folder of the store that is asked for. ``card`` says why it
        cannot be looked into, and ``back()`` shows it again. What opens no backup counts for that store.
        """
        not_yet = self._patience.not_yet()
        if not_yet:
            card.trouble(not_yet)
            return

        def refused(trouble: Trouble) -> None:
            self._patience.heed(present, trouble)
            card.trouble(told(trouble))

        def look(elsewhere: Path) -> None:
            # a share that dies meanwhile holds up this thread, and not who opens the store after all
            self._workers.ask_place(
                self._doors.preview,
                file,
                present,
                elsewhere,
                typed,
                on_done=seen,
                on_error=refused,
                owner=card,
            )

        def load(elsewhere: Path) -> None:
            self._workers.vault.run(
                load_for_restoring,
                priority=Priority.SAVE,
                on_done=lambda _nothing: look(elsewhere),
                owner=card,
            )

        def seen(preview: RestorePreview) -> None:
            from intman_desktop.ui.unlock.preview_card import PreviewCard

            shown = PreviewCard(preview)
            shown.accepted.connect(lambda: self._restore(shown, preview, typed, present))
            shown.gone_back.connect(back)
            self._covers.cover(shown, self._forget)

        self._workers.ask_place(reach, (file, present), self._wanted(), on_done=load, owner=card)

    def _forget(self, why: str) -> None:
        """Go away from a backup that was looked into, so that its passphrase is typed once more."""
        self._covers.go_back(why)

    def _restore(self, card: PreviewCard, preview: RestorePreview, typed: str, present: Path) -> None:
        folder = preview.folder

        def failed(trouble: Trouble) -> None:
            if still_there(card):
                self._covers.guard(self._forget)
                card.trouble(told(trouble))
            else:
                self._covers.go_back(told(trouble))

        self._covers.guard(None)
        self._workers.vault.run(
            self._doors.restore,
            preview.file,
            folder,
            typed,
            (present,),
            priority=Priority.SAVE,
            on_done=lambda words: self._covers.ask(folder, words),
            on_error=failed,
        )
