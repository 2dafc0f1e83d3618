"""Dubletten: pairs of cases that may be one person, each decided by a person, none merged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.rules.doubles import Double
from intman_desktop.services.casework.doubles import (
    People,
    compare,
    end_as_double,
    keep_as_two,
    pairs_shown,
    people_to_compare,
)
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import link_button, name_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText, SmallText, Text
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import CaseRow, DoublePair

_AT_ONCE = 20


class DoublesPage(Page):
    """Looks through the whole store when it is opened. Attributes: ``pairs``, those still to be decided."""

    shows = frozenset({Change.CASES, Change.CLIENTS})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.pairs: tuple[DoublePair, ...] = ()
        self._scroll = ScrollPage()
        self.column.addWidget(self._scroll)
        self._back = link_button(
            _("Zurück zu den Fällen"), lambda: frame.open_page("cases"), icon="arrow-left"
        )
        self._found = QuietText()
        self._list = QWidget()
        self._cards = QVBoxLayout(self._list)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(space(3))
        for widget in (Flow(self._back), PageTitle(self.title()), self._found, self._list):
            self._scroll.add(widget)
        self._scroll.close_up()

    def title(self) -> str:
        """Return the name of the page."""
        return _("Dubletten")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Hier stehen Akten nebeneinander, die zu einer Person gehören könnten, mit dem Grund. "
            "Entscheiden Sie jedes Paar: Zwei bleiben zwei, auch Zwillinge, und werden nicht wieder gefragt; "
            "oder eine der beiden Akten wird als Dublette beendet. Von selbst wird nichts verbunden."
        )

    def open(self, **_where: Any) -> None:
        """Look through the store."""
        self.refresh()

    def refresh(self) -> None:
        """Look again; what was decided is left out."""
        self._found.setText(_("Die Akten werden verglichen …"))
        self.frame.ask(people_to_compare, on_done=self._compare, owner=self, replaces="doubles")

    def names_changed(self) -> None:
        """Draw the names again."""
        self._show(self.pairs)

    def first_field(self) -> QWidget:
        """Return the way back; Tab goes through the pairs."""
        return self._back

    def _compare(self, people: People) -> None:
        self.frame.make(compare, people, on_done=self._look_up, owner=self)

    def _look_up(self, pairs: tuple[tuple[str, Double], ...]) -> None:
        self.frame.ask(pairs_shown, pairs, on_done=self._show, owner=self, replaces="doubles")

    def _show(self, pairs: Sequence[DoublePair]) -> None:
        had_focus = self._list.isAncestorOf(self.window().focusWidget() or self)
        self.pairs = tuple(pairs)
        count = len(self.pairs)
        words = ngettext(
            "Über {count} Paar ist zu entscheiden.", "Über {count} Paare ist zu entscheiden.", count
        )
        self._found.setText(words.format(count=number(count)))
        self._found.setVisible(bool(count))
        empty(self._cards)
        for pair in self.pairs[:_AT_ONCE]:
            self._cards.addWidget(self._card(pair))
        if count > _AT_ONCE:
            self._cards.addWidget(QuietText(_("Die weiteren folgen, sobald diese entschieden sind.")))
        if not count:
            self._cards.addWidget(EmptyState(_("Keine zwei Akten sehen nach derselben Person aus.")))
        if had_focus:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, pair: DoublePair) -> Card:
        card = Card()
        card.add(Text(_pair_words(pair.fact)))
        told = [self._told(*each) for each in zip((pair.one, pair.other), pair.clients, strict=True)]
        for row, words in zip((pair.one, pair.other), told, strict=True):
            name, rest = words[0], " · ".join(words[1:])
            line = name_button(name, partial(self.frame.open_page, "case", case_id=row.case_id))
            line.setAccessibleName(_("{name}: öffnen").format(name=" · ".join(words)))
            together = QVBoxLayout()
            together.setSpacing(0)
            together.addWidget(line)
            together.addWidget(SmallText(rest))
            card.body.addLayout(together)
        two = quiet_button(_("Es sind zwei Personen"), partial(self._keep, pair))
        acts = [two, *(self._end_button(pair, ended) for ended in (pair.one, pair.other) if _runs(ended))]
        for act in acts:
            act.setAccessibleDescription("; ".join(" · ".join(words) for words in told))
        card.add(Flow(*acts, gap=space(2)))
        return card

    def _told(self, row: CaseRow, client: Client) -> tuple[str, ...]:
        """Return the name and what tells people apart beside it; who is hidden has no birth either."""
        name = self.frame.curtain.name(row.name, row.case_id)
        known = birth_words(client) if name == row.name else ""
        born = _("geboren {birth}").format(birth=known) if known else ""
        talked = _("letztes Gespräch {day}").format(day=day(row.last_talk)) if row.last_talk else ""
        ended = _("beendet") if row.state is CaseState.ENDED else ""
        return tuple(part for part in (name, row.number, born, row.town, talked, ended) if part)

    def _end_button(self, pair: DoublePair, ended: CaseRow) -> Any:
        text = _("Gehört zusammen: {number} beenden …").format(number=ended.number)
        return quiet_button(text, partial(self._ask_to_end, pair, ended))

    def _keep(self, pair: DoublePair) -> None:
        said = _("Es bleiben zwei; danach wird nicht wieder gefragt")
        self.frame.do(keep_as_two, pair.one.case_id, pair.other.case_id, owner=self, said=said)

    def _ask_to_end(self, pair: DoublePair, ended: CaseRow) -> None:
        kept = pair.other if ended is pair.one else pair.one
        ask(
            self,
            _("{number} als Dublette beenden?").format(number=ended.number),
            _(
                "{kept} geht weiter. Übertragen wird nichts: Was nur in {ended} steht, tragen Sie vorher "
                "nach. Die Akte {ended} wird mit dem heutigen Tag beendet und steht dann zum Löschen an; "
                "ist sie gelöscht, zählt sie in keiner Kennzahl mehr."
            ).format(kept=kept.number, ended=ended.number),
            _("{number} als Dublette beenden").format(number=ended.number),
            partial(self._end, kept, ended),
        )

    def _end(self, kept: CaseRow, ended: CaseRow) -> None:
        said = _("{number} ist als Dublette beendet").format(number=ended.number)
        self.frame.do(end_as_double, kept.case_id, ended.case_id, owner=self, said=said)


def build(frame: Frame) -> DoublesPage:
    """Return the page."""
    return DoublesPage(frame)


def _pair_words(fact: Explanation) -> str:
    """Return what two cases have in common, said of both: elsewhere one of them is only about to come."""
    of_both = {
        "double_same": _("Name und Geburtsdatum stimmen überein."),
        "double_further_name": _("Ein Name hat einen Teil mehr, das Geburtsdatum stimmt überein."),
        "double_similar_name": _("Die Namen klingen ähnlich, das Geburtsdatum stimmt überein."),
    }
    return of_both.get(fact.code) or sentence(fact)


def _runs(row: CaseRow) -> bool:
    return row.state is not CaseState.ENDED
