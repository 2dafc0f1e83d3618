"""The backups by place and age, and how the store and its journal stand to them (L4, L6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _, ngettext
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.backups import verify_store
from intman_desktop.services.keeping.kept_elsewhere import backup_places, kept_elsewhere, look_into_places
from intman_desktop.ui.backup_state import backup_state
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, moment, number
from intman_desktop.values.backup_views import VerifyReport
from intman_desktop.values.desk_views import PrivacyView
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.journal_views import HeadsReport, KeptElsewhere, PlaceView
from intman_desktop.vault.backup_places import PlaceSeen

T = TypeVar("T")
_MENDED = frozenset(
    {
        "pages_damaged",
        "structure_damaged",
        "links_broken",
        "key_file_damaged",
        "journal_not_checked",
        "heads_not_checked",
    }
)
"""The faults that a backup or a rescue helps against."""


class SafetyCard(Card):
    """Says how old the backups are and checks the store on request. Attributes: ``check``."""

    def __init__(self, frame: Frame, open_backups: Callable[[], object]) -> None:
        super().__init__(_("Sicherungen und Tresor"))
        self._frame = frame
        self._open_backups = open_backups
        self._max_age = 0
        self._had_cursor = False
        self._known: tuple[Explanation, ...] = ()
        self._backup = _column()
        self.body.addLayout(self._backup)
        self._places = LineList()
        self.add(self._places)
        self.add(Flow(link_button(_("Sichern und Orte verwalten"), open_backups)))
        self.add(SectionTitle(_("Ist alles noch, wie es war?")))
        self._heads = _column()
        self.body.addLayout(self._heads)
        self.check = quiet_button(_("Tresor prüfen"), self.ask_to_check)
        self.add(Flow(self.check))
        self._progress = ProgressLine()
        self.add(self._progress)
        self._report = _column()
        self.body.addLayout(self._report)

    def show_backup(self, view: PrivacyView, today: date) -> None:
        """Say when and where the last backup was made."""
        self._max_age = view.backup_max_age_days
        empty(self._backup)
        last = view.last_backup
        backup = backup_state(last.made_at if last else None, today, view.backup_max_age_days)
        self._backup.addWidget(StateChip(backup.state, backup.word), 0, Qt.AlignmentFlag.AlignLeft)
        self._backup.addWidget(Text(backup.sentence))
        if last is not None:
            self._backup.addWidget(SmallText(f"{moment(last.made_at)}, {last.file}"))

    def look(self) -> None:
        """Look into the places of the backups: a stick may be plugged in or gone."""
        self._with_places(kept_elsewhere, self._show_kept, priority=Priority.BACKGROUND)

    def _with_places(
        self,
        verb: Callable[[Desk, Sequence[PlaceSeen]], T],
        on_done: Callable[[T], object],
        *,
        on_error: Callable[[Trouble], object] | None = None,
        priority: Priority = Priority.SCREEN,
    ) -> None:
        """Run ``verb(desk, seen)`` after the other worker saw the places: nothing waits for a slow stick.

        A newer run of the same verb takes the place of an older one, step by step.
        """

        name = verb.__name__

        def compare(seen: Sequence[PlaceSeen]) -> None:
            self._frame.ask(
                verb,
                seen,
                on_done=on_done,
                on_error=on_error,
                owner=self,
                priority=priority,
                replaces=f"{name}: compare",
            )

        def see(places: Sequence[str]) -> None:
            self._frame.look(
                look_into_places,
                places,
                on_done=compare,
                on_error=on_error,
                owner=self,
                priority=priority,
                replaces=f"{name}: see",
            )

        self._frame.ask(
            backup_places,
            on_done=see,
            on_error=on_error,
            owner=self,
            priority=priority,
            replaces=f"{name}: places",
        )

    def _show_kept(self, kept: KeptElsewhere) -> None:
        self._places.setVisible(bool(kept.places))
        self._places.set_lines([self._place_line(place) for place in kept.places])
        self._known = kept.heads.faults
        empty(self._heads)
        for widget in _heads_words(kept.heads):
            self._heads.addWidget(widget)

    def _place_line(self, place: PlaceView) -> Line:
        state, told = State.DONE, _("in Ordnung")
        if not place.reachable:
            state, told = State.OPEN, _("nicht erreichbar")
        elif place.overdue:
            state, told = State.WARNING, _("zu alt")
        elif not place.count:
            state, told = State.OPEN, _("leer")
        words = " ".join(_place_words(place, self._frame.today(), self._max_age))
        return Line(state, told, words, place.place, self._open_backups)

    def ask_to_check(self) -> None:
        """Check file, key file and journal, and say what was found."""
        empty(self._report)
        self._had_cursor = self.check.hasFocus()
        self.check.setEnabled(False)
        self._progress.begin(_("Der Tresor wird geprüft …"))
        self._with_places(verify_store, self._show, on_error=self._failed)

    def _show(self, report: VerifyReport) -> None:
        self._end()
        if report.sound:
            chip = StateChip(State.DONE, _("Der Tresor ist in Ordnung."))
        else:
            chip = StateChip(State.OVERDUE, _("Der Tresor ist nicht in Ordnung."))
        self._report.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        new = [each for each in report.faults if each not in self._known]
        for fault in new:
            self._report.addWidget(Text(sentence(fault), "error"))
        if len(new) < len(report.faults):
            self._report.addWidget(Text(_("Was am Protokoll nicht stimmt, steht oben.")))
        entries = ngettext(
            "Protokoll: {count} Eintrag, lückenlos verkettet.",
            "Protokoll: {count} Einträge, lückenlos verkettet.",
            report.journal_length,
        )
        if report.sound:
            self._report.addWidget(SmallText(entries.format(count=number(report.journal_length))))
        if any(fault.code in _MENDED for fault in report.faults):
            way_out = quiet_button(_("Sperren und Auswege zeigen"), self._frame.mending_wanted.emit)
            self._report.addWidget(Flow(way_out))

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self._frame.warn(trouble)

    def _end(self) -> None:
        self._progress.end()
        self.check.setEnabled(True)
        if self._had_cursor:
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(space(1))
    return column


def _place_words(place: PlaceView, today: date, max_age: int) -> Iterator[str]:
    """Yield the sentences on the backups of one place."""
    if not place.reachable:
        yield _("Gerade nicht erreichbar. Stecken Sie den Datenträger ein, um nachzusehen.")
    elif place.oldest is None:
        yield _("Hier liegt keine Sicherung.")
    else:
        yield _oldest_words(place.count, place.oldest.astimezone().date(), today)
    if place.overdue:
        yield _overdue_words(place.overdue, max_age)
    if place.with_erased and place.gone_by is not None:
        yield _erased_words(place.with_erased, place.gone_by, today)
    if place.unread:
        words = ngettext("{count} lässt sich nicht lesen.", "{count} lassen sich nicht lesen.", place.unread)
        yield words.format(count=number(place.unread))


def _oldest_words(count: int, oldest: date, today: date) -> str:
    age = (today - oldest).days
    old = _("heute") if age <= 0 else ngettext("{days} Tag alt", "{days} Tage alt", age)
    words = ngettext(
        "{count} Sicherung, vom {oldest} ({age}).",
        "{count} Sicherungen, die älteste vom {oldest} ({age}).",
        count,
    )
    return words.format(count=number(count), oldest=day(oldest), age=old.format(days=number(age)))


def _overdue_words(count: int, days: int) -> str:
    age = ngettext("{days} Tag", "{days} Tage", days)
    words = ngettext(
        "{count} ist älter als {age}: Das Programm löscht sie, sobald dort eine neuere liegt.",
        "{count} sind älter als {age}: Das Programm löscht sie, sobald dort eine neuere liegt.",
        count,
    )
    return words.format(count=number(count), age=age.format(days=number(days)))


def _erased_words(count: int, by: date, today: date) -> str:
    if by < today:
        words = ngettext(
            "{count} enthält noch, was seitdem gelöscht wurde.",
            "{count} enthalten noch, was seitdem gelöscht wurde.",
            count,
        )
        return words.format(count=number(count))
    words = ngettext(
        "{count} enthält noch, was seitdem gelöscht wurde, und ist bis {day} zu löschen.",
        "{count} enthalten noch, was seitdem gelöscht wurde, und sind bis {day} zu löschen.",
        count,
    )
    return words.format(count=number(count), day=day(by))


def _heads_words(heads: HeadsReport) -> Iterator[QWidget]:
    """Yield whether the journal goes on from every head that is kept, or what speaks against it."""
    for fault in heads.faults:
        yield Text(sentence(fault), "error")
    for note in heads.notes:
        yield QuietText(sentence(note))
    yield from _all_well(heads) if not heads.faults else ()


def _all_well(heads: HeadsReport) -> Sequence[QWidget]:
    if not heads.compared:
        return (
            QuietText(
                _(
                    "Vergleichen lässt sich das Protokoll, sobald eine Sicherung da ist oder Kennzahlen "
                    "abgeschlossen sind."
                )
            ),
        )
    words = ngettext(
        "Das Protokoll passt zu {count} früheren Stand in Sicherungen und abgeschlossenen Kennzahlen.",
        "Das Protokoll passt zu {count} früheren Ständen in Sicherungen und abgeschlossenen Kennzahlen.",
        heads.compared,
    )
    return (Text(words.format(count=number(heads.compared))),)
