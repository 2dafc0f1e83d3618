"""Where the sheet of a year stands: open or handed in, until when, what changed and why (K1, K7, K8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.figures import causes_words, kinds_words
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.figure_views import FigureChange, FrozenView, SheetView
from intman_desktop.values.figures import ChangeKind

_SOON = 30
_CHANGES_SHOWN = 12
_PRINT_SHOWN = 12
_TOLD_OF_ERASED = ("person", "talk")
"""Of what the sheet counts, these are told in numbers where erased cases are in them: persons and talks."""

OfVersion = Callable[[int], object]


class StandingCard(Card):
    """The state of the sheet with its deadline and its versions.

    ``show_version(number)`` and ``save_version(number)`` show a version that was handed in as it was, and
    save it as a workbook.
    """

    def __init__(self, show_version: OfVersion, save_version: OfVersion) -> None:
        super().__init__(_("Stand"))
        self._show_version = show_version
        self._save_version = save_version

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
        elif view.frozen:
            same = _(
                "„PDF zeigen“ und „Als Excel-Datei“ oben geben Fassung {number} aus, wie sie abgegeben wurde."
            )
            self.add(QuietText(same.format(number=number(view.frozen[-1].number))))
        for version in reversed(view.frozen):
            self._version(version)
        erased = _erased(view)
        if erased:
            self.add(QuietText(erased))

    def _version(self, version: FrozenView) -> None:
        named = _("Fassung {number}, abgeschlossen am {day}").format(
            number=version.number, day=day(version.frozen_on)
        )
        self.body.addSpacing(space(2))
        self.add(Text(named))
        self.add(SmallText(_("Prüfsumme {sum}").format(sum=version.fingerprint[:_PRINT_SHOWN])))
        show = link_button(_("Als PDF zeigen"), partial(self._show_version, version.number))
        save = link_button(_("Als Excel-Datei …"), partial(self._save_version, version.number))
        for act in (show, save):
            act.setAccessibleName(f"{act.text()} ({named})")
        self.add(Flow(show, save, gap=space(4)))
        if version.changes:
            self.add(Text(_("Geändert gegenüber Fassung {number}:").format(number=version.number - 1)))
        self._list(version.changes)

    def _list(self, changes: Sequence[FigureChange]) -> None:
        """List the numbers, under each kind of event those that it is behind."""
        kinds = sorted({_kinds(each) for each in changes})
        listed = sorted(changes, key=lambda each: kinds.index(_kinds(each)))
        for behind, lines in groupby(listed[:_CHANGES_SHOWN], key=_kinds):
            if behind:
                self.add(QuietText(kinds_words(ChangeKind(kind) for kind in behind)))
            for change in lines:
                self.add(SmallText(_line(change)))
        more = len(changes) - _CHANGES_SHOWN
        if more > 0:
            self.add(
                SmallText(
                    ngettext("und {count} weitere Zahl", "und {count} weitere Zahlen", more).format(
                        count=number(more)
                    )
                )
            )


def _kinds(change: FigureChange) -> tuple[ChangeKind, ...]:
    here = {kind for kinds, _value in change.causes for kind in kinds}
    return tuple(kind for kind in ChangeKind if kind in here)


def _line(change: FigureChange) -> str:
    name = f"{change.figure}: {change.cell}" if change.cell else change.figure
    # Kept together: a line that ends in the arrow would be read as no number.
    line = f"{name}  {number(change.before)}\u00a0→\u00a0{number(change.after)}"
    return f"{line} – {causes_words(change.causes)}" if len(change.causes) > 1 else line


def _erased(view: SheetView) -> str:
    """Return that erased cases are in the sums, and that this changed no number (Rule K8)."""
    gone = [each for each in view.groups if not each.broken_down and each.total.erased]
    if not gone:
        return ""
    told = [
        f"{each.label} {number(each.total.erased)}"
        for counts in _TOLD_OF_ERASED
        for each in [group for group in gone if group.counts == counts][:1]
    ]
    words = _("Das Löschen hat keine Zahl geändert; öffnen lassen sich diese Akten nicht mehr.")
    if not told:
        return " ".join((_("In den Zahlen stehen auch gelöschte Akten."), words))
    first = _("In den Zahlen stehen auch gelöschte Akten: {figures}.").format(figures=", ".join(told))
    return f"{first} {words}"


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
    if view.before_store:
        return State.OPEN, _("hier nicht abgeschlossen")
    if view.days_left < 0:
        return State.OVERDUE, _("überfällig")
    if view.complete and view.days_left <= _SOON:
        return State.DUE, _("bald abzugeben")
    return State.OPEN, _("offen")


def _deadline(view: SheetView) -> str:
    due = day(view.due)
    if view.frozen:
        return _("Abzugeben war bis {day}.").format(day=due) if view.days_left < 0 else _until(due)
    if view.before_store:
        return _(
            "Das Jahr liegt vor diesem Bestand und gilt als abgegeben, woher die Akten kamen. Abschließen "
            "lässt es sich trotzdem: Dann steht es neben {next} als Vorjahr."
        ).format(next=view.year + 1)
    if view.days_left < 0:
        return _("Abzugeben war bis {day}.").format(day=due)
    if view.days_left == 0:
        return _("Abzugeben bis heute.")
    return ngettext(
        "Abzugeben bis {day}, noch {count} Tag.", "Abzugeben bis {day}, noch {count} Tage.", view.days_left
    ).format(day=due, count=number(view.days_left))


def _until(due: str) -> str:
    return _("Abzugeben bis {day}.").format(day=due)
