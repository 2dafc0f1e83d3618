"""Step 4: how many come in and how many stay out, and why; the one act that writes (P2)."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.list_import.work import ListWork, RowState
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.wording import number


class TakeStep(ScrollPage):
    """Sums up. Signals: ``print_wanted`` – show the list of those who stay out."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._in, self._out = Card(), Card()
        self.print = quiet_button(
            _("Liste der übrigen Zeilen zeigen und drucken"), self.print_wanted.emit, icon="printer"
        )
        self.add(self._in)
        self.add(self._out)
        self.add(self.print)
        self._left = QuietText(
            _(
                "Die übrigen Zeilen sind nirgends gespeichert. Sie bleiben in diesem Fenster, bis Sie die "
                "Liste verwerfen oder das Programm beenden."
            )
        )
        self.add(self._left)
        self.close_up()

    def show_work(self, work: ListWork) -> None:
        """Show the numbers as they stand."""
        counts = work.counts()
        ready, taken = counts[RowState.READY], counts[RowState.TAKEN]
        self._in.clear()
        if taken:
            words = ngettext("{count} Person ist übernommen", "{count} Personen sind übernommen", taken)
            self._in.add(SectionTitle(words.format(count=number(taken))))
        if ready or not taken:
            words = ngettext("{count} Person wird übernommen", "{count} Personen werden übernommen", ready)
            self._in.add(SectionTitle(words.format(count=number(ready))))
            self._in.add(
                Text(
                    _(
                        "Für jede entsteht eine Akte mit eigener Nummer. „Rückgängig“ nimmt alle zusammen "
                        "wieder heraus, solange noch nichts darin gearbeitet wurde."
                    )
                )
            )
            if ready:
                self._in.add(SmallText(_begins(work)))
        reasons: Counter[str] = Counter()
        for person in work.people:
            why = work.why(person)
            if why is not None:
                reasons[sentence(why)] += 1
        rest = sum(reasons.values())
        self._out.clear()
        words = ngettext("{count} Zeile bleibt hier", "{count} Zeilen bleiben hier", rest)
        self._out.add(SectionTitle(words.format(count=number(rest))))
        for reason, count in reasons.most_common():
            self._out.add(Text(f"{reason}: {number(count)}"))
        for widget in (self._out, self.print, self._left):
            widget.setVisible(bool(rest))

    def first_field(self) -> QWidget:
        """Return what can be pressed here."""
        return self.print


def _begins(work: ListWork) -> str:
    """Return what of the rows follows for period and plan, so that nobody is surprised."""
    ready = work.those(RowState.READY)
    starts = sum(1 for each in ready if each.first_talk or any(spell.since for spell in each.earlier))
    plans = sum(1 for each in ready if each.plan_begun)
    return _("Mit Beginn des Beratungszeitraums: {starts}; mit begonnenem Integrationsplan: {plans}.").format(
        starts=number(starts), plans=number(plans)
    )
