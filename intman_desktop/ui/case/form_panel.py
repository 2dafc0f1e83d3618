"""What the forms share that stand in the place of a case's tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button, save_on_keys
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults, show_refusals
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.values.case_views import CaseSheet


class FormPanel(Panel):
    """A form that is filled when it is opened; what is typed then stays, and is kept as a draft.

    A form puts its fields into ``card``, ends with ``end_form``, and says how it is filled, read and put
    back (``fill``, ``typed``, ``put_back``), how it is checked (``check``) and what its act does (``act``).
    The acts stay in sight below it,
    and its title names the person, whose name above has scrolled away in a long one.
    Attributes: ``card``, ``sheet`` (the case as last read, None before), ``save`` (the button of the act).
    """

    def __init__(self, frame: Frame, go: Go, title: str = "") -> None:
        super().__init__(frame, go)
        self.sheet: CaseSheet | None = None
        self._filled = False
        self._clean: dict[str, Any] = {}
        self._title = title
        self.card = Card(title)
        self.column.addWidget(self.card)
        self._fault = Text("", "error")
        self._fault.hide()
        self.save = primary_button("", self._try)
        self.cancel = quiet_button(_("Abbrechen"), self.give_up)
        save_on_keys(self, self._try, in_window=True)

    def end_form(self, words: str, *more: Any) -> None:
        """Give the form its act, called ``words``, with ``more`` and the place for a fault of no field."""
        self.name_act(words)
        for form in self.card.findChildren(Form):
            form.edited.connect(lambda: self.say_fault(""))
        self.keep_in_sight(Foot(self.save, self.cancel, *more, told=self._fault))

    def name_act(self, words: str) -> None:
        """Call the act ``words``."""
        self.save.setText(words)
        self.save.setAccessibleName(words)

    def set_title(self, title: str) -> None:
        """Call the form ``title``, with the name of the person once she is known."""
        self._title = title
        self.card.set_title(title if self.sheet is None else self.with_name(title, self.sheet))

    def begin(self, **details: Any) -> None:
        """Start afresh."""
        super().begin(**details)
        self._filled = False

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Fill the form when it was opened; later readings leave what is typed."""
        self.sheet = sheet
        self.set_title(self._title)
        if self._filled:
            return
        self._filled = True
        self.say_fault("")
        self.fill(sheet)
        self._clean = self.typed()

    def fill(self, sheet: CaseSheet) -> None:
        """Show what the form begins with."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form, as values JSON can hold."""
        raise NotImplementedError

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        raise NotImplementedError

    def check(self) -> bool:
        """Mark all that is missing or cannot be, and return whether the act may be tried.

        What is marked hinders it anyway. What belongs to no field is told by ``say_fault``.
        """
        return True

    def act(self) -> None:
        """Save what is typed, which was checked."""
        raise NotImplementedError

    def refused(self, trouble: Trouble, row_of: Callable[[str], FormRow | None]) -> None:
        """Say all that only the store knew: what is mended in a field beside it (``row_of`` its code)."""
        self.say_fault("")
        show_refusals(trouble, row_of, self, self.say_fault)

    def _try(self) -> None:
        """Act, unless something is wrong: all of that is marked at once, and the cursor goes to the first."""
        understand(self)
        self.say_fault("")
        sound = self.check()
        if free_of_faults(self) and sound:
            self.act()

    def leave(self) -> None:
        """Leave the form; a form says where to."""
        raise NotImplementedError

    def unsaved(self) -> dict[str, Any] | None:
        """Return the form as it is typed, once something is."""
        typed = self.typed() if self._filled else self._clean
        return None if typed == self._clean else {"details": self.details, "typed": typed}

    def restore(self, values: dict[str, Any]) -> None:
        """Put the form back."""
        self.begin(**values["details"])
        if self.sheet is not None:
            self.show_sheet(self.sheet)
        self.put_back(values["typed"])

    def finish(self, _value: object = None) -> None:
        """Leave the form and forget what was typed: its act is done, or it is given up."""
        self.forget_typed()
        self.leave()

    def give_up(self) -> None:
        """Leave the form without its act; what was typed can be brought back from the line of notices."""
        typed, words = self.unsaved(), self.given_up_as()
        self.forget_typed()
        self.go_back()
        if typed is not None:
            self.given_up.emit(words, typed)

    def go_back(self) -> None:
        """Leave the form that is given up; where to, unless a form says otherwise, as after its act."""
        self.leave()

    def given_up_as(self) -> str:
        """Return the sentence for a form that is given up."""
        return _("Verworfen: was Sie hier begonnen hatten.")

    def forget_typed(self) -> None:
        """Forget what was typed, because it is saved or given up."""
        self._filled = False

    def say_fault(self, words: str) -> None:
        """Say what is wrong and belongs to no field, until a field is edited; an empty text takes it away."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
