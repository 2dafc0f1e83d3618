"""Correcting a wrong value; the old one is kept only with a reason (L8, Art. 16 DS-GVO)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.corrections import LONGEST
from intman_desktop.services.gate.field_forms import filled_fields
from intman_desktop.services.rights.rectifying import rectify
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.needs.field_widgets import build_filled
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.tab_order import hand_on, order_tabs
from intman_desktop.ui.wording import told
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.form_views import FilledField


class RectifyPanel(FormPanel):
    """A form in the place of the tabs: which value, what is right, and whether the wrong one is kept.

    Opened with ``field``, the code of a field of the catalogue, to begin with it. Attributes: ``field`` (the
    choice of the value), ``right`` (the widget of the chosen one, or None), ``because``.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Falsche Angabe berichtigen"))
        self._fields: dict[str, FilledField] = {}
        self._left: dict[str, Any] | None = None
        self.right: FieldWidget | None = None
        self.card.add(
            QuietText(
                _(
                    "Für Angaben, die falsch gespeichert waren. Hat sich nur etwas geändert, tragen Sie den "
                    "neuen Stand bei der Person ein. Festgehalten wird, dass und wann berichtigt wurde."
                )
            )
        )
        self._form = Form()
        self.field = ChoiceField()
        self._field_row = self._form.row(_("&Welche Angabe"), self.field)
        self._holder = QWidget()
        self._inside = QVBoxLayout(self._holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._right_row = self._form.row(_("&Richtig ist"), self._holder)
        self.because = TextField(longest=LONGEST)
        self._form.row(
            _("Falschen Wert a&ufbewahren, weil"),
            self.because,
            _("Nur, wenn er noch gebraucht wird, zum Beispiel für einen Bescheid. Sonst ist er danach weg."),
        )
        self.card.add(self._form)
        self.end_form(_("Berichtigen"))
        self.field.chosen.connect(lambda _code: self._show_field())
        self._show_field()

    def first_field(self) -> QWidget:
        """Return the choice of the value."""
        return self.field

    def fill(self, sheet: CaseSheet) -> None:
        """Read which values there are to correct."""
        self.because.clear()
        self._form.clear_faults()
        self._fields = {}
        self.field.set_choices([])
        self.field.set_code("")  # a text that no list knows would outlive its entries
        self._show_field()
        self.frame.ask(
            filled_fields, sheet.view.case_id, on_done=self._offer, owner=self, replaces="rectify fields"
        )

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form; what is still to be put back stays as it is."""
        if self._left is not None:
            return self._left
        touched = self.right is not None and self.right.is_touched()
        right = self.right.draft() if self.right is not None and touched else None
        chosen, in_field = self.field.code(), self.field.draft()
        return {
            "field": chosen if touched else "",
            "unclear": in_field if in_field != chosen else "",
            "right": right,
            "because": self.because.text(),
        }

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned, once the fields are there."""
        self._left = typed
        if self._fields:
            self._restore()

    def leave(self) -> None:
        """Go back to what the person asked for."""
        self.go("papers")

    def check(self) -> bool:
        """Ask which value is wrong, and mark a right one that cannot be."""
        self._form.clear_faults()
        if self.right is None:
            self._field_row.set_fault(_("Bitte wählen Sie, welche Angabe falsch ist."))
        else:
            self._right_row.set_fault(self.right.fault())
        return True

    def act(self) -> None:
        """Write the right value."""
        widget = self.right
        if widget is None or self.sheet is None:
            return
        code, of_client = widget.field.code, widget.field.of_client
        self.frame.do(
            partial(
                rectify,
                keep_because=self.because.value(),
                client_version=self.sheet.view.file.client.version,
            ),
            self.case_id,
            code,
            () if of_client else widget.answers(),
            {code: widget.value()} if of_client else {},
            on_done=self.finish,
            on_error=self._refused,
            owner=self,
            said=_("Die Angabe ist berichtigt."),
        )

    def _offer(self, fields: Sequence[FilledField]) -> None:
        held = [each for each in fields if each.answers and each.view.closed is None]
        self._fields = {each.view.code: each for each in held}
        self.field.set_choices([(each.view.code, each.view.label) for each in held])
        wanted = str(self.details.get("field") or "")
        if wanted in self._fields:
            self.field.set_code(wanted)
            self._show_field()
        if self._left is not None:
            self._restore()

    def _restore(self) -> None:
        left, self._left = self._left or {}, None
        self.because.setText(left["because"])
        if left["right"] is not None and left["field"] in self._fields:
            self.field.set_code(left["field"])
            self._show_field()
            if self.right is not None:
                self.right.set_draft(left["right"])
        if left.get("unclear"):  # a draft of an earlier program has none
            self.field.set_draft(left["unclear"])

    def _show_field(self) -> None:
        """Show the widget of the chosen value with what is stored."""
        empty(self._inside)
        self.right = None
        self._right_row.set_fault("")
        filled = self._fields.get(self.field.code())
        self._form.show_row(self._right_row, filled is not None)
        if filled is None:
            return
        self.right = build_filled(self.frame, filled)
        self.right.changed.connect(lambda: self._right_row.set_fault(""))
        self._inside.addWidget(self.right)
        hand_on(self._holder, self.right)
        self._right_row.label.setBuddy(self.right.focusProxy() or self.right)
        order_tabs(self, self.card)

    def _refused(self, trouble: Trouble) -> None:
        self.say_fault(told(trouble))
