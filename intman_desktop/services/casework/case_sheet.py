"""The page of one case: the case through the gate, with the words its codes have on screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from intman_desktop.documents.frame import law_of_writing
from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.gdpr.texts import languages_shown
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.consents import run_out
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.rules.disclosures import asks_for_entry
from intman_desktop.rules.redaction import STAND_IN
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.marked import marked_places
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_pages import access_of
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.ways import names_of_ways
from intman_desktop.services.gate.correction_words import correction_line
from intman_desktop.services.gate.gated import closed_needs
from intman_desktop.services.gate.hidden import hidden_by_expiry
from intman_desktop.services.papers.paper_kinds import german_only
from intman_desktop.services.papers.shown import shown_to, text_languages
from intman_desktop.services.plans.plan_view import outcome_label
from intman_desktop.values.case_file import CaseFile, Consent, Participant, Referral, Talk
from intman_desktop.values.case_views import CaseSheet, JournalLine, ReferralLine, TalkLine
from intman_desktop.values.codes import CaseState, HeldReason
from intman_desktop.values.ending_views import MarkedKind
from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Office


def case_sheet(desk: Desk, case_id: int, reason: HeldReason | None = None) -> CaseSheet:
    """Return everything the page of a case shows (Rules E3, L2).

    ``reason`` opens a case on hold and is journaled. Raises ``NotFound`` and ``Refused`` (``case_on_hold``).
    """
    view = open_case(desk, case_id, reason=reason)
    case = view.file.case
    shown = _Shown.of(desk, view.file)
    with desk.vault.reading() as connection:
        marked = marked_places(connection, desk, view.file)
        expired = _hidden(connection, desk, view.file)
        office = office_in(connection)
    noted = {place.row_id for place in marked if place.place is MarkedKind.NOTE}
    rests = [each for each in view.file.decisions if each.kind == DecisionKind.REST]
    return CaseSheet(
        view,
        desk.profile.label(ListName.LANGUAGES, view.file.client.language, current_language()),
        _worker_name(office, case.worker),
        desk.profile.label(ListName.ENDING_REASONS, case.ending_reason, current_language())
        if case.ending_reason
        else "",
        tuple(
            replace(
                _line(desk, talk, part, shown, part.id in noted),
                asks_for_entry=asks_for_entry(talk.form, talk.on, view.file.disclosures),
            )
            for talk in sorted(view.file.talks, key=lambda talk: (talk.on, talk.id), reverse=True)
            for part in talk.participants
        ),
        rests[-1] if rests and case.state is CaseState.DORMANT else None,
        listed(desk, ListName.ENDING_REASONS),
        tuple((each.code, each.labels[current_language()]) for each in desk.profile.fields),
        listed(desk, ListName.RELATIONSHIPS),
        office.deletion_days,
        office.dormant_max_months,
        listed(desk, ListName.OUTCOMES),
        office.consent_proof_years,
        tuple(correction_line(desk.profile, each, current_language()) for each in view.file.corrections),
        tuple((each.code, each.name) for each in office.workers if each.code != case.worker),
        listed(desk, ListName.LANGUAGES),
        law_of_writing(office.provider_law),
        marked,
        reason if case.hold_since is not None else None,
        text_languages(),
        _shown_in(desk, view.file),
        german_only(view.file.client.language),
        expired,
        not missing_office_data(office),
    )


def _hidden(connection: Connection, desk: Desk, file: CaseFile) -> tuple[Consent, ...]:
    """Return what ran out and hides something: the page's own file no longer shows what is hidden (E3)."""
    if not run_out(file.consents, desk.today()):
        return ()
    return hidden_by_expiry(desk.profile, whole_case(connection, file.case.id), desk.today())


def journal_of(desk: Desk, case_id: int) -> tuple[JournalLine, ...]:
    """Return the entries of the journal that belong to a case, the newest first (Rule L6).

    Raises ``NotFound``.
    """
    with desk.vault.reading() as connection:
        key = whole_case(connection, case_id).case.key
        query = (
            select(t.journal.c.at, t.journal.c.verb, t.journal.c.slot)
            .where(t.journal.c.case_key == key)
            .order_by(t.journal.c.seq.desc())
        )
        who = names_of_ways(connection)
        return tuple(
            JournalLine(datetime.fromisoformat(at), verb, access_of(desk.vault, slot), who.get(slot, ""))
            for at, verb, slot in connection.execute(query)
        )


def listed(desk: Desk, name: str) -> Options:
    """Return what a list of the profile offers today, as code and label on screen."""
    items = desk.profile.items_on(name, desk.today())
    return tuple((item.code, desk.profile.label(name, item.code, current_language())) for item in items)


@dataclass(frozen=True)
class _Shown:
    """What of a talk may be shown as what (E3): ``services`` are those of the directory by code, and
    without a name those that no consent opens.
    """

    profile: Profile
    services: Mapping[str, str]
    closed_needs: frozenset[str]

    @classmethod
    def of(cls, desk: Desk, file: CaseFile) -> _Shown:
        closed = closed_needs(desk.profile, file.consents, desk.today())
        with desk.vault.reading() as connection:
            rows = connection.execute(select(t.services.c.code, t.services.c.kind, t.services.c.name)).all()
        of_kind = {row.code: desk.profile.need_of_item(ListName.SERVICE_KINDS, row.kind) for row in rows}
        names = {row.code: "" if of_kind[row.code] in closed else row.name for row in rows}
        return cls(desk.profile, names, closed)

    def topics(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return what topics are called, those that no consent opens "Persönliches", each once."""
        shown = (
            STAND_IN if self.profile.need_of_item(ListName.TOPICS, code) in self.closed_needs else code
            for code in codes
        )
        return tuple(
            self.profile.label(ListName.TOPICS, code, current_language()) for code in dict.fromkeys(shown)
        )

    def is_open(self, code: str) -> bool:
        """Return whether a referral may be shown; a need that no service meets names none (Z6)."""
        return not code or bool(self.service(code))

    def service(self, code: str) -> str:
        """Return what a service is called, an empty text where no consent opens it."""
        return self.services.get(code, code)


def _line(desk: Desk, talk: Talk, part: Participant, shown: _Shown, closed: bool) -> TalkLine:
    language = current_language()
    topic, *further = shown.topics((talk.topic, *talk.further_topics))
    return TalkLine(
        talk.id,
        part.id,
        talk.on,
        desk.profile.label(ListName.TALK_FORMS, talk.form, language),
        topic,
        tuple(further),
        talk.setting,
        part.note,
        part.counts,
        tuple(_referral(desk, each, shown) for each in part.referrals if shown.is_open(each.service)),
        part.next_step,
        part.next_step_due,
        part.next_step_done_on,
        part.plan_missing_reason,
        closed,
    )


def _referral(desk: Desk, referral: Referral, shown: _Shown) -> ReferralLine:
    return ReferralLine(
        referral.id,
        shown.service(referral.service),
        referral.outcome,
        outcome_label(desk.profile, referral.outcome, current_language()),
        referral.outcome_on,
    )


def _shown_in(desk: Desk, file: CaseFile) -> Options:
    """Return in which language each text was shown that the evidence of the case names (Rule E2)."""
    with desk.vault.reading() as connection:
        shown = languages_shown(connection, shown_to(file))
    named = desk.profile.label
    return tuple((each, named(ListName.LANGUAGES, code, current_language())) for each, code in shown.items())


def _worker_name(office: Office, code: str) -> str:
    return next((worker.name for worker in office.workers if worker.code == code), "")
