"""What belongs to this machine only: known stores by path, look, text size, the window's place.

It is read once, before there is a window; what changes is written by a worker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from intman_desktop.jobs.worker import Priority, Worker
from intman_desktop.paths import machine_state_folder, make_private

_FILE = "window.json"
_MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class Machine:
    """The settings of this machine; nothing of it tells about a person.

    ``vault`` is the folder opened last, ``look`` a value of ``style.Look``, ``text_size`` a factor
    from 1.0 to 2.0, ``geometry`` Qt's description of the window in base 64, ``last_backup`` a date
    as ``YYYY-MM-DD`` or ``backup_state.NEVER``, ``language`` that of the screen ("de", "en", or "" for the
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
    """Return what was remembered; the defaults where the file is missing or cannot be understood."""
    remembered = machine_state_folder() / _FILE
    try:
        if not remembered.is_file():  # a pipe of that name would be waited for
            return Machine()
        with remembered.open("rb") as file:
            held = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Machine()
    if not isinstance(held, dict):
        return Machine()
    plain = asdict(Machine())
    known: dict[str, Any] = {
        name: held[name] for name in plain if name in held and type(held[name]) is type(plain[name])
    }
    return Machine(**known)


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
        slot_id = self.held.slots.get(str(folder), "")
        return slot_id if isinstance(slot_id, str) else ""

    def vault(self) -> Path | None:
        """Return where the store lay that was opened last, None where none was."""
        return Path(self.held.vault) if self.held.vault else None
