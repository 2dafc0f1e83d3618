"""What belongs to this machine only: known stores by path, look, text size, the window's place.

It is read once, before there is a window; what changes is written by a worker.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from intman_desktop.jobs.worker import Priority, Worker
from intman_desktop.language import LANGUAGES
from intman_desktop.paths import machine_state_folder, make_private
from intman_desktop.ui.style import Look

_FILE = "window.json"
_MOST_BYTES = 1 << 20

NEVER = "never"
"""What is kept of the last backup of a store without one; where nothing is kept, it is not known."""


@dataclass(frozen=True)
class Machine:
    """The settings of this machine; nothing of it tells about a person.

    ``vault`` is the folder opened last, ``look`` a value of ``style.Look``, ``text_size`` a factor
    from 1.0 to 2.0, ``geometry`` Qt's description of the window in base 64, ``last_backup`` a date
    as ``YYYY-MM-DD`` or ``NEVER``, ``language`` that of the screen ("de", "en", or "" for the
    system's), ``version`` that of the program whose news were told last, ``talk_form`` the code of the form
    that the last talk had, ``case_columns`` and ``case_sort`` how the list of cases stands: names of columns
    with commas between, and that of the sorted one, with a minus when it falls, ``slots`` the id of the slot
    that opened each store last, by its folder: an id at random that tells nothing of whoever has it.
    """

    vault: str = ""
    look: str = "system"
    text_size: float = 1.0
    geometry: str = ""
    last_backup: str = ""
    language: str = ""
    version: str = ""
    talk_form: str = ""
    case_columns: str = ""
    case_sort: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)


def load_machine() -> Machine:
    """Return what was remembered; the defaults where the file is missing or cannot be understood.

    A value that makes no sense gives way to its default and leaves the others as they are: whoever uses one
    need not look again.
    """
    remembered = machine_state_folder() / _FILE
    try:
        if not remembered.is_file():  # a pipe of that name would be waited for
            return Machine()
        with remembered.open("rb") as file:
            # no setting is a whole number, and ``int`` refuses one of many digits
            held = json.loads(file.read(_MOST_BYTES), parse_int=float)
    except (OSError, ValueError, RecursionError):
        return Machine()
    if not isinstance(held, dict):
        return Machine()
    plain = asdict(Machine())
    known: dict[str, Any] = {
        name: held[name]
        for name in plain
        if name in held and type(held[name]) is type(plain[name]) and _makes_sense(name, held[name])
    }
    return Machine(**known)


def _makes_sense(name: str, value: Any) -> bool:
    return name not in _SENSIBLE or _SENSIBLE[name](value)


def _a_folder(value: str) -> bool:
    """Whether the system could have a folder of that name (an empty one means none)."""
    try:
        return b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:
        return False


def _a_geometry(value: str) -> bool:
    try:
        base64.b64decode(value, validate=True)
    except ValueError:
        return False
    return True


def _a_day(value: str) -> bool:
    if value in ("", NEVER):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_SENSIBLE: Mapping[str, Callable[[Any], bool]] = {
    "vault": _a_folder,
    "look": lambda value: value in [look.value for look in Look],
    "text_size": lambda value: 1.0 <= value <= 2.0,
    "geometry": _a_geometry,
    "last_backup": _a_day,
    "language": lambda value: value in ("", *LANGUAGES),
    "slots": lambda value: all(isinstance(slot_id, str) for slot_id in value.values()),
}
"""Whether a value, which has its type, makes sense; the other texts are looked up among those known."""


def remember(**changes: Any) -> None:
    """Keep ``changes`` (fields of ``Machine``); a disk that cannot be written is no reason to stop."""
    machine = replace(load_machine(), **changes)
    try:
        folder = make_private(machine_state_folder())
        part = folder / f"{_FILE}.part"
        part.write_text(json.dumps(asdict(machine), indent=1), encoding="utf-8")
        part.replace(folder / _FILE)
    except OSError:
        return


def _remember_slot(folder: Path, slot_id: str) -> None:
    remember(slots={**load_machine().slots, str(folder): slot_id})


class Remembered:
    """What is remembered, at hand without a look at the disk. Attributes: ``held``."""

    def __init__(self, writer: Worker) -> None:
        """Read it; ``writer`` writes what changes, beside what another window wrote meanwhile."""
        self._writer = writer
        self.held = load_machine()

    def keep(self, **changes: Any) -> None:
        """Keep ``changes`` (fields of ``Machine``): at once here, soon on the disk."""
        self.held = replace(self.held, **changes)
        self._writer.run(partial(remember, **changes), priority=Priority.SAVE)

    def keep_slot(self, folder: Path, slot_id: str) -> None:
        """Keep the slot that opened the store in ``folder``."""
        self.held = replace(self.held, slots={**self.held.slots, str(folder): slot_id})
        self._writer.run(_remember_slot, folder, slot_id, priority=Priority.SAVE)

    def slot_of(self, folder: Path) -> str:
        """Return the id of the slot that opened the store in ``folder`` last on this machine, or nothing."""
        return self.held.slots.get(str(folder), "")

    def vault(self) -> Path | None:
        """Return where the store lay that was opened last, None where none was."""
        return Path(self.held.vault) if self.held.vault else None
