"""The question whether a talk outside the period is recorded all the same (C8)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.wording import told

OUTSIDE = "talk_outside_period"
"""The code of the refusal that asks this question."""


def ask_outside_period(owner: QWidget, trouble: Trouble, save: Callable[[], object], back: str) -> None:
    """Ask over ``owner`` what ``trouble`` tells; ``save`` goes on, ``back`` names the way back."""
    title = _("Außerhalb des Beratungszeitraums")
    ask(owner, title, told(trouble), _("Trotzdem speichern"), save, safe_text=back)
