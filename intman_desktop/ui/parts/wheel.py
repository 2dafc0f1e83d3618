"""The mouse wheel scrolls; it never moves the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def leave_wheel_to_page(field: QWidget) -> None:
    """Let ``field`` take the cursor by Tab and by a click, and not when the wheel turns above it.

    Choices, texts and tables take it from Qt by the wheel as well: what is typed next would go astray.
    """
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
