"""The one crash dialog: saves the draft, shows a code and the log; never a value of a person.

The log holds the kind of the error and where it happened (file, line, function), nothing of what
an exception says: a foreign message may quote what was typed.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSize,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from intman_desktop.errors import described
from intman_desktop.language import _
from intman_desktop.paths import machine_state_folder, make_private
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.labels import SectionTitle, SmallText, Text
from intman_desktop.ui.parts.wheel import leave_wheel_to_page
from intman_desktop.ui.tokens import space

_LOG = logging.getLogger("intman")
_LARGEST = 200_000
_LETTERS, _LINES = 80, 24
_QUOTED = re.compile(r"[\"'„“]|: ")
_SERIOUS = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg, QtMsgType.QtWarningMsg)


def log_file() -> Path:
    """Return where the log lies: on this machine only, private to the person."""
    return machine_state_folder() / "intman.log"


def start_log() -> None:
    """Write the log to its file from now on, at most two of 200 kB; where none can be made, to nowhere."""
    try:
        make_private(log_file().parent)
    except OSError:
        return
    handler = _LogFile(log_file(), encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
    # a library that sets logging up after us (logging.config does so by default) would silence it
    _LOG.disabled = False


def stop_log() -> None:
    """Close the file of the log."""
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


class _LogFile(logging.FileHandler):
    """Puts a file that is large aside, over the one before; the library's own brings sockets to the start."""

    failed = False
    """Whether the last line could not be written."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; where that fails, nothing is raised, for who logs has a fault to tell already."""
        self.failed = False
        try:
            if self.stream is not None and self.stream.tell() >= _LARGEST:
                self.close()
                Path(self.baseFilename).replace(f"{self.baseFilename}.1")
            super().emit(record)
        except (OSError, ValueError):  # the latter of a stream that could not be closed
            self.failed = True

    def handleError(self, _record: logging.LogRecord) -> None:
        """Keep that the line was not written, and print nothing."""
        self.failed = True


def _last_is_written() -> bool:
    files = [each for each in _LOG.handlers if isinstance(each, _LogFile)]
    return bool(files) and not any(each.failed for each in files)


class CrashDialog(QDialog):
    """Says that the program made a mistake, that the text is kept, and gives a code for help."""

    def __init__(self, parent: QWidget | None, code: str, log: str, *, in_log: bool = True) -> None:
        """Show the ``log`` of the fault; ``in_log`` tells whether it could be written to the file as well."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Ein Fehler im Programm"))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(SectionTitle(_("Hier ist dem Programm ein Fehler unterlaufen.")))
        column.addWidget(
            Text(
                _(
                    "Was Sie schon gespeichert haben, ist unverändert. Was Sie gerade geschrieben haben, "
                    "wartet als angefangener Text. Sie können weiterarbeiten; wenn etwas seltsam aussieht, "
                    "sperren und öffnen Sie den Tresor neu."
                )
            )
        )
        column.addWidget(Text(_("Fehlercode: {code}").format(code=code)))
        if in_log:
            where = _("Das steht im Fehlerprotokoll. Es enthält keine Angaben über Personen.")
        else:
            where = _(
                "Das Fehlerprotokoll ließ sich nicht schreiben. Wenn Sie Hilfe holen, kopieren Sie bitte "
                "diesen Text; er enthält keine Angaben über Personen."
            )
        column.addWidget(SmallText(where))
        text = QPlainTextEdit(log)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        leave_wheel_to_page(text)
        text.setAccessibleName(_("Protokoll des Fehlers"))
        column.addWidget(text)
        close = quiet_button(_("Weiterarbeiten"), self.accept)
        close.setDefault(True)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        close.setFocus()
        letters = self.fontMetrics()
        wanted = QSize(_LETTERS * letters.averageCharWidth(), _LINES * letters.height())
        around = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(wanted.boundedTo(around - QSize(2 * space(6), 2 * space(6))))


class CrashWatch(QObject):
    """Hears every exception that nobody caught, on any thread, and Qt's own complaints.

    Attributes: ``save_draft()`` is called before the dialog is shown; ``window`` is its parent.
    """

    _caught = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.save_draft: Callable[[], object] = lambda: None
        self.window: QWidget | None = None
        self._shown: CrashDialog | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over all hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self.report(args.exc_value or args.exc_type())
        sys.unraisablehook = lambda args: self.report(args.exc_value or RuntimeError())
        qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Give all hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def report(self, error: BaseException) -> None:
        """Log ``error`` and show the dialog soon; callable from every thread."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return
        code = os.urandom(3).hex().upper()
        text = described(error)
        _LOG.error("%s %s", code, text)
        self._caught.emit(code, text, _last_is_written())

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, where)
            return
        self.report(error)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in _SERIOUS:
            # What follows a quote or a colon may be a path or a text somebody typed.
            _LOG.warning("Qt %s %s", context.category or "", _QUOTED.split(message, maxsplit=1)[0])

    def _show(self, code: str, text: str, in_log: bool) -> None:
        if self._shown is not None:
            return
        try:
            self.save_draft()
        except Exception as error:
            _LOG.error("%s", described(error))
        self._shown = CrashDialog(self.window, code, text, in_log=in_log)
        self._shown.finished.connect(self._closed)
        self._shown.open()

    def _closed(self) -> None:
        self._shown = None
