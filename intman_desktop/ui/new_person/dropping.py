"""The question before what was typed in "Neue Person" is thrown away: it names what there is, and no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.confirm import ask

Act = Callable[[], object]


def ask_to_drop(page: QWidget, unsaved: dict[str, Any], drop_intake: Act, drop_brief: Act) -> None:
    """Ask over ``page`` before ``drop_intake()``, or ``drop_brief()`` where no intake is ``unsaved``.

    A Kurzkontakt stays when the intake goes: it is another contact, and names nobody (Rule P2).
    """
    if "steps" not in unsaved:
        ask(
            page,
            _("Den Kurzkontakt verwerfen?"),
            _("Tag, Form und Thema sind dann fort; gezählt wird er nicht."),
            _("Verwerfen"),
            drop_brief,
            safe_text=_("Behalten"),
        )
        return
    words = _("Was hier eingetippt wurde, ist dann fort; gespeichert ist davon nichts.")
    stays = _("Der angefangene Kurzkontakt bleibt.")
    ask(
        page,
        _("Die Aufnahme verwerfen?"),
        f"{words} {stays}" if "brief" in unsaved else words,
        _("Verwerfen"),
        drop_intake,
        safe_text=_("Weiter aufnehmen"),
    )
