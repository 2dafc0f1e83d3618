"""What is to be known of a place where backups lie: a cloud, a network drive, a stick (never a refusal)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.place_notices import place_notices
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.values.explanation import Explanation


def place_notice(frame: Frame, place: Path) -> SmallText:
    """Return a line for one place, hidden while there is nothing to say; nobody waits for the look."""
    line = SmallText()
    line.hide()

    def tell(notices: Sequence[Explanation]) -> None:
        line.setText(" ".join(sentence(each) for each in notices))
        line.setVisible(bool(notices))

    frame.look(place_notices, place, on_done=tell, owner=line)
    return line
