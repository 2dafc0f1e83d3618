"""What is copied here: marked as secret, cleared after half a minute, at locking and at the end."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

KEPT_MS: Final = 30_000

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{name}"'
SECRET: Final = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format(name="CanUploadToCloudClipboard"): bytes(4),
}
"""By which data managers of clipboards know a secret, here and in Windows; macOS has a way of its own."""

_ALONE: Final = ("offscreen", "minimal", "linuxfb", "eglfs", "vnc")
"""Screens whose clipboard no other program shares; Qt says there of nobody that it is theirs."""


class ClipboardGuard(QObject):
    """Watches over texts copied in this program, by whatever field; others' it leaves alone."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._clipboard = application.clipboard()
        self._alone = application.platformName() in _ALONE
        self._timers: dict[QClipboard.Mode, QTimer] = {}
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            timer = QTimer(self, singleShot=True, interval=KEPT_MS)
            timer.timeout.connect(lambda mode=mode: self._clear(mode))
            self._timers[mode] = timer
        self._clipboard.changed.connect(self._look)

    def clear(self) -> None:
        """Take back what was copied here, if it is there still."""
        for mode in self._timers:
            self._clear(mode)

    def _clear(self, mode: QClipboard.Mode) -> None:
        timer = self._timers[mode]
        timer.stop()
        if self._is_ours(mode) and self._clipboard.mimeData(mode) is not None:
            self._clipboard.clear(mode)
        timer.stop()  # that it was emptied is a change as well

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.ownsSelection()
        return self._alone or self._clipboard.ownsClipboard()

    def _look(self, mode: QClipboard.Mode) -> None:
        """Mark what was copied here before anybody can have read it, and begin to count."""
        timer = self._timers.get(mode)
        if timer is None:
            return
        if not self._is_ours(mode):
            timer.stop()
            return
        timer.start()
        held = self._clipboard.mimeData(mode)
        if held is not None and held.hasText() and not all(held.hasFormat(each) for each in SECRET):
            self._clipboard.setMimeData(_secret(held.text()), mode)
            if sys.platform == "darwin":
                from intman_desktop.ui.system.macos import conceal_pasteboard

                conceal_pasteboard()


def _secret(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    for name, value in SECRET.items():
        data.setData(name, value)
    return data
