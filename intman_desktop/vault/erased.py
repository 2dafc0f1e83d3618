"""The list of the erased (Rule L4): what must not come back with a restore, told by meaningless digests.

One line of 64 hexadecimal digits for each, sorted, no dates. A copy lies in the store's folder
and in every place that holds backups; it only ever grows.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from intman_desktop.vault import files, layout
from intman_desktop.vault.patience import SECONDS

_PREFIX = b"intman: erased\n"
_KEY_SIZE = 16
_LINE = re.compile(rb"[0-9a-f]{64}")
_MOST_BYTES = 64 << 20
_TURNS: dict[str, threading.Lock] = {}


@dataclass(frozen=True)
class ErasedList:
    """The digests of a list; not ``found`` where there is none, not ``sound`` where a line is damaged."""

    digests: frozenset[str]
    found: bool
    sound: bool


def digest_of(case_key: str, what: str = "") -> str:
    """Return the digest for an erased case, or for one kind or place of it named by ``what``.

    ``case_key`` is the random 128-bit key as 32 hex digits; without it nobody finds the case again.
    Raises ``ValueError`` for anything else.
    """
    key = bytes.fromhex(case_key)
    if len(key) != _KEY_SIZE:
        raise ValueError("a case key has 128 bits")
    return hashlib.sha256(_PREFIX + key + what.encode()).hexdigest()


def read_erased(path: Path) -> ErasedList:
    """Return the list at ``path``; damaged lines are left out and reported, the others still count."""
    try:
        with files.opened(path) as file:
            lines = file.read(_MOST_BYTES).split()
    except (FileNotFoundError, *files.NO_FILE):
        return ErasedList(frozenset(), found=False, sound=True)
    right = [line for line in lines if _LINE.fullmatch(line)]
    return ErasedList(
        frozenset(line.decode("ascii") for line in right), found=True, sound=len(right) == len(lines)
    )


def union(lists: Iterable[ErasedList]) -> frozenset[str]:
    """Return every digest that stands in any of ``lists``."""
    return frozenset().union(*(each.digests for each in lists))


def add_erased(path: Path, digests: Iterable[str]) -> frozenset[str]:
    """Add ``digests`` to the list at ``path``, made where it is missing; return all that it holds now.

    Two at once take turns, so that neither drops what the other added. Raises the errors of the system,
    ``TimeoutError`` where another hangs in that place; then the list is as it was.
    """
    with taking_turns(str(path), SECONDS):
        known = read_erased(path)
        whole = known.digests | frozenset(digests)
        if whole != known.digests or not known.found or not known.sound:
            files.write_whole(path, "".join(f"{digest}\n" for digest in sorted(whole)).encode("ascii"))
    return whole


def add_erased_in_place(place: Path, digests: Iterable[str]) -> frozenset[str]:
    """Add ``digests`` to the list in a backup place; return all that it holds now.

    Programs of several computers may do so at once, where the place knows locks. Raises as ``add_erased``.
    """
    path, known = place / layout.ERASED, frozenset(digests)
    held = read_erased(path)
    if held.found and held.sound and known <= held.digests:
        return held.digests
    with _held_alone(place):
        return add_erased(path, known)


@contextmanager
def _held_alone(place: Path) -> Iterator[None]:
    """Let only one program at a time into the block; each where the place takes no lock."""
    lock = FileLock(
        place / layout.ERASED_LOCK,
        mode=files.PRIVATE_FILE,
        timeout=SECONDS,
        thread_local=False,
        fallback_to_soft=False,
    )
    try:
        lock.acquire()
    except Timeout:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
    except (OSError, NotImplementedError):
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError):  # who waits for it notices, and makes it anew; Windows removes it by itself
            (place / layout.ERASED_LOCK).unlink()
        lock.release()


@contextmanager
def taking_turns(place: str, seconds: float) -> Iterator[None]:
    """Let only one thread at a time into the block for ``place``.

    Raises ``TimeoutError`` where the one before has not left it after ``seconds``.
    """
    turn = _TURNS.setdefault(place, threading.Lock())
    if not turn.acquire(timeout=seconds):
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    try:
        yield
    finally:
        turn.release()
