"""The emergency sheet: issued anew, shown once, and confirmed to be in safe hands."""

from __future__ import annotations

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.keeping.keyring import confirm_sheet, note_sheet_shown
from intman_desktop.services.keeping.new_sheet import issue_sheet
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.unlock.step_sheet import SheetStep
from intman_desktop.values.keyring import Keyring
from intman_desktop.values.work_views import Paper


class SheetCard(Card):
    """The card "Notfallblatt". Attributes: ``act``; ``safe``, which confirms the sheet that was shown before;
    ``sheet``, the sheet that is shown until confirmed."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Notfallblatt"))
        self._frame = frame
        self._words = Text(
            _(
                "Mit dem Notfallblatt öffnen Sie den Tresor, wenn die Passphrase vergessen ist. Ist das "
                "Blatt verloren oder hat es jemand gesehen, stellen Sie ein neues aus: Das bisherige öffnet "
                "dann nicht mehr."
            )
        )
        self.add(self._words)
        self._awaited = Text(
            _(
                "Noch nicht bestätigt: Liegt das zuletzt ausgestellte Notfallblatt gedruckt oder gespeichert "
                "an einem sicheren Ort? Ein früheres öffnet vielleicht nicht mehr. Im Zweifel stellen Sie "
                "ein neues aus."
            ),
            "error",
        )
        self._unseen = Text(
            _(
                "Vielleicht öffnet kein Notfallblatt, das Sie haben, diesen Tresor: Das letzte Ausstellen "
                "wurde unterbrochen. Bitte stellen Sie ein neues aus."
            ),
            "error",
        )
        self._missing = Text(
            _("Zu diesem Tresor gibt es zurzeit kein Notfallblatt. Bitte stellen Sie ein neues aus."), "error"
        )
        self.safe = quiet_button(_("Ja, es liegt sicher"), self._confirm, icon="check")
        for each in (self._awaited, self._unseen, self._missing, self.safe):
            self.add(each)
            each.hide()
        self.act = quiet_button(_("Neues Notfallblatt ausstellen …"), self.ask_to_issue, icon="printer")
        self.add(self.act)
        self.sheet = SheetStep(_("Fertig"), frame.workers)
        self.sheet.done.connect(self._confirmed)
        self.add(self.sheet)
        self.sheet.hide()

    def show_ring(self, ring: Keyring) -> None:
        """Ask for the confirmation where the present sheet awaits one, and none is on the screen.

        Of one that nobody saw, or where there is none, nobody could say that it is safe.
        """
        nothing_shown = not self.sheet.isVisibleTo(self)
        asked = nothing_shown and ring.sheet_awaited and not ring.sheet_missing
        self._missing.setVisible(nothing_shown and ring.sheet_missing)
        self._unseen.setVisible(asked and ring.sheet_unseen)
        for each in (self._awaited, self.safe):
            each.setVisible(asked and not ring.sheet_unseen)

    def bring_up(self) -> None:
        """Scroll until the card begins at the top of its page."""
        around = page_around(self)
        if around is not None:
            around.bring_up(self)

    def ask_to_issue(self) -> Confirm:
        """Ask before the present sheet stops working; return the question."""
        return ask(
            self,
            _("Neues Notfallblatt ausstellen?"),
            _(
                "Das bisherige Blatt öffnet den Tresor danach nicht mehr. Das neue steht nur einmal auf dem "
                "Bildschirm: Halten Sie den Drucker bereit."
            ),
            _("Neues Blatt ausstellen"),
            self._issue,
        )

    def _issue(self) -> None:
        self.act.setEnabled(False)
        self._frame.do(issue_sheet, on_done=self.show_paper, on_error=self._failed, owner=self)

    def show_paper(self, paper: Paper) -> None:
        """Show the new emergency sheet, to be printed."""
        for each in (self._words, self._awaited, self._unseen, self._missing, self.safe, self.act):
            each.hide()
        self.sheet.show_sheet(paper.content, paper.title, paper.file_name)
        self.sheet.show()
        self.sheet.setFocus()
        self.bring_up()
        self._frame.do(note_sheet_shown, owner=self)

    def _confirm(self) -> None:
        said = _("Bestätigt: Das Notfallblatt liegt sicher.")
        self._frame.do(confirm_sheet, on_done=lambda _nothing: self.act.setFocus(), owner=self, said=said)

    def _confirmed(self) -> None:
        self._frame.do(confirm_sheet)
        self.sheet.clear()
        self.sheet.hide()
        self._words.show()
        self.act.setEnabled(True)
        self.act.show()
        self.act.setFocus()
        self._frame.say(_("Ab jetzt gilt das neue Notfallblatt."))

    def _failed(self, trouble: Trouble) -> None:
        self.act.setEnabled(True)
        self._frame.warn(trouble)
