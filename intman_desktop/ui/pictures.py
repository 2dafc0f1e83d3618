"""Pictures of screens, for the tour, the handbook and for looking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QWidget


def grab(widget: QWidget, file: Path) -> None:
    """Write what ``widget`` shows now as a PNG to ``file``.

    Raises ``OSError`` if the file cannot be written.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not widget.grab().save(str(file), "PNG"):
        raise OSError(f"could not write {file.name}")
