"""Vorhandene Liste übernehmen: in memory until it is confirmed, then in one step, back in one step (P2)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import FaultyInput, Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.list_papers import rest_paper
from intman_desktop.services.transfer.list_import import still_here, take_list
from intman_desktop.services.transfer.list_judging import judging_desk
from intman_desktop.ui.bring_in import show_findings
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.list_import.shell import COLUMNS, FILE, ROWS, TAKE, Shell
from intman_desktop.ui.list_import.step_columns import ColumnsStep
from intman_desktop.ui.list_import.step_file import FileStep, read_words
from intman_desktop.ui.list_import.step_rows import RowsStep
from intman_desktop.ui.list_import.step_take import TakeStep
from intman_desktop.ui.list_import.understanding import Understanding
from intman_desktop.ui.list_import.understood_words import person_name
from intman_desktop.ui.list_import.work import ListWork, RowState
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.buttons import save_on_keys
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.wording import number
from intman_desktop.values.lists import ListDesk, ListPerson, Taken
from intman_desktop.values.outcome import Change

if TYPE_CHECKING:
    from intman_desktop.profiles import Profile


class ListImportPage(Page):
    """Four steps. Attributes: ``work`` (the list, or None), ``file``, ``columns``, ``rows``, ``take``."""

    shows = frozenset({Change.CASES, Change.OFFICE})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._list = Understanding(frame, self)
        self._restoring: dict[str, Any] | None = None
        self._opened_whole = False
        self._at = FILE
        self.file, self.columns = FileStep(), ColumnsStep(frame.curtain)
        self.rows, self.take = RowsStep(frame), TakeStep()
        self._steps: tuple[Any, ...] = (self.file, self.columns, self.rows, self.take)
        self._build()
        self.file.chosen.connect(self.read_file)
        self.file.sheet_chosen.connect(self._list.match_sheet)
        self.columns.header_chosen.connect(self._list.match_header)
        self.columns.encoding_chosen.connect(self._list.read_in)
        self.columns.matched.connect(self._list.match_fields)
        self.rows.changed.connect(self._list.understand)
        self.take.print_wanted.connect(self._print_rest)
        self._hear_list()
        frame.changed.connect(self._follow_store)
        self._show_step(FILE)

    @property
    def work(self) -> ListWork | None:
        """The list that is being taken over, or None."""
        return self._list.work

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
        """Go on where it was left; a list of which all came in, and stayed in, is done with."""
        del where
        self._paper.close_paper()
        self._opened_whole = self.work is not None and self.work.whole
        self.refresh()

    def refresh(self) -> None:
        """Read what words mean here, and whether what was taken in is still in the store."""
        self.frame.ask(judging_desk, on_done=self._take_known, owner=self, replaces="list desk")
        self._ask_here()

    def names_changed(self) -> None:
        """Draw names again."""
        self.columns.names_changed()
        self.rows.names_changed()

    def unsaved(self) -> dict[str, Any] | None:
        """Return the file and every decision while somebody is left in it."""
        if self._restoring is not None:
            return self._restoring
        if self.work is None or self.work.whole:
            return None
        typed = self.rows.typed()
        row = typed["row"]
        plain = self.work.to_plain()
        if row["cells"]:
            mended = plain["mended"]
            mended[str(row["number"])] = {**mended.get(str(row["number"]), {}), **row["cells"]}
        return {"at": self._at, **plain, "typed": typed}

    def may_be_kept(self) -> bool:
        """Return False: nobody of the list has consented as far as the program knows (Rule P2)."""
        return False

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Read the file again from memory and put every decision back."""
        self._restoring = unsaved
        self._list.read_again(unsaved)

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

    def _hear_list(self) -> None:
        self._list.begun.connect(self._show_begun)
        self._list.not_read.connect(self._not_read)
        self._list.come_back.connect(self._show_again)
        self._list.read_otherwise.connect(self._show_letters)
        self._list.not_read_otherwise.connect(self._keep_letters)
        self._list.matched.connect(self._show_matched)
        self._list.previewed.connect(self._show_preview)
        self._list.understood.connect(self._draw)

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
            self._list.understand()
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
            self._list.preview()
        elif work is not None and self._at == ROWS and self._list.known is not None:
            self.rows.show_work(work, self._list.known)
        elif work is not None:
            self.take.show_work(work)
        self._shell.show_acts(self._at, self.work)

    # Reading

    def read_file(self, file: Path) -> None:
        """Read ``file``; nothing of it is kept but in memory."""
        if self._list.known is None:
            return
        self.file.progress.begin(_("Die Liste wird gelesen …"))
        self.file.choose.setEnabled(False)
        self._list.read(file)

    def _show_begun(self) -> None:
        self._settle()
        self._draw()
        if self.work is not None:
            self.frame.say(read_words(self.work))  # the fault of a file that was tried before is over
        self._shell.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_again(self, plain: dict[str, Any]) -> None:
        self._restoring = None
        self.rows.put_typed(plain["typed"])
        self._show_step(plain["at"])
        self._list.understand()
        self.refresh()

    def _not_read(self, trouble: Trouble) -> None:
        self._settle()
        self.file.choose.setFocus()  # it was closed while the file was read, and lost the cursor
        self.frame.warn(trouble)

    def _settle(self) -> None:
        self.file.progress.end()
        self.file.choose.setEnabled(True)

    def _show_letters(self) -> None:
        self._draw()
        if self._at > COLUMNS:
            self._list.understand()

    def _keep_letters(self, trouble: Trouble) -> None:
        self._draw()
        self.frame.warn(trouble)

    def _show_matched(self, by_field: bool) -> None:
        if by_field and self._at == COLUMNS:
            self._list.preview()
        else:
            self._draw()

    def _show_preview(self, people: tuple[ListPerson, ...]) -> None:
        if self._at == COLUMNS and self.work is not None and self._list.known is not None:
            self.columns.show_work(self.work)
            self.columns.show_preview(people, self._list.known)

    def _take_known(self, found: tuple[ListDesk, Profile]) -> None:
        self._list.learn(*found)
        if self._restoring is not None and self.work is None:
            self._list.read_again(self._restoring)

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
            self._draw()
            if work.whole:  # it stays here until the page is opened again: all may be taken back till then
                self.frame.open_page("cases", chip="all")

        def failed(trouble: Trouble) -> None:
            self._shell.show_acts(self._at, self.work)
            if isinstance(trouble, FaultyInput):
                show_findings(self.window(), self.title(), trouble)
            else:
                self.frame.warn(trouble)

        self._shell.on.setEnabled(False)
        args = (people, work.matched.fingerprint, work.matched.fields)
        self.frame.do(take_list, *args, on_done=done, on_error=failed, owner=self, said=said)

    def _follow_store(self, changed: frozenset[Change]) -> None:
        """Hear also while another page is seen that the rows were taken back: they are to be decided anew."""
        if Change.CASES in changed and not self.isVisible():
            self._ask_here()

    def _ask_here(self) -> None:
        if self.work is not None and self.work.taken.keys:
            taken = self.work.taken
            self.frame.ask(still_here, taken, on_done=lambda here: self._take_here(taken, here), owner=self)

    def _take_here(self, asked: Taken, here: frozenset[int]) -> None:
        """Hear which rows are in the store, unless more were taken over since it was asked."""
        if self.work is None or self.work.taken is not asked:
            return
        if self.work.here != here:
            self.work.here = here
            self._list.understand()
        if self._opened_whole and self.work.whole:
            self._forget()
        self._opened_whole = False

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
        self._list.forget()
        self._show_step(FILE)


def build(frame: Frame) -> ListImportPage:
    """Return the page."""
    return ListImportPage(frame)
