"""A new passphrase in a form: twice, with a word on its strength and words proposed; it never refuses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.parts.tab_order import lead_past, order_tabs
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.ui.unlock.strength import advice, far_too_weak


class NewPassphrase(QObject):
    """Adds its two rows to a form, the fields ``first`` and ``again``.

    ``proposal`` puts five drawn words into the first, readable; whatever is typed there is hidden again.
    What she typed herself is replaced by them only after a question.

    Signals: ``entered`` – Enter in the second.
    """

    entered = Signal()

    def __init__(self, form: Form, first: str, again: str) -> None:
        """Name the two fields by the labels ``first`` and ``again``."""
        super().__init__(form)
        self._form = form
        self._taken_all_the_same = False
        self._drawn = False
        self.first = PassphraseField()
        self._first_row = form.row(first, self.first)
        self.proposal = link_button(_("Fünf Wörter vorschlagen"), self._propose)
        self._first_row.add_below(self.proposal)
        self._strength = StateChip(State.OPEN, "", wraps=True)
        self._strength.hide()
        self._first_row.add_below(self._strength)
        self.again = PassphraseField()
        self._again_row = form.row(again, self.again)
        # A blank on the proposal replaces what was typed: Tab leads past it, to typing it once more.
        lead_past(self.proposal, self.again)
        order_tabs(form)
        self.first.edited.connect(self._judge)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)

    def value(self) -> str:
        """Return the passphrase exactly as typed."""
        return self.first.value()

    def clear(self) -> None:
        """Forget what was typed or drawn."""
        self._forget_draw()
        self.first.clear()
        self.again.clear()
        self._strength.hide()
        self._taken_all_the_same = False

    def set_busy(self, *, busy: bool) -> None:
        """Propose nothing while what stands here is being used: other words on the screen would not open."""
        self.proposal.setEnabled(not busy)

    def check(self) -> None:
        """Mark what is missing or not the same; the form then leads to it."""
        if not self.first.value():
            self._first_row.set_fault(_("Bitte wählen Sie eine Passphrase."))
        elif self.first.value() != self.again.value():
            self._again_row.set_fault(_("Das ist nicht dasselbe. Bitte noch einmal."))

    def settle(self, go_on: Callable[[], object]) -> None:
        """Call ``go_on()``; where what was typed is far too weak, only after one question, asked once for it.

        The safe answer leads back to the first field, ready to type another.
        """
        if self._drawn or self._taken_all_the_same or not far_too_weak(self.first.value()):
            go_on()
            return

        def take() -> None:
            self._taken_all_the_same = True
            go_on()

        asked = ask(
            self._form,
            _("Diese Passphrase trotzdem nehmen?"),
            _(
                "Sie ist sehr leicht zu erraten. Wer diesen Rechner oder eine Sicherung in die Hand bekommt, "
                "findet sie mit einem Programm in Sekunden, spätestens in einer Nacht, und kann dann alles "
                "lesen. Gut sind fünf zufällige Wörter."
            ),
            _("Trotzdem nehmen"),
            take,
            safe_text=_("Andere wählen"),
        )
        asked.rejected.connect(self.first.select_all)

    def _propose(self) -> None:
        """Propose words; over a passphrase of the person's own only after one question."""
        if self._drawn or not self.first.value():
            self._draw()
            return
        ask(
            self._form,
            _("Fünf Wörter vorschlagen?"),
            _("Sie treten an die Stelle dessen, was Sie getippt haben."),
            _("Ersetzen"),
            self._draw,
            safe_text=_("Behalten"),
        )

    def _draw(self) -> None:
        from intman_desktop.ui.unlock.proposed import propose

        self.first.show_words(propose())
        self.again.clear()
        self._drawn = True
        self._first_row.set_fault("")
        self._tell(
            _(
                "Tippen Sie die Wörter hier noch einmal, so merken Sie sie sich. Notieren Sie sie bitte "
                "nicht am Laptop."
            )
        )
        self._show_strength()
        self.again.setFocus()

    def _judge(self) -> None:
        """Judge what the person has typed: changed by her, words are no longer the drawn ones."""
        self._taken_all_the_same = False
        self._forget_draw()
        self._show_strength()

    def _forget_draw(self) -> None:
        if self._drawn:
            self._drawn = False
            self.first.conceal()
            self._tell("")

    def _tell(self, words: str) -> None:
        """Say ``words`` below the second field, to whoever hears the screen as well."""
        self._again_row.set_hint(words)
        self._again_row.set_fault("")

    def _show_strength(self) -> None:
        typed = self.first.value()
        self._strength.setVisible(bool(typed))
        self._strength.set_state(*advice(typed, drawn=self._drawn))
