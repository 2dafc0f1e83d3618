"""A field below its label, for fields that stand beside each other."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intman_desktop.ui.parts.form import FormRow


class Labelled(FormRow):
    """One field with its label above it, its buddy, its spoken name, a hint and the place for its fault."""

    def __init__(self, label: str, field: QWidget, hint: str = "", *, wraps: bool = False) -> None:
        """Take ``label`` with ``&`` before its key; one that a person wrote ``wraps`` where it is long."""
        text = QLabel(label)
        text.setWordWrap(wraps)
        super().__init__(text, field, hint)
        name = label.replace("&", "")
        text.setBuddy(field.focusProxy() or field)
        for each in (field, field.focusProxy()):
            if each is not None and not each.accessibleName():
                each.setAccessibleName(name)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # what a row is made of
        column.insertWidget(0, text)
        column.addStretch(1)
