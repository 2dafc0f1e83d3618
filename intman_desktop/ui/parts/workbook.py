"""Saving a list as a workbook: read by the vault's worker, written by the other one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVarTuple

from PySide6.QtCore import QObject

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.language import _
from intman_desktop.services.common.desk import Desk
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.written_file import write_file
from intman_desktop.values.lists import ListSheet
from intman_desktop.values.outcome import Outcome

Ts = TypeVarTuple("Ts")


def save_workbook(
    frame: Frame,
    file: Path,
    verb: Callable[[Desk, *Ts], Outcome[ListSheet]],
    *args: *Ts,
    owner: QObject,
) -> None:
    """Write the list that ``verb(desk, *args)`` gives out to ``file``, in one step, and say so."""

    def read(listed: ListSheet) -> None:
        frame.make(_write, file, listed, on_done=written, owner=owner)

    def written(_nothing: object) -> None:
        frame.say(_("{name} gespeichert. Die Datei ist nicht verschlüsselt.").format(name=file.name))

    frame.do(verb, *args, on_done=read, owner=owner)


def _write(file: Path, listed: ListSheet) -> None:
    write_file(file, case_list_xlsx(listed))
