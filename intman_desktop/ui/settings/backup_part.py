"""Sicherung und Sperre: where backups lie, making one, locking, and bringing in a Falldatei (L4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.backups import back_up
from intman_desktop.services.words.restoring import lacking_words
from intman_desktop.ui.bring_in import bring_in_button
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import icon_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.places import ask_for_folder
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.settings.number_field import NumberField
from intman_desktop.ui.settings.part import Bound, Part, number
from intman_desktop.ui.settings.place_notice import place_notice
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.views import BackupView


class BackupPart(Part):
    """Places of backups, the acts on them, and the two numbers. Attributes: ``now``."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._places: tuple[str, ...] = ()
        card = Card(_("Sicherung"))
        self._last = Text()
        card.add(self._last)
        self._progress = ProgressLine()
        card.add(self._progress)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(1))
        card.body.addLayout(self._list)
        self.now = quiet_button(_("&Jetzt sichern …"), self._choose, icon="save")
        self.add_place = quiet_button(_("&Ort hinzufügen …"), self._choose_place, icon="plus")
        card.add(Flow(self.now, self.add_place))
        form = Form()
        self.bound["backup_max_age_days"] = number(
            form.row(
                _("&Sicherungen höchstens aufbewahren"),
                NumberField(1, 365, _("Tage")),
                _("Ältere Sicherungen enthalten, was inzwischen gelöscht wurde."),
            )
        )
        card.add(form)
        self.bound["backup_places"] = Bound(self._show_places, lambda: self._places)
        lock, form = Card(_("Sperre")), Form()
        self.bound["lock_minutes"] = number(
            form.row(
                _("Ohne &Eingabe sperren nach"),
                NumberField(1, 60, _("Minuten")),
                _("Was Sie gerade schreiben, bleibt erhalten."),
            )
        )
        lock.add(form)
        arrivals = Card(_("Fälle aus einer Datei"))
        arrivals.add(
            QuietText(
                _(
                    "Eine Falldatei bringt Akten aus einem anderen Tresor oder Programm mit. Sie wird erst "
                    "ganz geprüft; hat sie einen Fehler, wird nichts übernommen."
                )
            )
        )
        arrivals.add(Flow(bring_in_button(frame)))
        for each in (card, lock, arrivals):
            self.column.addWidget(each)

    def offer(self, settings: OfficeSettings) -> None:
        """Say when the last backup was made."""
        last = settings.last_backup
        self._last.setText(
            _("Letzte Sicherung: {moment}, {file}").format(moment=moment(last.made_at), file=last.file)
            if last
            else _("Es gibt noch keine Sicherung. Legen Sie eine auf einem anderen Datenträger an.")
        )

    def _show_places(self, places: tuple[str, ...]) -> None:
        self._places = tuple(places)
        empty(self._list)
        if places:
            self._list.addWidget(QuietText(_("Orte, an denen Sicherungen liegen:")))
        for place in places:
            row = QHBoxLayout()
            row.addWidget(Text(place), 1)
            row.addWidget(quiet_button(_("Hier sichern"), partial(self.back_up_to, Path(place))))
            name = _("„{place}“ nicht mehr verwenden").format(place=place)
            row.addWidget(icon_button("x", name, partial(self._forget, place)))
            self._list.addLayout(row)
            self._list.addWidget(place_notice(self._frame, Path(place)))

    def _forget(self, place: str) -> None:
        self._show_places(tuple(each for each in self._places if each != place))

    def add_to_places(self, place: Path) -> None:
        """Remember the folder ``place`` for backups, once everything is saved."""
        self._show_places(tuple(dict.fromkeys((*self._places, str(place)))))

    def _choose(self) -> None:
        self._ask_folder(self.back_up_to)

    def _choose_place(self) -> None:
        self._ask_folder(self.add_to_places)

    def _ask_folder(self, then: Callable[[Path], object]) -> None:
        ask_for_folder(self, _("Ordner für die Sicherung"), then)

    def back_up_to(self, place: Path) -> None:
        """Make a backup in the folder ``place`` and check the copy."""

        def made(view: BackupView) -> None:
            self._progress.end()
            if lacking := lacking_words(view):
                self._frame.warn(lacking)

        def failed(trouble: Trouble) -> None:
            self._progress.end()
            self._frame.warn(trouble)

        self._progress.begin(_("Die Sicherung wird geschrieben und geprüft …"))
        self._frame.do(
            back_up, place, on_done=made, on_error=failed, owner=self, said=_("gesichert und geprüft")
        )
