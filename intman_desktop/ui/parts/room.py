"""Room for what comes and goes: nothing that one is about to click moves with it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from intman_desktop.ui.tokens import space


def keep_room(widget: QWidget, *, kept: bool = True) -> None:
    """Let ``widget`` keep its place in the layout while it is hidden; not ``kept``, it needs none again."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)


def room_for_dialog(parent: QWidget) -> QSize:
    """Return how large a dialog over ``parent`` may be so that its window is seen around it."""
    edge = 2 * space(6)
    return parent.window().size() - QSize(edge, edge)
