"""The list as it is read, matched and understood, on the other worker; it lives in memory alone (P2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from intman_desktop.services.transfer.list_import import doubles_here
from intman_desktop.services.transfer.list_judging import understand_and_judge
from intman_desktop.services.transfer.list_reading import Matched, Understood, match, understand_rows
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.list_import.reading import read_chosen, read_in, read_kept
from intman_desktop.ui.list_import.work import ListWork
from intman_desktop.values.lists import Header, ListDesk

if TYPE_CHECKING:
    from intman_desktop.profiles import Profile

_PREVIEWED = 5


class Understanding(QObject):
    """Holds the list and works on it. Attributes: ``work`` (the list, or None), ``known`` (what words mean).

    Signals: ``begun`` – a chosen file is read; ``not_read(trouble)``; ``come_back(plain)`` – a list kept in
    memory is read again; ``read_otherwise`` and ``not_read_otherwise(trouble)`` – with other letters;
    ``matched(by_field)``; ``previewed(people)``; ``understood``.
    """

    begun = Signal()
    not_read = Signal(object)
    come_back = Signal(object)
    read_otherwise = Signal()
    not_read_otherwise = Signal(object)
    matched = Signal(bool)
    previewed = Signal(object)
    understood = Signal()

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self.work: ListWork | None = None
        self.known: ListDesk | None = None
        self._profile: Profile | None = None
        self._round = 0

    def learn(self, known: ListDesk, profile: Profile) -> None:
        """Take what words mean here, and by which Land the rows are judged."""
        self.known, self._profile = known, profile

    def forget(self) -> None:
        """Forget the list; what is still under way for it is not listened to."""
        self.work = None
        self._round += 1

    def read(self, file: Path) -> None:
        """Read ``file``; nothing of it is kept but in memory."""
        known = self.known
        if known is None:
            return

        def done(found: tuple[bytes, Matched]) -> None:
            self.work = ListWork(file.name, *found)
            self.begun.emit()

        args = (file, known, self._frame.today())
        self._frame.make(read_chosen, *args, on_done=done, on_error=self.not_read.emit, owner=self)

    def read_again(self, plain: Mapping[str, Any]) -> None:
        """Read the same out of what ``ListWork.to_plain`` kept, with every decision."""
        known = self.known
        if known is None:
            return

        def done(found: tuple[bytes, Matched]) -> None:
            work = ListWork(plain["name"], *found)
            work.decide_again(plain)
            self.work = work
            self.come_back.emit(plain)

        self._frame.make(read_kept, plain, known, self._frame.today(), on_done=done, owner=self)

    def read_in(self, encoding: str) -> None:
        """Read the same file with other letters; where that does not go, all stays as it was."""
        work, known = self.work, self.known
        if work is None or known is None:
            return
        before = work.matched

        def done(matched: Matched) -> None:
            if work is not self.work:
                return
            if work.matched is not before:  # matched otherwise meanwhile: that counts too
                self.read_in(encoding)
                return
            work.matched = matched  # every row stands where it stood, with all that was decided on it
            self.read_otherwise.emit()

        args = (work, before, encoding, known, self._frame.today())
        failed = self.not_read_otherwise.emit
        self._frame.make(read_in, *args, on_done=done, on_error=failed, owner=self)

    def match_sheet(self, sheet: int) -> None:
        """Read another table of the file."""
        self._match(sheet, None)

    def match_header(self, header: Header) -> None:
        """Take other rows of the table for its heads."""
        if self.work is not None:
            self._match(self.work.matched.sheet, header)

    def match_fields(self, fields: tuple[str, ...]) -> None:
        """Take each column for the field that was chosen."""
        if self.work is not None:
            self._match(self.work.matched.sheet, self.work.matched.header, fields)

    def _match(self, sheet: int, header: Header | None, fields: tuple[str, ...] = ()) -> None:
        work, known = self.work, self.known
        if work is None or known is None:
            return
        old = work.matched.old

        def done(matched: Matched) -> None:
            if work is not self.work:
                return
            if work.matched.old is not old:  # read in another encoding meanwhile
                self._match(sheet, header, fields)
                return
            work.rematch(matched)
            self.matched.emit(bool(fields))

        args = (old, sheet, header, known, self._frame.today())
        self._frame.make(partial(match, *args, fields=fields), on_done=done, owner=self)

    def preview(self) -> None:
        """Understand the first rows."""
        work, known = self.work, self.known
        if work is None or known is None:
            return

        def done(understood: Understood) -> None:
            if work is self.work:
                self.previewed.emit(understood.people)

        args = (work.matched, work.decisions(), known.vocabulary, self._frame.today(), _PREVIEWED)
        self._frame.make(understand_rows, *args, on_done=done, owner=self)

    def understand(self) -> None:
        """Understand every row anew and look for doubles; an older round is not listened to."""
        work, known, profile = self.work, self.known, self._profile
        if work is None or known is None or profile is None:
            return
        self._round += 1
        asked = self._round

        def read(found: Understood) -> None:
            if work is self.work and asked == self._round:
                work.take_rows(found)
                self._frame.ask(
                    doubles_here, found.people, on_done=compared, owner=self, replaces="list doubles"
                )

        def compared(in_store: Any) -> None:
            if work is self.work and asked == self._round:
                work.take_twins(in_store)
                self.understood.emit()

        args = (work.matched, work.decisions(), known, profile, self._frame.today())
        self._frame.make(understand_and_judge, *args, on_done=read, owner=self)
