"""A line that has no room for all that is typed or pasted into it says so: the rest is not in the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from intman_desktop.language import _


def tell_cut(line: QLineEdit, say: Callable[[str], object]) -> None:
    """Call ``say`` with a sentence when ``line`` cuts off what has no room, with none as soon as it has."""

    def look() -> None:
        if _is_full(line):  # else it was no letter for this line
            words = _("Hier haben {longest} Zeichen Platz; was darüber ist, steht nicht im Feld.")
            say(words.format(longest=line.maxLength()))

    # Qt tells that something was cut before what has room is there.
    line.inputRejected.connect(lambda: QTimer.singleShot(0, line, look))
    line.textChanged.connect(lambda _text: None if _is_full(line) else say(""))


def _is_full(line: QLineEdit) -> bool:
    return len(line.text().encode("utf-16-le", "surrogatepass")) >= 2 * line.maxLength()
