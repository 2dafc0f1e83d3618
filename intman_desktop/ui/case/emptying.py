"""Emptying what a consent had opened that ran out: asked first, said after (E3, L2)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.rights.emptying import empty_expired
from intman_desktop.ui.case.withdrawal_words import left_words
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.values.ending_views import KindWithdrawn


def ask_to_empty(parent: QWidget, frame: Frame, case_id: int, consent_id: int, words: str) -> Confirm:
    """Ask over ``parent`` whether what ``consent_id`` had opened is to be emptied, and do it on a Yes.

    ``words`` say which consent ran out.
    """
    return ask(
        parent,
        _("Verborgene Angaben leeren?"),
        "\n".join((words, *_what_follows())),
        _("Endgültig leeren"),
        lambda: frame.do(
            empty_expired, case_id, consent_id, on_done=lambda done: _say(frame, done), owner=parent
        ),
    )


def _what_follows() -> Iterator[str]:
    yield _(
        "Alles, was diese Einwilligung geöffnet hatte, wird überall geleert wie bei einem Widerruf: Felder, "
        "so markierte Scans und Gründe; in ausgehändigten Plänen wird es geschwärzt, und angefangene Texte "
        "zu dieser Akte werden verworfen. Was sonst so markiert ist, nennt das Programm Ihnen danach."
    )
    yield _(
        "Das lässt sich nicht zurücknehmen, auch nicht aus einer älteren Sicherung. Willigt die Person "
        "wieder ein, beginnen Sie mit leeren Feldern."
    )


def _say(frame: Frame, done: KindWithdrawn) -> None:
    frame.forget_undo()
    left = tuple(left_words(done.marked))
    where = (_("Sie finden das in der Akte unter „Einwilligungen“."),) if left else ()
    frame.say(" ".join((_("Die Angaben sind geleert."), *left, *where)))
