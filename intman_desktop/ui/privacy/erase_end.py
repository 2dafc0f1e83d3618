"""What several deletions say at the end: what is gone, what is still here and why (L3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from intman_desktop.language import _, ngettext
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.wording import day, number
from intman_desktop.values.desk_views import HoldLine


@dataclass(frozen=True)
class KeptCase:
    """A case that is not erased, and the sentence that says why; ``there`` is False where it is gone."""

    case_id: int
    number: str
    name: str
    why: str
    there: bool = True


class LeftOut(Card):
    """The cases that were marked and cannot be erased, each with the reason."""

    def __init__(self, curtain: Curtain, open_case: OpenCase) -> None:
        super().__init__(_("Nicht dabei"))
        self._curtain = curtain
        self._open_case = open_case
        self._lines = LineList()
        self.add(self._lines)

    def show_kept(self, kept: Sequence[KeptCase], held: Sequence[HoldLine] = ()) -> None:
        """Show them, and those on hold that would be due, by their number (L2); without any it is hidden."""
        self.setVisible(bool(kept or held))
        lines = [_kept_line(each, self._curtain, self._open_case) for each in kept]
        self._lines.set_lines([*lines, *(self._held_line(each) for each in held)])

    def _held_line(self, hold: HoldLine) -> Line:
        words = _("Seit {day} zu löschen, aber mit Löschsperre.").format(day=day(hold.deletion_due))
        go = partial(self._open_case, hold.case_id, "erasure")
        return Line(State.CLOSED, _("gesperrt"), words, hold.number, go)


class Finished(Card):
    """What was erased, what was not and why. Attributes: ``protocol`` and ``done``, the buttons."""

    def __init__(
        self,
        curtain: Curtain,
        open_case: OpenCase,
        show_protocol: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__(_("Gelöscht"))
        self._curtain = curtain
        self._open_case = open_case
        self._said = Text()
        self._kept = LineList()
        self.add(self._said)
        self.add(self._kept)
        self.protocol = quiet_button(_("Löschprotokoll zeigen"), show_protocol, icon="printer")
        self.done = quiet_button(_("Fertig"), leave)
        self.add(Flow(self.protocol, self.done))

    def show_end(self, erased: int, kept: Sequence[KeptCase]) -> None:
        """Show how many cases are gone, and for each of the others why it is still here."""
        words = ngettext("{count} Akte ist gelöscht.", "{count} Akten sind gelöscht.", erased)
        said = words.format(count=number(erased)) if erased else _("Es ist keine Akte gelöscht.")
        if kept:
            rest = ngettext("{count} Akte ist noch da:", "{count} Akten sind noch da:", len(kept))
            said = f"{said} {rest.format(count=number(len(kept)))}"
        self._said.setText(said)
        self.protocol.setVisible(bool(erased))
        self._kept.set_lines([_kept_line(each, self._curtain, self._open_case) for each in kept])


def _kept_line(kept: KeptCase, curtain: Curtain, open_case: OpenCase) -> Line:
    name = curtain.name(kept.name, kept.case_id)
    if not kept.there:
        return Line(State.WARNING, _("nicht gelöscht"), f"{name} · {kept.number}: {kept.why}")
    go = partial(open_case, kept.case_id, "erasure")
    return Line(State.WARNING, _("nicht gelöscht"), f"{kept.number}: {kept.why}", name, go)
