"""An Anlaufstelle that is not in the list yet, added where it is needed (P7)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.gate.directory import add_service
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.tokens import space
from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Service


class NewService(QWidget):
    """Asks for the kind of what was typed, and adds it. Signals: ``added(Service)``.

    Attributes: ``offer_line``, which offers to do so and stands where it is typed.
    """

    added = Signal(object)

    def __init__(self, frame: Frame, kinds: Options) -> None:
        super().__init__()
        self._frame = frame
        self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        self.offer_button = link_button("", self.begin, icon="plus")
        self.kind = ChoiceField(kinds)
        self._kind_row = Labelled(_("Art der neuen Anlaufstelle"), self.kind)
        self._add = quiet_button(_("Hinzufügen"), self.add)
        self.offer_line = Flow(self.offer_button)
        for widget in (self._kind_row, Flow(self._add)):
            column.addWidget(widget)
        self.kind.line().returnPressed.connect(self._add_if_known)
        self._ask_kind(asked=False)

    def offer(self, name: str) -> None:
        """Offer to add ``name``; an empty one takes the offer away, the same leaves all as it is."""
        if name == self._name:
            return
        self._name = name
        text = _("„{name}“ neu anlegen").format(name=self._name)
        self.offer_button.setText(text)
        self.offer_button.setAccessibleName(text)
        self._ask_kind(asked=False)

    def begin(self) -> None:
        """Ask for the kind of what is offered to be added, with the cursor there, if something is."""
        if self._name:
            self._ask_kind(asked=True)
            go_in(self.kind, self)

    def add(self) -> None:
        """Add the service with the kind chosen, or say that the kind is missing."""
        if not understood(self):
            return
        if not self.kind.code():
            self._kind_row.set_fault(_("Bitte wählen Sie die Art."))
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._frame.do(
            add_service,
            Service("", self.kind.code(), self._name),
            on_done=self._added,
            owner=self,
            said=_("„{name}“ steht jetzt bei den Anlaufstellen.").format(name=self._name),
        )

    def _added(self, service: Service) -> None:
        self.offer("")
        self.added.emit(service)

    def _ask_kind(self, *, asked: bool) -> None:
        self.offer_line.setVisible(bool(self._name) and not asked)
        self.setVisible(asked)
        self.kind.set_code("")
        self._kind_row.set_fault("")

    def _add_if_known(self) -> None:
        if self.kind.code():
            self.add()
