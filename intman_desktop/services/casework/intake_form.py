"""What the taking in of a person offers: lists, who explains, and which papers there are (P1, E8)."""

from __future__ import annotations

from intman_desktop.documents.frame import law_of_writing
from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.language import current_language
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.services.casework.case_sheet import listed
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import acting_worker, read_office
from intman_desktop.services.papers.shown import text_languages
from intman_desktop.values.case_views import IntakeForm
from intman_desktop.values.form_views import Options


def _forms_that_meet(desk: Desk) -> Options:
    """Return the forms of talk in which somebody is met: a Kurzkontakt has no other (Rule P2)."""
    silent = desk.profile.forms_without_contact
    return tuple(each for each in listed(desk, ListName.TALK_FORMS) if each[0] not in silent)


def intake_form(desk: Desk) -> IntakeForm:
    """Return what the guided chain needs before anything is known of a person."""
    office = read_office(desk)
    return IntakeForm(
        listed(desk, ListName.LANGUAGES),
        _forms_that_meet(desk),
        tuple(
            (item.code, desk.profile.label(ListName.TOPICS, item.code, current_language()))
            for item in desk.profile.offered(ListName.TOPICS, desk.today(), {gate.NONE, gate.BASIC})
        ),
        acting_worker(office, desk.worker).name,
        text_languages(),
        missing_office_data(office),
        law_of_writing(office.provider_law),
        desk.profile.search_words(ListName.TALK_FORMS),
        desk.profile.search_words(ListName.TOPICS),
    )
