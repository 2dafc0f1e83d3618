"""Vorhandene Liste übernehmen: in memory until it is confirmed, then in one step, back in one step (P2)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import FaultyInput, Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.list_papers import rest_paper
from intman_desktop.services.transfer.list_import import doubles_here, still_here, take_list
from intman_desktop.services.transfer.list_judging import judging_desk, understand_and_judge
from intman_desktop.services.transfer.list_reading import (
    Matched,
    Understood,
    match,
    understand_rows,
)
from intman_desktop.ui.bring_in import show_findings
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.list_import.reading import read_chosen, read_in, read_kept
from intman_desktop.ui.list_import.shell import COLUMNS, FILE, ROWS, TAKE, Shell
from intman_desktop.ui.list_import.step_columns import ColumnsStep
from intman_desktop.ui.list_import.step_file import FileStep, read_words
from intman_desktop.ui.list_import.step_rows import RowsStep
from intman_desktop.ui.list_import.step_take import TakeStep
from intman_desktop.ui.list_import.understood_words import person_name
from intman_desktop.ui.list_import.work import ListWork, RowState
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.buttons import save_on_keys
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.wording import number
from intman_desktop.values.lists import Header, ListDesk, ListPerson, Taken
from intman_desktop.values.outcome import Change

if TYPE_CHECKING:
    from intman_desktop.profiles import Profile

_PREVIEWED = 5


class ListImportPage(Page):
    """Four steps. Attributes: ``work`` (the list, or None), ``file``, ``columns``, ``rows``, ``take``."""

    shows = frozenset({Change.CASES, Change.OFFICE})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.work: ListWork | None = None
        self._known: ListDesk | None = None
        self._profile: Profile | None = None
        self._restoring: dict[str, Any] | None = None
        self._round = 0
        self._at = FILE
        self.file, self.columns = FileStep(), ColumnsStep()
        self.rows, self.take = RowsStep(frame), TakeStep()
        self._steps: tuple[Any, ...] = (self.file, self.columns, self.rows, self.take)
        self._build()
        self.file.chosen.connect(self.read_file)
        self.file.sheet_chosen.connect(lambda sheet: self._match(sheet, None))
        self.columns.header_chosen.connect(self._choose_header)
        self.columns.encoding_chosen.connect(self._read_in)
        self.columns.matched.connect(self._choose_fields)
        self.rows.changed.connect(self._understand)
        self.take.print_wanted.connect(self._print_rest)
        self._show_step(FILE)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Vorhandene Liste übernehmen")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Datei wählen, Spalten zuordnen, Zeilen prüfen, übernehmen. Bis zum letzten Schritt steht "
            "alles nur im Arbeitsspeicher. Übernommen werden nur Personen, deren Einwilligung schriftlich "
            "vorliegt, mit Tag und Ablageort; die anderen lassen sich als Liste drucken. F4 springt zur "
            "nächsten offenen Zeile."
        )

    def open(self, **where: Any) -> None:
        """Go on where it was left."""
        del where
        self._paper.close_paper()
        self.refresh()

    def refresh(self) -> None:
        """Read what words mean here, and whether what was taken in is still in the store."""
        self.frame.ask(judging_desk, on_done=self._take_known, owner=self, replaces="list desk")
        if self.work is not None and self.work.taken.keys:
            taken = self.work.taken
            self.frame.ask(still_here, taken, on_done=lambda here: self._take_here(taken, here), owner=self)

    def names_changed(self) -> None:
        """Draw names again."""
        self.rows.names_changed()

    def unsaved(self) -> dict[str, Any] | None:
        """Return the file and every decision while somebody is left in it."""
        if self._restoring is not None:
            return self._restoring
        return None if self.work is None else {"at": self._at, **self.work.to_plain()}

    def may_be_kept(self) -> bool:
        """Return False: nobody of the list has consented as far as the program knows (Rule P2)."""
        return False

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Read the file again from memory and put every decision back."""
        self._restoring = unsaved
        if self._known is not None:
            self._read_again(self._known)

    def first_field(self) -> QWidget:
        """Return the first field of the step."""
        field = self._steps[self._at].first_field()
        assert isinstance(field, QWidget)  # each step names one
        return field

    # Parts

    def _build(self) -> None:
        self._shell = Shell(self.title(), self._steps, self.go_on, self.go_back, self._ask_drop)
        self._paper = PaperView(self.frame, self._shell)
        self.column.addWidget(self._shell)
        self.column.addWidget(self._paper)
        save_on_keys(self, self._key)

    # The way

    def _key(self) -> None:
        if self._paper.isHidden():  # what lies below a paper is not seen, and is left as it is
            self.go_on()

    def go_on(self) -> None:
        """Go to the next step; after the last the people are taken over, or the list is finished with."""
        if not understood(self) or not self._shell.on.isEnabled() or self.work is None:
            return
        if self._at == COLUMNS and not self.columns.fits():
            return
        if self._at == COLUMNS:
            self._understand()
        if self._at < TAKE:
            self._show_step(self._at + 1)
            go_in(self.first_field())
        elif self.work.those(RowState.READY):
            self._take_over(self.work)
        else:
            self._leave()

    def go_back(self) -> None:
        """Go to the step before."""
        if self._at > FILE:
            self._show_step(self._at - 1)
            go_in(self.first_field())

    def _show_step(self, at: int) -> None:
        self._at = at
        self._shell.go_to(at)
        self._draw()

    def _draw(self) -> None:
        """Show the step as things stand."""
        work = self.work
        if self._at == FILE:
            self.file.show_work(work)
        elif work is not None and self._at == COLUMNS:
            self.columns.show_work(work)
            self._preview()
        elif work is not None and self._at == ROWS and self._known is not None:
            self.rows.show_work(work, self._known)
        elif work is not None:
            self.take.show_work(work)
        self._shell.show_acts(self._at, self.work)

    # Reading, on the other worker

    def read_file(self, file: Path) -> None:
        """Read ``file``; nothing of it is kept but in memory."""
        if self._known is None:
            return

        def done(found: tuple[bytes, Matched]) -> None:
            self._settle()
            self.work = ListWork(file.name, *found)
            self._draw()
            self.frame.say(read_words(self.work))  # the fault of a file that was tried before is over
            self._shell.on.setFocus(Qt.FocusReason.OtherFocusReason)

        self._wait(_("Die Liste wird gelesen …"))
        args = (file, self._known, self.frame.today())
        self.frame.make(read_chosen, *args, on_done=done, on_error=self._not_read, owner=self)

    def _read_again(self, known: ListDesk) -> None:
        plain = self._restoring
        assert plain is not None  # asked before

        def done(found: tuple[bytes, Matched]) -> None:
            self._restoring = None
            work = ListWork(plain["name"], *found)
            work.decide_again(plain)
            self.work = work
            self._show_step(plain["at"])
            self._understand()
            self.refresh()

        self.frame.make(read_kept, plain, known, self.frame.today(), on_done=done, owner=self)

    def _read_in(self, encoding: str) -> None:
        """Read the same file with other letters; where that does not go, all stays as it was."""
        work, known = self.work, self._known
        if work is None or known is None:
            return
        before = work.matched

        def done(matched: Matched) -> None:
            if work is not self.work:
                return
            if work.matched is not before:  # matched otherwise meanwhile: that counts too
                self._read_in(encoding)
                return
            work.matched = matched  # every row stands where it stood, with all that was decided on it
            self._draw()
            if self._at > COLUMNS:
                self._understand()

        def failed(trouble: Trouble) -> None:
            self._draw()
            self.frame.warn(trouble)

        args = (work, before, encoding, known, self.frame.today())
        self.frame.make(read_in, *args, on_done=done, on_error=failed, owner=self)

    def _not_read(self, trouble: Trouble) -> None:
        self._settle()
        self.file.choose.setFocus()  # it was closed while the file was read, and lost the cursor
        self.frame.warn(trouble)

    def _wait(self, words: str) -> None:
        self.file.progress.begin(words)
        self.file.choose.setEnabled(False)

    def _settle(self) -> None:
        self.file.progress.end()
        self.file.choose.setEnabled(True)

    def _choose_header(self, header: Header) -> None:
        if self.work is not None:
            self._match(self.work.matched.sheet, header)

    def _choose_fields(self, fields: tuple[str, ...]) -> None:
        if self.work is not None:
            self._match(self.work.matched.sheet, self.work.matched.header, fields)

    def _match(self, sheet: int, header: Header | None, fields: tuple[str, ...] = ()) -> None:
        work, known = self.work, self._known
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
            if fields and self._at == COLUMNS:
                self._preview()
            else:
                self._draw()

        args = (old, sheet, header, known, self.frame.today())
        self.frame.make(partial(match, *args, fields=fields), on_done=done, owner=self)

    def _preview(self) -> None:
        work, known = self.work, self._known
        if work is None or known is None:
            return

        def done(understood: Understood) -> None:
            if work is self.work and self._at == COLUMNS:
                self.columns.show_work(work)
                self.columns.show_preview(understood.people, known)

        args = (work.matched, work.decisions(), known.vocabulary, self.frame.today(), _PREVIEWED)
        self.frame.make(understand_rows, *args, on_done=done, owner=self)

    def _understand(self) -> None:
        """Understand every row anew and look for doubles; an older round is not listened to."""
        work, known, profile = self.work, self._known, self._profile
        if work is None or known is None or profile is None:
            return
        self._round += 1
        asked = self._round

        def understood(found: Understood) -> None:
            if work is self.work and asked == self._round:
                work.take_rows(found)
                self.frame.ask(
                    doubles_here, found.people, on_done=compared, owner=self, replaces="list doubles"
                )

        def compared(in_store: Any) -> None:
            if work is self.work and asked == self._round:
                work.take_twins(in_store)
                self._draw()

        args = (work.matched, work.decisions(), known, profile, self.frame.today())
        self.frame.make(understand_and_judge, *args, on_done=understood, owner=self)

    def _take_known(self, found: tuple[ListDesk, Profile]) -> None:
        known, self._profile = found
        self._known = known
        if self._restoring is not None and self.work is None:
            self._read_again(known)

    # Writing

    def _take_over(self, work: ListWork) -> None:
        people = work.those(RowState.READY)
        words = ngettext("{count} Person übernommen.", "{count} Personen übernommen.", len(people))
        said = words.format(count=number(len(people)))

        def done(taken: Taken) -> None:
            if work is not self.work:
                return
            work.taken = Taken({**work.taken.keys, **taken.keys})
            work.here |= frozenset(taken.keys)
            if len(work.here) == len(work.people):
                self._forget()
                self.frame.open_page("cases", chip="all")
            else:
                self._draw()

        def failed(trouble: Trouble) -> None:
            self._shell.show_acts(self._at, self.work)
            if isinstance(trouble, FaultyInput):
                show_findings(self.window(), self.title(), trouble)
            else:
                self.frame.warn(trouble)

        self._shell.on.setEnabled(False)
        args = (people, work.matched.fingerprint, work.matched.fields)
        self.frame.do(take_list, *args, on_done=done, on_error=failed, owner=self, said=said)

    def _take_here(self, asked: Taken, here: frozenset[int]) -> None:
        """Hear which rows are in the store, unless more were taken over since it was asked."""
        if self.work is not None and self.work.taken is asked and self.work.here != here:
            self.work.here = here
            self._understand()

    def _print_rest(self) -> None:
        work = self.work
        if work is None:
            return
        rest: list[tuple[ListPerson, str]] = []
        for person in work.people:
            why = work.why(person)
            if why is not None:
                rest.append((person, sentence(why)))
        lines = [(each.number, person_name(each), birth_words(each.client), why) for each, why in rest]
        self.frame.ask(rest_paper, lines, on_done=self._paper.show_paper, owner=self, replaces="paper")

    def _ask_drop(self) -> None:
        ask(
            self,
            _("Die Liste verwerfen?"),
            _("Was Sie zugeordnet und behoben haben, ist dann fort. Was übernommen ist, bleibt gespeichert."),
            _("Verwerfen"),
            self._leave,
            safe_text=_("Weiter übernehmen"),
        )

    def _leave(self) -> None:
        self._forget()
        self.frame.open_page("cases")

    def _forget(self) -> None:
        self.work = None
        self._round += 1
        self._show_step(FILE)


def build(frame: Frame) -> ListImportPage:
    """Return the page."""
    return ListImportPage(frame)
