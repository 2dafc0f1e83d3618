"""Make the checkout ready to run: virtual environment, locked packages, Qt's system libraries.

Only the standard library is used, because nothing else is there yet. A second call with
nothing changed returns at once and says nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "prepared"
ON_WINDOWS = sys.platform == "win32"
VENV_PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")

# fmt: off
QT_LIBRARIES = [
    "libgl1", "libegl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0", "libx11-6",
    "libbrotli1",
]
QT_WINDOW_LIBRARIES = [
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0",
    "libxcb-xkb1", "libxkbcommon-x11-0", "libxcb-randr0", "libxcb-shape0", "libxcb-xfixes0",
    "libxcb-xinerama0", "libx11-xcb1",
]
# fmt: on

OLDEST, NEWEST = (3, 11), (3, 13)
"""The versions of Python that every locked package is built for (``docs/decisions/0002-dependencies.md``)."""

APT_WAITS_SECONDS = 300
"""How long apt waits for another installation to end; by itself it fails at once."""

APT_TRIES_AGAIN_SECONDS = 2
APT_LOCK = re.compile(r"/lock\b")
"""The name of a lock that another apt holds, in a message of any language."""

TRY_QT = "import PySide6.QtGui, PySide6.QtWidgets"
TRY_QT_WINDOW = (
    "import ctypes, pathlib, PySide6.QtGui; "
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)


class CannotPrepare(Exception):
    """Something is missing that only the person can bring; the text says what and how."""


def has_screen() -> bool:
    """Return whether a window could be seen here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def refuse_other_pythons(version: tuple[int, int]) -> None:
    """Raise ``CannotPrepare`` for a Python that the locked packages are not built for."""
    if not OLDEST <= version <= NEWEST:
        raise CannotPrepare(
            f"Python {version[0]}.{version[1]} does not fit: the pinned packages are there for Python 3.11, "
            "3.12 and 3.13. Please install one of them beside it and name it, as in: make PYTHON=python3.13"
        )


def fingerprint() -> str:
    """Return one value that changes with everything the set-up depends on."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), Path(__file__).read_bytes()]
    parts.append(f"{sys.version_info[:2]} {has_screen()}".encode())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def succeeds(*command: str | Path) -> bool:
    """Return whether ``command`` runs and ends well; its output is dropped."""
    try:
        return (
            subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode
            == 0
        )
    except OSError:
        return False


def may_install() -> list[str] | None:
    """Return the words before ``apt-get`` that let us install, or None where we may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if succeeds("sudo", "-n", "true") else None


def run_once_unlocked(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` of apt again while another one holds a lock, up to the time that apt waits itself.

    Its own waiting is for the packages alone: where the lists are being fetched, it fails at once.
    """
    end = time.monotonic() + APT_WAITS_SECONDS
    while True:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, text=True, check=False)
        locked = done.returncode and APT_LOCK.search(done.stderr)
        if not locked or time.monotonic() >= end:
            return done
        time.sleep(APT_TRIES_AGAIN_SECONDS)


def install_with_apt(packages: list[str], purpose: str) -> None:
    """Install Debian packages, or raise ``CannotPrepare`` with the command that does it."""
    wish = "apt-get install -y --no-install-recommends " + " ".join(packages)
    before = may_install()
    if before is None:
        raise CannotPrepare(
            f"{purpose} Please install it once and call make again. On Debian and Ubuntu:\n  sudo {wish}"
        )
    print(f"{purpose} Installing: {' '.join(packages)}", file=sys.stderr)
    waiting = ("-o", f"DPkg::Lock::Timeout={APT_WAITS_SECONDS}")
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *waiting]
    told = ""
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = run_once_unlocked([*quiet, *step])
        told += done.stdout + done.stderr
    if done.returncode:
        raise CannotPrepare(f"{told}{purpose} Installing failed; the command was:\n  {wish}")


def create_environment() -> list[str]:
    """Create ``.venv`` where it is missing or broken; return the words that call its pip.

    Raises ``CannotPrepare`` on a Debian without the venv package where we may not install it.
    """
    pip = [str(VENV_PYTHON), "-m", "pip"]
    if succeeds(*pip, "--version"):
        return pip
    if importlib.util.find_spec("ensurepip") is None and importlib.util.find_spec("pip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        install_with_apt([f"python{version}-venv"], "Python lacks its part for virtual environments.")
    own_pip = succeeds(sys.executable, "-c", "import ensurepip")
    without = [] if own_pip else ["--without-pip"]
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", *without, str(VENV)], check=False)
    if made.returncode:
        raise CannotPrepare(f"The virtual environment {VENV} could not be created; the lines above say why.")
    return pip if own_pip else [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]


def install_packages(pip: list[str]) -> None:
    """Install the locked packages with their hashes checked, then the program itself in place.

    The lock names every package, so nothing is resolved: pip before 23.3 looks past a pinned version
    where another package asks for it with an extra, and stops as soon as a newer one is published.

    Raises ``CannotPrepare`` when pip ends with an error; what it said stands above.
    """
    quiet = [*pip, "-qq", "--disable-pip-version-check", "--no-input", "install"]
    if os.name == "posix":
        quiet.append("--root-user-action=ignore")
    locked = [*quiet, "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)]
    itself = [*quiet, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    whole = [*pip, "-qq", "--disable-pip-version-check", "check"]
    for command in (locked, itself, whole):
        if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode:
            raise CannotPrepare(
                "The packages could not be installed; the lines above say why. "
                "They are fetched once from the package index your pip is set up for."
            )


def bring_qt_libraries() -> None:
    """Make sure Qt finds the system libraries it links to, installing them where we may.

    Raises ``CannotPrepare`` with the exact command where we may not.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = [(TRY_QT, QT_LIBRARIES)]
    if has_screen():
        wanted.append((TRY_QT_WINDOW, QT_WINDOW_LIBRARIES))
    missing = [name for check, names in wanted if not succeeds(VENV_PYTHON, "-c", check) for name in names]
    if not missing:
        return
    install_with_apt(missing, "Qt, which draws the windows, needs system libraries.")
    for check, _names in wanted:
        tried = subprocess.run([VENV_PYTHON, "-c", check], capture_output=True, text=True, check=False)
        if tried.returncode:
            last = tried.stderr.strip().splitlines()[-1:]
            raise CannotPrepare("Qt still does not start: " + " ".join(last))


def main() -> int:
    """Prepare what is missing; return 1 with a sentence when a person has to help."""
    now = fingerprint()
    if VENV_PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == now:
        return 0
    if not VENV_PYTHON.exists():
        print("Setting up, once; this takes one to three minutes …", file=sys.stderr)
    try:
        refuse_other_pythons(sys.version_info[:2])
        install_packages(create_environment())
        bring_qt_libraries()
    except CannotPrepare as trouble:
        print(trouble, file=sys.stderr)
        return 1
    STAMP.write_text(now, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
