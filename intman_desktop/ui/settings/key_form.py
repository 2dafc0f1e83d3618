"""What the forms for passphrases share: fields checked together, one act, the place for its trouble."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.services.common.desk import Desk
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase
from intman_desktop.ui.wording import told
from intman_desktop.values.outcome import Outcome


class KeyForm(Card):
    """A card with a form that ends in one verb.

    Attributes: ``form``, ``new`` (the passphrase that it sets), ``save`` (the act, once it is there).
    What was typed is forgotten when the verb is done, and never kept as a draft.
    """

    new: NewPassphrase
    save: QPushButton

    def __init__(self, frame: Frame, title: str) -> None:
        super().__init__(title)
        self.frame = frame
        self.form = Form()
        self._fault = Text("", "error")
        self._fault.hide()

    def clear(self) -> None:
        """Forget what was typed."""
        self.forget()
        self.form.clear_faults()
        self._fault.hide()

    def forget(self) -> None:
        """Empty the fields."""

    def check(self) -> None:
        """Mark what is missing or wrong."""

    def act(self) -> tuple[Callable[[Desk], Outcome[object]], str]:
        """Return the verb, which knows what was typed, and what is said when it is done."""
        raise NotImplementedError

    def done(self) -> None:
        """Go on after the verb."""

    def failed(self, trouble: Trouble) -> None:
        """Show why it did not work, everything typed still there."""
        self._fault.setText(told(trouble))
        self._fault.show()

    def add_end(self, acts: QWidget) -> None:
        """Add the place for a trouble, and the ``acts`` below it."""
        self.add(self._fault)
        self.add(acts)

    def ask_to_save(self) -> None:
        """Do it, or show what stands in the way."""
        if not self.save.isEnabled():
            return
        self.form.clear_faults()
        self._fault.hide()
        self.check()
        if not self.form.go_to_first_fault():
            self.new.settle(self._save)

    def _save(self) -> None:
        self._set_busy(busy=True)
        verb, said = self.act()
        self.frame.do(verb, on_done=self._done, on_error=self._failed, owner=self, said=said)

    def _done(self, _value: object) -> None:
        self._set_busy(busy=False)
        self.clear()
        self.done()

    def _failed(self, trouble: Trouble) -> None:
        self._set_busy(busy=False)
        self.failed(trouble)

    def _set_busy(self, *, busy: bool) -> None:
        self.save.setEnabled(not busy)
        self.new.set_busy(busy=busy)
