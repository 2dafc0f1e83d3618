"""What is said beneath the recipient of a passing on: what it rests on, or why it is closed (E7, P10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.disclosures import declined_alike
from intman_desktop.rules.gate import RELOCATION, dated, is_open, refusal
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import ConsentScope
from intman_desktop.values.explanation import Explanation


class PassingOnBasis(QWidget):
    """Says on what a passing on rests, with the links that lead on.

    ``ask_consent(recipient)`` leads to where a consent is recorded, ``name_law()`` asks for a ground of the
    law where a consent is open but not what it rests on, ``take_move()`` lets it rest on that to a move.
    """

    def __init__(
        self,
        ask_consent: Callable[[str], object],
        name_law: Callable[[], object],
        take_move: Callable[[], object],
    ) -> None:
        super().__init__()
        self._take_move = take_move
        self._ask_consent = ask_consent
        self._name_law = name_law
        self._why: SmallText | None = None
        self._said: tuple[object, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(space(1))
        self.hide()  # an empty one would still take its spacing

    def say_nothing(self) -> None:
        """Show nothing: recipient or day are not known, or need not be judged."""
        self._begin(())

    def say(
        self,
        recipient: str,
        on: date,
        need: str,
        consents: tuple[Consent, ...],
        consent: Consent | None,
        *,
        asks_law: bool,
        by_law: bool,
    ) -> None:
        """Say whether something may be passed on to ``recipient`` on the day ``on`` (Rules E7, P10).

        What is said already is not drawn anew: a link that is about to be clicked would be gone.

        Args:
            need: what a consent has to open.
            consents: every declaration of the case.
            consent: the one it rests on, None where none opens it.
            asks_law: whether a ground of the law is asked for although a consent is open.
            by_law: whether one is chosen.
        """
        if not self._begin((recipient, on, consents, need, consent, asks_law, by_law)):
            return
        why = refusal(need, consents, on)
        if consent is not None:
            self._say_open(consent, asks_law=asks_law, by_law=by_law)
        elif why is not None:
            self._lines.addWidget(StateChip(State.REFUSED, _("Weitergabe gesperrt")))
            alike = declined_alike(recipient, consents, on) if why.code == "never_asked" else ()
            no = " ".join(sentence(fact) for _name, fact in alike)
            self._why = SmallText(no or sentence(dated(why, consents)))
            self._lines.addWidget(self._why)
            again = _ask_again(why.code, alike=bool(no))
            if again:
                self._lines.addWidget(SmallText(again))
            words = _("Andere Stelle: Einwilligung erfassen") if no else _("Einwilligung erfassen")
            ways = [link_button(words, lambda: self._ask_consent(recipient))]
            if need != RELOCATION and is_open(RELOCATION, consents, on):
                ways.append(
                    link_button(_("Beratungsstelle am neuen Ort: Übergabe bei Umzug"), self._take_move)
                )
            self._lines.addWidget(Flow(*ways))

    def say_over(self, recipient: str, ended_on: date) -> None:
        """Say that the consent to ``recipient`` ended with the counselling on the day ``ended_on`` (E1)."""
        if self._begin((recipient, ended_on)):
            self._lines.addWidget(StateChip(State.REFUSED, _("Weitergabe gesperrt")))
            words = sentence(Explanation("disclosure_after_end", {"ended_on": ended_on}))
            self._why = SmallText(words)
            self._lines.addWidget(self._why)

    def show_why(self, shown: bool) -> None:
        """Show why it is closed, or leave that to the fault at the field."""
        if self._why is not None:
            self._why.setVisible(shown)

    def _begin(self, said: tuple[object, ...]) -> bool:
        """Return whether something else is to be said than what stands there; that is taken away then."""
        if said == self._said:
            return False
        self._said = said
        self._why = None
        empty(self._lines)
        self.setVisible(bool(said))
        return True

    def _say_open(self, consent: Consent, *, asks_law: bool, by_law: bool) -> None:
        on = day(consent.decided_on)
        if asks_law:
            words = (
                _("Es gibt auch die Einwilligung vom {day}; festgehalten wird der Rechtsgrund.")
                if by_law
                else _("Ohne Rechtsgrund wird es mit der Einwilligung vom {day} festgehalten.")
            )
            self._lines.addWidget(SmallText(words.format(day=on)))
            return
        self._lines.addWidget(StateChip(State.DONE, _("Einwilligung vom {day}").format(day=on)))
        allowed = [
            shown(consent.scope) if consent.scope is ConsentScope.RELOCATION else "",
            _("Zweck: {purpose}").format(purpose=consent.purpose) if consent.purpose else "",
            _("Daten: {kinds}").format(kinds=consent.data_kinds) if consent.data_kinds else "",
            _("gilt bis {day}").format(day=day(consent.valid_until)) if consent.valid_until else "",
        ]
        self._lines.addWidget(SmallText(" · ".join(each for each in allowed if each)))
        self._lines.addWidget(
            Flow(link_button(_("Nicht dadurch erlaubt, sondern per Gesetz"), self._name_law))
        )


def _ask_again(code: str, *, alike: bool) -> str:
    """Return that the person is not to be asked once more, after a No to this recipient or one like it."""
    if alike:
        return _("Ist dieselbe Stelle gemeint, fragen Sie die Person bitte nicht noch einmal.")
    if code in ("refused", "withdrawn"):
        return _("Fragen Sie die Person bitte nicht noch einmal. Nur wenn sie es von sich aus doch möchte:")
    return ""
