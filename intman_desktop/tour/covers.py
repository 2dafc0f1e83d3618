"""What covers the window: locked, another store, a backup looked into, a damaged store, closing, waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QWidget

from intman_desktop.services.keeping.backups import back_up
from intman_desktop.ui.closing import ClosingCard
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.preview_card import PreviewCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.waiting_card import WaitingCard

if TYPE_CHECKING:
    from intman_desktop.tour.stages import Stages


def picture_covers(stages: Stages, passphrase: str) -> None:
    """Lock the store, look at every way that starts there, unlock it again; then begin to close, and wait."""
    stages.say("Sperren, eine Sicherung ansehen, wieder öffnen")
    driver, window = stages.driver, stages.program.window
    stick = stages.aside_folder("Stick")
    made = stages.ask(back_up, stick)
    backup = made.value
    stages.program.frame.changed.emit(made.changed)
    stages.open_page("overview")
    window.lock_wanted.emit()
    _wait(stages, UnlockCard)
    stages.picture("27-gesperrt")
    driver.press("Anderer Tresor")
    stages.picture("27-anderer-tresor")
    driver.press("Dieser Tresor ist beschädigt")
    _wait(stages, DamagedCard)
    stages.picture("27-beschaedigt")
    driver.press("Zurück")
    if driver.has(QAbstractButton, "Anderer Tresor"):
        driver.press("Anderer Tresor")
    (other,) = window.findChildren(OtherCard)
    other.take_backup(backup.file)
    driver.type_into("Passphrase", passphrase)
    driver.press("Ansehen")
    _wait(stages, PreviewCard)
    stages.picture("27-wiederherstellen")
    driver.press("Zurück")
    driver.press("Zurück")
    driver.type_into("Passphrase", passphrase)
    driver.press("Öffnen")
    driver.wait_for(lambda: driver.has(QAbstractButton, "Übersicht"), "the overview after the lock")
    driver.settle()
    window.cover(ClosingCard(lambda: None, lambda: None))
    stages.picture("27-schliessen")
    waiting = WaitingCard()
    window.cover(waiting)
    driver.wait_for(waiting.card.isVisible, "the word that a folder does not answer")
    stages.picture("27-ordner-antwortet-nicht")
    window.uncover()


def _wait(stages: Stages, kind: type[QWidget]) -> None:
    def seen() -> bool:
        return any(each.isVisible() for each in stages.program.window.findChildren(kind))

    stages.driver.wait_for(seen, kind.__name__)
    stages.driver.settle()
