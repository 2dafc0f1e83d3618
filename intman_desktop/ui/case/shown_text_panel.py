"""What was shown then: the text of one declaration exactly as it stood on the paper (E2, E6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.common.words.texts import text_title
from intman_desktop.services.papers.paper_texts import shown_then
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text
from intman_desktop.ui.wording import told
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import TextKind
from intman_desktop.values.office import TextVersion

_LINES = 18
_MOST_LINES = 400


class ShownTextPanel(Panel):
    """In the place of the tabs; ``fingerprint`` names the text, ``name`` what it was shown for, ``when`` on
    which day and how it was explained.

    Attributes: ``text``, the whole text to read and copy.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self.back = link_button(_("Zurück"), lambda: go("consents"), "Escape", icon="arrow-left")
        self.column.addWidget(Flow(self.back))
        self._card = Card(_("Was damals gezeigt wurde"))
        self._for, self._when, self._which = SectionTitle(), Text(), QuietText()
        self._print = SmallText()
        self._languages: Mapping[str, str] = {}
        self.text = TextArea(lines=_LINES, most_lines=_MOST_LINES)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Was damals gezeigt wurde"))
        for widget in (self._for, self._when, self._which, self.text, self._print):
            self._card.add(widget)
        self.column.addWidget(self._card)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Read the text that the part was opened with."""
        self._languages = dict(sheet.languages)
        self._for.setText(str(self.details.get("name", "")))
        self._when.setText(str(self.details.get("when", "")))
        self.frame.ask(
            shown_then,
            str(self.details.get("fingerprint", "")),
            on_done=self._show,
            on_error=self._missing,
            owner=self,
            replaces="shown text",
        )

    def first_field(self) -> QWidget:
        """Return the way back."""
        return self.back

    def _show(self, text: TextVersion) -> None:
        self._which.setText(
            _("{title} auf {language}, Fassung {version}, ohne Angaben zur Person, Wort für Wort:").format(
                title=text_title(TextKind(text.kind)),
                language=self._languages.get(text.language, text.language),
                version=text.version,
            )
        )
        self.text.set_value(text.body)
        self._print.setText(_("Fingerabdruck {fingerprint}").format(fingerprint=text.fingerprint))
        self._print.show()
        self.text.show()

    def _missing(self, trouble: Trouble) -> None:
        self._which.setText(told(trouble))
        self.text.hide()
        self._print.hide()
