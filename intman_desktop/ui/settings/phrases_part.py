"""Formulierungen: the phrases that goals start from, by area; supplied, changed, own, hidden (Z4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.settings.part import Bound, Part
from intman_desktop.ui.settings.phrase_card import PhraseCard
from intman_desktop.ui.tokens import space
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.office import Phrase


class PhrasesPart(Part):
    """The phrases of one area. Attributes: ``which`` (the area), ``add``, ``card`` (in work, or None)."""

    whole = False

    def __init__(self) -> None:
        super().__init__()
        self._supplied: dict[str, Phrase] = {}
        self._phrases: list[Phrase] = []
        self._areas: tuple[tuple[str, str], ...] = ()
        self._place = 0
        self.card: PhraseCard | None = None
        self._around = QVBoxLayout()
        self.column.addLayout(self._around)
        card = Card(_("Formulierungen für Ziele"))
        card.add(QuietText(_("Sie werden beim Schreiben eines Ziels angeboten.")))
        self.which = ChoiceField(empty=None)
        self.which.chosen.connect(lambda _area: self._build())
        card.add(Labelled(_("&Lebensbereich"), self.which))
        self.add = quiet_button(_("&Formulierung hinzufügen"), self._begin_new, icon="plus")
        card.add(Flow(self.add))
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        card.body.addLayout(self._list)
        self.column.addWidget(card)
        self.bound["phrases"] = Bound(self._put, self._read)

    def offer(self, settings: OfficeSettings) -> None:
        """Know the supplied phrases and offer the areas."""
        self._supplied = {phrase.code: phrase for phrase in settings.phrases}
        if settings.areas != self._areas:
            self._areas = settings.areas
            self.which.set_choices(self._areas)
            self.which.set_code(self.which.code() or self._areas[0][0])
        self._build()

    def check(self) -> QWidget | None:
        """Mark what the phrase in work lacks and return the first such field."""
        return self.card.check() if self.card is not None else None

    def begin_from(self, phrase: Phrase) -> None:
        """Propose ``phrase``, to be looked at before it is kept."""
        self.which.set_code(phrase.area)
        self._edit(phrase, None)

    def _put(self, phrases: tuple[Phrase, ...]) -> None:
        if phrases == self._read():
            return
        self._phrases = list(phrases)
        self._close()
        self._build()

    def _read(self) -> tuple[Phrase, ...]:
        """Return what the office has of its own; a supplied phrase that is as it came is not among it."""
        found = list(self._phrases)
        if self.card is not None:
            found[self._place : self._place + 1] = [self.card.typed()]
        return tuple(each for each in found if each != self._supplied.get(each.code))

    def _build(self) -> None:
        empty(self._list)
        changed = {phrase.code: place for place, phrase in enumerate(self._phrases) if phrase.code}
        area = self.which.code()
        for code, supplied in self._supplied.items():
            place = changed.get(code)
            phrase = supplied if place is None else self._phrases[place]
            if phrase.area == area:
                self._show(phrase, place)
        for place, phrase in enumerate(self._phrases):
            if phrase.code not in self._supplied and phrase.area == area:
                self._show(phrase, place)

    def _show(self, phrase: Phrase, place: int | None) -> None:
        together = QVBoxLayout()
        together.setSpacing(0)
        together.addWidget(Text(phrase.goal))
        signs = [_signs(phrase, self._supplied)] if _signs(phrase, self._supplied) else []
        acts = Flow(*(SmallText(sign) for sign in signs), gap=space(4))
        acts.add(_act(_("Bearbeiten"), phrase, partial(self._edit, phrase, place)))
        turn = _("Wieder anbieten") if phrase.hidden else _("Ausblenden")
        acts.add(_act(turn, phrase, partial(self._set, replace(phrase, hidden=not phrase.hidden), place)))
        if place is not None and phrase != self._supplied.get(phrase.code):
            words = _("Wie mitgeliefert") if phrase.code in self._supplied else _("Entfernen")
            acts.add(_act(words, phrase, partial(self._remove, place)))
        together.addWidget(acts)
        self._list.addLayout(together)

    def _begin_new(self) -> None:
        self._edit(Phrase("", self.which.code(), ""), None)

    def _edit(self, phrase: Phrase, place: int | None) -> None:
        self._keep()
        self._place = len(self._phrases) if place is None else place
        self.card = PhraseCard(phrase, self._areas)
        self.card.taken.connect(self._take)
        self._around.addWidget(self.card)
        go_in(self.card.goal)

    def _take(self) -> None:
        self._keep()
        self._build()
        self.add.setFocus()

    def _keep(self) -> None:
        """Put the phrase in work into its place and close it."""
        if self.card is not None:
            self._phrases[self._place : self._place + 1] = [self.card.typed()]
            self._close()

    def _close(self) -> None:
        self.card = None
        empty(self._around)

    def _set(self, phrase: Phrase, place: int | None) -> None:
        self._keep()
        place = len(self._phrases) if place is None else place
        self._phrases[place : place + 1] = [phrase]
        self._build()

    def _remove(self, place: int) -> None:
        self._keep()
        del self._phrases[place]
        self._build()
        self.add.setFocus()


def _signs(phrase: Phrase, supplied: dict[str, Phrase]) -> str:
    parts: Sequence[str] = (
        _("ausgeblendet") if phrase.hidden else "",
        _("eigene") if phrase.code not in supplied else "",
        _("geändert") if phrase.code in supplied and _reworded(phrase, supplied[phrase.code]) else "",
    )
    return ", ".join(part for part in parts if part)


def _reworded(phrase: Phrase, supplied: Phrase) -> bool:
    return replace(phrase, hidden=supplied.hidden) != supplied


def _act(words: str, phrase: Phrase, act: partial[None]) -> QWidget:
    button = link_button(words, act)
    button.setAccessibleName(_("{act}: {wording}").format(act=words, wording=phrase.goal))
    return button
