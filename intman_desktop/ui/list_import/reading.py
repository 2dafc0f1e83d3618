"""What is read of the file, away from the window; nothing of it is kept but in memory (P2)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from intman_desktop.exchange.lists import LARGEST
from intman_desktop.services.transfer.list_reading import Matched, match, open_list, read_again
from intman_desktop.ui.bring_in import FileNotRead
from intman_desktop.ui.list_import.work import ListWork, header_in
from intman_desktop.values.lists import ListDesk
from intman_desktop.vault.files import opened_named


def read_chosen(file: Path, known: ListDesk, today: date) -> tuple[bytes, Matched]:
    """Return the bytes of ``file`` and its first table.

    Raises ``FileNotRead`` and as ``list_reading.open_list``.
    """
    content = bytes_of(file)
    return content, open_list(content, known, today)


def read_kept(plain: Mapping[str, Any], known: ListDesk, today: date) -> tuple[bytes, Matched]:
    """Return the same out of what ``ListWork.to_plain`` kept, matched as it was."""
    content = base64.b64decode(plain["content"])
    first = open_list(content, known, today)
    if plain["encoding"] != first.old.encoding:
        first = read_again(content, first, plain["encoding"], known, today)
    matched = match(first.old, plain["sheet"], header_in(plain), known, today, fields=plain["fields"])
    return content, matched


def bytes_of(file: Path) -> bytes:
    """Return what stands in ``file``, no more of it than shows that it is too large.

    Raises ``FileNotRead``.
    """
    try:
        with opened_named(file) as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise FileNotRead() from error


def read_in(work: ListWork, before: Matched, encoding: str, known: ListDesk, today: date) -> Matched:
    """Return the text of ``work`` in another encoding, matched as ``before``; empty for what its bytes say.

    Raises as ``list_reading.read_again``.
    """
    return read_again(work.content(), before, encoding, known, today)
