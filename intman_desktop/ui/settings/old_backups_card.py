"""The backups that former ways in still open, each with the act that replaces it; what is out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _
from intman_desktop.services.keeping.kept_elsewhere import backup_places, look_into_places
from intman_desktop.services.keeping.old_backups import (
    Replacement,
    backups_of_removed,
    deliver_replacement,
    note_replaced,
    note_replacement,
    order_replacement,
    remove_replaced,
)
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import breakable, moment
from intman_desktop.values.backup_views import BackupMadeAt
from intman_desktop.values.keyring import OldBackup, OldBackups
from intman_desktop.vault.backup_places import PlaceSeen


class OldBackupsCard(Card):
    """Hidden while there is none and every place could be looked into."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Sicherungen, die frühere Zugänge noch öffnen"))
        self._frame = frame
        self._found = OldBackups()
        self._may_replace = False
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        self.body.addLayout(self._list)
        self._progress = ProgressLine()
        self.add(self._progress)
        self.hide()

    def look(self, *, may_replace: bool) -> None:
        """Look into the places of the backups; replacing waits until the key is renewed."""
        self._may_replace = may_replace
        self._draw()
        self._frame.ask(
            backup_places,
            on_done=self._see,
            owner=self,
            priority=Priority.BACKGROUND,
            replaces="old backups: places",
        )

    def _see(self, places: Sequence[str]) -> None:
        self._frame.look(
            look_into_places, places, on_done=self._compare, owner=self, replaces="old backups: see"
        )

    def _compare(self, seen: Sequence[PlaceSeen]) -> None:
        self._frame.ask(
            backups_of_removed, seen, on_done=self.show_found, owner=self, replaces="old backups: compare"
        )

    def show_found(self, found: OldBackups) -> None:
        """Show which backups ways in of before still open."""
        self._found = found
        self._draw()

    def _draw(self) -> None:
        empty(self._list)
        found = self._found
        self.setVisible(bool(found.files or found.out_of_reach))
        if found.files and not self._may_replace:
            self._list.addWidget(QuietText(_("Ersetzen lassen sie sich, sobald der Schlüssel erneuert ist.")))
        for backup in found.files:
            self._list.addWidget(self._row(backup))
        if found.out_of_reach:
            self._list.addWidget(QuietText(_("Nicht nachgesehen, weil gerade nicht erreichbar:")))
        for place in found.out_of_reach:
            self._list.addWidget(Text(breakable(place)))

    def _row(self, backup: OldBackup) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        names = ", ".join(backup.opened_by)
        when = moment(backup.made_at) if backup.made_at is not None else _("Tag unbekannt")
        words.addWidget(Text(_("{moment} – öffnet: {names}").format(moment=when, names=names)))
        words.addWidget(SmallText(breakable(str(backup.file))))
        line.addLayout(words, 1)
        act = quiet_button(_("Ersetzen …"), partial(self.ask_to_replace, backup))
        act.setAccessibleDescription(str(backup.file))
        act.setEnabled(self._may_replace)
        line.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def ask_to_replace(self, backup: OldBackup) -> Confirm:
        """Ask before an older state is given up; return the question."""
        return ask(
            self,
            _("Diese Sicherung durch eine neue ersetzen?"),
            _("Am selben Ort wird jetzt gesichert und geprüft, danach wird die alte Sicherung gelöscht."),
            _("Alten Stand durch den heutigen ersetzen"),
            partial(self._replace, backup),
            safe_text=_("Behalten"),
        )

    def _replace(self, old: OldBackup) -> None:
        """Replace in the steps of every backup, so that saving goes on while a slow stick is written to."""
        self._progress.begin(_("Die neue Sicherung wird geschrieben und geprüft …"))
        self._frame.ask(
            order_replacement,
            old.file,
            on_done=self._deliver,
            on_error=self._failed,
            owner=self,
        )

    def _deliver(self, replacement: Replacement) -> None:
        self._frame.make(
            deliver_replacement,
            replacement,
            on_done=partial(self._note, replacement),
            on_error=self._failed,
            on_progress=self._progress.step,
            owner=self,
        )

    def _note(self, replacement: Replacement, made: BackupMadeAt) -> None:
        self._frame.do(
            note_replacement,
            replacement,
            made,
            on_done=lambda _view: self._remove(replacement.file),
            on_error=self._failed,
            owner=self,
        )

    def _remove(self, old: Path) -> None:
        self._frame.make(remove_replaced, old, on_done=self._removed, on_error=self._failed, owner=self)

    def _removed(self, _nothing: None) -> None:
        self._progress.end()
        self._frame.do(
            note_replaced,
            on_done=lambda _nothing: self.look(may_replace=self._may_replace),
            owner=self,
            said=_("Die Sicherung ist ersetzt."),
        )

    def _failed(self, trouble: Trouble) -> None:
        self._progress.end()
        self._frame.warn(trouble)
