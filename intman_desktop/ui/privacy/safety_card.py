"""The last backup, and the check of the store (L4, L6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.backups import verify_store
from intman_desktop.services.wording import sentence
from intman_desktop.ui.backup_state import backup_state
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment, number
from intman_desktop.values.desk_views import PrivacyView
from intman_desktop.values.views import VerifyReport


class SafetyCard(Card):
    """Says how old the last backup is and checks the store on request. Attributes: ``check``."""

    def __init__(self, frame: Frame, open_backups: Callable[[], object]) -> None:
        super().__init__(_("Sicherung und Tresor"))
        self._frame = frame
        self._open_backups = open_backups
        self._backup = QVBoxLayout()
        self._backup.setSpacing(space(1))
        self.body.addLayout(self._backup)
        self.check = quiet_button(_("Tresor prüfen"), self.ask_to_check)
        self.add(Flow(self.check))
        self._progress = ProgressLine()
        self.add(self._progress)
        self._report = QVBoxLayout()
        self._report.setSpacing(space(1))
        self.body.addLayout(self._report)

    def show_backup(self, view: PrivacyView, today: date) -> None:
        """Say when and where the last backup was made."""
        empty(self._backup)
        last = view.last_backup
        state, word, words = backup_state(last.made_at if last else None, today, view.backup_max_age_days)
        self._backup.addWidget(StateChip(state, word), 0, Qt.AlignmentFlag.AlignLeft)
        self._backup.addWidget(Text(words))
        if last is not None:
            self._backup.addWidget(SmallText(f"{moment(last.made_at)}, {last.file}"))
        act = link_button(_("Sichern und Orte verwalten"), self._open_backups)
        self._backup.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)

    def ask_to_check(self) -> None:
        """Check file, key file and journal, and say what was found."""
        empty(self._report)
        self.check.setEnabled(False)
        self._progress.begin(_("Der Tresor wird geprüft …"))
        self._frame.ask(verify_store, on_done=self._show, on_error=self._failed, owner=self)

    def _show(self, report: VerifyReport) -> None:
        self._end()
        if report.sound:
            chip = StateChip(State.DONE, _("Der Tresor ist in Ordnung."))
            self._report.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        for fault in report.faults:
            self._report.addWidget(Text(sentence(fault), "error"))
        entries = ngettext(
            "Protokoll: {count} Eintrag, lückenlos verkettet.",
            "Protokoll: {count} Einträge, lückenlos verkettet.",
            report.journal_length,
        )
        if report.sound:
            self._report.addWidget(SmallText(entries.format(count=number(report.journal_length))))

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self._frame.warn(trouble)

    def _end(self) -> None:
        self._progress.end()
        self.check.setEnabled(True)
