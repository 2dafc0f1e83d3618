"""Saving an edited text: what is still wrong, and whether it says something else than before (E6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from intman_desktop.language import _
from intman_desktop.services.papers.paper_texts import fault_words
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SectionTitle, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.values.codes import TextKind
from intman_desktop.values.texts import TextFault, TextSheet


class TextSaveCard(Card):
    """Attributes: ``form_only``, ``in_substance`` (the choice), ``save``, ``discard``.

    ``save(in_substance)`` and ``discard()`` do it; ``go(key)`` shows the text with that key.
    """

    def __init__(
        self, save: Callable[[bool], object], discard: Callable[[], object], go: Callable[[str], object]
    ) -> None:
        super().__init__(_("Geänderten Text speichern"))
        self._save, self._go = save, go
        self._named: list[tuple[str, TextFault]] = []
        self._faults = QVBoxLayout()
        self._faults.setSpacing(space(1))
        self.body.addLayout(self._faults)
        self.add(SectionTitle(_("Was haben Sie geändert?")))
        self.form_only = RadioField(_("Nur die &Form: ein Komma, ein Tippfehler"))
        self._form_words = SmallText(
            _("Es bleibt dieselbe Fassung mit neuem Fingerabdruck. Niemand muss neu gefragt werden.")
        )
        self.in_substance = RadioField(_("Den &Inhalt: der Text sagt jetzt etwas anderes"))
        self._substance_words = SmallText()
        self._choice = QButtonGroup(self)
        for field, words in (
            (self.form_only, self._form_words),
            (self.in_substance, self._substance_words),
        ):
            self._choice.addButton(field)
            self.add(field)
            self.add(words)
        self._choice.buttonClicked.connect(lambda _button: self._say(""))
        self._fault = Text("", "error")
        self._fault.hide()
        self.add(self._fault)
        self.save = primary_button(_("Text speic&hern"), self.ask)
        self.discard = quiet_button(_("Änderungen &verwerfen"), discard)
        self.add(Flow(self.save, self.discard))

    def begin(self, sheet: TextSheet) -> None:
        """Ask anew for the text of ``sheet``."""
        self._choice.setExclusive(False)
        for field in (self.form_only, self.in_substance):
            field.setChecked(False)
        self._choice.setExclusive(True)
        self._say("")
        self._substance_words.setText(_consequence(sheet))
        self.in_substance.setAccessibleDescription(self._substance_words.text())
        self.form_only.setAccessibleDescription(self._form_words.text())

    def show_faults(self, faults: Sequence[tuple[str, TextFault]]) -> None:
        """Name what keeps the text from being saved; each fault with where it is, and leading there."""
        if list(faults) == self._named:
            return
        self._named = list(faults)
        empty(self._faults)
        place = ""
        for where, fault in faults:
            if where != place:
                self._faults.addWidget(Flow(link_button(where, partial(self._go, fault.key))))
            place = where
            self._faults.addWidget(Text(fault_words(fault), "error"))
        self.save.setEnabled(not faults)

    def ask(self) -> None:
        """Save what can be saved, once it is said what was changed."""
        if not self.save.isEnabled():
            return
        if self._choice.checkedButton() is None:
            self._say(_("Bitte sagen Sie, ob sich der Inhalt geändert hat oder nur die Form."))
            self.form_only.setFocus()
            return
        self._save(self.in_substance.isChecked())

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))


def _consequence(sheet: TextSheet) -> str:
    number = sheet.version + 1
    if sheet.form.kind is TextKind.AGREEMENT:
        return _(
            "Es wird Fassung {number}. Sie gilt für neue Vereinbarungen; was unterschrieben ist, gilt weiter."
        ).format(number=number)
    if sheet.form.kind is TextKind.PRIVACY_NOTICE:
        return _(
            "Es wird Fassung {number}. Wer die frühere bekommen hat, steht bei den Fällen unter "
            "„Einwilligung zu erneuern“: beim nächsten Gespräch neu erklären und neu fragen."
        ).format(number=number)
    return _(
        "Es wird Fassung {number}. Wer der früheren zugestimmt hat, steht bei den Fällen unter "
        "„Einwilligung zu erneuern“ und wird beim nächsten Gespräch neu gefragt."
    ).format(number=number)
