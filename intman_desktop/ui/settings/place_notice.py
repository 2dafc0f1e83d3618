"""What is to be known of a place where backups lie: a cloud, a network drive, a stick (never a refusal)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intman_desktop.services.places import place_notices
from intman_desktop.services.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.values.explanation import Explanation


class PlaceNotice(SmallText):
    """One line for one place, hidden while there is nothing to say; the other worker looks at the place."""

    def __init__(self, frame: Frame, place: Path) -> None:
        super().__init__()
        self.hide()
        frame.make(place_notices, place, on_done=self._tell, owner=self)

    def _tell(self, notices: Sequence[Explanation]) -> None:
        self.setText(" ".join(sentence(each) for each in notices))
        self.setVisible(bool(notices))
