"""The laptop's day looks wrong: nothing is erased until a person says that it is right (L7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.closing.erasure import confirm_clock
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.wording import day
from intman_desktop.values.explanation import Explanation


class ClockCard(Card):
    """Hidden while the day may be right. ``confirmed()`` runs when a person has said that it is."""

    def __init__(self, frame: Frame, confirmed: Callable[[], object]) -> None:
        super().__init__(_("Stimmt das Datum?"))
        self._frame = frame
        self._confirmed = confirmed
        self._said = Text("", "error")
        self.add(self._said)
        self.add(Text(_("Solange das nicht geklärt ist, wird nichts gelöscht.")))
        self.right = quiet_button("", lambda: ask_about_clock(self, frame, confirmed))
        self.add(Flow(self.right))
        self.hide()

    def show_doubt(self, doubt: Explanation | None) -> None:
        """Show why the day is doubted, or nothing."""
        self.setVisible(doubt is not None)
        if doubt is not None:
            self._said.setText(sentence(doubt))
            words = _("Das Datum stimmt: {day}").format(day=day(self._frame.today()))
            self.right.setText(words)
            self.right.setAccessibleName(words)


def ask_about_clock(parent: QWidget, frame: Frame, confirmed: Callable[[], object]) -> None:
    """Ask whether the laptop's day is right and keep the answer; ``confirmed()`` runs when it is.

    After a No it is said what to do.
    """
    today = day(frame.today())
    asked = ask(
        parent,
        _("Ist heute der {day}?").format(day=today),
        _(
            "Stimmt das nicht, stellen Sie zuerst die Uhr dieses Rechners. Ihre Antwort steht mit dem Tag "
            "im Protokoll."
        ),
        _("Ja, heute ist der {day}").format(day=today),
        lambda: frame.do(confirm_clock, on_done=lambda _day: confirmed(), owner=parent),
        safe_text=_("Nein"),
        harmless=True,
    )
    asked.rejected.connect(lambda: frame.say(_how_to_set_it_right()))


def _how_to_set_it_right() -> str:
    return _(
        "Bitte stellen Sie jetzt die Uhr dieses Rechners. Bis das Datum stimmt oder Sie es bestätigen, wird "
        "nichts gelöscht."
    )
