"""The hunt for what a locked program may not hold any more: every object that Python can reach, and Qt's.

Searched are all objects that Python's collector knows with all that they refer to, the frames of every
thread, and of Qt every object with its texts, models and steps back. Not searched is memory that is free but
was not written over, and what a library in C keeps to itself: SECURITY.md says so.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Wanted = Callable[[], dict[str, tuple[bytes, ...]]]
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.UserRole)
_HOLDERS = 9
_LIST_ITERATOR: type = type(iter([]))


def held_by_python(wanted: Wanted) -> dict[str, list[str]]:
    """Return where Python still holds something of what is ``wanted``: its name, and who holds it.

    ``wanted()`` is asked after all objects were taken stock of, so that what it returns is not found.
    """
    texts = _all_texts()
    whole = b"\0".join(content for content, _holder in texts)
    found = {}
    for what, needles in wanted().items():
        sought = [needle for needle in needles if needle in whole]
        held = [holder for content, holder in texts if any(needle in content for needle in sought)]
        found[what] = [_chain(each, texts, held) for each in held] if sought else []
    return found


def held_by_qt(wanted: Wanted) -> dict[str, list[str]]:
    """Return where an object of Qt still shows or remembers something of what is ``wanted``."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    texts = [("clipboard", QApplication.clipboard().text())]
    roots: Iterable[QObject] = (application, *QApplication.allWidgets())
    seen: dict[int, QObject] = {}
    for root in roots:
        for each in (root, *root.findChildren(QObject)):
            seen[id(each)] = each
    for each in seen.values():
        texts += [(f"{type(each).__name__} {where}", text) for where, text in _texts_of(each)]
    return {
        what: [where for where, text in texts if _stands_in(text, needles)]
        for what, needles in wanted().items()
    }


def steps_back() -> list[str]:
    """Return the fields of Qt that could still bring back what was typed into them."""
    fields = [each for each in QApplication.allWidgets() if isinstance(each, QLineEdit)]
    texts = [each for each in QApplication.allWidgets() if isinstance(each, QPlainTextEdit | QTextEdit)]
    return [
        f"{type(each).__name__} {each.accessibleName()}"
        for each in (*fields, *texts)
        if (each.isUndoAvailable() if isinstance(each, QLineEdit) else each.document().isUndoAvailable())
    ]


def _stands_in(text: str, needles: tuple[bytes, ...]) -> bool:
    return any(needle in text.encode("utf-8", "surrogatepass") for needle in needles)


def _all_texts() -> list[tuple[bytes, Any]]:
    """Return every text and every piece of bytes that can be reached, each with the object that holds it."""
    here = sys._getframe()
    waiting: list[Any] = gc.get_objects()
    own = {id(here), id(here.f_back), id(waiting)}
    for frame in sys._current_frames().values():
        waiting += _locals_of(frame, here)
    seen = set(map(id, waiting))
    texts: list[tuple[bytes, Any]] = []
    own |= {id(own), id(seen), id(texts)}
    while waiting:
        each = waiting.pop()
        if id(each) in own:
            continue
        for found in gc.get_referents(each):
            if id(found) in seen:
                continue
            seen.add(id(found))
            if isinstance(found, str):
                texts.append((found.encode("utf-8", "surrogatepass"), each))
            elif isinstance(found, bytes | bytearray):
                texts.append((bytes(found), each))
            else:
                waiting.append(found)
    return texts


def _locals_of(frame: FrameType | None, here: FrameType) -> list[Any]:
    """Return what the functions of a thread hold; each in a list, for a text alone would hold itself."""
    found: list[Any] = []
    while frame is not None:
        if frame is not here:
            found += [[value] for value in frame.f_locals.values()]
        frame = frame.f_back
    return found


def _chain(holder: Any, *own: object) -> str:
    """Return who holds an object, from the nearest holder on; never a value, only kinds and names."""
    chain: list[str] = []
    met = {*map(id, own), id(sys._getframe())}
    while holder is not None and len(chain) < _HOLDERS:
        met.add(id(holder))
        name = getattr(holder, "__qualname__", "")
        chain.append(f"{type(holder).__name__} {name if isinstance(name, str) else ''}".strip())
        holder = next(
            (each for each in gc.get_referrers(holder) if id(each) not in met and not _of_hunt(each)), None
        )
    return " ← ".join(chain)


def _of_hunt(each: Any) -> bool:
    if isinstance(each, FrameType):
        return each.f_code.co_filename == __file__
    return isinstance(each, _LIST_ITERATOR) or (
        isinstance(each, tuple) and len(each) == 2 and isinstance(each[0], bytes)
    )


def _texts_of(each: QObject) -> Iterable[tuple[str, str]]:
    kind = each.metaObject()
    for at in range(kind.propertyCount()):
        member = kind.property(at)
        if str(member.typeName()) == "QString":
            value = member.read(each)
            if isinstance(value, str):
                yield str(member.name()), value
    for name in each.dynamicPropertyNames():
        written = bytes(name.data()).decode()
        value = None if written.startswith("_") else each.property(written)
        if isinstance(value, str):
            yield written, value
    if isinstance(each, QWidget):
        for act in each.actions():
            yield "action", act.text()
    if isinstance(each, QAbstractItemModel):
        # a list has one column, and keeps that to itself
        columns = 1 if isinstance(each, QAbstractListModel) else each.columnCount(QModelIndex())
        for row in range(each.rowCount(QModelIndex())):
            for column in range(columns):
                for role in _ROLES:
                    yield "model", str(each.data(each.index(row, column), role))
