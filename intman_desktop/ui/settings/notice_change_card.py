"""Whether settings changed the Datenschutzerklärung in form or in substance: asked once (E6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from intman_desktop.language import _
from intman_desktop.services.papers.notice_change import judge_notice
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SmallText, Text


class NoticeChangeCard(Card):
    """Hidden while nothing is to be judged; ``show_notice()`` shows the paper as it is now.

    Attributes: ``show_notice``, ``form_only``, ``in_substance`` (the answers). Signals: ``judged``.
    """

    judged = Signal()

    def __init__(self, frame: Frame, show_notice: Callable[[], object]) -> None:
        super().__init__(_("Die Datenschutzerklärung sagt jetzt etwas Neues"))
        self._frame = frame
        self.add(
            Text(
                _(
                    "Was Sie gespeichert haben, steht auch auf der Datenschutzerklärung, und Menschen haben "
                    "sie schon bekommen. Was haben Sie geändert?"
                )
            )
        )
        self.show_notice = link_button(_("Datenschutzerklärung zeigen"), show_notice, icon="file-text")
        self.add(Flow(self.show_notice))
        self.form_only = quiet_button(_("Nur die Form"), partial(self._judge, in_substance=False))
        self.in_substance = quiet_button(_("Den Inhalt"), partial(self._judge, in_substance=True))
        for answer, words in (
            (self.form_only, _("Eine Schreibweise, eine Telefonnummer: Niemand muss neu gefragt werden.")),
            (
                self.in_substance,
                _(
                    "Sie wird eine neue Fassung. Wer die frühere bekommen hat, steht bei den Fällen unter "
                    "„Einwilligung zu erneuern“: beim nächsten Gespräch neu erklären und neu fragen."
                ),
            ),
        ):
            self.add(Flow(answer))
            self.add(SmallText(words))
            answer.setAccessibleDescription(words)
        self.hide()

    def _judge(self, *, in_substance: bool) -> None:
        new, kept = _("Datenschutzerklärung: neue Fassung"), _("Als Änderung der Form vermerkt")
        self._frame.do(
            partial(judge_notice, in_substance=in_substance),
            on_done=lambda _saved: self.judged.emit(),
            owner=self,
            said=new if in_substance else kept,
        )
