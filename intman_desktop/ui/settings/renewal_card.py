"""The data key that is still to be renewed: why, the act, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.services.keeping.keyring import read_keyring, renew
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.values.keyring import Keyring
from intman_desktop.values.outcome import Change, Outcome


class RenewalCard(Card):
    """Hidden while the key is as it should be. Signals: ``stopped``. Attributes: ``act``, ``progress``.

    A renewal runs like what only shows something: locking stops it, and the key of before stays in use.
    """

    stopped = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Der Schlüssel ist noch zu erneuern"))
        self._frame = frame
        self._job: Job | None = None
        self.add(
            Text(
                _(
                    "Ein Zugang wurde entfernt oder ersetzt; er öffnet den Tresor nicht mehr. Wer sich "
                    "vorher die Schlüsseldatei kopiert hat, könnte damit aber noch lesen, was Sie weiter "
                    "schreiben, bis der Schlüssel erneuert ist. Das dauert je nach Größe einige Sekunden bis "
                    "Minuten."
                )
            )
        )
        self.act = quiet_button(_("Schlüssel jetzt erneuern"), self.begin, icon="key-round")
        self.add(self.act)
        self.progress = ProgressLine()
        self.add(self.progress)
        self.hide()

    def show_due(self, *, due: bool, may_change: bool) -> None:
        """Show the card where a renewal is ``due``; only some may begin it."""
        self.setVisible(due)
        self.act.setVisible(may_change)

    def begin(self) -> None:
        """Renew the key now, step by step, with a way to stop it."""
        if self._job is not None:
            return
        self.act.setEnabled(False)
        self._frame.acting.emit()
        self.progress.begin(_("Der Schlüssel wird erneuert …"), self._stop)
        self._job = self._frame.ask(
            renew, on_done=self._renewed, on_error=self._failed, on_progress=self.progress.step, owner=self
        )

    def _stop(self) -> None:
        job = self._job
        self._end()
        if job is not None:
            self._frame.stop_asking(job)
        # past its last step a renewal goes on to its end: only then is it known which key is in use
        self._frame.ask(read_keyring, on_done=self._stopped, owner=self)

    def _stopped(self, ring: Keyring) -> None:
        if ring.renewal_due:
            self._frame.say(_("Abgebrochen. Der bisherige Schlüssel gilt weiter."))
            self.stopped.emit()
        else:
            self._say_renewed(frozenset({Change.KEYS}))

    def _renewed(self, outcome: Outcome[None]) -> None:
        self._end()
        self._say_renewed(outcome.changed)

    def _say_renewed(self, changed: frozenset[Change]) -> None:
        self._frame.say(_("Der Schlüssel ist erneuert."))
        self._frame.changed.emit(changed)

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self._frame.warn(trouble)

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self.act.setEnabled(True)
