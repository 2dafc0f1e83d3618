"""Recording one declaration, or mending the evidence of one (E1, E2, E5, E6)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.rules import gate
from intman_desktop.rules.consents import closing_faults, consent_faults, text_of, to_withdraw
from intman_desktop.rules.scans import filed_as_scan
from intman_desktop.services.common.wording import sentence, shown, told
from intman_desktop.services.common.words.texts import text_title
from intman_desktop.services.papers.paper_kinds import INTERPRETER_UNDERTAKING
from intman_desktop.services.papers.papers import consent_sheet
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.ui.case.declarations import DecisionChoice, declaration_name, of_first_talk
from intman_desktop.ui.case.evidence import Evidence
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.spoken import asked_with
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Consent
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import Paper

_SPECIAL = "special:"


class ConsentPanel(FormPanel):
    """A form in the place of the tabs; ``consent_id`` names a declaration whose evidence is mended.

    ``recipient`` asks for passing on to it, ``renews`` for the same as a declaration that ran out, ``need``
    (a word of ``rules.gate``) for what a closed field waits for; else nobody has named the matter. What was
    decided nobody has said before it is chosen here (Rule E5). ``back`` is the part that goes on afterwards.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._stored: Consent | None = None
        self._form = Form()
        self.scope = ChoiceField(_choices(), empty=None)
        self._scope_row = self._form.row(_("&Wofür"), self.scope)
        self.decision = DecisionChoice(_("Entscheidung"))
        beside = space(1) - 1  # its words stand in line with the label, as in a field
        self.decision.setContentsMargins(0, beside, 0, beside)
        self._decision_row = self._form.row(_("Entscheidung"), self.decision)
        self.recipient, self.purpose = TextField(), TextField()
        self.data_kinds = TextField(_("zum Beispiel: Name, Geburtsdatum, Stand des Antrags"))
        self.until = DateField(frame.today, future=True)
        self._passing = (
            self._form.row(_("An wen"), self.recipient),
            self._form.row(_("Wozu"), self.purpose),
            self._form.row(
                _("Welche Daten"),
                self.data_kinds,
                _("Ein Schreiben nennt Geburtsdatum und Anschrift nur, wenn sie hier stehen."),
            ),
        )
        self._until_row = self._form.row(_("Gilt bis"), self.until, _("Leer, wenn ohne Ende."))
        to, what_for, what = self._passing
        self._rows = {
            "consent_recipient_missing": to,
            "consent_declined_recipient_missing": to,
            "consent_purpose_missing": what_for,
            "consent_data_kinds_missing": what,
            "consent_valid_until_before": self._until_row,
            "consent_ran_out": self._until_row,
        }
        self.show_sheet_of = quiet_button(_("Blatt zeigen und drucken"), self._show_blank, icon="printer")
        self.other_sheet = CheckField(_("Die Person hat auf einem anderen Blatt erklärt"))
        self.show_undertaking = quiet_button(
            _("Verpflichtung der Sprachmittlung zeigen und drucken"), self._show_undertaking, icon="printer"
        )
        self._sheet_row = self._form.row("", Flow(self.show_sheet_of, self.show_undertaking))
        self._other_row = self._form.row("", self.other_sheet)
        self.had_sheet = CheckField(_("Die Person hatte dabei dieses Blatt vor sich"))
        self._had_row = self._form.row("", self.had_sheet)
        self._no = QuietText()
        self._form.wide(self._no)
        self._stands = Text()
        self.withdraw = link_button(_("Einwilligung widerrufen …"), self._withdraw)
        self._form.wide(self._stands)
        self._way_out = Flow(self.withdraw)
        self._form.wide(self._way_out)
        self.evidence = Evidence(frame, form=self._form)
        self.evidence.setParent(self)
        self.evidence.hide()
        self.card.add(self._form)
        self.end_form(_("Speichern"))
        self.scope.chosen.connect(lambda _code: self._follow())
        self.decision.decided.connect(self._follow)
        for check in (self.other_sheet, self.had_sheet):
            check.toggled.connect(lambda _on: self._follow())
        self.evidence.changed.connect(self._hint)

    def fill(self, sheet: CaseSheet) -> None:
        """Show an empty form, or the declaration ``consent_id``."""
        consent_id = self.details.get("consent_id")
        found = (each for each in sheet.view.file.consents if each.id == consent_id)
        self._stored = next(found, None)
        self.set_title(
            _("Einwilligung erfassen")
            if self._stored is None
            else _("Nachweis ergänzen: {name}").format(name=declaration_name(self._stored))
        )
        blank = Consent(ConsentScope.BASIC, ConsentDecision.GIVEN, self.frame.today())
        notice = sheet.view.file.notice_given
        spoken = notice.language if notice is not None else sheet.view.file.client.language
        new = replace(
            blank, explained_by=sheet.worker, language=spoken or blank.language, told_withdrawable=False
        )
        shown_one = self._stored or new
        self.evidence.offer(sheet.form_law, sheet.languages, sheet.paper_languages)
        recipient = str(self.details.get("recipient") or "")
        passing_on = ConsentScope.PASSING_ON.value
        renewed = next(
            (each for each in sheet.view.file.consents if each.id == self.details.get("renews")), None
        )
        named = passing_on if recipient else _code(renewed) if renewed else self._code_needed()
        self.scope.set_code(_code(shown_one) if self._stored else named)
        self.evidence.fill(shown_one)
        self.decision.choose(shown_one.decision if self._stored else None)
        self.recipient.setText(shown_one.recipient or recipient)
        self.purpose.setText(shown_one.purpose)
        self.data_kinds.setText(shown_one.data_kinds)
        self.until.set_value(shown_one.valid_until)
        for check in (self.other_sheet, self.had_sheet):
            check.setChecked(False)
        for row in (self._scope_row, self._decision_row):
            self._form.show_row(row, self._stored is None)
        self._follow()

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return {
            "scope": self.scope.draft(),
            "decision": self.decision.decision(),
            "lines": [field.text() for field in (self.recipient, self.purpose, self.data_kinds)],
            "until": self.until.draft(),
            "other_sheet": self.other_sheet.isChecked(),
            "had_sheet": self.had_sheet.isChecked(),
            "evidence": self.evidence.values(),
        }

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.scope.set_draft(typed["scope"])
        self.decision.choose(ConsentDecision(typed["decision"]) if typed["decision"] else None)
        for field, text in zip((self.recipient, self.purpose, self.data_kinds), typed["lines"], strict=True):
            field.setText(text)
        self.until.setText(typed["until"])
        self.other_sheet.setChecked(typed.get("other_sheet", False))
        self.had_sheet.setChecked(typed.get("had_sheet", False))
        self.evidence.set_values(typed["evidence"])
        self._follow()

    def first_field(self) -> QWidget:
        """Return the choice of the declaration."""
        return self.scope if self._stored is None else self.evidence.on

    def consent(self) -> Consent | None:
        """Return the declaration as it is typed, None while nobody has said what it is for.

        Before anything is decided it is as a sheet asks it, which ticks neither Yes nor No; ``act`` saves
        none of those (Rule E5).
        """
        code = self.scope.code()
        if not code:
            return None
        kind = SpecialKind(code.removeprefix(_SPECIAL)) if code.startswith(_SPECIAL) else None
        scope = ConsentScope.SPECIAL if kind else ConsentScope(code)
        base = self._stored or Consent(scope, ConsentDecision.GIVEN, self.frame.today(), kind=kind)
        passing = base.scope is ConsentScope.PASSING_ON
        decision = self.decision.decision() or base.decision
        # A day that was typed for another declaration stands in a field that is not shown for this one.
        ends = decision is ConsentDecision.GIVEN and base.scope is not ConsentScope.BASIC
        kinds = self.data_kinds.value() if decision is ConsentDecision.GIVEN else base.data_kinds
        typed = replace(
            base,
            decision=decision,
            recipient=self.recipient.value() if passing else "",
            purpose=self.purpose.value() if passing else "",
            data_kinds=kinds if passing else "",
            valid_until=self.until.value() if ends else base.valid_until,
        )
        proven = self.evidence.into(typed)
        if self._says_no():  # what was typed for a Yes is not asked for, and proves nothing
            return replace(proven, filing_place=base.filing_place, witness=base.witness)
        return proven

    def _follow(self) -> None:
        consent = self.consent()
        scope = consent.scope if consent is not None else None
        asked = not self._says_no()  # what a Yes needs is read on the sheet before anybody decides
        passing, (_to, what_for, what) = scope is ConsentScope.PASSING_ON, self._passing
        for row in self._passing:
            self._form.show_row(row, passing and (asked or row is not what))
        refused = self.decision.decision() is ConsentDecision.REFUSED
        what_for.set_hint(_("Leer, wenn die Person überhaupt nichts dorthin geben will.") if refused else "")
        self._form.show_row(self._until_row, asked and scope not in (None, ConsentScope.BASIC))
        self._say_what_is_shown(consent)
        interpreting = scope is ConsentScope.INTERPRETER
        self.evidence.ask_undertaking(asked=asked and interpreting)
        self.show_undertaking.setVisible(asked and interpreting)
        sheets = (self.show_sheet_of, self.show_undertaking)
        self._form.show_row(self._sheet_row, not all(each.isHidden() for each in sheets))
        self.evidence.only_the_day(only=not asked)
        self._hint()

    def _says_no(self) -> bool:
        """Return whether No or Later is chosen, which need no more evidence than their day."""
        return self.decision.decision() in (ConsentDecision.REFUSED, ConsentDecision.LATER)

    def _say_what_is_shown(self, consent: Consent | None) -> None:
        """Tell which text the evidence will name, and let it be said that it was another (Rules E1, E2)."""
        if consent is None:
            self.show_sheet_of.hide()
            self._sheet_row.set_hint("")
            for row in (self._other_row, self._had_row):
                self._form.show_row(row, False)
            self.evidence.spoken.tell_shown(has_text=False)
            return
        new, no = self._stored is None, self._says_no()
        if self._text_shown():
            makes = self.sheet is None or self.sheet.shows_texts
            words = asked_with(text_title(text_of(consent)), makes=makes)
        elif no:
            words = _("Ohne Blatt genügt der Tag: Der Nachweis nennt dann keinen gezeigten Text.")
        else:
            words = _("Dieses Blatt kennt das Programm nicht: Der Nachweis nennt dann keinen gezeigten Text.")
        self._sheet_row.set_hint(words if new else "")
        self.show_sheet_of.setVisible(new)
        self.show_sheet_of.setEnabled(no or not self.other_sheet.isChecked())
        self._form.show_row(self._other_row, new and not no)
        self._form.show_row(self._had_row, new and no)
        has_text = self._text_shown() if self._stored is None else bool(self._stored.text_fingerprint)
        self.evidence.spoken.tell_shown(has_text=has_text)

    def _text_shown(self) -> bool:
        """Return whether a new declaration is asked with the program's own sheet (Rule E2)."""
        return self.had_sheet.isChecked() if self._says_no() else not self.other_sheet.isChecked()

    def _code_needed(self) -> str:
        """Return the choice that opens the ``need`` it was opened for, nothing where none was named."""
        need = str(self.details.get("need") or "")
        code = f"{_SPECIAL}{need}" if need in tuple(SpecialKind) else need
        return code if code in dict(_choices()) else ""

    def _show_blank(self) -> None:
        """Show the sheet with what is typed, to be printed, explained and signed."""
        consent = self.consent()
        if consent is None:
            return
        self.frame.ask(
            consent_sheet,
            self.case_id,
            consent,
            on_done=self._show_made,
            owner=self,
            replaces="paper",
        )

    def _show_made(self, paper: Paper) -> None:
        """Show the sheet; whoever has it printed here is asked with it, whatever she says then."""
        self.had_sheet.setChecked(True)
        self.paper_made.emit(paper)

    def _show_undertaking(self) -> None:
        """Show what whoever interprets signs, to be printed (Rule E1)."""
        self.show_paper(INTERPRETER_UNDERTAKING)

    def _hint(self) -> None:
        consent = self.consent()
        if self.sheet is not None and consent is not None and self.decision.decision() is not None:
            self.evidence.show_hints(consent, self.sheet.view.file.client)
        else:
            self.evidence.hide_hints()
        self._say_what_a_no_means(consent)

    def _say_what_a_no_means(self, consent: Consent | None) -> None:
        """Say what a No means; one to what is allowed is a withdrawal, and the way there is shown (E4)."""
        no = consent is not None and self._says_no()
        earlier = self.sheet.view.file.consents if self.sheet is not None and self._stored is None else ()
        stands = closing_faults(consent, earlier, self.frame.today()) if consent is not None and no else ()
        asked = {each.key: each for each in of_first_talk()}
        code = self.scope.code()
        text = asked[code].no if no and not stands and code in asked else ""
        self._no.setText(text)
        self._no.setVisible(bool(text))
        self._stands.setText(" ".join(sentence(each) for each in stands))
        for widget in (self._stands, self._way_out):
            widget.setVisible(bool(stands))

    def _withdraw(self) -> None:
        """Go to the withdrawal of what was declared before."""
        consent = self.consent()
        need = gate.need_of(consent) if consent is not None else gate.NONE
        declared = self.sheet.view.file.consents if self.sheet is not None else ()
        of_it = (each.id for each in to_withdraw(declared) if gate.is_same_need(gate.need_of(each), need))
        self.forget_typed()
        self.go("withdraw", consent_id=max(of_it, default=0))

    def leave(self) -> None:
        """Go back to the consents, or to what goes on afterwards."""
        back = str(self.details.get("back") or "")
        self.go(back, goes_on=True) if back else self.go("consents")

    def check(self) -> bool:
        """Ask what only the person can decide, and for what its evidence lacks (Rules E2, E5)."""
        if self.sheet is None:
            return False
        file, consent = self.sheet.view.file, self._declared()
        if consent is None:
            self.evidence.show_faults(())
            self._ask_what_is_open()
            return False
        earlier = [each for each in file.consents if each.id != consent.id]
        faults = consent_faults(consent, file.client, self.frame.today(), earlier)
        self.say_fault(" ".join(self.evidence.show_faults(faults, self._rows)))
        if self._until_row.is_asked() and self.until.fault():
            self._until_row.set_fault(self.until.fault())
        return not faults and self.evidence.has_day()

    def _declared(self) -> Consent | None:
        """Return the declaration, None as long as it is open what it is for, or what the person said."""
        consent = self.consent()
        if consent is None or self.sheet is None or self.decision.decision() is None:
            return None
        return filed_as_scan(consent, self.sheet.view.file)

    def act(self) -> None:
        """Save the declaration."""
        consent = self._declared()
        if consent is None:
            return
        self.frame.do(
            partial(record_consent, text_shown=self._text_shown()),
            self.case_id,
            consent,
            on_done=self._saved,
            on_error=self._refused,
            owner=self,
            said=_("Einwilligung gespeichert.")
            if consent.decision is ConsentDecision.GIVEN
            else _("Die Entscheidung ist gespeichert."),
        )

    def _ask_what_is_open(self) -> None:
        """Say kindly what only the person can decide: what it is for, and her Yes or No (Rule E5)."""
        if not self.scope.code():
            self._scope_row.set_fault(_("Bitte wählen Sie, wofür die Einwilligung ist."))
        if self.decision.decision() is None:
            self._decision_row.set_fault(_("Bitte wählen Sie, wie sich die Person entschieden hat."))

    def _refused(self, trouble: Trouble) -> None:
        """Say what only the store knew: at its field where it has one."""
        if not isinstance(trouble, Refused):
            self.say_fault(told(trouble))
            return
        facts = [Explanation(each.code, each.values) for each in (trouble, *trouble.further)]
        self.say_fault(" ".join(self.evidence.show_faults(facts, self._rows)))
        free_of_faults(self)

    def _saved(self, _consent: Consent) -> None:
        self.finish()


def _choices() -> list[tuple[str, str]]:
    """Return what can be declared: every scope, the special categories by kind (Rule E1)."""
    found: list[tuple[str, str]] = []
    for scope in ConsentScope:
        if scope is ConsentScope.SPECIAL:
            found += [(f"{_SPECIAL}{kind.value}", shown(kind)) for kind in SpecialKind]
        else:
            found.append((scope.value, shown(scope)))
    return found


def _code(consent: Consent) -> str:
    if consent.scope is ConsentScope.SPECIAL and consent.kind is not None:
        return f"{_SPECIAL}{consent.kind.value}"
    return consent.scope.value
