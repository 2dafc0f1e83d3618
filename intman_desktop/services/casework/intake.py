"""Taking a person in, or noting a brief contact where she does not want to be (P1, P2)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_case_files, add_row, new_key
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.intake import intake_faults
from intman_desktop.rules.period import start_from
from intman_desktop.services.casework.doubles import decide_at_entry
from intman_desktop.services.casework.family import link_grown_up
from intman_desktop.services.common.admission import note, refuse_first
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.numbering import next_number
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.saving import (
    client_faults,
    household_faults,
    needs_faults,
    tidy_client,
    unlisted_codes,
)
from intman_desktop.services.common.undoing import Rows, read_rows, step_back
from intman_desktop.services.gate.gated import admit_answers, admit_client
from intman_desktop.services.papers.shown import with_text
from intman_desktop.values.case_file import BriefContact, Case, CaseFile, Client
from intman_desktop.values.codes import StartOrigin, YesNoUnknown
from intman_desktop.values.intake import Intake
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import CaseOpened


def take_in(desk: Desk, intake: Intake) -> Outcome[CaseOpened]:
    """Open a case for a new person in one transaction, or save nothing at all (Rules P1, P2, E2, C7).

    The texts shown are kept with their fingerprints; who was announced in another file's household is linked
    with it (Rule P4). Raises ``Refused`` with the first fault of
    ``rules.intake.intake_faults``, of the gate (``field_closed``), of the answers, of the household or of
    the needs assessment, or with ``code_unknown``.
    """
    today = desk.today()
    intake = replace(intake, client=tidy_client(intake.client))
    refuse_first((*client_faults(intake.client, today), *unlisted_codes(desk, intake.client)))
    refuse_first(intake_faults(intake, today))
    refuse_first(household_faults(desk, intake.household, today))
    admit_client(desk.profile, intake.client, Client(), intake.consents, today)
    answers = admit_answers(desk.profile, intake.answers, intake.consents, today)
    if intake.needs_assessment is not None:
        refuse_first(needs_faults(intake.needs_assessment, intake.consents, today))
    intake = replace(intake, answers=tuple(answer for answer in answers if answer.value))
    with desk.vault.transaction() as connection:
        file = _file(connection, desk, intake)
        case_id = add_case_files(connection, [file])[file.case.key]
        decide_at_entry(connection, desk, file.case.key, intake.apart_from)
        note(connection, desk, Verb.CASE_OPENED, file.case.key)
        if intake.grown_up:
            link_grown_up(connection, desk, intake.grown_up, case_id)
    opened = CaseOpened(case_id, file.case.key, file.case.number)
    return Outcome(
        opened, frozenset({Change.CASES, Change.CLIENTS, Change.CONSENTS, Change.DEADLINES, Change.FIGURES})
    )


def note_brief_contact(desk: Desk, contact: BriefContact) -> Outcome[int]:
    """Count a Kurzkontakt ohne Personendaten and return its id; it is no talk (Rule P2).

    Day, form and topic are kept and nothing else, so not who noted it either.
    Raises ``Refused``: ``brief_contact_in_future``, ``code_unknown``.
    """
    if contact.on > desk.today():
        raise Refused("brief_contact_in_future", on=contact.on)
    for name, code in ((ListName.TALK_FORMS, contact.form), (ListName.TOPICS, contact.topic)):
        if desk.profile.item(name, code) is None:
            raise Refused("code_unknown", list=name, value=code)
    with desk.vault.transaction() as connection:
        contact_id = add_row(connection, t.brief_contacts, replace(contact, worker=""))
        note(connection, desk, Verb.BRIEF_CONTACT_NOTED)
        itself = ((t.brief_contacts, t.brief_contacts.c.id == contact_id),)
        after = read_rows(connection, itself)
    undo = step_back(desk, (), itself, Rows(((t.brief_contacts, {}),)), after)
    return Outcome(contact_id, frozenset({Change.FIGURES}), undo)


def _file(connection: Connection, desk: Desk, intake: Intake) -> CaseFile:
    """Return the case as it goes into the store: numbered, with the start of its period and its texts."""
    opened_on = intake.opened_on or desk.today()
    start = start_from((), intake.earlier, intake.needs_assessment)
    case = Case(
        next_number(connection, office_in(connection).number_prefix, opened_on.year),
        opened_on,
        key=new_key(),
        worker=desk.worker,
        programme=desk.profile.programme,
        counselled_before=intake.counselled_before or YesNoUnknown.UNKNOWN,
        period_start=start.on if start else None,
        start_origin=start.origin if start else StartOrigin.HERE,
        start_evidence=start.evidence if start else None,
    )
    notice, agreement = intake.notice, intake.agreement
    by = case.worker
    return CaseFile(
        case,
        intake.client,
        earlier_counselling=intake.earlier,
        answers=intake.answers,
        household=intake.household,
        notices=() if notice is None else (with_text(connection, desk, notice, worker=by),),
        consents=tuple(with_text(connection, desk, consent, worker=by) for consent in intake.consents),
        agreement=None if agreement is None else with_text(connection, desk, agreement, worker=by),
        needs_assessment=intake.needs_assessment,
    )
