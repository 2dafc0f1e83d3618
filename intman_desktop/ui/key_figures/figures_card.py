"""The figures of one subject as a card: persons, talks, plans, goals, referrals, brief contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intman_desktop.language import _
from intman_desktop.ui.key_figures.figure_block import FigureBlock, Room, Show, beside
from intman_desktop.ui.key_figures.figure_line import YearLine
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.values.figure_views import FigureGroup

_SUBJECTS = {
    "person": "person",
    "talk": "talk",
    "further_topic": "talk",
    "plan": "plan",
    "extension": "plan",
    "goal_agreed": "goal",
    "goal_outcome": "goal",
    "referral": "referral",
    "referral_outcome": "offer",
    "measure_outcome": "offer",
    "brief_contact": "brief_contact",
}


def by_subject(groups: Sequence[FigureGroup]) -> tuple[tuple[str, tuple[FigureGroup, ...]], ...]:
    """Return the figures in their order under (name of the subject, its figures)."""
    found: dict[str, list[FigureGroup]] = {}
    for group in groups:
        found.setdefault(_SUBJECTS.get(group.counts, ""), []).append(group)
    return tuple((_name(subject), tuple(figures)) for subject, figures in found.items())


class FiguresCard(Card):
    """The figures of one subject; ``show(row)`` is called for a number whose cases are wanted.

    ``show_contacts()`` is called where the Kurzkontakte, which hang on no case, are wanted one by one.
    """

    def __init__(
        self,
        title: str,
        year: int,
        groups: Sequence[FigureGroup],
        show: Show,
        *,
        with_previous: bool,
        show_contacts: Callable[[], object],
    ) -> None:
        super().__init__(title)
        self.body.setSpacing(0)
        singles = [group.total.number for group in groups if not group.broken_down]
        best = max(singles) if len(singles) > 1 else 0
        blocks = [FigureBlock(group, best, show) for group in groups]
        self.body.addLayout(beside(YearLine(year, with_previous), Room(blocks[0].question)))
        for block in blocks:
            self.add(block)
        if any(group.counts == "brief_contact" and group.total.number for group in groups):
            self.add(Flow(link_button(_("Kurzkontakte einzeln ansehen"), show_contacts)))


def _name(subject: str) -> str:
    return {
        "person": _("Personen"),
        "talk": _("Gespräche"),
        "plan": _("Integrationspläne und Verlängerungen"),
        "goal": _("Ziele"),
        "referral": _("Weitervermittlungen"),
        "offer": _("Angebote und was fehlt – eigene Auswertung"),
        "brief_contact": _("Kurzkontakte"),
    }.get(subject, _("Weitere Zahlen"))
