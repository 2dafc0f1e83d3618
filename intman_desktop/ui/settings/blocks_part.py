"""Eigene Themenfelder: further blocks of the plan that the office defines itself (I10, P5, E3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import icon_button, link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.settings.needs_choice import need_choices
from intman_desktop.ui.settings.part import Bound, Part
from intman_desktop.ui.tokens import space
from intman_desktop.values.office import OwnBlock

Act = Callable[["BlockCard"], object]


class BlockCard(Card):
    """One block. Attributes: the fields ``title``, ``help``, ``need``, ``active``."""

    def __init__(self, block: OwnBlock, up: Act, down: Act, remove: Act) -> None:
        super().__init__(block.title or _("Neues Themenfeld"))
        self._block = block
        form = Form()
        self.title = TextField()
        self.title.textChanged.connect(lambda text: self.set_title(text.strip() or _("Neues Themenfeld")))
        self.title_row = form.row(_("&Name"), self.title)
        self.help = TextField()
        form.row(_("&Hilfesatz"), self.help, _("Steht im Plan unter dem Feld und sagt, was hineingehört."))
        self.need = ChoiceField(need_choices(), empty=None)
        form.row(
            _("Nötige Ein&willigung"),
            self.need,
            _("Ohne diese Einwilligung ist das Themenfeld im Plan geschlossen."),
        )
        self.active = CheckField(_("In Gebra&uch: im Plan anbieten"))
        form.row("", self.active)
        self.add(form)
        self._up = icon_button("chevron-up", _("Nach oben"), lambda: up(self))
        self._down = icon_button("chevron-down", _("Nach unten"), lambda: down(self))
        self.add_act(self._up)
        self.add_act(self._down)
        self.add_act(link_button(_("Entfernen"), lambda: remove(self)))
        self.title.setText(block.title)
        self.help.setText(block.help)
        self.need.set_code(block.need)
        self.active.setChecked(block.active)

    def let_move(self, *, up: bool, down: bool) -> None:
        """Let it be moved ``up`` and ``down``, which the first and the last cannot be."""
        self._up.setEnabled(up)
        self._down.setEnabled(down)

    def typed(self) -> OwnBlock:
        """Return the block as typed."""
        return replace(
            self._block,
            title=self.title.value(),
            help=self.help.value(),
            need=self.need.code(),
            active=self.active.isChecked(),
        )

    def check(self) -> QWidget | None:
        """Mark a missing name and return its field."""
        self.title_row.set_fault("" if self.title.value() else _("Bitte nennen Sie den Namen."))
        return self.title if self.title_row.fault() else None


class BlocksPart(Part):
    """A card for each block, and the way to add one. Attributes: ``cards``, ``add``."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[BlockCard] = []
        self.column.addWidget(
            QuietText(
                _(
                    "Die sieben Themenfelder des Integrationsplans stehen fest. Hier fügen Sie eigene hinzu; "
                    "sie sind freiwillig und stehen auch auf dem gedruckten Plan, wenn etwas darin steht."
                )
            )
        )
        self._place = QVBoxLayout()
        self._place.setSpacing(space(4))
        self.column.addLayout(self._place)
        self.add = quiet_button(_("&Themenfeld hinzufügen"), self._begin_new, icon="plus")
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.bound["own_blocks"] = Bound(self._show, self._typed)

    def check(self) -> QWidget | None:
        """Mark what is missing and return the first such field."""
        faulty = [card.check() for card in self.cards]
        return next((field for field in faulty if field is not None), None)

    def _show(self, blocks: tuple[OwnBlock, ...]) -> None:
        if blocks == self._typed():
            return
        for card in self.cards:
            self._drop(card)
        self.cards = []
        for block in blocks:
            self._append(block)
        self._show_ways()

    def _typed(self) -> tuple[OwnBlock, ...]:
        return tuple(card.typed() for card in self.cards)

    def _begin_new(self) -> None:
        go_in(self._append(OwnBlock("", "")).title)
        self._show_ways()

    def _append(self, block: OwnBlock) -> BlockCard:
        card = BlockCard(
            block, lambda card: self._move(card, -1), lambda card: self._move(card, 1), self._remove
        )
        self.cards.append(card)
        self._place.addWidget(card)
        return card

    def _move(self, card: BlockCard, by: int) -> None:
        place = self.cards.index(card)
        new = min(max(place + by, 0), len(self.cards) - 1)
        self.cards.insert(new, self.cards.pop(place))
        self._place.removeWidget(card)
        self._place.insertWidget(new, card)
        self._show_ways()

    def _show_ways(self) -> None:
        for place, card in enumerate(self.cards):
            card.let_move(up=place > 0, down=place < len(self.cards) - 1)

    def _remove(self, card: BlockCard) -> None:
        self.cards.remove(card)
        self._drop(card)
        self._show_ways()
        self.add.setFocus()

    def _drop(self, card: BlockCard) -> None:
        self._place.removeWidget(card)
        card.hide()
        card.deleteLater()
