"""One act on all marked cases: what it does, what it needs, and a button that names the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import danger_button, primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import number, told
from intman_desktop.values.views import NotPossible, SeveralDone


class ActCard(Card):
    """Asks once for all. Attributes: ``form``, ``act`` (the button). Signals: ``left`` – given up;
    ``settled(tuple)`` – done, with the cases it was not possible for.
    """

    left = Signal()
    settled = Signal(object)

    danger: ClassVar[bool] = False
    """Whether its button is painted as one that takes something away."""

    def __init__(self, frame: Frame, case_ids: Sequence[int]) -> None:
        super().__init__(self.heading())
        self.frame = frame
        self.case_ids = tuple(case_ids)
        self._consequence = Text(self.consequence())
        self.add(self._consequence)
        self.form = Form()
        self.build()
        self.add(self.form)
        self._fault = Text("", "error")
        self._fault.hide()
        self.add(self._fault)
        make = danger_button if self.danger else primary_button
        self.act = make(self.act_text(), self.run)
        leave = quiet_button(_("Abbrechen"), self.left.emit)
        # Before what takes something away the safe answer comes first, as in every question of that kind.
        self.add(Flow(leave, self.act) if self.danger else Flow(self.act, leave))
        for keys, do in (("Ctrl+Return", self.run), ("Escape", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        self._clean = self.typed()

    def heading(self) -> str:
        """Return what the act is called."""
        raise NotImplementedError

    def consequence(self) -> str:
        """Return what the act does, in a sentence."""
        raise NotImplementedError

    def act_text(self) -> str:
        """Return the words of the button, with the number of cases."""
        raise NotImplementedError

    def build(self) -> None:
        """Put the fields into ``form``."""

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        return self.act

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields, as values JSON can hold."""
        return {}

    def put_back(self, typed: dict[str, str]) -> None:
        """Show what ``typed`` returned."""

    def unsaved(self) -> dict[str, str] | None:
        """Return the fields once something is typed, or None."""
        typed = self.typed()
        return None if typed == self._clean else typed

    def run(self) -> None:
        """Check the fields and do it."""
        raise NotImplementedError

    def done(self, done: SeveralDone) -> None:
        """Tell what was done, and whom it was not possible for."""
        self.settled.emit(done.refused)

    def refuse(self, trouble: Trouble) -> None:
        """Show why nothing was done."""
        self.act.setEnabled(True)
        self._fault.setText(told(trouble))
        self._fault.show()

    def begin(self) -> bool:
        """Take the button away while it is done; return whether it may begin."""
        if not self.act.isEnabled():
            return False
        self._fault.hide()
        self.act.setEnabled(False)
        return True


class NotPossibleCard(Card):
    """Names the cases an act was not possible for, with the reason. Signals: ``left``."""

    left = Signal()

    def __init__(self, frame: Frame, refused: Sequence[NotPossible]) -> None:
        title = ngettext("Bei {count} Fall nicht möglich", "Bei {count} Fällen nicht möglich", len(refused))
        super().__init__(title.format(count=number(len(refused))))
        self._frame = frame
        self._refused = tuple(refused)
        self._lines = LineList(at_once=5)
        self.show_names()
        self.add(self._lines)
        self.close_button = quiet_button(_("Schließen"), self.left.emit)
        self.add(Flow(self.close_button))

    def show_names(self) -> None:
        """Draw the names as the curtain wants them."""
        self._lines.set_lines([_line(self._frame, each) for each in self._refused])


def _line(frame: Frame, each: NotPossible) -> Line:
    name = frame.curtain.name(each.name, each.case_id) if each.name else ""
    called = " · ".join(part for part in (name, each.number) if part)
    return Line(
        State.WARNING,
        _("nicht möglich"),
        sentence(each.fact),
        called,
        lambda: frame.open_page("case", case_id=each.case_id),
    )
