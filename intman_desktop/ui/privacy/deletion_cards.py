"""What is held back from deletion, and what remains of the erased (L2, L3, K8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.wording import day, number
from intman_desktop.values.desk_views import HoldLine, PrivacyView


class HoldsCard(Card):
    """Cases that must not be erased for now; the name shows when one is opened with a reason."""

    def __init__(self, open_case: OpenCase) -> None:
        super().__init__(_("Löschsperren"))
        self._open_case = open_case
        self._lines = LineList()
        self.add(
            QuietText(
                _(
                    "Akten mit Löschsperre sind verborgen: Kein Name steht in Liste, Suche und Fristen. Sie "
                    "öffnen sich nur mit einem Grund, der im Protokoll steht."
                )
            )
        )
        self.add(self._lines)
        self.hide()

    def show_holds(self, holds: Sequence[HoldLine], today: date) -> None:
        """Show the holds, those to be looked at again in their colour; without any the card is hidden."""
        self.setVisible(bool(holds))
        self._lines.set_lines(
            [
                Line(
                    *_held_state(hold, today),
                    _held_words(hold, today),
                    hold.number,
                    partial(self._open_case, hold.case_id, "erasure"),
                )
                for hold in holds
            ]
        )


def _held_state(hold: HoldLine, today: date) -> tuple[State, str]:
    if hold.review_on is None or hold.review_on > today:
        return State.CLOSED, _("gesperrt")
    late = hold.review_on < today
    return (State.OVERDUE, _("überfällig")) if late else (State.DUE, _("heute anzusehen"))


def _held_words(hold: HoldLine, today: date) -> str:
    words = [
        _("Gesperrt seit {since}, ansehen am {review}.").format(
            since=day(hold.since), review=day(hold.review_on)
        )
    ]
    if hold.withdrawn_on is not None:
        owed = _("Widerrufen am {day}: zu löschen, sobald die Sperre fällt.")
        words.append(owed.format(day=day(hold.withdrawn_on)))
    if hold.answer_due is not None:
        waits = (
            _("Eine Anfrage wartet auf Antwort, fällig war sie am {due}.")
            if hold.answer_due < today
            else _("Eine Anfrage wartet auf Antwort, spätestens am {due}.")
        )
        words.append(waits.format(due=day(hold.answer_due)))
    return " ".join(words)


class ErasedCard(Card):
    """How many cases were erased in each year, the protocol as a paper, and what the counters keep."""

    def __init__(self, show_protocol: Callable[[int], object]) -> None:
        super().__init__(_("Gelöschte Akten"))
        self._show_protocol = show_protocol

    def show_erased(self, view: PrivacyView) -> None:
        """Show the years and explain what remains."""
        self.clear()
        years = Counter(record.erased_on.year for record in view.erasures)
        if not years:
            self.add(Text(_("Noch wurde keine Akte gelöscht.")))
        for year, count in sorted(years.items(), reverse=True):
            words = ngettext("{year}: {count} Fall", "{year}: {count} Fälle", count)
            self.add(Text(words.format(year=year, count=number(count))))
            act = link_button(
                _("Löschprotokoll {year} zeigen").format(year=year), partial(self._show_protocol, year)
            )
            self.add(act)
        kept = (
            _("Von gelöschten Akten bleiben nur Summen, damit die Kennzahlen stimmen.")
            if view.breakdowns_kept
            else _("Von gelöschten Akten bleiben nur Gesamtzahlen, damit die Kennzahlen stimmen.")
        )
        self.add(QuietText(kept))
        self.add(
            QuietText(
                _(
                    "Bei wenigen Löschungen sind solche Summen nicht anonym. Sie stehen deshalb in der "
                    "Datenschutzerklärung."
                )
            )
        )
        beyond = ngettext(
            "Nicht erreichen kann das Programm Papier, Ausgaben und Kopien an anderen Orten. "
            "Sicherungen, die es nicht erreicht, löschen Sie bitte nach {days} Tag.",
            "Nicht erreichen kann das Programm Papier, Ausgaben und Kopien an anderen Orten. "
            "Sicherungen, die es nicht erreicht, löschen Sie bitte nach {days} Tagen.",
            view.backup_max_age_days,
        )
        self.add(QuietText(beyond.format(days=number(view.backup_max_age_days))))
