"""The tab "Person und Haushalt": every field of the catalogue by block, and the household (I1 to I4, P4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules import gate
from intman_desktop.services.casework.person import save_person
from intman_desktop.services.common.wording import shown
from intman_desktop.services.gate.field_forms import filled_fields
from intman_desktop.ui.case.family_card import FamilyCard
from intman_desktop.ui.case.household_form import HouseholdForm
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.needs.field_widgets import build_filled
from intman_desktop.ui.needs.full_age import follow_birth
from intman_desktop.ui.parts.buttons import primary_button, quiet_button, save_on_keys
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.kept_cursor import FilledSince
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import Block
from intman_desktop.values.form_views import FieldView, FilledField

_BLOCKS = (Block.PERSONAL, Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING)


class PersonPanel(Panel):
    """One form; saving writes the client, the answers and the household where something was changed."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._sheet: CaseSheet | None = None
        self._rows: dict[str, FormRow] = {}
        self._widgets: dict[str, FieldWidget] = {}
        self._shown: tuple[object, ...] = ()
        self._left: dict[str, Any] | None = None
        self._client_version = 0
        self._wanted = ""
        self._answer = 0
        self._follow_birth: Callable[[], None] = lambda: None
        self.family = FamilyCard(frame)
        self.column.addWidget(self.family)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(space(3))
        self.column.addLayout(self._blocks)
        card = Card(_("Haushalt"))
        self.household = HouseholdForm()
        card.add(self.household)
        self.column.addWidget(card)
        self.save = primary_button(_("Speichern"), self.save_all)
        self.drop = quiet_button(_("Verwerfen"), self._drop)
        self._usable = False
        self.foot: Foot = Foot(self.save, self.drop)
        self.keep_in_sight(self.foot)
        save_on_keys(self, self.save_all, in_window=True)

    def begin(self, **details: Any) -> None:
        """Go to the ``field`` of the catalogue named in ``details`` as soon as it is there.

        A deadline names the answer that ends by its ``row_id``.
        """
        super().begin(**details)
        self._wanted = str(details.get("field", ""))
        self._answer = int(details.get("row_id") or 0)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Read the fields, unless something is typed and not yet saved."""
        self._sheet = sheet
        self._usable = sheet.view.usable
        self.show_foot()
        self.family.show_sheet(sheet)
        ending, self._answer = self._answer, 0
        self._wanted = next(
            (each.field for each in sheet.view.file.answers if each.id == ending), self._wanted
        )
        if self.unsaved() is None:
            self._read()

    def has_acts(self) -> bool:
        """Return whether the case can be worked at."""
        return self._usable

    def unsaved(self) -> dict[str, Any] | None:
        """Return the fields that were changed, and the household where it was."""
        fields = {code: each.draft() for code, each in self._widgets.items() if _has_news(each)}
        household = self.household.typed() if self.household.is_changed() else None
        if not fields and household is None:
            return self._left
        return {
            "fields": fields,
            "household": household,
            "household_seen": self.household.seen,
            "client": self._client_version,
        }

    def restore(self, values: dict[str, Any]) -> None:
        """Put the changed fields back, once the fields are there."""
        self._left = values
        self._read()

    def field(self, code: str) -> FieldWidget:
        """Return the widget of a field of the catalogue. Raises ``KeyError`` for one that is not there."""
        return self._widgets[code]

    def save_all(self) -> None:
        """Check every field, then write all that was changed, or nothing of it."""
        if self._sheet is None or not self._fits():
            return
        asked = (each for code, each in self._widgets.items() if not self._rows[code].isHidden())
        changed = [each for each in asked if each.is_changed() and not each.is_closed()]
        columns = {each.field.code: each.value() for each in changed if each.field.of_client}
        answers = [answer for each in changed if not each.field.of_client for answer in each.answers()]
        members = self.household.members() if self.household.is_changed() else None
        if not changed and members is None:
            self.frame.say(_("Es ist nichts geändert."))
            return
        self.frame.do(
            partial(save_person, client_version=self._client_version, seen=self.household.seen),
            self.case_id,
            answers,
            columns,
            members,
            on_done=lambda _id: self._read(),
            on_error=self._refused,
            owner=self,
            said=_said(fields=bool(changed), household=members is not None),
        )

    def _refused(self, trouble: Trouble) -> None:
        self.frame.warn(trouble)

    def _fits(self) -> bool:
        """Mark all that cannot be, also in the household, and return whether nothing is."""
        understand(*(row for row in self._rows.values() if not row.isHidden()), self.household)
        for code, widget in self._widgets.items():
            self._rows[code].set_fault("" if widget.is_closed() else widget.fault())
        whole = not self.household.is_changed() or self.household.members() is not None
        return free_of_faults(self) and whole

    def _read(self) -> None:
        if self._sheet is not None:
            self.frame.ask(
                filled_fields,
                self._sheet.view.case_id,
                _BLOCKS,
                on_done=self._show,
                owner=self,
                replaces="case fields",
            )

    def _show(self, fields: Sequence[FilledField]) -> None:
        if self._sheet is None:
            return
        wanted = self._wanted or self._field_at_cursor()
        self._client_version = next((each.client_version for each in fields), 0)
        shown_now = (tuple(fields), self._sheet.view.file.household, self._sheet.relationships)
        if self._widgets and self._left is None and shown_now == self._shown:
            self._go_to_wanted(self._wanted)
            return  # built anew it would take the cursor away
        self._shown = shown_now
        empty(self._blocks)
        self._rows, self._widgets = {}, {}
        for block in _BLOCKS:
            # Each part is made where it stands: one that is moved there gets the look of all inside it anew.
            card = Card(shown(block), self._blocks.parentWidget())
            self._blocks.addWidget(card)
            form = Form(parent=card)
            card.add(form)
            for filled in fields:
                if filled.view.block is block:
                    ask = partial(self.go, "consent", need=_need_of(filled.view))
                    widget = build_filled(self.frame, filled, ask_consent=ask, parent=form)
                    self._rows[filled.view.code] = form.row(filled.view.label, widget)
                    self._widgets[filled.view.code] = widget
            if block is Block.PERSONAL:
                in_form = {code: (each, self._rows[code]) for code, each in self._widgets.items()}
                self._follow_birth = follow_birth(form, in_form, self.frame.today)
        self.household.show_members(self._sheet.view.file.household, self._sheet.relationships)
        if self._left is not None:
            before = FilledSince(self)
            self._put_back()
            if self.goes_on:
                QTimer.singleShot(0, self, before.go_to_last)  # what is above has no height yet
            self.goes_on = False
        order_tabs(self, self.foot)
        self._go_to_wanted(wanted)

    def _field_at_cursor(self) -> str:
        """Return the code of the field that has the cursor, or nothing; built anew it keeps it."""
        at = self.window().focusWidget()
        holds = (code for code, each in self._widgets.items() if at and (each is at or each.isAncestorOf(at)))
        return next(holds, "")

    def _go_to_wanted(self, wanted: str) -> None:
        self._wanted = ""
        if wanted in self._widgets:
            go_in(self._widgets[wanted])

    def _put_back(self) -> None:
        left, self._left = self._left or {}, None
        self._client_version = left.get("client", self._client_version)
        for code, typed in left["fields"].items():
            widget = self._widgets.get(code)
            if widget is None or widget.is_closed():
                continue
            if isinstance(typed, str):  # a draft of an earlier program
                widget.set_value(typed)
            else:
                widget.set_draft(typed)
        self._follow_birth()
        if left["household"] is not None:
            self.household.set_typed(left["household"])
            seen = left.get("household_seen", self.household.seen)
            self.household.seen = tuple((int(one), int(version)) for one, version in seen)

    def _drop(self) -> None:
        """Show what is stored; the line of notices can bring back what was typed."""
        typed = self.unsaved()
        if typed is not None:
            self.frame.say(_("Verworfen: die Änderungen."), lambda: self.restore(typed), _("Zurückholen"))
        self._widgets = {}
        self._left = None
        if self._sheet is not None:
            self.household.show_members(self._sheet.view.file.household, self._sheet.relationships)
        self._read()

    def first_field(self) -> QWidget | None:
        """Return None: the tab keeps the cursor until one chooses a field."""
        return None


def _has_news(field: FieldWidget) -> bool:
    """Return whether ``field`` holds another value than was shown, or a text that is still being typed."""
    return field.is_changed() or field.is_touched()


def _said(*, fields: bool, household: bool) -> str:
    """Return what is said when these parts are saved."""
    if fields and household:
        return _("Angaben und Haushalt gespeichert.")
    return _("Angaben gespeichert.") if fields else _("Haushalt gespeichert.")


def _need_of(field: FieldView) -> str:
    """Return what a closed field waits for: its own consent, or the basic one where that is missing (E3)."""
    closed = field.closed
    if closed is None:
        return ""
    return gate.BASIC if closed.code == "basic_missing" else str(closed.values.get("need", ""))
