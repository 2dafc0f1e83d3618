"""The backup: when and where the last one was made, and the act that makes one now."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.ui.backing_up import BackingUp, failures, left_over
from intman_desktop.ui.backup_state import backup_state
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.places import ask_for_folder
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.parts.upkeep_lines import UpkeepLines
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment
from intman_desktop.values.backup_views import BackupView, PlaceResult, UpkeepView
from intman_desktop.values.office import Office


class BackupCard(Card):
    """The card "Sicherung". Attributes: ``act``, the button that makes a backup."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Sicherung"))
        self._frame = frame
        self._places: tuple[str, ...] = ()
        self._made_any = False
        self._backing = BackingUp(frame, self)
        self._state = QHBoxLayout()
        self._state.setSpacing(space(2))
        self.body.addLayout(self._state)
        self._words = Text()
        self._sign: StateSign | None = None
        self._state.addWidget(self._words, 1)
        self._where = SmallText()
        self.add(self._where)
        self.progress = ProgressLine()
        self.add(self.progress)
        self._backing.stepped.connect(self.progress.step)
        self.kept = UpkeepLines(lambda: frame.open_page("privacy"))
        self.kept.hide()
        self.add(self.kept)
        self.act = quiet_button(_("Jetzt sichern …"), self.choose_place, icon="save")
        self.add(self.act)

    def show_backup(self, made: BackupView | None, office: Office) -> None:
        """Show the last backup and offer the places where there was one."""
        self._places = office.backup_places
        self._made_any = made is not None
        backup = backup_state(made.made_at if made else None, self._frame.today(), office.backup_max_age_days)
        if self._sign is not None:
            self._sign.hide()
            self._sign.deleteLater()
        self._sign = StateSign(backup.state, backup.sentence)
        self._state.insertWidget(0, self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words.setText(backup.sentence)
        self._where.setText(f"{moment(made.made_at)}\n{made.file.parent}" if made else "")
        self._where.setVisible(made is not None)

    def show_kept(self, view: UpkeepView) -> None:
        """Show how the rehearsal and the last check stand."""
        self.kept.show_view(view, backed_up=self._made_any)

    def choose_place(self) -> QMenu | None:
        """Offer the places used before and any other; return the menu, or None with no place known."""
        if not self._places:
            self._ask_folder()
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in self._places:
            menu.addAction(place.replace("&", "&&"), partial(self.back_up_to, Path(place)))
        menu.addSeparator()
        menu.addAction(_("Anderer Ort …"), self._ask_folder)
        menu.popup(self.act.mapToGlobal(QPoint(0, self.act.height())))
        return menu

    def back_up_to(self, place: Path) -> None:
        """Back up to the folder ``place``; the sentence of what went wrong appears in the line of notices."""
        self.act.setEnabled(False)
        self.progress.begin(_("Die Sicherung wird geschrieben und geprüft …"), self._stop)
        self._backing.run((place,), self._done, self._failed)

    def _done(self, results: tuple[PlaceResult, ...]) -> None:
        self._end()
        sentences = (*failures(results), *left_over(results))
        for each in sentences:
            self._frame.warn(each)
        if not sentences:
            self._frame.say(_("Gesichert und geprüft."))

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self._frame.warn(trouble)

    def _stop(self) -> None:
        self._backing.stop()
        self._end()

    def _end(self) -> None:
        self.progress.end()
        self.act.setEnabled(True)

    def _ask_folder(self) -> None:
        ask_for_folder(self, _("Ordner für die Sicherung"), self.back_up_to)
