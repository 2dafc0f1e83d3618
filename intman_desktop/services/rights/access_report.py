"""One action answers "What do you have about me?": a readable report on everything (L8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from intman_desktop.documents.texts import languages_for
from intman_desktop.gdpr.texts import languages_shown
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.rules.disclosures import WITH_OTHERS
from intman_desktop.services.common.admission import note, opened_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import ACCESS
from intman_desktop.services.papers.paper_values import paper_client
from intman_desktop.services.papers.papers import finished
from intman_desktop.services.papers.printing import printing
from intman_desktop.services.papers.shown import shown_to
from intman_desktop.services.rights.access_values import Held, access_sections, word_of
from intman_desktop.services.rights.held_beside import held_beside
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import HeldReason, RequestKind
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.paper_parts import AccessApart
from intman_desktop.values.papers import AccessPaper
from intman_desktop.values.requests import Request
from intman_desktop.values.work_views import Paper


def access_report(desk: Desk, case_id: int, opened_for: HeldReason | None = None) -> Outcome[Paper]:
    """Return the report on everything that is held about a client, journaled (Rule L8, Art. 15).

    It is in German and, where there is a text in the client's language, in that language beside it. A passing
    on that she was deliberately not told of is in none of it (Rule E7).
    ``opened_for`` is the reason a case on hold was opened with (Rule L2). Raises ``NotFound``,
    ``Refused`` (``case_on_hold``), ``OfficeDataMissing`` (Rule E8), ``MissingGlyph``.
    """
    with desk.vault.transaction() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
        value = _paper(connection, desk, file, "de")
        spoken = file.client.language
        if spoken != "de" and spoken in languages_for(AccessPaper):
            beside = replace(_paper(connection, desk, file, spoken), paired=True)
            value = replace(value, beside=beside, paired=True)
        made = finished(ACCESS, value, file.case.number)
        note(connection, desk, Verb.ACCESS_GIVEN, file.case.key)
    return Outcome(made)


def _paper(connection: Connection, desk: Desk, file: CaseFile, language: str) -> AccessPaper:
    on = printing(connection, desk, language).of(file)
    sections = access_sections(on, _held(connection, on.profile, file, language))
    client = paper_client(on, file.client)
    asked = _answered_now(file, on.today)
    return AccessPaper(
        on.office,
        on.worker,
        on.today,
        client,
        sections,
        file.case.number,
        language,
        identity=word_of(asked.identity, language) if asked and asked.identity else "",
        apart=apart_of(file),
        asked_on=asked.received_on if asked else None,
    )


def apart_of(file: CaseFile) -> AccessApart:
    """Return who else told of the person, and how long her case is kept (Art. 14, 15 (1) d, g)."""
    case, needs = file.case, file.needs_assessment
    told = needs and (needs.handover_on or needs.handover_office or needs.handover_content)
    return AccessApart(
        needs.handover_office.strip() if needs and told else None,
        any(talk.form == WITH_OTHERS for talk in file.talks),
        bool(case.origin_key),
        case.from_list_on,
        case.hold_since is not None,
        case.deletion_due,
    )


def _held(connection: Connection, profile: Profile, file: CaseFile, language: str) -> Held:
    services = dict(connection.execute(select(t.services.c.code, t.services.c.name)).all())
    beside = held_beside(connection, profile, file, language)
    return Held(file, services, beside, languages_shown(connection, shown_to(file)))


def _answered_now(file: CaseFile, today: date) -> Request | None:
    """Return the newest request that the report answers, None where nobody entered that she asked."""
    asked = [
        each
        for each in file.requests
        if each.kind is RequestKind.ACCESS and each.answered_on in (None, today)
    ]
    return max(asked, key=lambda each: (each.received_on, each.id), default=None)
