"""Lines of a card in columns: sign, words, day, and the act that settles it, each below the one above."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space


def line_grid(card: Card, wide: int) -> QGridLayout:
    """Return an empty grid at the end of ``card``, whose column ``wide`` takes the room that is left."""
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space(3))
    grid.setVerticalSpacing(space(1))
    grid.setColumnStretch(wide, 1)
    card.add(body)
    return grid


def level(text: Text) -> Text:
    """Set ``text`` on the line of the sign and the act beside it; its height follows from its width alone."""
    text.setContentsMargins(0, space(1), 0, 0)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    text.setSizePolicy(policy)
    return text
