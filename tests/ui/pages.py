"""A page for tests of the window: it remembers how it was opened and holds one field."""

from __future__ import annotations

from typing import Any

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.values.outcome import Change


class NotePage(Page):
    """Shows talks; what is typed into its field is unsaved."""

    shows = frozenset({Change.TALKS})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.opened: list[dict[str, Any]] = []
        self.read = 0
        self.before_consent = False
        self.field = TextField()
        self.field.setAccessibleName("Notiz")
        self.column.addWidget(self.field)

    def title(self) -> str:
        return "Gespräch"

    def help(self) -> str:
        return "Hier notieren Sie ein Gespräch."

    def open(self, **where: Any) -> None:
        self.opened.append(where)
        self.case_id = where.get("case_id")
        self.refresh()

    def refresh(self) -> None:
        self.read += 1

    def unsaved(self) -> dict[str, Any] | None:
        return {"note": self.field.value()} if self.field.value() else None

    def may_be_kept(self) -> bool:
        return not self.before_consent

    def restore(self, unsaved: dict[str, Any]) -> None:
        self.field.setText(unsaved["note"])

    def first_field(self) -> TextField:
        return self.field
