"""One act on all marked cases: what it does, for whom, what it needs, and a button that names the number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.casework.cases import cases_by_id
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import number, told
from intman_desktop.values.views import CaseRow, NotPossible, SeveralDone

_NAMED = 8
"""How many of the cases are named before the act."""


class ActCard(Card):
    """Asks once for all, and names whom it is for: marks outlive the filter they were set under.

    Attributes: ``form``, ``act`` (the button), ``foot`` (what has the buttons, for a place in sight).
    Signals: ``left`` – given up; ``settled(tuple)`` – done, with the cases it was not possible for.
    """

    left = Signal()
    settled = Signal(object)

    def __init__(self, frame: Frame, case_ids: Sequence[int]) -> None:
        super().__init__(self.heading())
        self.frame = frame
        self.case_ids = tuple(case_ids)
        self._consequence = Text(self.consequence())
        self.add(self._consequence)
        self._rows: Sequence[CaseRow] | None = None
        self._whom = Text()
        self.show_names()
        self.add(self._whom)
        frame.ask(cases_by_id, self.case_ids, on_done=self._take, owner=self)
        self.form = Form()
        self.build()
        self.add(self.form)
        self._fault = Text("", "error")
        self._fault.hide()
        self.act = primary_button(self.act_text(), self.run)
        self.foot = Foot(self.act, quiet_button(_("Abbrechen"), self.left.emit), told=self._fault)
        self._clean = self.typed()

    def show_names(self) -> None:
        """Name the first cases as the curtain wants them, and say how many more there are."""
        named = min(_NAMED, len(self.case_ids))
        lines = [_("Markiert:")]
        if self._rows is None:  # the room is kept, so that no field moves when the names come
            lines += [""] * named
        else:
            lines += [_called(self.frame, row.name, row.number, row.case_id) for row in self._rows[:_NAMED]]
            named = len(lines) - 1
        more = len(self.case_ids) - named
        if more:
            words = ngettext("und {count} weiterer", "und {count} weitere", more)
            lines.append(words.format(count=number(more)))
        self._whom.setText("\n".join(lines))

    def _take(self, rows: Sequence[CaseRow]) -> None:
        self._rows = rows
        self.show_names()

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
        if not self.act.isEnabled() or not understood(self):
            return False
        self._fault.hide()
        self.act.setEnabled(False)
        return True


class NotPossibleCard(Card):
    """Names the cases an act was not possible for, with the reason.

    Attributes: ``close_button``, ``foot`` (what has it). Signals: ``left``.
    """

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
        self.foot = Foot(self.close_button)

    def show_names(self) -> None:
        """Draw the names as the curtain wants them."""
        self._lines.set_lines([_line(self._frame, each) for each in self._refused])


def _line(frame: Frame, each: NotPossible) -> Line:
    return Line(
        State.WARNING,
        _("nicht möglich"),
        sentence(each.fact),
        _called(frame, each.name, each.number, each.case_id),
        lambda: frame.open_page("case", case_id=each.case_id),
    )


def _called(frame: Frame, name: str, case_number: str, case_id: int) -> str:
    """Return name and number of a case as the curtain wants them; the number alone where no name is told."""
    shown = frame.curtain.name(name, case_id) if name else ""
    return " · ".join(part for part in (shown, case_number) if part)
