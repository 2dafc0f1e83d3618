"""Sicherung und Sperre: where backups lie, making one, locking, and bringing in a Falldatei (L4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.rules.backup_thinning import DAILY_DAYS, WEEKLY_DAYS
from intman_desktop.rules.setting_bounds import BOUNDS
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.ui.backing_up import BackingUp, failures, left_over
from intman_desktop.ui.bring_in import bring_in_button
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, Text
from intman_desktop.ui.parts.places import ask_for_folder
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.upkeep_lines import UpkeepLines
from intman_desktop.ui.place_watch import look_for_places
from intman_desktop.ui.settings.number_field import NumberField, days, minutes
from intman_desktop.ui.settings.part import Bound, Part, number
from intman_desktop.ui.settings.place_notice import place_notice
from intman_desktop.ui.settings.place_rows import PlaceRows
from intman_desktop.ui.wording import moment
from intman_desktop.values.backup_views import BackupView, PlaceNow, PlaceResult, PlaceState, UpkeepView
from intman_desktop.values.desk_views import OfficeSettings


class BackupPart(Part):
    """Places of backups, the acts on them, and the two numbers. Attributes: ``now``."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._places: tuple[str, ...] = ()
        self._now: dict[str, PlaceNow] = {}
        self._last_made: BackupView | None = None
        self._backing = BackingUp(frame, self)
        card = Card(_("Sicherung"))
        self._last = Text()
        card.add(self._last)
        self._progress = ProgressLine()
        card.add(self._progress)
        self._backing.stepped.connect(self._progress.step)
        self._rows = PlaceRows(
            lambda place: self.back_up_to(Path(place)),
            self._forget,
            lambda place: place_notice(frame, Path(place)),
        )
        card.add(self._rows)
        self.now = quiet_button(_("&Jetzt sichern …"), self._choose, icon="save")
        self.add_place = quiet_button(_("&Ort hinzufügen …"), self._choose_place, icon="plus")
        card.add(Flow(self.now, self.add_place))
        form, longest = Form(), NumberField(*BOUNDS["backup_max_age_days"], days)
        row = form.row(_("&Sicherungen höchstens aufbewahren"), longest, kept_words(longest.value()))
        longest.line.textChanged.connect(lambda _typed: row.set_hint(kept_words(longest.value())))
        self.bound["backup_max_age_days"] = number(row)
        card.add(form)
        card.add(SectionTitle(_("Was das Programm von selbst tut")))
        card.add(
            QuietText(
                _(
                    "Es sichert beim Schließen und einmal am Tag, wenn sich etwas geändert hat und ein Ort "
                    "da ist. Einmal in der Woche stellt es die neueste Sicherung zur Probe wieder her, "
                    "einmal im Monat prüft es den Tresor."
                )
            )
        )
        self._kept = UpkeepLines(lambda: frame.open_page("privacy"))
        card.add(self._kept)
        self.bound["backup_places"] = Bound(self._show_places, lambda: self._places)
        lock, form = Card(_("Sperre")), Form()
        self.bound["lock_minutes"] = number(
            form.row(
                _("Ohne &Eingabe sperren nach"),
                NumberField(*BOUNDS["lock_minutes"], minutes),
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
        """Say when the last backup was made, and look how its places are now."""
        last = self._last_made = settings.last_backup
        self._frame.ask(upkeep_view, on_done=self._show_kept, owner=self, replaces="settings upkeep")
        look_for_places(self._frame, self.show_now, self)
        self._last.setText(
            _("Letzte Sicherung: {moment}, {file}").format(moment=moment(last.made_at), file=last.file)
            if last
            else _("Es gibt noch keine Sicherung. Legen Sie eine auf einem anderen Datenträger an.")
        )

    def _show_places(self, places: tuple[str, ...]) -> None:
        self._places = tuple(places)
        self._rows.set_places(self._places, self._now)

    def show_now(self, _found: object, now: tuple[PlaceNow, ...]) -> None:
        """Show how each place stands ``now``, and offer to back up to a stick that came back."""
        self._now = {each.path: each for each in now}
        self._show_places(self._places)
        back = [each.path for each in now if each.moved]
        if back:
            words = _("Ihr Sicherungsstick ist da: {place}").format(place=", ".join(back))
            act = partial(self.back_up_to, *map(Path, back))
            self._frame.say(words, act, _("Jetzt sichern"))

    def _show_kept(self, view: UpkeepView) -> None:
        self._kept.show_view(view, backed_up=self._last_made is not None)

    def _forget(self, place: str) -> None:
        self._show_places(tuple(each for each in self._places if each != place))

    def add_to_places(self, place: Path) -> None:
        """Remember the folder ``place`` for backups, once everything is saved."""
        self._show_places(tuple(dict.fromkeys((*self._places, str(place)))))

    def _choose(self) -> None:
        """Back up to every place in reach; where there is none, ask for one."""
        there = [Path(path) for path, each in self._now.items() if each.state is PlaceState.THERE]
        if there:
            self.back_up_to(*there)
        else:
            self._ask_folder(self.back_up_to)

    def _choose_place(self) -> None:
        self._ask_folder(self.add_to_places)

    def _ask_folder(self, then: Callable[[Path], object]) -> None:
        ask_for_folder(self, _("Ordner für die Sicherung"), then)

    def back_up_to(self, *places: Path) -> None:
        """Make a backup in each of these folders and check it."""

        def done(results: tuple[PlaceResult, ...]) -> None:
            self._progress.end()
            sentences = (*failures(results), *left_over(results))
            for each in sentences:
                self._frame.warn(each)
            if not sentences:
                self._frame.say(_("gesichert und geprüft"))

        def failed(trouble: Trouble) -> None:
            self._progress.end()
            self._frame.warn(trouble)

        self._progress.begin(_("Die Sicherung wird geschrieben und geprüft …"), self._stop)
        self._backing.run(places, done, failed)

    def _stop(self) -> None:
        self._backing.stop()
        self._progress.end()


def kept_words(longest: int) -> str:
    """Return what stays of the backups of a place where they are kept ``longest`` days (Rule L4).

    Nothing is said of what is thinned out later than that: none gets so old.
    """
    if longest < DAILY_DAYS:
        stays = _("Von heute bleibt jede, dann eine je Tag.")
    elif longest < WEEKLY_DAYS:
        stays = _("Von heute bleibt jede, dann eine je Tag, nach {days} Tagen eine je Woche.")
    else:
        stays = _(
            "Von heute bleibt jede, dann eine je Tag, nach {days} Tagen eine je Woche, nach {weeks} Wochen "
            "eine je Monat."
        )
    goes = ngettext(
        "Was älter ist als {count} Tag, löscht das Programm, denn darin steht noch, was inzwischen gelöscht "
        "wurde; die neueste bleibt immer.",
        "Was älter ist als {count} Tage, löscht das Programm, denn darin steht noch, was inzwischen gelöscht "
        "wurde; die neueste bleibt immer.",
        longest,
    )
    words = stays.format(days=DAILY_DAYS, weeks=WEEKLY_DAYS // 7)
    return f"{words} {goes.format(count=longest)}"
