"""What the sheet of a talk offers: forms, topics, services, and what the people's consents open (P5, E3)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.models.rows import read_all
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import COUNTS_BY_DEFAULT, WITHOUT_CONTACT, ListName
from intman_desktop.rules import gate
from intman_desktop.rules.consents import without_undertaking
from intman_desktop.rules.disclosures import declined_recipients
from intman_desktop.services.across.case_terms import is_to_renew
from intman_desktop.services.casework.talks import talk_in
from intman_desktop.services.common.admission import is_withdrawn, note_read
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.office import office_in
from intman_desktop.values.case_file import CaseFile, Talk
from intman_desktop.values.form_views import (
    QUICK_TOPICS,
    FormOffer,
    ListedService,
    TalkForm,
    TalkPerson,
    TopicOffer,
)
from intman_desktop.values.office import Service

_ASKED = (gate.BASIC, gate.HEALTH, gate.INTERPRETER)


def talk_form(desk: Desk, case_ids: Sequence[int] = (), talk_id: int | None = None) -> TalkForm:
    """Return what the sheet offers for these people, or for those of a talk that is edited.

    A case that is gone or on hold is left out, and beside others who withdrew: no sheet of theirs names her
    (Rule E4). Raises ``NotFound`` for a talk that is gone.
    """
    profile, today, language = desk.profile, desk.today(), current_language()
    with desk.vault.reading() as connection:
        talk = talk_in(connection, talk_id) if talk_id is not None else None
        ids = _of_talk(connection, talk) if talk is not None else tuple(dict.fromkeys(case_ids))
        files = [file for file in (read_case_file(connection, each) for each in ids) if file is not None]
        # asked in this talk, and not told of one that was held
        to_renew = {each for each in ids if talk is None and is_to_renew(connection, each, today)}
        quick = office_in(connection).quick_topics or profile.defaults.quick_topics
        offered = or_(t.services.c.active.is_(True), t.services.c.code.in_(_referred_to(talk)))
        order = (t.services.c.name.collate("NOCASE"), t.services.c.id)
        services = read_all(connection, Service, t.services, offered, order=order)
    unheld = [file for file in files if file.case.hold_since is None]
    people = [file for file in unheld if not is_withdrawn(file, today)] or unheld
    note_read(desk, *(file.case.key for file in people))
    everyone = [gate.given(file.consents, today) for file in people]
    offered_forms = profile.items_on(ListName.TALK_FORMS, today)
    offered_topics = profile.items_on(ListName.TOPICS, today)
    on_offer = {item.code for item in offered_topics}
    return TalkForm(
        forms=tuple(
            FormOffer(
                item.code,
                profile.label(ListName.TALK_FORMS, item.code, language),
                counts=item.flag(COUNTS_BY_DEFAULT),
                meets=not item.flag(WITHOUT_CONTACT),
                words=item.search_words,
            )
            for item in profile.list(ListName.TALK_FORMS)
            if item in offered_forms or (talk is not None and item.code == talk.form)
        ),
        topics=tuple(
            TopicOffer(
                item.code, profile.label(ListName.TOPICS, item.code, language), item.need, item.search_words
            )
            for item in profile.list(ListName.TOPICS)
            if item in offered_topics
            or (talk is not None and item.code in (talk.topic, *talk.further_topics))
        ),
        quick=tuple(code if code in on_offer else "" for code in quick)[:QUICK_TOPICS],
        interpretations=tuple(
            (item.code, profile.label(ListName.INTERPRETATION_KINDS, item.code, language))
            for item in profile.items_on(ListName.INTERPRETATION_KINDS, today)
            if all(item.need in needs or needs == {gate.NONE} for needs in everyone)
            or (talk is not None and item.code == talk.interpretation)
        ),
        services=tuple(_listed(profile, each) for each in services),
        people=tuple(_person(desk, file, to_renew=file.case.id in to_renew) for file in people),
        talk=talk,
        service_kinds=tuple(
            (item.code, profile.label(ListName.SERVICE_KINDS, item.code, language))
            for item in profile.items_on(ListName.SERVICE_KINDS, today)
        ),
        by_interpreter=frozenset(
            item.code for item in profile.list(ListName.INTERPRETATION_KINDS) if item.need == gate.INTERPRETER
        ),
    )


def _of_talk(connection: Connection, talk: Talk) -> tuple[int, ...]:
    keys = [part.case_key for part in talk.participants]
    found = dict(connection.execute(select(t.cases.c.key, t.cases.c.id).where(t.cases.c.key.in_(keys))).all())
    return tuple(found[key] for key in keys)


def _referred_to(talk: Talk | None) -> set[str]:
    """Return the services to which somebody was referred in ``talk``, also where one is in use no more."""
    parts = talk.participants if talk is not None else ()
    return {each.service for part in parts for each in part.referrals}


def _listed(profile: Profile, service: Service) -> ListedService:
    return ListedService(
        service.code, service.name, profile.need_of_item(ListName.SERVICE_KINDS, service.kind)
    )


def _person(desk: Desk, file: CaseFile, *, to_renew: bool) -> TalkPerson:
    today = desk.today()
    reasons = ((need, gate.refusal(need, file.consents, today)) for need in _ASKED)
    unbound = without_undertaking(file.consents, today)
    return TalkPerson(
        file.case.id,
        file.case.key,
        name_of(file),
        file.case.number,
        gate.given(file.consents, today),
        tuple((need, fact) for need, fact in reasons if fact is not None),
        declined_recipients(file.consents, today),
        unbound.id if unbound is not None else 0,
        file.client.interpreter_needed is True,
        to_renew,
    )
