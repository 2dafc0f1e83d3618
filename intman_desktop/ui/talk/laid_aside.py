"""What was begun on the sheet of a talk and waits while another one, or a Kurzkontakt, is noted (P2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from intman_desktop.language import _
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.talk.sheet import TalkSheet

Begin: TypeAlias = Callable[[int | None, int | None, Sequence[int]], object]
"""Begins another talk: of a case, or one that is changed, and with which further cases."""


class LaidAside:
    """Lays the talk on ``sheet`` aside in its draft, so that nothing that was typed is lost.

    A Kurzkontakt keeps nothing personal (Rule P2): ticked over a note, it begins beside the talk. That waits
    in the draft of its case, and stands there again where the tick is taken away.
    """

    def __init__(self, page: Page, sheet: TalkSheet, begin: Begin, let_go: Callable[[], object]) -> None:
        """Take ``begin`` for another talk, and ``let_go()`` after which ``page`` holds nothing unsaved."""
        self._page = page
        self._sheet = sheet
        self._begin = begin
        self._let_go = let_go
        self._talk: dict[str, Any] | None = None
        sheet.brief.clicked.connect(self._turn)

    def saved_words(self) -> str:
        """Return what is said of a Kurzkontakt that is saved, also where a talk waited for its end."""
        if self._talk is None:
            return _("Kurzkontakt gespeichert")
        return _(
            "Kurzkontakt gespeichert. Das angefangene Gespräch wartet in der Übersicht unter "
            "„Angefangene Texte“."
        )

    def forget(self) -> None:
        """Know no longer what waits; its draft stays."""
        self._talk = None
        self._sheet.show_waiting(waits=False)

    def offer_to_begin(self, case_id: int | None, talk_id: int | None, together: Sequence[int]) -> None:
        """Say that a talk was begun here, and offer another one; what no consent allows to keep goes (P2)."""
        names = " · ".join(found.name for found in self._sheet.finder.people())
        said = _("Hier steht noch ein angefangenes Gespräch mit {names}.").format(names=names)
        way, words = self._begin, _("Verwerfen und neu beginnen")
        if self._page.may_be_kept():
            way, words = self._lay_aside, _("Beiseitelegen und neu beginnen")
        self._page.frame.say(
            said if names else _("Hier steht noch ein angefangenes Gespräch."),
            lambda: way(case_id, talk_id, together),
            words,
        )

    def _lay_aside(self, case_id: int | None, talk_id: int | None, together: Sequence[int]) -> None:
        """Begin another talk; the one that stands here waits in its draft."""
        frame = self._page.frame
        frame.turning.emit(self._page)
        self._begin(case_id, talk_id, together)
        frame.turned.emit(self._page)
        frame.say(_where_it_waits())

    def _turn(self, brief: bool) -> None:
        """Follow the tick: what is typed of people gives way to a Kurzkontakt, and comes back after it."""
        if not brief:
            self._page.case_id = next(iter(self._sheet.case_ids()), None)
            self._bring_back()
        elif not self._sheet.holds_notes():
            self._page.case_id = None  # as long as it is ticked, what stands here is about nobody
        else:
            self._sheet.brief.setChecked(False)  # until what is typed is safe
            if self._page.may_be_kept():
                self._make_room()
            else:
                ask(
                    self._page,
                    _("Die Notiz verwerfen?"),
                    _(
                        "Ein Kurzkontakt speichert nichts Persönliches, und ohne die Einwilligung aller "
                        "Genannten darf die Notiz nicht aufgehoben werden."
                    ),
                    _("Notiz verwerfen"),
                    self._begin_brief,
                    safe_text=_("Beim Gespräch bleiben"),
                )

    def _make_room(self) -> None:
        frame, talk = self._page.frame, self._page.unsaved()
        frame.turning.emit(self._page)
        self._begin_brief()
        frame.turned.emit(self._page)
        self._talk = talk
        self._sheet.show_waiting(waits=True)
        frame.say(_where_it_waits(), self._bring_back, _("Zurückholen"))

    def _begin_brief(self) -> None:
        self._page.case_id = None
        self._sheet.begin_brief()
        self._page.refresh()

    def _bring_back(self) -> None:
        """Show again the talk that waits; the Kurzkontakt was a slip, and its draft goes."""
        talk = self._talk
        if talk is None:
            return
        self._sheet.brief.setChecked(False)
        self._let_go()
        self._page.frame.turning.emit(self._page)
        self._page.restore(talk)
        self._page.frame.turned.emit(self._page)
        self._page.frame.say(_("Das angefangene Gespräch steht wieder hier."))


def _where_it_waits() -> str:
    return _("Das angefangene Gespräch wartet in der Übersicht unter „Angefangene Texte“.")
