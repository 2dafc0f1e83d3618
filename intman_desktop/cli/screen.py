"""Whether a window can be seen here, found out before Qt is asked: Qt would end the whole process instead."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.language import _

_LONGEST_TRIAL = 30
"""Seconds; a display that takes longer to answer the trial is left to Qt itself."""
_TRIAL = "from PySide6.QtWidgets import QApplication; QApplication([])"


class NoScreen(Trouble):
    """There is no display on which a window could be opened; the value ``why`` says what is missing."""

    exit_code = 39

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Hier lässt sich kein Fenster öffnen: {why}. Ohne Bildschirm gehen der Rundgang („make run“ oder "
            "„intman tour“) und alle anderen Befehle; „intman --help“ nennt sie."
        )


class WindowPartMissing(Trouble):
    """The system lacks a library that Qt needs for a window; the value ``library`` names it."""

    exit_code = 39

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Hier lässt sich kein Fenster öffnen: Dem System fehlt „{library}“. „make run“ richtet ein, was "
            "fehlt, oder nennt den Befehl dafür. Ohne Fenster geht der Rundgang: „intman tour“."
        )


def require_screen() -> None:
    """Return where a window can be opened.

    Only Linux has more than one answer. A display that answers and whose part of Qt can be loaded is taken at
    once, in a few milliseconds that Qt then saves; anything doubtful is tried in a process of its own, which
    may fail. Raises ``NoScreen`` and ``WindowPartMissing``.
    """
    trouble = _doubt(os.environ) if sys.platform.startswith("linux") else None
    if trouble is not None and (_nothing_named(os.environ) or not _opens()):
        raise trouble


def lend_screen() -> None:
    """Let Qt draw into memory where no window can be opened, as the tour does (nobody has to see it)."""
    try:
        require_screen()
    except Trouble:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _nothing_named(environment: Mapping[str, str]) -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    return not any(map(environment.get, named)) and environment.get("XDG_SESSION_TYPE") != "wayland"


def _doubt(environment: Mapping[str, str]) -> Trouble | None:
    """Return what seems to stand in the way of a window, or None where one of the ways is open."""
    asked = environment.get("QT_QPA_PLATFORM", "")
    platforms = [each.partition(":")[0] for each in asked.split(";") if each]
    if not platforms:
        platforms = [
            name
            for name, variables in (("wayland", ("WAYLAND_DISPLAY", "WAYLAND_SOCKET")), ("xcb", ("DISPLAY",)))
            if any(map(environment.get, variables))
        ]
    if not platforms:
        return NoScreen(why=_("Weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt"))
    doubts = [_doubt_of(name, environment) for name in platforms]
    return None if None in doubts else doubts[-1]


def _doubt_of(platform: str, environment: Mapping[str, str]) -> Trouble | None:
    plugins = _plugins()
    if plugins is None:
        return NoScreen(why=_("Qt findet die Anzeige nicht"))
    plugin = plugins / f"libq{platform}.so"
    if not plugin.is_file():
        return NoScreen(
            why=_("QT_QPA_PLATFORM nennt „{platform}“, das gibt es nicht").format(platform=platform)
        )
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return WindowPartMissing(library=str(error).partition(":")[0])
    if platform == "xcb" and not _x_answers():
        display = environment.get("DISPLAY", "")
        return NoScreen(why=_("Die Anzeige {name} antwortet nicht").format(name=f"DISPLAY={display}"))
    if platform == "wayland" and not environment.get("WAYLAND_SOCKET") and not _wayland_answers():
        display = environment.get("WAYLAND_DISPLAY", "")
        return NoScreen(why=_("Die Anzeige {name} antwortet nicht").format(name=f"WAYLAND_DISPLAY={display}"))
    return None


def _plugins() -> Path | None:
    """Return the folder in which PySide6 keeps what it draws with, or None where it was built otherwise."""
    found = importlib.util.find_spec("PySide6")
    places = list(found.submodule_search_locations or ()) if found else []
    folder = Path(places[0], "Qt", "plugins", "platforms") if places else None
    return folder if folder and folder.is_dir() else None


def _x_answers() -> bool:
    """Return whether the X server that DISPLAY names lets us in, by the library that Qt asks it with."""
    library = ctypes.CDLL("libxcb.so.1")
    library.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(library.xcb_connect(None, None))
    try:
        return not library.xcb_connection_has_error(connection)
    finally:
        library.xcb_disconnect(connection)


def _wayland_answers() -> bool:
    library = ctypes.CDLL("libwayland-client.so.0")
    library.wl_display_connect.restype = ctypes.c_void_p
    display = library.wl_display_connect(None)
    if display:
        library.wl_display_disconnect(ctypes.c_void_p(display))
    return bool(display)


def _opens() -> bool:
    """Return whether a window's application can be begun, tried in a process of its own."""
    if getattr(sys, "frozen", False):
        return True  # a built program has no interpreter to try it with
    import subprocess  # only where there is doubt: the window shall not wait for it

    try:
        tried = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-c", _TRIAL],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_LONGEST_TRIAL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return tried.returncode == 0
