"""The tab "Einwilligungen": what was explained, declared and agreed, each with its evidence (E1, E2, B1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.consents import replaced_on, to_withdraw
from intman_desktop.rules.intake import agreement_gaps
from intman_desktop.services.casework.scans import show_scan
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.case.blank_sheets import BlankSheets
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.ui.case.disclosures_card import DisclosuresCard
from intman_desktop.ui.case.expired_card import ExpiredCard
from intman_desktop.ui.case.marked_card import MarkedCard
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.case.spoken import explained_in, text_shown_in
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, primary_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText, Text, thin_line
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Agreement, Consent, NoticeGiven, Scan
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope
from intman_desktop.values.views import CaseView

_ORDER = list(ConsentScope)


class ConsentsPanel(Panel):
    """The notice, the agreement, and every declaration, those that stand before those that are over."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._record = primary_button(_("Einwilligung erfassen"), lambda: go("consent"))
        self._withdraw = link_button(_("Einwilligung widerrufen …"), lambda: go("withdraw"))
        self._acts = Flow(self._record, self._withdraw, gap=space(4))
        self.column.addWidget(self._acts)
        self._notice = Card(_("Datenschutzerklärung"))
        self._agreement = Card(_("Beratungsvereinbarung"))
        self._consents = Card(_("Einwilligungen"))
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self._consents.body.addLayout(self._list)
        self.blank_sheets = BlankSheets(self.show_paper)
        self._consents.add(self.blank_sheets)
        self.marked = MarkedCard(frame, go, self._show_scan)
        self.expired = ExpiredCard(frame, go)
        self._languages: Mapping[str, str] = {}
        self._shown_in: Mapping[str, str] = {}
        self._to_withdraw: Sequence[Consent] = ()
        self.column.addWidget(self.expired)
        self.column.addWidget(self.marked)
        self.column.addWidget(self._consents)
        self.disclosures = DisclosuresCard(go, self.show_paper)
        self.column.addWidget(self.disclosures)
        self.column.addWidget(Columns([self._notice, self._agreement]))

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show everything that was declared."""
        file, today = sheet.view.file, self.frame.today()
        self.disclosures.show_sheet(sheet, today)
        running = file.case.state is not CaseState.ENDED
        self._to_withdraw = to_withdraw(file.consents)
        self._record.setVisible(running)
        self._withdraw.setVisible(bool(self._to_withdraw))
        self._acts.setVisible(running or bool(self._to_withdraw))
        self._languages, self._shown_in = dict(sheet.languages), dict(sheet.shown_in)
        self.blank_sheets.show_languages(self._languages)
        self.blank_sheets.setVisible(running and sheet.view.is_open)
        self.expired.show_sheet(sheet)
        self.marked.show_sheet(sheet)
        self._show_notices(file.notices, running=running)
        self._show_agreement(file.agreement, running=running and sheet.view.is_open)
        empty(self._list)
        if sheet.view.consent_to_renew and running:
            for words in _why_to_renew(sheet.view):
                self._list.addWidget(StateChip(State.DUE, words))
        replaced = {each.id: replaced_on(each, file.consents) for each in file.consents}
        ordered = sorted(
            file.consents,
            key=lambda each: (
                replaced[each.id] is not None or _is_over(each, today),
                _ORDER.index(each.scope),
            ),
        )
        for index, consent in enumerate(ordered):
            if index:
                self._list.addWidget(thin_line())
            at = file.consents.index(consent)
            scans = [scan for scan in file.scans if scan.consent == at]
            self._list.addWidget(self._declared(consent, replaced[consent.id], scans, running=running))
        if not ordered:
            self._list.addWidget(QuietText(_("Noch keine Einwilligung erfasst.")))

    def _declared(
        self, consent: Consent, replaced: date | None, scans: Sequence[Scan], *, running: bool
    ) -> QWidget:
        """Return a declaration with its evidence; ``replaced`` is the day on which a newer one came (E1)."""
        today = self.frame.today()
        name = declaration_name(consent)
        left, right = QWidget(), QWidget()
        head, lines = QVBoxLayout(left), QVBoxLayout(right)
        for column in (head, lines):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(space(1))
        head.addWidget(SectionTitle(name))
        head.addWidget(StateChip(*_standing(consent, today, replaced)))
        if replaced is not None:
            head.addWidget(SmallText(_("vorher: {decision}").format(decision=shown(consent.decision))))
        head.addStretch(1)
        evidence = evidence_lines(consent, self._languages, self._shown_in, today)
        for line in evidence:
            lines.addWidget(SmallText(line))
        for scan in scans:
            show = link_button(_("Scan zeigen"), partial(self._show_scan, scan.id), icon="file-text")
            show.setAccessibleDescription(name)
            lines.addWidget(Flow(show))
        print_of = consent.text_fingerprint
        offers = [self._shown_then(print_of, name, evidence[0])] if print_of else []
        if running and consent.withdrawn_on is None:
            offers.append(
                link_button(_("Nachweis ergänzen"), lambda: self.go("consent", consent_id=consent.id))
            )
        if consent in self._to_withdraw:
            offers.append(link_button(_("Widerrufen …"), lambda: self.go("withdraw", consent_id=consent.id)))
        for offer in offers:
            offer.setAccessibleDescription(name)
        if offers:
            lines.addWidget(Flow(*offers, gap=space(4)))
        lines.addStretch(1)
        return Columns([left, right], [2, 5], letters=100)  # the longest sign is 28 letters wide

    def _shown_then(self, fingerprint: str, name: str, when: str) -> QWidget:
        """Return the way to the text shown for what is called ``name``, ``when`` in words (Rule E6)."""
        act = partial(self.go, "shown_text", fingerprint=fingerprint, name=name, when=when)
        button = link_button(_("Gezeigter Text"), act)
        button.setAccessibleDescription(f"{name}, {when}")
        return button

    def _show_scan(self, scan_id: int) -> None:
        self.frame.ask(
            show_scan,
            self.case_id,
            scan_id,
            self.opened_for,
            on_done=self.paper_made.emit,
            owner=self,
            replaces="paper",
        )

    def _show_notices(self, notices: Sequence[NoticeGiven], *, running: bool) -> None:
        card = self._notice
        card.clear()
        if not notices:
            card.add(QuietText(_("Noch nicht ausgehändigt und erklärt.")))
        newest_first = sorted(notices, key=lambda given: (given.explained_on, given.id), reverse=True)
        for index, given in enumerate(newest_first):
            if index:
                card.add(thin_line())
            self._add_notice(given, running=running)
        if running:
            text = _("Erneut aushändigen") if notices else _("Eintragen")
            card.add(Flow(link_button(text, lambda: self.go("notice"))))

    def _add_notice(self, given: NoticeGiven, *, running: bool) -> None:
        line = _("Ausgehändigt am {handed_out}, erklärt am {explained}.").format(
            handed_out=day(given.handed_out_on), explained=day(given.explained_on)
        )
        self._notice.add(Text(line))
        spoken = _languages_of(given, self._languages, self._shown_in)
        for words in (spoken, _people(given.explained_by, given.interpreter)):
            if words:
                self._notice.add(SmallText(words))
        acts = []
        if given.text_fingerprint:
            when = f"{line}\n{spoken}"
            acts.append(self._shown_then(given.text_fingerprint, _("Datenschutzerklärung"), when))
        if running:
            mend = link_button(_("Nachweis ergänzen"), partial(self.go, "notice", notice_id=given.id))
            mend.setAccessibleDescription(line)
            acts.append(mend)
        if acts:
            self._notice.add(Flow(*acts, gap=space(4)))

    def _show_agreement(self, agreement: Agreement | None, *, running: bool) -> None:
        card = self._agreement
        card.clear()
        if agreement is not None:
            for line in _signatures(agreement):
                card.add(Text(line))
            spoken = _languages_of(agreement, self._languages, self._shown_in)
            if spoken:
                card.add(SmallText(spoken))
            if agreement.filing_place:
                card.add(SmallText(_("Abgelegt: {place}").format(place=agreement.filing_place)))
        gaps = agreement_gaps(agreement)
        for gap in gaps:
            card.add(SmallText(sentence(gap)))
        acts = Flow(gap=space(4))
        if agreement is not None and agreement.text_fingerprint:
            when = "\n".join((*_signatures(agreement), spoken))
            acts.add(self._shown_then(agreement.text_fingerprint, _("Beratungsvereinbarung"), when))
        if running:
            text = _("Ergänzen") if agreement is not None else _("Eintragen")
            acts.add(link_button(text, lambda: self.go("agreement")))
        card.add(acts)


def evidence_lines(
    consent: Consent,
    languages: Mapping[str, str],
    shown_in: Mapping[str, str],
    today: date | None = None,
) -> list[str]:
    """Return the evidence of a declaration in lines (Rule E2).

    ``languages`` are names of languages by code, ``shown_in`` by the fingerprint of the text that was shown;
    what ended before ``today`` is told as past.
    """
    first = [_("am {day}").format(day=day(consent.decided_on))]
    if consent.decision is ConsentDecision.GIVEN:
        first.append(shown(consent.form))
        first.append(_languages_of(consent, languages, shown_in))
    if consent.filing_place:
        first.append(_("abgelegt: {place}").format(place=consent.filing_place))
    if consent.witness:
        first.append(_("Zeugin oder Zeuge: {name}").format(name=consent.witness))
    if consent.valid_until is not None:
        over = today is not None and consent.valid_until < today
        validity = _("galt bis {day}") if over else _("gilt bis {day}")
        first.append(validity.format(day=day(consent.valid_until)))
    if consent.emptied_on is not None:
        first.append(_("Angaben geleert am {day}").format(day=day(consent.emptied_on)))
    lines = [" · ".join(word for word in first if word)]
    people = _people(consent.explained_by, consent.interpreter)
    if consent.representative:
        people = ", ".join(
            part for part in (people, _("vertreten durch {name}").format(name=consent.representative)) if part
        )
    if people:
        lines.append(people)
    if consent.scope is ConsentScope.INTERPRETER and consent.decision is ConsentDecision.GIVEN:
        lines.append(_undertaking(consent))
    if consent.scope is ConsentScope.PASSING_ON:
        purpose = _("Zweck: {purpose}").format(purpose=consent.purpose) if consent.purpose.strip() else ""
        words = [purpose, consent.data_kinds]
        lines += filter(None, [" · ".join(word for word in words if word)])
    if consent.decision is ConsentDecision.GIVEN:
        told = _("über den Widerruf belehrt") if consent.told_withdrawable else _("Belehrung fehlt")
        copy = _("Kopie ausgehändigt") if consent.copy_handed_out else _("Kopie noch nicht ausgehändigt")
        lines.append(f"{told} · {copy}")
    return lines


def _undertaking(consent: Consent) -> str:
    """Return who undertook to keep what is interpreted to herself, or that nobody did yet (Rule E1)."""
    if consent.undertaking_on is None:
        return _("Verpflichtung der Sprachmittlung: noch nicht eingetragen")
    return _("Verpflichtung der Sprachmittlung: {name}, unterschrieben am {day} · abgelegt: {place}").format(
        name=consent.undertaking_by, day=day(consent.undertaking_on), place=consent.undertaking_place
    )


def _languages_of(
    given: NoticeGiven | Consent | Agreement, languages: Mapping[str, str], shown_in: Mapping[str, str]
) -> str:
    """Return in which language it was explained and in which the text was shown, which may be two (E2)."""
    spoken = explained_in(given.language, languages.get(given.language, given.language))
    shown_text = text_shown_in(shown_in.get(given.text_fingerprint, ""))
    return ", ".join(words for words in (spoken, shown_text) if words)


def _people(explained_by: str, interpreter: str) -> str:
    words = []
    if explained_by:
        words.append(_("erklärt von {name}").format(name=explained_by))
    if interpreter:
        words.append(_("gedolmetscht von {name}").format(name=interpreter))
    return ", ".join(words)


def _signatures(agreement: Agreement) -> list[str]:
    lines = []
    if agreement.oral_on is not None:
        lines.append(_("Mündlich vereinbart am {day}.").format(day=day(agreement.oral_on)))
    if agreement.client_signed_on is not None:
        lines.append(
            _("Unterschrieben von {name} am {day}.").format(
                name=agreement.client_name or _("der Klientin oder dem Klienten"),
                day=day(agreement.client_signed_on),
            )
        )
    if agreement.worker_signed_on is not None:
        lines.append(
            _("Unterschrieben von {name} am {day}.").format(
                name=agreement.worker_name or _("dem Integrationsmanagement"),
                day=day(agreement.worker_signed_on),
            )
        )
    return lines


def _why_to_renew(view: CaseView) -> list[str]:
    """Return why a consent is to be given anew, by its causes as the deadlines know them (Rules E1, E6)."""
    causes = {
        "due_consent_text": _("Der Text hat sich geändert: Einwilligung zu erneuern"),
        "due_notice_text": _("Die Datenschutzerklärung hat sich geändert: Einwilligung zu erneuern"),
        "due_consent_sheet": _("Das gezeigte Blatt nannte diese Angaben nicht: Einwilligung zu erneuern"),
        "due_consent_expired": _("Einwilligung abgelaufen: zu erneuern"),
    }
    causes |= dict.fromkeys(("due_consent_to_expired", "due_consent_hidden"), causes["due_consent_expired"])
    known = dict.fromkeys(causes[row.matter.code] for row in view.deadlines if row.matter.code in causes)
    return [*known] or [_("Einwilligung zu erneuern")]


def _is_over(consent: Consent, today: date) -> bool:
    return consent.withdrawn_on is not None or (
        consent.valid_until is not None and consent.valid_until < today
    )


def _standing(consent: Consent, today: date, replaced: date | None) -> tuple[State, str]:
    if consent.withdrawn_on is not None:
        return State.REFUSED, _("widerrufen am {day}").format(day=day(consent.withdrawn_on))
    if replaced is not None:
        return State.UNDONE, _("ersetzt am {day}").format(day=day(replaced))
    if _is_over(consent, today):
        return State.DUE, _("abgelaufen")
    state = {
        ConsentDecision.GIVEN: State.DONE,
        ConsentDecision.REFUSED: State.REFUSED,
        ConsentDecision.LATER: State.OPEN,
    }[consent.decision]
    return state, shown(consent.decision)
