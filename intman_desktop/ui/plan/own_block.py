"""A block of the office's own in the plan: a text with its help, or why it is closed (I10, E3)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.needs.seen import as_seen, seen_of
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.plan.parted import Part, PartedBlock
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Answer
from intman_desktop.values.plan_views import OwnBlockView


class OwnBlockContent(PartedBlock):
    """The text of one block. Signals: ``text_saved(answers)`` – the text is to be saved.

    Attributes: ``text``, the field; it is hidden where no consent opens the block.
    """

    text_saved = Signal(object)
    keys: ClassVar = {Part.TEXT: ("text", "seen")}

    def __init__(self, view: OwnBlockView, ask_consent: Callable[[], object]) -> None:
        super().__init__()
        self._view = view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self.text = TextArea(lines=5)
        self._kept = view.answer.value if view.answer is not None else ""
        self._stored = self._seen = seen_of([view.answer] if view.answer is not None else [])
        self.text.set_value(self._kept)
        if view.closed is not None:
            closed = ClosedBox(sentence(view.closed), _("Einwilligung öffnen"), ask_consent)
            column.addWidget(closed)
            self.text.hide()
            return
        column.addWidget(Labelled(view.title.replace("&", "&&"), self.text, view.help))

    def answers(self) -> tuple[Answer, ...]:
        """Return the text as the answer that is stored; an empty one takes it away.

        A text that was put back is refused at saving where another was stored meanwhile.
        """
        kept = self._view.answer or Answer(self._view.code, "")
        typed = (replace(kept, value=self.text.value()),)
        return typed if self._seen == self._stored else as_seen(self._view.code, typed, self._seen)

    def is_closed(self) -> bool:
        """Return whether no consent opens the block."""
        return self._view.closed is not None

    def touched(self) -> list[Part]:
        """Return the text, where it was changed."""
        clean = self.text.value() == self._kept and Part.TEXT not in self.stored
        return [] if clean else [Part.TEXT]

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {"text": self.text.toPlainText(), "seen": self._seen} if self.touched() else {}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned, where the block is open."""
        if "text" in typed and not self.is_closed():
            self._seen = typed.get("seen", self._stored)
            self.text.set_value(typed["text"])

    def check(self, parts: Collection[Part]) -> bool:
        """Return True: every text can be saved."""
        del parts
        return True

    def save_part(self, part: Part) -> bool:
        """Ask for saving the text."""
        self.text_saved.emit(self.answers())
        return part is Part.TEXT
