"""Which text is in force, whether it was checked, and entering that it was (E6, E8)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from intman_desktop.language import _
from intman_desktop.services.papers.paper_texts import check_of, record_check
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.settings.text_pieces import short_print
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.texts import TextSheet


class TextStateCard(Card):
    """Attributes: ``begin``, ``checked_on``, ``checked_by``, ``enter``. ``fetch()`` gets the supplied text.

    Signals: ``entered`` – a check was entered.
    """

    entered = Signal()

    def __init__(self, frame: Frame, fetch: Callable[[], object]) -> None:
        super().__init__()
        self._frame = frame
        self._sheet: TextSheet | None = None
        self._chip = StateChip(State.WARNING, "")
        self._check, self._origin, self._print = Text(), QuietText(), SmallText()
        self.add(Flow(self._chip))
        self.add(self._check)
        self._form = Form()
        self.checked_on = DateField(frame.today)
        self._on = self._form.row(_("Geprüft a&m"), self.checked_on)
        self.checked_by = TextField()
        self._by = self._form.row(
            _("Geprüft v&on"), self.checked_by, _("Name der Person, die für den Datenschutz zuständig ist.")
        )
        self.begin = link_button(_("Prüfung eintragen …"), self._begin)
        self.enter = quiet_button(_("Prüfung ein&tragen"), self._enter)
        self._acts = Flow(self.enter, quiet_button(_("Abbrechen"), self._leave))
        self.add(self.begin)
        self.add(self._form)
        self.add(self._acts)
        self.add(self._origin)
        self.add(self._print)
        self._ask(asking=False)
        self._newer = StateChip(State.DUE, _("Das Programm bringt einen neueren Text mit"))
        self._newer_text = Text(
            _("Ihr Text gilt weiter. Holen Sie den mitgelieferten, um beide zu vergleichen oder zu wechseln.")
        )
        self.fetch = quiet_button(_("Mitgelieferten Text holen"), fetch)
        self._newer_act = Flow(self.fetch)
        for widget in (Flow(self._newer), self._newer_text, self._newer_act):
            self.add(widget)
        self.body.setSpacing(space(2))

    def show_sheet(self, sheet: TextSheet) -> None:
        """Show the state of one text."""
        other = self._sheet is None or self._sheet.fingerprint != sheet.fingerprint
        self._sheet = sheet
        self.set_title(sheet.title)
        if other:
            self.checked_on.set_value(None)
            self.checked_by.clear()
            self._on.set_fault("")
            self._by.set_fault("")
            self._ask(asking=False)
        self._show_check(sheet)
        if sheet.check is not None:
            self._ask(asking=False)
            self.begin.hide()
        self._origin.setText(_origin(sheet))
        self._print.setText(
            _("Fingerabdruck {fingerprint}").format(fingerprint=short_print(sheet.fingerprint))
        )
        self._print.setToolTip(sheet.fingerprint)
        for widget in (self._newer, self._newer_text, self._newer_act):
            widget.setVisible(sheet.supplied_since)

    def _show_check(self, sheet: TextSheet) -> None:
        if sheet.check is not None:
            words = _("Geprüft am {day} von {name}").format(
                day=day(sheet.check.checked_on), name=sheet.check.checked_by
            )
            self._chip.set_state(State.DONE, words)
            self._check.setText(
                _("So haben Sie es eingetragen. Auf dem Papier steht davon nichts, nur nicht mehr „Vorlage“.")
            )
            return
        self._chip.set_state(State.WARNING, _("Vorlage, noch nicht geprüft"))
        words = _(
            "Bevor Sie diesen Text verwenden, muss ihn die oder der Datenschutzbeauftragte prüfen. "
            "Solange hier keine Prüfung steht, steht „Vorlage“ auf dem Papier."
        )
        if sheet.earlier_check is not None:
            earlier = _("Am {day} hat {name} eine andere Fassung geprüft.").format(
                day=day(sheet.earlier_check.checked_on), name=sheet.earlier_check.checked_by
            )
            words = f"{earlier} {words}"
        self._check.setText(words)

    def _ask(self, *, asking: bool) -> None:
        for widget in (self._form, self._acts):
            widget.setVisible(asking)
        self.begin.setVisible(not asking)

    def _begin(self) -> None:
        self._ask(asking=True)
        self.checked_on.setFocus()

    def _leave(self) -> None:
        self._ask(asking=False)
        self.begin.setFocus()

    def _enter(self) -> None:
        on, by = self.checked_on.value(), self.checked_by.value()
        self._on.set_fault(self.checked_on.fault() or ("" if on else _("Bitte nennen Sie den Tag.")))
        self._by.set_fault("" if by else _("Bitte nennen Sie, wer den Text geprüft hat."))
        if on is None or not by or self._sheet is None:
            (self.checked_on if on is None else self.checked_by).setFocus()
            return
        self._frame.do(
            record_check,
            check_of(self._sheet, on, by),
            on_done=lambda _check: self.entered.emit(),
            owner=self,
            said=_("Prüfung eingetragen"),
        )


def _origin(sheet: TextSheet) -> str:
    if not sheet.edition:
        return _("Der mitgelieferte Text gilt: Fassung {version}.").format(version=sheet.version)
    last = sheet.history[0]
    words = (
        _("Ihr Text gilt: Fassung {version}, gespeichert am {day} von {who}.")
        if sheet.edited
        else _("Der mitgelieferte Text gilt: Fassung {version}, gespeichert am {day} von {who}.")
    )
    return words.format(version=last.version, day=day(last.saved_on), who=last.saved_by or "–")
