"""Ansicht: light or dark, the size of the text, the language; all three belong to this machine."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.labels import QuietText, SectionTitle
from intman_desktop.ui.style import Look, Style
from intman_desktop.ui.tokens import space

_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)


class LookPart(QWidget):
    """Three choices. Attributes: ``look``, ``text_size``, ``language``."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.look = FilterChips(
            _("Hell oder dunkel"),
            (
                (Look.SYSTEM.value, _("wie das System")),
                (Look.LIGHT.value, _("hell")),
                (Look.DARK.value, _("dunkel")),
            ),
        )
        self.text_size = FilterChips(
            _("Textgröße"), [(f"{size:.2f}", f"{size * 100:.0f} %") for size in _SIZES]
        )
        self.language = FilterChips(
            _("Sprache des Programms"), (("", _("wie das System")), ("de", "Deutsch"), ("en", "English"))
        )
        card = Card(_("Ansicht auf diesem Rechner"))
        for chips, title, hint in (
            (self.look, _("Hell oder dunkel"), ""),
            (self.text_size, _("Textgröße"), ""),
            (
                self.language,
                _("Sprache des Programms"),
                _("Gilt ab dem nächsten Start. Die Papiere haben ihre eigene Sprache."),
            ),
        ):
            card.add(SectionTitle(title))
            card.add(chips)
            if hint:
                card.add(QuietText(hint))
        self.look.chosen.connect(self._dress)
        self.text_size.chosen.connect(self._enlarge)
        self.language.chosen.connect(self._speak)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        column.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        """Show what is remembered on this machine."""
        held = self._frame.machine.held
        self.look.choose(held.look)
        self.text_size.choose(f"{min(_SIZES, key=lambda size: abs(size - held.text_size)):.2f}")
        self.language.choose(held.language)

    def _dress(self, look: str) -> None:
        self._frame.machine.keep(look=look)
        _style().choose(Look(look))

    def _enlarge(self, size: str) -> None:
        self._frame.machine.keep(text_size=float(size))
        _style().enlarge(float(size))

    def _speak(self, language: str) -> None:
        self._frame.machine.keep(language=language)
        self._frame.say(_("Die Sprache wechselt beim nächsten Start."))


def _style() -> Style:
    application = QApplication.instance()
    found = application.findChild(Style) if application is not None else None
    if not isinstance(found, Style):
        raise TypeError("the application is not dressed")
    return found
