"""What is printed and told before a case is erased, each with a mark whether it was done (E4, C11, L8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.rules.requests import unanswered_requests
from intman_desktop.services.common.wording import shown
from intman_desktop.services.papers.paper_kinds import (
    INTEGRATION_PLAN,
    PAPERS_TO_DESTROY,
    PERIOD_CERTIFICATE,
    WITHDRAWAL,
    WITHDRAWAL_NOTICES,
    title_of,
)
from intman_desktop.ui.case.only_german import OnlyGerman
from intman_desktop.ui.case.requests_card import restricted_words, unanswered_words
from intman_desktop.ui.case.withheld import withheld_words
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.settings.lacking_card import LackingLine
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.ending_views import ErasurePreview


class PapersFirst(Card):
    """``show_paper(name)`` shows one of them, ``told()`` enters that the recipients were told by phone,
    ``to_settings(name)`` leads to the field of the office without which none can be made.
    """

    def __init__(
        self,
        show_paper: Callable[[str], object],
        told: Callable[[], object],
        to_settings: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._show_paper, self._tell = show_paper, told
        self._told: QPushButton | None = None
        self._rows: dict[str, tuple[QPushButton, StateChip]] = {}
        self._words = Text()
        self._requests = Text()
        self._withheld = Text()
        self._place = QWidget()
        self._grid = QGridLayout(self._place)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(3))
        self._grid.setVerticalSpacing(space(2))
        self._grid.setColumnStretch(2, 1)
        self._only_german = OnlyGerman(PERIOD_CERTIFICATE, INTEGRATION_PLAN, WITHDRAWAL)
        self._lacking = LackingLine(to_settings)
        self._cannot = False
        said = (self._words, self._requests, self._withheld)
        for widget in (*said, self._lacking, self._place, self._only_german):
            self.add(widget)

    def show_preview(self, preview: ErasurePreview, sheet: CaseSheet) -> None:
        """Offer together what is handed out, sent and looked up, with what of it is done."""
        file = sheet.view.file
        self._only_german.show_sheet(sheet, offered=bool(preview.papers))
        self._words.setText(_words(preview))
        self._words.setVisible(bool(self._words.text()))
        asked = [
            *(f"{restricted_words(each)}." for each in preview.restrictions),
            *(f"{unanswered_words(each)}." for each in unanswered_requests(file.requests)),
        ]
        self._requests.setText("\n".join(asked))
        self._requests.setVisible(bool(asked))
        named = any(each.name == WITHDRAWAL for each in preview.papers)
        self._withheld.setText(withheld_words(file.disclosures) if named else "")
        self._withheld.setVisible(bool(self._withheld.text()))
        marks = {name: (words, *mark) for name, words, mark in _marks(preview)}
        if [(name, mark[0]) for name, mark in marks.items()] != self._shown():
            self._build(marks)
        for name, (_title, state, word) in marks.items():
            self._rows[name][1].set_state(state, word)
            self._rows[name][0].setEnabled(not self._cannot)
        if self._told is not None:
            self._told.setVisible(bool(preview.untold))
        self.setVisible(bool(marks or asked))

    def show_lacking(self, names: Sequence[str]) -> None:
        """Name what the office lacks so that no paper can be made, before anybody tries (Rule E8)."""
        self._cannot = bool(names)
        self._lacking.show_lacking(names)
        for button, _chip in self._rows.values():
            button.setEnabled(not self._cannot)

    def _shown(self) -> list[tuple[str, str]]:
        return [(name, button.text()) for name, (button, _chip) in self._rows.items()]

    def _build(self, marks: Mapping[str, tuple[str, State, str]]) -> None:
        """Make the rows anew; else they stay, so that the keyboard stays where it was."""
        empty(self._grid)
        self._rows, self._told = {}, None
        for row, (name, (words, state, word)) in enumerate(marks.items()):
            button = quiet_button(words, partial(self._show_paper, name), icon="printer")
            button.setAccessibleName(_("{paper} zeigen und drucken").format(paper=words))
            button.setProperty("side", "left")  # all are as wide as the widest
            chip = StateChip(state, word)
            self._rows[name] = (button, chip)
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(chip, row, 1)
            if name == WITHDRAWAL_NOTICES:
                self._told = link_button(_("Am Telefon mitgeteilt"), self._tell)
                self._grid.addWidget(self._told, row, 2, Qt.AlignmentFlag.AlignLeft)


def not_done(preview: ErasurePreview, *, cannot: bool) -> str:
    """Return what of it was not done and never can be once the case is gone, and what speaks against it.

    Empty where all was done and nothing does.

    ``cannot`` says that no paper can be made yet.
    """
    lacking = [_title(each.name, preview) for each in preview.papers if each.way is None]
    said = []
    if lacking:
        said.append(_("Noch nicht gedruckt: {papers}.").format(papers="; ".join(lacking)))
    if lacking and cannot:
        said.append(_("Dafür fehlen Angaben in den Einstellungen."))
    if preview.untold:
        untold = "; ".join(preview.untold)
        said.append(_("Vom Widerruf wissen noch nicht: {recipients}.").format(recipients=untold))
    if preview.proof_only_scanned:
        said.append(_("Der Nachweis einer Einwilligung ist nur als Scan in der Akte: Ist er ausgedruckt?"))
    if said:
        said.append(_("Nach dem Löschen lässt sich das nicht nachholen."))
    said += [f"{restricted_words(each)}." for each in preview.restrictions]
    return " ".join(said)


def _marks(preview: ErasurePreview) -> Iterator[tuple[str, str, tuple[State, str]]]:
    """Yield each paper, how its button is called and its mark; the notices before what is destroyed."""
    told, untold = (State.DONE, _("mitgeteilt")), (State.DUE, _("noch nicht mitgeteilt"))
    order = [
        (each.name, (State.DONE, shown(each.way)) if each.way else (State.DUE, _("noch nicht gedruckt")))
        for each in preview.papers
    ]
    if preview.to_tell:
        order.append((WITHDRAWAL_NOTICES, untold if preview.untold else told))
        order.sort(key=lambda each: each[0] == PAPERS_TO_DESTROY)  # what is looked up stands last
    for name, mark in order:
        yield name, _title(name, preview), mark


def _title(name: str, preview: ErasurePreview) -> str:
    if name == PERIOD_CERTIFICATE:
        return _("Bescheinigung")
    if name == WITHDRAWAL_NOTICES:
        count = len(preview.to_tell)
        words = ngettext("Mitteilung an {count} Stelle", "Mitteilungen an {count} Stellen", count)
        return words.format(count=count)
    return title_of(name)


def _words(preview: ErasurePreview) -> str:
    """Return what is done in the sitting of a withdrawal, and what the certificate is (Rules E4, C11, L2)."""
    said = []
    if any(each.name == WITHDRAWAL for each in preview.papers):
        first = _("Die Einwilligung ist widerrufen. Drucken Sie zuerst, was hier steht.")
        then = (
            _("Die Akte löschen Sie, sobald die Löschsperre aufgehoben ist.")
            if preview.hold_reason
            else _("Danach löschen Sie die Akte, noch heute.")
        )
        said.append(f"{first} {then}")
    if preview.period_to_certify:
        said.append(
            _(
                "Nach dem Löschen ist die Bescheinigung der einzige Nachweis über den "
                "Beratungszeitraum. Geben Sie sie der Person und sagen Sie ihr das."
            )
        )
    return "\n".join(said)
