"""Where a name stands in other cases: what of it goes is chosen word by word, and seen before (Rule L5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.redaction import blacked_out
from intman_desktop.services.closing.redacting import redact_mention
from intman_desktop.services.common.words.mentions import mention_tab, mention_words
from intman_desktop.ui.curtain import HIDDEN
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text, thin_line
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.tokens import space
from intman_desktop.values.ending_views import ErasurePreview, Mention, Passage

Chosen = dict[tuple[int, Mention], frozenset[int]]
"""What is ticked of a place, by the case whose name stands there."""


class NamesElsewhere(Card):
    """The places where names stand in other cases, each to be blacked out.

    ``again()`` looks at them anew after one was; the cursor then goes to the next place, and where none is
    left ``all_done()`` puts it. What is ticked stays while the places are what they were.
    """

    def __init__(
        self,
        frame: Frame,
        open_case: OpenCase,
        again: Callable[[], object],
        all_done: Callable[[], object],
    ) -> None:
        super().__init__(_("Der Name in anderen Akten"))
        self._frame, self._open_case, self._again = frame, open_case, again
        self._all_done = all_done
        self._chosen: Chosen = {}
        self._places: list[MentionPlace] = []
        self._blackened: tuple[int, Mention] | None = None
        self._at = 0

    def show_previews(self, previews: Sequence[ErasurePreview]) -> None:
        """Show the places case by case; without any the card is hidden."""
        self.clear()
        found = [each for each in previews if each.mentions]
        self.setVisible(bool(found))
        places = [(each.case_id, mention) for each in found for mention in each.mentions]
        self._chosen = {place: self._chosen.get(place, surely(place[1])) for place in places}
        self._places = []
        if found:
            self._show_places(found, several=len(previews) > 1)
        if self._blackened is not None and self._blackened not in places:
            self._blackened = None
            QTimer.singleShot(0, self, self._go_on)  # the places have no height yet

    def is_going_on(self) -> bool:
        """Return whether the cursor is on its way to the next place."""
        return self._blackened is not None

    def _go_on(self) -> None:
        """Put the cursor into the place that came after the one blacked out, or the first that is left."""
        if not self._places:
            self._all_done()
            return
        place = self._places[self._at if self._at < len(self._places) else 0]
        place.look.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_places(self, found: Sequence[ErasurePreview], *, several: bool) -> None:
        self.add(
            QuietText(
                _(
                    "Nach dem Löschen lassen sich diese Stellen nicht mehr finden. Angekreuzt ist, was "
                    "nach dem Namen aussieht; was Sie nicht ankreuzen, bleibt lesbar."
                )
            )
        )
        for preview in found:
            if several:
                name = self._frame.curtain.name(preview.name, preview.case_id)
                self.add(SectionTitle(_("{name} ({number})").format(name=name, number=preview.number)))
            for mention in preview.mentions:
                if self._places:
                    self.add(thin_line())
                self._places.append(self._place(preview.case_id, mention))
                self.add(self._places[-1])
        words = _("Stelle {number} von {count}")
        for number, place in enumerate(self._places, 1):
            place.look.setAccessibleDescription(words.format(number=number, count=len(self._places)))

    def _place(self, case_id: int, mention: Mention) -> MentionPlace:
        place = MentionPlace(self._frame, mention, self._chosen[case_id, mention])
        place.look.clicked.connect(partial(self._open, mention))
        place.black_out.clicked.connect(partial(self._ask, case_id, place))
        for each in place.boxes:
            each.toggled.connect(lambda _on: self._keep(case_id, place))
        return place

    def _open(self, mention: Mention) -> None:
        if mention.case_id:
            self._open_case(mention.case_id, mention_tab(mention))
        else:
            self._frame.open_page("services")

    def _keep(self, case_id: int, place: MentionPlace) -> None:
        self._chosen[case_id, place.mention] = place.chosen()

    def _ask(self, case_id: int, place: MentionPlace) -> None:
        blackened, stays = (case_id, place.mention), len(place.chosen()) < len(place.boxes)
        following = self._places.index(place) + int(stays)
        said = [_("An seine Stelle treten Balken. Das lässt sich nicht zurücknehmen.")]
        if place.mention.place == "consents":
            said.append(
                _(
                    "Nennt eine Einwilligung in die Weitergabe diesen Namen, gilt sie weiter, aber für den "
                    "Empfänger mit Balken; wer gemeint ist, sagt dann nur noch das unterschriebene Blatt."
                )
            )
        ask(
            self,
            _("Das Angekreuzte dort schwärzen?"),
            "\n".join(said),
            _("Schwärzen"),
            partial(
                self._frame.do,
                redact_mention,
                case_id,
                place.mention,
                place.chosen(),
                on_done=lambda _mention: self._redacted(blackened, following),
                owner=self,
                said=_("Das Angekreuzte ist dort geschwärzt."),
            ),
        )

    def _redacted(self, blackened: tuple[int, Mention], following: int) -> None:
        self._frame.forget_undo()
        self._blackened, self._at = blackened, following
        self._again()


class MentionPlace(QWidget):
    """One place: whose case it is, a box for each time the name stands there, and how it reads afterwards.

    Attributes: ``mention``, ``look`` (leads there), ``boxes``, ``black_out`` (for what is ticked).
    """

    def __init__(self, frame: Frame, mention: Mention, chosen: frozenset[int]) -> None:
        super().__init__()
        self.mention = mention
        self._shown = not mention.hidden and frame.curtain.name("", mention.case_id) != HIDDEN
        where = mention_words(mention)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        self.look = link_button(where, lambda: None)
        head = Flow(gap=space(3))
        if mention.name:
            name = Text(frame.curtain.name(mention.name, mention.case_id))
            name.setWordWrap(False)
            head.add(name)
        head.add(self.look)
        column.addWidget(head)
        self.boxes = tuple(CheckField(words.replace("&", "&&")) for words in self._words())
        for number, box in enumerate(self.boxes):
            box.setAccessibleName(box.text().replace("&&", "&"))
            box.setChecked(number in chosen)
            box.toggled.connect(lambda _on: self._draw())
            column.addWidget(box)
        self._after = SmallText()
        column.addWidget(self._after)
        self.black_out = quiet_button(_("Namen schwärzen"), lambda: None)
        self.black_out.setAccessibleDescription(where)
        column.addWidget(Flow(self.black_out))
        self._draw()

    def chosen(self) -> frozenset[int]:
        """Return the numbers of what is ticked."""
        return frozenset(number for number, box in enumerate(self.boxes) if box.isChecked())

    def _words(self) -> Iterator[str]:
        number = 0
        for passage in self.mention.passages:
            for each in passage.occurrences:
                number += 1
                if self._shown:
                    word = passage.text[each.spans[0][0] : each.spans[-1][1]]
                    yield _("{word}: „{sentence}“").format(word=word, sentence=passage.text)
                else:
                    yield _("{number}. Nennung (verborgen)").format(number=number)

    def _draw(self) -> None:
        chosen = self.chosen()
        self.black_out.setEnabled(bool(chosen))
        self._after.setVisible(self._shown)
        after = " … ".join(_left_over(self.mention.passages, chosen))
        self._after.setText(_("So steht es danach: „{text}“").format(text=after))


def surely(mention: Mention) -> frozenset[int]:
    """Return what of a place is surely a name, by its number."""
    return frozenset(number for number, each in enumerate(mention.occurrences) if each.surely)


def _left_over(passages: Sequence[Passage], chosen: frozenset[int]) -> Iterator[str]:
    """Yield the sentences as they read once what is chosen is blacked out."""
    number = 0
    for passage in passages:
        words: list[tuple[int, int]] = []
        for each in passage.occurrences:
            words += each.spans if number in chosen else ()
            number += 1
        yield blacked_out(passage.text, words)
