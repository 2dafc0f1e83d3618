"""Asking before a talk is taken out, with what it does to clock and figures (Rule C1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.casework.talk_removal import talk_removal
from intman_desktop.services.casework.talks import remove_talk
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.wording import day
from intman_desktop.values.work_views import TalkNoted, TalkRemoval


def ask_to_remove(
    parent: QWidget, frame: Frame, talk_id: int, on: date, done: Callable[[TalkNoted], object] | None = None
) -> None:
    """Read what the removal of the talk held ``on`` a day would do, ask, and do it; then ``done(noted)``."""

    def remove() -> None:
        frame.do(remove_talk, talk_id, on_done=done, owner=parent, said=_("Gespräch entfernt"))

    def show(removal: TalkRemoval) -> None:
        ask(
            parent,
            _("Das Gespräch vom {day} entfernen?").format(day=day(on)),
            _consequence(removal),
            _("Gespräch entfernen"),
            remove,
        )

    frame.ask(talk_removal, talk_id, on_done=show, owner=parent, replaces="talk removal")


def _consequence(removal: TalkRemoval) -> str:
    words = [_("Die Notiz ist dann fort; die Kennzahlen folgen.")]
    if removal.people > 1:
        joint = ngettext(
            "Es wird bei {count} Person entfernt, die dabei war.",
            "Es wird bei allen {count} Personen entfernt, die dabei waren.",
            removal.people,
        )
        words.insert(0, joint.format(count=removal.people))
    return " ".join([*words, *dict.fromkeys(sentence(fact) for fact in removal.facts)])
