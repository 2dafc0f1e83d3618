"""A program in which somebody types until it is killed: started by the test about kills in mid-sentence."""

from __future__ import annotations

import itertools
import os
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from intman_desktop.app import begin
from intman_desktop.ui.style import new_application
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from tests.opened import PASSPHRASE

_EVERY_MS = 5


def type_on(folder: Path) -> None:
    """Type letter after letter into the note of a talk; each text that is kept for good is said."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["INTMAN_HOME"] = str(folder.parent / "home")
    application = new_application()
    program = begin(application, folder, date(2026, 11, 20))
    program.start()
    letters = itertools.cycle("abcdefgh")

    def go_on() -> None:
        if program.frame.desk is None:
            for card in program.window.findChildren(UnlockCard):
                line = next(each for each in card.findChildren(QLineEdit) if each.isVisible())
                if not line.text():
                    line.setText(PASSPHRASE)
                    line.returnPressed.emit()
            return
        page = program.window.page()
        if not isinstance(page, TalkPage):
            program.window.open_page("talk", case_id=1)
            return
        if not page.sheet.notes.parts() or not program.workers.idle():
            return
        note = page.sheet.notes.parts()[0].note
        if note.value():
            print(note.value(), flush=True)  # noqa: T201 - what was kept by the save before
        note.insertPlainText(next(letters) if note.value() else "ztalkone")
        program.drafting.save()

    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(go_on)
    timer.start()
    application.exec()
