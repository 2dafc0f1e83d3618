"""What is asked when something is passed on: to whom, what, how, and on what it rests (E7, P10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.disclosures import (
    LONGEST,
    consent_to,
    ended_with_counselling,
    need_of_act,
    still_opening,
)
from intman_desktop.rules.gate import RELOCATION, given, opening, passing_on_to, refusal
from intman_desktop.services.common.wording import shown
from intman_desktop.services.gate.notices import is_withdrawal_notice
from intman_desktop.ui.case.passing_on_basis import PassingOnBasis
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.suggest_field import SuggestField
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.values.case_file import Consent, Disclosure
from intman_desktop.values.codes import DisclosureGround, DisclosureWay, SpecialKind
from intman_desktop.values.disclosures import OfficeLetter

_TEXTS = ("recipient", "what", "reason", "not_told", "subject")


class PassingOnForm(QWidget):
    """The fields; what rests on a consent is shown as one types the recipient.

    ``ask_consent(recipient)`` leads to where a consent is recorded. Attributes: the fields.
    """

    def __init__(self, today: Callable[[], date], ask_consent: Callable[[str], object]) -> None:
        super().__init__()
        self._consents: tuple[Consent, ...] = ()
        self._writes = True
        self._kept: Disclosure | None = None
        self._ended_on: date | None = None
        self._wants_law = self._moves = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._form = Form()
        column.addWidget(self._form)
        self.recipient = SuggestField()
        self.ground = ChoiceField(
            [(each.value, shown(each)) for each in DisclosureGround if each is not DisclosureGround.CONSENT],
            empty=_("keiner"),
        )
        self.reason, self.not_told = TextField(longest=LONGEST), TextField(longest=LONGEST)
        self.told_on = DateField(today)
        self.way = ChoiceField([(each.value, shown(each)) for each in DisclosureWay], empty=None)
        self.on = DateField(today, today())
        self.what = TextField(_("zum Beispiel: Stand des Antrags"), longest=LONGEST)
        self.kind = ChoiceField(empty=_("keine"))
        self.purpose = ChoiceField(empty=None)
        self.address, self.text = TextArea(lines=2, most_lines=4), TextArea(lines=8)
        self.subject = TextField()
        self._whom = QWidget()
        self._basis = PassingOnBasis(ask_consent, self._name_law, self._take_move)
        below = QVBoxLayout(self._whom)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.recipient)
        below.addWidget(self._basis)
        hand_on(self._whom, self.recipient)
        self._build()
        self.recipient.textEdited.connect(lambda _text: self._type_recipient())
        self.recipient.settled.connect(self._follow)
        self.on.date_changed.connect(lambda _day: self._judge_anew())
        self.ground.chosen.connect(self._take_ground)
        self.not_told.textEdited.connect(lambda _text: self._told_row.set_fault(self.told_on.fault()))
        self.subject.textEdited.connect(lambda _text: self._what_row.set_fault(""))  # it is entered as such
        self.purpose.chosen.connect(lambda _code: self._follow())
        self.kind.chosen.connect(lambda _code: self._what_row.set_fault(""))
        self.way.chosen.connect(lambda _code: self._follow())

    def _build(self) -> None:
        row = self._form.row
        row(_("W&ie"), self.way)
        self._recipient_row = row(_("An &wen"), self._whom)
        self._purpose_row = row(_("&Zweck"), self.purpose)
        self._ground_row = row(
            _("&Rechtsgrund"),
            self.ground,
            _(
                "Nur, wenn ein Gesetz es auch ohne Einwilligung erlaubt. Bei einer gesetzlichen Pflicht "
                "fragen Sie zuerst die oder den Datenschutzbeauftragten."
            ),
        )
        self._reason_row = row(_("Be&gründung"), self.reason)
        self._told_row = row(_("Person inf&ormiert am"), self.told_on)
        self._not_told_row = row(
            _("oder nicht, w&eil"), self.not_told, _("Nur, wenn es sonst den Zweck vereiteln würde.")
        )
        self._address_row = row(_("Anschri&ft"), self.address, _("Darüber steht der Name der Stelle."))
        self._on_row = row(_("&Am"), self.on)
        self._subject_row = row(_("&Betreff"), self.subject)
        self._text_row = row(
            _("&Text"),
            self.text,
            _(
                "Ohne Anrede und Gruß. Der Name steht von selbst darüber, Geburtsdatum und Anschrift nur, "
                "soweit die Einwilligung sie nennt oder ein Gesetz es erlaubt."
            ),
        )
        self._what_row = row(_("Wa&s, in Stichworten"), self.what)
        self._kind_row = row(_("Besonders geschützte Angaben &darin"), self.kind)

    def show_case(self, consents: tuple[Consent, ...], ended_on: date | None = None) -> None:
        """Judge by these consents of the case, and the day it ended; what is typed stays."""
        self._consents, self._ended_on = consents, ended_on
        self._follow()

    def suggest(self, services: Iterable[str]) -> None:
        """Offer the recipients that were asked about, and the Anlaufstellen."""
        asked = [each.recipient for each in self._consents]
        self.recipient.set_suggestions((*asked, *services))

    def fill(self, entry: Disclosure) -> None:
        """Show an entry of the register; one by the relocation consent stays with that one (Rule U1)."""
        self._kept = entry
        self._moves = need_of_act(entry, self._consents) == RELOCATION
        self.recipient.setText(entry.recipient)
        by_consent = entry.ground is DisclosureGround.CONSENT
        self._wants_law = not by_consent
        self.ground.set_code("" if by_consent else entry.ground.value)
        self.reason.setText(entry.reason)
        self.told_on.set_value(entry.told_on)
        self.not_told.setText(entry.not_told_reason)
        self.way.set_code(entry.way.value)
        self.on.set_value(entry.on)
        self.what.setText(entry.what)
        self._follow()
        self.purpose.set_code("" if entry.consent is None else str(entry.consent))
        self._follow()
        self.kind.set_code(entry.kind.value if entry.kind else "")

    def fill_letter(self, letter: OfficeLetter) -> None:
        """Show the words of a letter."""
        self.subject.setText(letter.subject)
        self.text.set_value(letter.text)
        self.address.set_value(letter.address)

    def mark_days(self) -> bool:
        """Mark the days that are missing or not understood; return whether it is known when it was."""
        on = self.on.value()
        self._on_row.set_fault(self.on.fault() or ("" if on else _("Bitte geben Sie den Tag an.")))
        self._told_row.set_fault(self.told_on.fault() if self._told_row.is_asked() else "")
        return on is not None

    def entry(self, today: date, base: Disclosure | None = None) -> Disclosure:
        """Return what is typed as an entry (over ``base``), of ``today`` where its day is not known."""
        on = self.on.value() or today
        rests_on = DisclosureGround(self.ground.code() or DisclosureGround.CONSENT)
        kind = self.kind.code()
        return Disclosure(
            on,
            self.recipient.value(),
            self.what.value() or (self.subject.value() if self.is_letter() else ""),
            DisclosureWay(self.way.code()),
            rests_on,
            self.reason.value(),
            SpecialKind(kind) if kind else None,
            self.told_on.value(),
            self.not_told.value(),
            base.worker if base else "",
            self._rests_on_index(on, base),
            id=base.id if base else 0,
            version=base.version if base else 1,
        )

    def _rests_on_index(self, on: date, base: Disclosure | None) -> int | None:
        """Return the place of the consent that is named among those of the case, None where none is."""
        if self.purpose.code():
            return int(self.purpose.code())
        move = consent_to(RELOCATION, self._consents, on) if self._moves else None
        if move is not None:
            return self._consents.index(move)
        if base is None or (need_of_act(base, self._consents) == RELOCATION and not self._moves):
            return None  # the consent to a move opens nothing for a recipient that was typed anew
        return base.consent

    def letter(self) -> OfficeLetter | None:
        """Return the letter that goes with it, None where it is passed on in another way."""
        if not self.is_letter():
            return None
        return OfficeLetter(self.subject.value(), self.text.value(), self.address.value())

    def is_letter(self) -> bool:
        """Return whether a letter is written."""
        return self.way.code() == DisclosureWay.LETTER and self._writes

    def set_writing(self, *, writes: bool) -> None:
        """Ask for the words of a letter, or only for its entry (one that is corrected was sent already)."""
        self._writes = writes
        self._follow()

    def show_fault(self, code: str, words: str) -> bool:
        """Show a fault at its field, unless that is marked; return False where it belongs to none."""
        row = self.row_of(code)
        if row is not None and not row.fault():
            row.set_fault(words)
        if row is self._recipient_row:
            self._basis.show_why(False)  # the fault says the same, with what follows from it
        return row is not None

    def clear_faults(self) -> None:
        """Take all marks away."""
        self._form.clear_faults()

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "texts": {name: getattr(self, name).text() for name in _TEXTS},
            "areas": {name: getattr(self, name).toPlainText() for name in ("address", "text")},
            "days": {"on": self.on.draft(), "told_on": self.told_on.draft()},
            "codes": {name: getattr(self, name).draft() for name in ("way", "ground", "kind", "purpose")},
            "by_law": self._wants_law,
            "moves": self._moves,
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        for name, text in typed["texts"].items():
            getattr(self, name).setText(text)
        for name, text in typed["areas"].items():
            getattr(self, name).set_value(text)
        for name, text in typed["days"].items():
            getattr(self, name).setText(text)
        for name in ("way", "ground"):
            getattr(self, name).set_draft(typed["codes"][name])
        self._wants_law, self._moves = typed["by_law"], typed["moves"]
        self._follow()
        self.kind.set_draft(typed["codes"]["kind"])
        self.purpose.set_draft(typed["codes"].get("purpose", ""))
        self._follow()

    def _type_recipient(self) -> None:
        """Judge another recipient anew: the consent to a move is meant for the office of the new place."""
        self._moves = False
        self._follow(typing=True)

    def _take_ground(self, code: str) -> None:
        """A ground that was chosen once stays in sight, whatever recipient or day is typed next."""
        self._wants_law = self._wants_law or bool(code)
        self._judge_anew()

    def _is_closed(self) -> bool:
        """Return whether a recipient is named to whom no consent opens passing on."""
        on, recipient = self.on.value(), self.recipient.value()
        if on is None or not recipient:
            return False
        if self._is_notice():
            return True
        need = self._need(recipient)
        return refusal(need, self._consents, on) is not None or self._is_over(need, on)

    def _is_over(self, need: str, on: date) -> bool:
        """Return whether what it would rest on ended with the counselling; an entry of then stands (E1)."""
        consent = self._rests_on(need, on)
        stands = self._kept is not None and self._kept.id and self._kept.on == on
        return consent is not None and not stands and ended_with_counselling(consent, self._ended_on, on)

    def _is_notice(self) -> bool:
        """Return whether it tells of a withdrawal: that rests on the law alone (Art. 19)."""
        return self._kept is not None and is_withdrawal_notice(self._kept)

    def _need(self, recipient: str) -> str:
        """Return the consent that passing on to this recipient needs (Rules P10, U1)."""
        return RELOCATION if self._moves else passing_on_to(recipient)

    def _follow(self, *, typing: bool = False) -> None:
        """Show on what it rests, and the fields that this asks for; half a known name is not judged.

        After a No nothing more is asked until a law allows it all the same; what is typed stays in sight.
        """
        on, recipient = self.on.value(), self.recipient.value()
        half = typing and self.recipient.is_half()
        closed = self._is_closed() and not half
        by_law = bool(self.ground.code())
        self._offer_purposes("" if half or by_law or self._is_notice() else recipient, on)
        self._say(recipient, None if half or self._is_notice() else on)
        self._form.show_row(self._ground_row, closed or self._wants_law)
        for row in (self._reason_row, self._told_row, self._not_told_row):
            self._form.show_row(row, by_law)
        opened = given(self._consents, on) if on else frozenset()  # on the day it was passed on (E3)
        kinds = [(each.value, shown(each)) for each in SpecialKind if by_law or each.value in opened]
        self.kind.set_choices(kinds)
        asked = by_law or not closed or on is None or not self._is_no(recipient, on)
        self._form.show_row(self._kind_row, bool(kinds) and (asked or bool(self.kind.code())))
        letter = self.is_letter()
        for row, field in (
            (self._address_row, self.address),
            (self._subject_row, self.subject),
            (self._text_row, self.text),
        ):
            self._form.show_row(row, letter and (asked or bool(field.value())))
        self._form.show_row(self._what_row, asked or bool(self.what.value()))
        kept = _("So steht es im Verzeichnis der Weitergaben.")
        self._what_row.set_hint(
            _("Für das Verzeichnis. Bleibt es leer, steht dort der Betreff.") if letter else kept
        )

    def _offer_purposes(self, recipient: str, on: date | None) -> None:
        """Ask for which purpose it is, where the person consents to several to this recipient (Rule E1)."""
        named = bool(recipient) and on is not None
        found = self._opening(self._need(recipient), on) if named and on is not None else ()
        several = found if len(found) > 1 else ()
        self.purpose.set_choices([(str(self._consents.index(each)), each.purpose) for each in several])
        if several and not self.purpose.code():
            self.purpose.set_code(str(self._consents.index(several[0])))
        self._form.show_row(self._purpose_row, bool(several))

    def _judge_anew(self) -> None:
        """Judge by another day or ground; what was said against the recipient may be mended by it."""
        for row in (self._recipient_row, self._kind_row) if self.recipient.value() else ():
            row.set_fault("")
        self._follow()

    def _is_no(self, recipient: str, on: date) -> bool:
        """Return whether the person does not want it passed on to this recipient (Rule P10)."""
        why = None if self._is_notice() else refusal(self._need(recipient), self._consents, on)
        return why is not None and why.code in ("refused", "withdrawn")

    def _say(self, recipient: str, on: date | None) -> None:
        """Say on what passing on to ``recipient`` rests, nothing without both."""
        if not recipient or on is None:
            self._basis.say_nothing()
        else:
            need = self._need(recipient)
            consent = self._rests_on(need, on)
            if self._ended_on is not None and self._is_over(need, on):
                self._basis.say_over(recipient, self._ended_on)
            else:
                asks, by_law = self._wants_law, bool(self.ground.code())
                self._basis.say(recipient, on, need, self._consents, consent, asks_law=asks, by_law=by_law)
        self._basis.show_why(not self._recipient_row.fault())

    def _name_law(self) -> None:
        """Ask for a ground of the law though a consent is open: it may be for something else (Rule E7)."""
        self._wants_law = True
        self._follow()
        self.ground.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_move(self) -> None:
        """Let it rest on the consent to tell the office of the new place what is asked there (Rule U1)."""
        self._moves = True
        self._judge_anew()

    def _rests_on(self, need: str, on: date) -> Consent | None:
        """Return the consent it rests on: of several the one whose purpose is chosen."""
        chosen = self.purpose.code()
        return self._consents[int(chosen)] if chosen else next(iter(self._opening(need, on)), None)

    def _opening(self, need: str, on: date) -> tuple[Consent, ...]:
        """Return the consents that open passing on; an entry of then stands by the one it names (E1)."""
        if self._kept is not None and self._kept.id and self._kept.on == on:
            return opening(need, self._consents, on)
        return still_opening(need, self._consents, on, self._ended_on)

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which a fault is mended, None where it is in none."""
        return {
            "disclosure_recipient_missing": self._recipient_row,
            "disclosure_without_consent": self._recipient_row,
            "disclosure_declined_alike": self._recipient_row,
            "disclosure_after_end": self._recipient_row,
            "disclosure_what_missing": self._what_row,
            "disclosure_in_future": self._on_row,
            "disclosure_told_in_future": self._told_row,
            "disclosure_person_not_told": self._told_row,
            "disclosure_reason_missing": self._reason_row,
            "disclosure_kind_closed": self._kind_row,
            "disclosure_kind_ended": self._what_row,
            "disclosure_letter_subject_missing": self._subject_row,
            "disclosure_letter_text_missing": self._text_row,
        }.get(code)
