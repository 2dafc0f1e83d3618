"""Withdrawing a consent: as easy as giving it, with what follows said first (E3, E4, C10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.rules.consents import to_withdraw, withdrawal_faults
from intman_desktop.rules.disclosures import acts_under, still_open_for
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.ui.case.keepsakes import Keepsakes
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.case.told_recipients import notices_offered, recipients_said
from intman_desktop.ui.case.withdrawal_words import (
    act_words,
    left_words,
    nothing_more_words,
    what_ended,
    what_follows,
)
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import danger_button, link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import CaseFile, Consent
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import ConsentScope
from intman_desktop.values.ending_views import KindWithdrawn


class WithdrawPanel(Panel):
    """Which consent, since when, and what follows; ``consent_id`` chooses one beforehand."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._sheet: CaseSheet  # from the first ``show_sheet`` on: before that nothing can be chosen
        self._fresh = True
        self._card = Card()
        self.column.addWidget(self._card)
        self._question = QuietText(_("Was wird widerrufen?"))
        self._card.add(self._question)
        self._choices = QWidget()
        self._list = QVBoxLayout(self._choices)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(space(2))
        self._buttons: dict[int, RadioField] = {}
        self._card.add(self._choices)
        form = Form()
        self.on = DateField(frame.today, frame.today())
        self._on_row = form.row(_("Widerrufen am"), self.on)
        self._card.add(form)
        self._follows = Text()
        self._card.add(self._follows)
        self._recipients = Text()
        self._card.add(self._recipients)
        self._papers = Keepsakes(self.show_paper)
        self._card.add(self._papers)
        self.act = danger_button("", self._ask)
        self.cancel = quiet_button(_("Abbrechen"), lambda: go("consents"))
        self._card.add(Flow(self.cancel, self.act))
        self._done = Card()
        self._done.hide()
        self.column.addWidget(self._done)

    def begin(self, **details: Any) -> None:
        """Start afresh."""
        super().begin(**details)
        self._fresh = True
        self._done.hide()
        self._card.show()

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Offer the consents that stand."""
        self._sheet = sheet
        self._card.set_title(self.with_name(_("Einwilligung widerrufen"), sheet))
        self._done.set_title(self.with_name(_("Widerruf eingetragen"), sheet))
        if not self._fresh:
            return
        self._fresh = False
        self.on.set_value(self.frame.today())
        empty(self._list)
        self._buttons = {}
        for consent in _standing(sheet.view.file.consents):
            button = RadioField(_choice(consent))
            button.toggled.connect(lambda _on: self._follow())
            self._buttons[consent.id] = button
            self._list.addWidget(button)
        if not self._buttons:
            self._list.addWidget(QuietText(_("Es gibt keine Einwilligung, die widerrufen werden könnte.")))
        asked = self.details.get("consent_id")
        if asked in self._buttons:
            self._buttons[asked].setChecked(True)
        self._follow()

    def first_field(self) -> QWidget:
        """Return the consent that is chosen, else the first one: focused, none is chosen yet."""
        choices = self._buttons.values()
        chosen = next((each for each in choices if each.isChecked()), None)
        return chosen or next(iter(choices), self.cancel)

    @property
    def _file(self) -> CaseFile:
        return self._sheet.view.file

    def _chosen(self) -> Consent | None:
        chosen = next((key for key, button in self._buttons.items() if button.isChecked()), None)
        return next((each for each in self._file.consents if each.id == chosen), None)

    def _follow(self) -> None:
        consent = self._chosen()
        basic = consent is not None and consent.scope is ConsentScope.BASIC
        self.act.setVisible(bool(self._buttons))
        self.act.setEnabled(consent is not None)
        self._question.setVisible(bool(self._buttons))
        self._papers.show_sheet(self._sheet, offered=basic)
        self._follows.setVisible(consent is not None)
        text, follows = _("Widerrufen"), ""
        if consent is not None:
            text = act_words(consent, held=self._is_held())
            follows = what_follows(consent, self._file.case, self._still_for(consent))
        self._follows.setText(follows)
        said = recipients_said(consent, self._file)
        self._recipients.setText(said)
        self._recipients.setVisible(bool(said))
        self.act.setText(text)
        self.act.setAccessibleName(text)

    def _still_for(self, consent: Consent) -> tuple[str, ...]:
        """Return for which purposes something may be passed on without ``consent`` too (Rule E1)."""
        return still_open_for(consent, self._file.consents, self.frame.today())

    def _is_held(self) -> bool:
        return self._file.case.hold_since is not None

    def _ask(self) -> None:
        consent = self._chosen()
        on = self.on.value()
        fault = self.on.fault() or ("" if on else _("Bitte geben Sie den Tag an."))
        if consent is not None and on is not None:
            faults = withdrawal_faults(consent, on, self.frame.today())
            fault = fault or " ".join(sentence(each) for each in faults)
        self._on_row.set_fault(fault)
        if fault:
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)
        if consent is None or on is None or fault:
            return
        ask(
            self,
            _("„{name}“ widerrufen?").format(name=declaration_name(consent)),
            _("Ein Widerruf lässt sich nicht zurücknehmen; später wäre eine neue Einwilligung nötig."),
            self.act.text(),
            lambda: self._withdraw(consent, on),
        )

    def _withdraw(self, consent: Consent, on: date) -> None:
        case_id = self._sheet.view.case_id
        if consent.scope is ConsentScope.BASIC:
            self.frame.do(withdraw_basic, case_id, on, on_done=lambda _case: self._basic_done(), owner=self)
        else:
            self.frame.do(withdraw_kind, case_id, consent.id, on, on_done=self._kind_done, owner=self)

    def _basic_done(self) -> None:
        self.frame.forget_undo()
        self.frame.say(
            _("Der Widerruf ist eingetragen, die Akte beendet. Sie bleibt unter der Löschsperre verborgen.")
            if self._is_held()
            else _("Der Widerruf ist eingetragen, die Akte beendet. Bitte löschen Sie sie noch heute.")
        )
        self.go("erasure")

    def _say_to_tell(self, consent: Consent) -> None:
        """Say what that recipient was told, and offer the letter that tells of the withdrawal."""
        card = self._done
        told = acts_under(consent, self._file.disclosures, self._file.consents)
        card.add(Text(nothing_more_words(consent, self._still_for(consent))))
        if told:
            words = ngettext(
                "Weitergegeben wurde {count} Mal, zuletzt am {day}.",
                "Weitergegeben wurde {count} Mal, zuletzt am {day}.",
                len(told),
            )
            card.add(Text(words.format(count=len(told), day=day(max(each.on for each in told)))))
            write = quiet_button(
                _("Widerruf mitteilen …"),
                lambda: self.go("passing_on", way="letter", notice_of=consent.id),
                icon="pencil",
            )
            card.add(Flow(write, quiet_button(_("Fertig"), lambda: self.go("consents"))))
        else:
            card.add(Text(_("Nach dem Verzeichnis wurde dorthin noch nichts weitergegeben.")))
            card.add(Flow(quiet_button(_("Fertig"), lambda: self.go("consents"))))

    def _kind_done(self, done: KindWithdrawn) -> None:
        self.frame.forget_undo()
        card = self._done
        card.clear()
        withdrawn = self._withdrawn(done)
        over = what_ended(withdrawn.scope) if withdrawn is not None else ""
        self._card.hide()
        if withdrawn is not None and withdrawn.scope is ConsentScope.PASSING_ON:
            self._say_to_tell(withdrawn)
            card.show()
            return
        if done.held and not over:
            card.add(Text(_("Die Felder sind geschlossen. Geleert werden sie mit dem Ende der Löschsperre.")))
            self._offer_notices(done)
            card.add(Flow(quiet_button(_("Fertig"), lambda: self.go("consents"))))
            card.show()
            return
        labels = self._labels(done.emptied)
        if labels:
            card.add(Text(_("Geleert: {fields}.").format(fields=", ".join(labels))))
        else:
            card.add(Text(over or _("In den Feldern stand nichts, was zu leeren war.")))
        if done.scans:
            words = ngettext(
                "{count} Scan davon wurde gelöscht.", "{count} Scans davon wurden gelöscht.", done.scans
            )
            card.add(Text(words.format(count=done.scans)))
        if done.disclosures:
            words = ngettext(
                "Bei {count} Weitergabe wurde entfernt, was weitergegeben wurde.",
                "Bei {count} Weitergaben wurde entfernt, was weitergegeben wurde.",
                done.disclosures,
            )
            card.add(Text(words.format(count=done.disclosures)))
        self._offer_notices(done)
        for words in left_words(done.marked):
            card.add(Text(words))
        if done.marked:
            card.add(link_button(_("Zu diesen Stellen"), lambda: self.go("consents")))
        if done.kind is not None:
            card.add(Text(_("Andere Notizen sehen Sie bitte selbst durch.")))
        card.add(Flow(quiet_button(_("Fertig"), lambda: self.go("consents"))))
        card.show()

    def _offer_notices(self, done: KindWithdrawn) -> None:
        """Offer the letters to those who got something that this consent had opened (Art. 19)."""
        for widget in notices_offered(self._withdrawn(done), self._file, self.go):
            self._done.add(widget)

    def _withdrawn(self, done: KindWithdrawn) -> Consent | None:
        return next((each for each in self._file.consents if each.id == done.consent_id), None)

    def _labels(self, codes: Iterable[str]) -> list[str]:
        labels = dict(self._sheet.fields)
        return [labels.get(code, code) for code in codes]


def _standing(consents: Iterable[Consent]) -> list[Consent]:
    order = list(ConsentScope)
    return sorted(to_withdraw(consents), key=lambda each: order.index(each.scope))


def _choice(consent: Consent) -> str:
    """Return a consent in one line; of two to one recipient the purpose says which is meant."""
    name, given_on, purpose = declaration_name(consent), day(consent.decided_on), consent.purpose.strip()
    if consent.scope is ConsentScope.PASSING_ON and purpose:
        return _("{name}, Zweck: {purpose}, erteilt am {day}").format(
            name=name, purpose=purpose, day=given_on
        )
    return _("{name}, erteilt am {day}").format(name=name, day=given_on)
