"""What is asked on the sheet of consents, in words, with what a No means (E1)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, pgettext
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText
from intman_desktop.ui.parts.scroll_page import hold_still
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind


@dataclass(frozen=True)
class Declaration:
    """One declaration: its scope and kind, its name, what it allows, and what a No means."""

    scope: ConsentScope
    kind: SpecialKind | None
    name: str
    allows: str
    no: str

    @property
    def key(self) -> str:
        """The name it goes by in a draft."""
        return f"{self.scope.value}:{self.kind.value}" if self.kind else self.scope.value


def of_first_talk() -> tuple[Declaration, ...]:
    """Return the four declarations of the first talk, the basic one first (Rule E1)."""
    return (
        Declaration(
            ConsentScope.BASIC,
            None,
            shown(ConsentScope.BASIC),
            _("Angaben zu Person, Situation, Gesprächen, Plan und Zielen dürfen gespeichert werden."),
            _("Nein heißt: keine Beratung, und nichts wird gespeichert. Auskünfte bleiben möglich."),
        ),
        Declaration(
            ConsentScope.SPECIAL,
            SpecialKind.HEALTH,
            shown(SpecialKind.HEALTH),
            _("Auch Angaben zu Gesundheit oder Behinderung dürfen gespeichert werden."),
            _("Nein heißt: Die Felder zur Gesundheit bleiben geschlossen; beraten wird trotzdem."),
        ),
        Declaration(
            ConsentScope.CONTACT,
            None,
            shown(ConsentScope.CONTACT),
            _("E-Mails oder Nachrichten auf das Telefon sind erlaubt, zum Beispiel zu Terminen."),
            _("Nein heißt: Kontakt nur persönlich, mit einem Brief oder am Telefon."),
        ),
        Declaration(
            ConsentScope.INTERPRETER,
            None,
            shown(ConsentScope.INTERPRETER),
            _("Bei den Gesprächen darf jemand dabei sein und dolmetschen."),
            _("Nein heißt: Gespräche ohne Dolmetscherin oder Dolmetscher."),
        ),
    )


def declaration_name(consent: Consent) -> str:
    """Return what a declaration is called, with its kind or recipient."""
    if consent.scope is ConsentScope.SPECIAL and consent.kind is not None:
        return shown(consent.kind)
    if consent.scope is ConsentScope.PASSING_ON:
        return _("Weitergabe an {recipient}").format(recipient=consent.recipient)
    return shown(consent.scope)


class DecisionChoice(QWidget):
    """Yes, no or later to one declaration. Signals: ``decided`` – the person chose."""

    decided = Signal()

    def __init__(self, name: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        words = {
            ConsentDecision.GIVEN: pgettext("consent", "Ja"),
            ConsentDecision.REFUSED: pgettext("consent", "Nein"),
            ConsentDecision.LATER: pgettext("consent", "Später"),
        }
        self._buttons = {decision: RadioField(word) for decision, word in words.items()}
        flow = Flow(*self._buttons.values(), gap=space(6))
        column.addWidget(flow)
        self.setFocusProxy(self._buttons[ConsentDecision.GIVEN])
        for decision, button in self._buttons.items():
            button.setAccessibleName(f"{name}: {words[decision]}" if name else words[decision])
            button.toggled.connect(self._toggled)

    def _toggled(self, on: bool) -> None:
        if on:
            hold_still(self)  # a No needs far less below, and what is under the mouse must not move for it
            self.decided.emit()

    def decision(self) -> ConsentDecision | None:
        """Return what was chosen, None for nothing."""
        return next((each for each, button in self._buttons.items() if button.isChecked()), None)

    def choose(self, decision: ConsentDecision | None) -> None:
        """Choose ``decision``, or nothing."""
        for each, button in self._buttons.items():
            button.setAutoExclusive(decision is not None)  # else one always stays chosen
            button.setChecked(each is decision)
            button.setAutoExclusive(True)

    def button(self, decision: ConsentDecision) -> RadioField:
        """Return the button of ``decision``."""
        return self._buttons[decision]


class DeclarationQuestion(QWidget):
    """One declaration as it is asked: name, what it allows, the choice, and what a No means.

    Attributes: ``declaration``, ``choice``.
    """

    def __init__(self, declaration: Declaration, number: int) -> None:
        super().__init__()
        self.declaration = declaration
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(SectionTitle(f"{number}. {declaration.name}"))
        column.addWidget(QuietText(declaration.allows))
        self.choice = DecisionChoice(declaration.name)
        column.addWidget(self.choice)
        self._no = SmallText(declaration.no)
        column.addWidget(self._no)
