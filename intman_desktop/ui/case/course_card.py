"""The last talks of a case in a line each, and the last value that was corrected."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.rules.decisions import first_talk_unnoted
from intman_desktop.rules.talks import counselled_elsewhere
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.ui.case.corrections_card import correction_words
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet, TalkLine
from intman_desktop.values.codes import CaseState

_MOST = 3
_LETTERS = 110


class CourseCard(Card):
    """How it went: the newest talks first."""

    def __init__(self, go: Go) -> None:
        super().__init__(_("Verlauf"))
        self._go = go

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show the last talks; all of them stand in their tab."""
        self.clear()
        talks = sheet.talks
        for talk in talks[:_MOST]:
            self.add(Text(talk_head(talk, day(talk.on))))
            if talk.closed:
                self.add(SmallText(_("Noch herauszunehmen: Für diese Notiz fehlt die Einwilligung.")))
            elif talk.note:
                self.add(SmallText(_shortened(talk.note)))
        if not talks:
            self.add(QuietText(no_talk_words(sheet)))
        elif len(talks) > _MOST or any(talk.note for talk in talks[:_MOST]):
            count = len(talks)
            text = ngettext("Das ganze Gespräch", "Alle {count} Gespräche", count).format(count=count)
            self.add(link_button(text, lambda: self._go("talks")))
        rectified = [each for each in sheet.corrections if each.rectified]
        if rectified:
            newest = max(rectified, key=lambda each: (each.on, each.id))
            self.add(SmallText(f"{day(newest.on)} · {correction_words(newest)}"))


def no_talk_words(sheet: CaseSheet) -> str:
    """Return why there is no talk to see, and how one is noted where it may be (Rules C1, E4, P2)."""
    file, needs = sheet.view.file, sheet.view.file.needs_assessment
    if withdrawn_on(file) is not None and not sheet.view.is_open:
        return _("Die Einwilligung ist widerrufen: Die Akte ist geschlossen, Gespräche stehen hier nicht.")
    if file.case.state is CaseState.ENDED:
        return _("Der Fall ist beendet; es wurde kein Gespräch notiert.")
    if not sheet.view.is_open:
        return _("Ohne Einwilligung in die Beratung ist die Akte geschlossen; notiert wird hier nichts.")
    if needs is not None and needs.is_first_talk:
        words = _("Bisher die Bedarfserhebung am {day}. Mit Strg+G notieren Sie das nächste Gespräch.")
        return words.format(day=day(needs.held_on))
    if counselled_elsewhere(file) or first_talk_unnoted(file):
        return _("Hier noch kein Gespräch. Mit Strg+G notieren Sie eines.")
    return _("Noch kein Gespräch. Mit Strg+G notieren Sie das erste.")


def talk_head(talk: TalkLine, on: str) -> str:
    """Return a talk in a line: day, form, topics, and where it passed on to."""
    words = [on, talk.form, ", ".join((talk.topic, *talk.further))]
    names = ", ".join(each.service for each in talk.referrals if each.service)
    if names:
        words.append(_("an: {services}").format(services=names))
    if not all(each.service for each in talk.referrals):
        words.append(_("Bedarf ohne Angebot"))
    return " · ".join(words)


def _shortened(note: str) -> str:
    line = " ".join(note.split())
    return line if len(line) <= _LETTERS else line[: _LETTERS - 1].rstrip() + "…"
