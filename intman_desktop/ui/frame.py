"""What a page may ask of the program: data by jobs, other pages, a notice, the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, TypeVarTuple, overload

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from intman_desktop.errors import Trouble
from intman_desktop.jobs.undo import UndoSteps
from intman_desktop.jobs.worker import Job, Long, Priority, Progress
from intman_desktop.jobs.workers import Workers
from intman_desktop.language import _
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.machine import Remembered
from intman_desktop.ui.parts.undo_keys import redo_name
from intman_desktop.ui.recent import Recent
from intman_desktop.ui.repeats import Repeats
from intman_desktop.ui.unlock.patience import Patience
from intman_desktop.ui.wording import told

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.services.rights.papers_out import PaperOut
    from intman_desktop.values.draft_views import Draft
    from intman_desktop.values.outcome import Change, Outcome

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Ts = TypeVarTuple("Ts")
_PATIENCE_MS = 500
"""After so long without an end the line of notices says what goes on."""


class LongAtDesk(Protocol[*Ts, T_co]):
    """A question to the store that tells how far it is."""

    def __call__(self, desk: Desk, /, *args: *Ts, progress: Progress) -> T_co:
        """Look, and call ``progress`` at each step."""


class Frame(QObject):
    """The way from the pages to the store, given to each page.

    Attributes: ``workers``, ``curtain``, ``machine`` (what is remembered on this one), ``recent`` (the cases
    opened last), ``desk`` (the ``services.common.desk.Desk`` over the open vault, only passed on to jobs;
    None while locked), ``patience`` (with whoever guesses a passphrase), ``unkept()`` (pages with a text that
    is in memory alone, and what goes on with each).
    Signals: ``changed(frozenset[Change])`` – read again what shows these nouns; ``said(text, act,
    act_text)``, ``offered(act, act_text)`` beside it, ``warned(sentence)``, ``wanted(page, where)``,
    ``went_back``, ``ended_at_case(case_id)`` – leave the page for the file that it was about;
    ``passed_over(page)`` – no way back leads to it;
    ``resumed(draft)`` – go on with a ``values.views.Draft``; ``acting`` – a verb is about to
    run: what is typed is kept before it; ``taking_back`` – something just done is about to be undone;
    ``turning(page)`` and ``turned(page)`` – a page goes to another of its parts by itself;
    ``mending_wanted`` – lock, and show the ways out for a store that is damaged.
    """

    changed = Signal(object)
    said = Signal(str, object, str)
    offered = Signal(object, str)
    warned = Signal(str)
    wanted = Signal(str, object)
    went_back = Signal()
    ended_at_case = Signal(int)
    passed_over = Signal(str)
    resumed = Signal(object)
    acting = Signal()
    taking_back = Signal()
    turning = Signal(object)
    turned = Signal(object)
    mending_wanted = Signal()

    def __init__(self, workers: Workers, today: Callable[[], date]) -> None:
        super().__init__()
        self.workers = workers
        self.today = today
        self.curtain = Curtain(self)
        self.machine = Remembered(workers.rest)
        self.recent = Recent()
        self.patience = Patience()
        self.unkept: Callable[[], Sequence[tuple[str, Callable[[], object]]]] = tuple
        self.desk: Desk | None = None
        self._undo = UndoSteps()
        self._repeats = Repeats(workers.vault)
        self._owed: dict[Job, PaperOut] = {}
        self._until_out: tuple[tuple[str, int], str, Callable[[], object]] | None = None

    @overload
    def ask(
        self,
        function: Callable[[Desk, *Ts], T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = ...,
        on_progress: None = ...,
        owner: QObject | None = ...,
        priority: Priority = ...,
        replaces: str | None = ...,
    ) -> Job: ...

    @overload
    def ask(
        self,
        function: LongAtDesk[*Ts, T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = ...,
        on_progress: Progress,
        owner: QObject | None = ...,
        priority: Priority = ...,
        replaces: str | None = ...,
    ) -> Job: ...

    def ask(
        self,
        function: Callable[..., T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
        on_progress: Progress | None = None,
        owner: QObject | None = None,
        priority: Priority = Priority.SCREEN,
        replaces: str | None = None,
    ) -> Job:
        """Read: run ``function(desk, *args)`` on the vault's worker, then ``on_done(result)`` here.

        Args:
            on_done: Called with the result on the GUI thread.
            on_error: Called there with the trouble; without it the line of notices tells it.
            on_progress: Called there with steps done and in all; ``function`` gets a keyword ``progress``.
            owner: Once it is deleted, none of these is called any more.
            priority: What goes first where several jobs wait.
            replaces: A name: a job of the same name that is not done is cancelled, whoever asked for it.
        """
        return self.workers.vault.run(
            partial(function, self.desk, *args),
            on_done=on_done,
            on_error=on_error,
            on_progress=on_progress,
            owner=owner,
            priority=priority,
            replaces=replaces,
        )

    def stop_asking(self, job: Job) -> None:
        """Drop what ``ask`` began; with progress it ends at its next step, and nothing of it is heard."""
        self.workers.vault.cancel(job)

    def do(
        self,
        function: Callable[[Desk, *Ts], Outcome[T]],
        *args: *Ts,
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[Trouble], object] | None = None,
        owner: QObject | None = None,
        said: str | Callable[[T], str] = "",
    ) -> Job:
        """Act: run the verb ``function(desk, *args)``, which returns an ``Outcome``.

        What changed is told to all pages, ``on_done(outcome.value)`` is called, and ``said``,
        or what it returns of the value, appears in the line of notices, with "Rückgängig" where the verb can
        be taken back. While the same is under way or read by the pages, nothing is done, its job returned.
        ``on_error`` and ``owner`` as ``ask``; without ``owner`` left, trouble goes to the line of notices.
        """

        # Nothing acts while the store is locked; if something did, it would get None and fail as a bug.
        verb: Callable[..., Outcome[T]] = function
        under_way = self._repeats.of(function, args, on_done)
        if under_way is not None:
            return under_way

        def act(desk: Desk | None) -> tuple[Outcome[T], int]:
            outcome = verb(desk, *args)
            undo = outcome.undo
            return outcome, self._undo.remember(undo, outcome.until_out) if undo is not None else 0

        def done(result: tuple[Outcome[T], int]) -> None:
            outcome, step = result
            words = said if isinstance(said, str) else said(outcome.value)
            if words:
                self._say_done(words, step, outcome.changed, outcome.until_out)
            if outcome.changed:
                self.changed.emit(outcome.changed)
            if on_done is not None and still_there(owner):
                on_done(outcome.value)
            self._repeats.delivered(job)

        def failed(trouble: Trouble) -> None:
            hear = on_error if on_error is not None and still_there(owner) else self.workers.vault.on_trouble
            self.said.emit("", None, "")  # what an earlier act said would read as what came of this one
            hear(trouble)

        self.acting.emit()
        job = self.workers.vault.run(act, self.desk, priority=Priority.SAVE, on_done=done, on_error=failed)
        self._repeats.begin(job, function, args, on_done)
        return job

    def _say_done(
        self, said: str, step: int, changed: frozenset[Change], until_out: tuple[str, int] | None
    ) -> None:
        """Say what was done, with "Rückgängig" where there is a ``step`` back, perhaps only ``until_out``."""
        undo = (lambda: self.take_back(step, changed)) if step else None
        # of an earlier act nothing is said any more: it would stand over this newer one
        self._until_out = (until_out, said, undo) if undo is not None and until_out is not None else None
        self.said.emit(said, undo, "")

    @overload
    def make(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = ...,
        on_progress: None = ...,
        owner: QObject | None = ...,
        priority: Priority = ...,
        replaces: str | None = ...,
    ) -> Job: ...

    @overload
    def make(
        self,
        function: Long[*Ts, T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = ...,
        on_progress: Progress,
        owner: QObject | None = ...,
        priority: Priority = ...,
        replaces: str | None = ...,
    ) -> Job: ...

    def make(
        self,
        function: Callable[..., T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
        on_progress: Progress | None = None,
        owner: QObject | None = None,
        priority: Priority = Priority.SCREEN,
        replaces: str | None = None,
    ) -> Job:
        """Work without the store: run ``function(*args)`` on the other worker (papers, files).

        The arguments as ``ask``.
        """
        return self.workers.rest.run(
            partial(function, *args),
            on_done=on_done,
            on_error=on_error,
            on_progress=on_progress,
            owner=owner,
            priority=priority,
            replaces=replaces,
        )

    def look(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
        owner: QObject | None = None,
        priority: Priority = Priority.SCREEN,
        replaces: str | None = None,
    ) -> Job:
        """Look into places by ``function(*args)``: what hangs there holds up no other work. As ``make``."""
        return self.workers.places.run(
            partial(function, *args),
            on_done=on_done,
            on_error=on_error,
            owner=owner,
            priority=priority,
            replaces=replaces,
        )

    def stop_making(self, job: Job) -> None:
        """Drop what ``make`` began; with progress it ends at its next step, and nothing of it is heard."""
        self.workers.rest.cancel(job)

    def owe(self, job: Job, entry: PaperOut) -> None:
        """Keep that ``entry`` belongs into the journal once ``job``, which gives a paper out, succeeds.

        Who hears of its end asks ``still_owes``; where the store is locked before, locking sees to the entry.
        """
        self._owed[job] = entry

    def still_owes(self, job: Job) -> bool:
        """Return whether the entry for ``job`` is still to be made; from now on it is not."""
        return self._owed.pop(job, None) is not None

    def take_owed(self) -> dict[Job, PaperOut]:
        """Return the entries that are still to be made, by their jobs, and owe them no longer."""
        owed, self._owed = self._owed, {}
        return owed

    def take_back(self, step: int, changed: object, *, again: bool = False) -> None:
        """Undo the step of that number, if it is still kept, and let the pages read again.

        What was undone can be done ``again``, and that be undone in turn: one key too many loses no note.
        """
        self._repeats.settle()
        self._until_out = None
        self.taking_back.emit()
        soon = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        soon.timeout.connect(
            lambda: self.say(_("Wird wiederholt …") if again else _("Wird zurückgenommen …"))
        )

        def done(other: int | None) -> None:
            soon.deleteLater()
            self.changed.emit(changed)
            if other is None:
                gone = _("Das lässt sich nicht mehr zurücknehmen.")
                self.say(_("Das lässt sich nicht mehr wiederholen.") if again else gone)
                return
            back = (lambda: self.take_back(other, changed, again=not again)) if other else None
            if again:
                self.said.emit(_("Wiederhergestellt."), back, "")
            else:
                self.said.emit(_("Rückgängig gemacht."), back, redo_name() if back else "")

        def failed(trouble: Trouble) -> None:
            soon.deleteLater()
            self.warn(trouble)

        run = self.workers.vault.run
        run(self._undo.take_back, step, priority=Priority.SAVE, on_done=done, on_error=failed)
        soon.start()

    def forget_undo(self) -> None:
        """Drop all steps back, as locking, withdrawal and erasure demand."""
        self._repeats.forget()
        self._until_out = None
        self.workers.vault.run(self._undo.forget, priority=Priority.LOCK)

    def goes_out(self, paper: tuple[str, int]) -> None:
        """Drop the steps back that end as this paper of a case begins to be printed or saved (Rule I9)."""
        if self._until_out is not None and self._until_out[0] == paper:
            self._until_out = None
        self.workers.vault.run(self._undo.goes_out, paper, priority=Priority.LOCK)

    def say_again(self, paper: tuple[str, int | None]) -> None:
        """Say once more what was kept just now and can be taken back until this ``paper`` of a case goes out.

        To be called as the paper is laid aside: whoever has read it knows whether it was meant (Rule I9).
        """
        if self._until_out is not None and self._until_out[0] == paper:
            (_paper, said, undo), self._until_out = self._until_out, None
            self.said.emit(said, undo, "")

    def say_no_more(self) -> None:
        """Say nothing again of what was kept last: its paper was closed on the way to something else."""
        self._until_out = None

    def open_page(self, name: str, **where: Any) -> None:
        """Show the page ``name``; ``where`` goes to its ``open``."""
        self.wanted.emit(name, where)

    def resume(self, draft: Draft) -> None:
        """Open the page of ``draft`` with what was typed."""
        self.resumed.emit(draft)

    def back(self) -> None:
        """Return to the page before this one."""
        self.went_back.emit()

    def end_at_case(self, case_id: int) -> None:
        """Leave this page for the file of the case that it was about."""
        self.ended_at_case.emit(case_id)

    def pass_over(self, name: str) -> None:
        """Let no way back lead to the page ``name``: what was done there is over."""
        self.passed_over.emit(name)

    def say(self, text: str, act: Callable[[], object] | None = None, act_text: str = "") -> None:
        """Show ``text`` in the line of notices; ``act`` is offered beside it as ``act_text``."""
        self.said.emit(text, act, act_text)

    def offer(self, act: Callable[[], object], act_text: str) -> None:
        """Offer ``act`` as ``act_text`` beside what stands in the line of notices and what takes it back."""
        self.offered.emit(act, act_text)

    def warn(self, trouble: Trouble | str) -> None:
        """Show the sentence of a trouble in the line of notices; what the settings lack leads there (E8)."""
        self.warned.emit(trouble if isinstance(trouble, str) else told(trouble))
        if isinstance(trouble, Trouble) and trouble.fields:
            first = trouble.fields[0]
            self.offer(lambda: self.open_page("settings", field=first), _("In den Einstellungen ergänzen"))


def still_there(owner: QObject | None) -> bool:
    """Return whether ``owner`` is None or a widget that still exists."""
    return owner is None or isValid(owner)
