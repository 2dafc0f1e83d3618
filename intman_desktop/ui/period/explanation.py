"""The clock in words, with its rule (C4, C9)."""

from __future__ import annotations

from collections.abc import Collection

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text
from intman_desktop.ui.wording import day
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import PeriodView


class PeriodExplanation(Card):
    """Says how the period was calculated, and what it was extended by."""

    def __init__(self) -> None:
        super().__init__(_("So ist gerechnet"))

    def show_period(self, period: PeriodView, beside: Collection[Explanation] = ()) -> None:
        """Show the sentences on ``period``, without those that stand ``beside`` already."""
        self.clear()
        for fact in period.words:
            if fact not in beside:
                self.add(Text(_whole(sentence(fact))))
        if period.start_reason:
            self.add(QuietText(_("Begründung des Beginns: {reason}").format(reason=period.start_reason)))
        self._add_notes(period)
        self.add(
            SmallText(
                _(
                    "Drei Jahre ab dem ersten Beratungsgespräch, in begründeten Einzelfällen bis zu einem "
                    "weiteren Jahr (Leitfaden Integrationsmanagement, II.1.3). Gerechnet nach §§ 187 und 188 "
                    "BGB: Der Tag des ersten Gesprächs zählt nicht mit, ein Ende am Wochenende verschiebt "
                    "sich nicht. Umzug oder Unterbrechung halten die Zeit nicht an."
                )
            )
        )

    def _add_notes(self, period: PeriodView) -> None:
        """Say what else is true of ``period``, and which papers show another one (Rules C1, C8, L8)."""
        if period.notes or period.outdated_papers or period.papers_of_other_end:
            self.add(SectionTitle(_("Was dazu festgehalten ist")))
        for fact in period.notes:
            self.add(Text(sentence(fact)))
        if period.outdated_papers:
            days = ", ".join(day(on) for on in period.outdated_papers)
            said = _(
                "Ausgehändigte Fassungen mit anderem Beginn: {days}. Auch eine Bescheinigung aus dieser Zeit "
                "ist überholt; bitte geben Sie neue Papiere aus."
            )
            self.add(Text(said.format(days=days)))
        if period.papers_of_other_end:
            days = ", ".join(day(on) for on in period.papers_of_other_end)
            said = _(
                "Ausgehändigte Fassungen mit einer Verlängerung, die so nicht mehr gilt: {days}. Auch eine "
                "Bescheinigung aus dieser Zeit ist überholt; bitte geben Sie neue Papiere aus."
            )
            self.add(Text(said.format(days=days)))
        if period.notes:
            said = _(
                "Zu einem geänderten Beginn, zum Ruhen, zu mehreren früheren Stellen, zu späten "
                "Entscheidungen und zum Wechsel innerhalb des Trägers sagt der Leitfaden nichts: So rechnet "
                "dieses Programm."
            )
            self.add(SmallText(said))


def _whole(words: str) -> str:
    """Return what stands within a line elsewhere, such as the days that are left, as a whole sentence."""
    return words if words.endswith((".", "!", "?")) else f"{words[:1].upper()}{words[1:]}."
