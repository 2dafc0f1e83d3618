"""Where the sheet of a year stands: open or handed in, until when, and what changed since (K1, K7)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.wording import day, number
from intman_desktop.values.work_views import FigureChange, FrozenView, SheetView

_SOON = 30
_CHANGES_SHOWN = 12
_PRINT_SHOWN = 12


class StandingCard(Card):
    """The state of the sheet with its deadline and its versions."""

    def __init__(self) -> None:
        super().__init__(_("Stand"))

    def show_sheet(self, view: SheetView) -> None:
        """Show how the sheet stands."""
        self.clear()
        state, word = standing(view)
        self.body.addWidget(StateChip(state, word), 0, Qt.AlignmentFlag.AlignLeft)
        self.add(Text(_deadline(view)))
        if not view.complete:
            self.add(QuietText(_("Das Jahr läuft noch. Gezählt ist, was bis heute eingetragen ist.")))
        if view.changed_since_freeze:
            self.add(QuietText(_next_version(view.frozen[-1].number)))
            self.add(Text(_("Seit der letzten Fassung geändert:")))
            self._list(view.changed_since_freeze)
        for version in reversed(view.frozen):
            self._version(version)

    def _version(self, version: FrozenView) -> None:
        self.add(
            Text(
                _("Fassung {number}, abgeschlossen am {day}").format(
                    number=version.number, day=day(version.frozen_on)
                )
            )
        )
        self.add(SmallText(_("Prüfsumme {sum}").format(sum=version.fingerprint[:_PRINT_SHOWN])))
        self._list(version.changes)

    def _list(self, changes: Sequence[FigureChange]) -> None:
        for change in changes[:_CHANGES_SHOWN]:
            name = f"{change.figure}: {change.cell}" if change.cell else change.figure
            # Kept together: a line that ends in the arrow would be read as no number.
            numbers = f"{number(change.before)}\u00a0→\u00a0{number(change.after)}"
            self.add(SmallText(f"{name}  {numbers}"))
        more = len(changes) - _CHANGES_SHOWN
        if more > 0:
            self.add(
                SmallText(
                    ngettext("und {count} weitere Zahl", "und {count} weitere Zahlen", more).format(
                        count=number(more)
                    )
                )
            )


def _next_version(last: int) -> str:
    return _(
        "Excel und PDF zeigen schon die neuen Zahlen. „Abschließen“ hält sie als Fassung {number} fest, "
        "mit den Unterschieden; Fassung {last} bleibt."
    ).format(number=number(last + 1), last=number(last))


def standing(view: SheetView) -> tuple[State, str]:
    """Return sign and word for how the sheet of a year stands (Rules K1, K7)."""
    if view.frozen and not view.changed_since_freeze:
        return State.DONE, _("abgeschlossen am {day}").format(day=day(view.frozen[-1].frozen_on))
    if view.frozen:
        return State.WARNING, _("seit dem Abschluss geändert")
    if view.days_left < 0:
        return State.OVERDUE, _("überfällig")
    if view.complete and view.days_left <= _SOON:
        return State.DUE, _("bald abzugeben")
    return State.OPEN, _("offen")


def _deadline(view: SheetView) -> str:
    due = day(view.due)
    if view.frozen:
        return _("Abzugeben war bis {day}.").format(day=due) if view.days_left < 0 else _until(due)
    if view.days_left < 0:
        return _("Abzugeben war bis {day}.").format(day=due)
    if view.days_left == 0:
        return _("Abzugeben bis heute.")
    return ngettext(
        "Abzugeben bis {day}, noch {count} Tag.", "Abzugeben bis {day}, noch {count} Tage.", view.days_left
    ).format(day=due, count=number(view.days_left))


def _until(due: str) -> str:
    return _("Abzugeben bis {day}.").format(day=due)
