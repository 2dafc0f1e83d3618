"""The settings as their page shows them, and changing single ones of them (E1, E8, K8, L2, Z2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, or_, select

from intman_desktop.documents.frame import authorities, law_of
from intman_desktop.documents.office_words import missing_office_data
from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.profiles import EditableList
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.case_numbers import prefix_faults
from intman_desktop.rules.setting_bounds import setting_faults
from intman_desktop.services.common.admission import note, refuse_first
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.common.office import put_office, stored_office_in
from intman_desktop.services.common.office_content import OFFICE_ROW
from intman_desktop.services.common.own_things import refuse_faulty, with_codes
from intman_desktop.services.common.undoing import read_rows, step_back
from intman_desktop.services.keeping.backups import last_backup
from intman_desktop.services.papers.notice_change import hear_of_change, is_undecided, notice_now
from intman_desktop.services.papers.notice_rows import UNDECIDED_ROW
from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.desk_views import ListChoice, ListItem, OfficeSettings
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset(
    {Change.OFFICE, Change.DEADLINES, Change.FIGURES, Change.SERVICES, Change.CASES, Change.PLANS}
)
_OFFICE_PARTS = ((t.settings, t.settings.c.name.in_((OFFICE_ROW, UNDECIDED_ROW))),)


def read_settings(desk: Desk) -> OfficeSettings:
    """Return the office with what its settings offer and what papers still lack (Rule E8)."""
    language, profile = current_language(), desk.profile
    with desk.vault.reading() as connection:
        office, undecided = stored_office_in(connection), is_undecided(connection)
    topics = profile.items_on(ListName.TOPICS, desk.today())
    areas = profile.items_on(ListName.GOAL_AREAS, desk.today())
    return OfficeSettings(
        office,
        missing_office_data(office),
        tuple((item.code, profile.label(ListName.TOPICS, item.code, language)) for item in topics),
        tuple(
            (item.code, profile.label(ListName.KREISE, item.code, language))
            for item in profile.list(ListName.KREISE)
        ),
        {law: law_of(law)["law_name"] for law in ProviderLaw},
        profile.defaults.quick_topics,
        last_backup(desk),
        tuple(_shown_list(desk, each) for each in desk.land.editable),
        desk.land.phrases,
        tuple((item.code, profile.label(ListName.GOAL_AREAS, item.code, language)) for item in areas),
        undecided,
        authorities(),
    )


def _shown_list(desk: Desk, of_list: EditableList) -> ListChoice:
    language, land = current_language(), desk.land
    return ListChoice(
        of_list.name,
        label_in(of_list.labels, language),
        tuple(
            ListItem(item.code, label_in(item.labels, language), item.need)
            for item in land.list(of_list.name)
            if item.choosable
        ),
        tuple((column, label_in(labels, language)) for column, labels in of_list.flags.items()),
        of_list.marked,
    )


def change_office(desk: Desk, changes: Mapping[str, Any]) -> Outcome[Office]:
    """Write ``changes`` (fields of ``Office`` by name) over what stands now; the rest stays as it is.

    Raises ``Refused``: ``profile_fixed`` for another profile once there are cases, ``worker_needed``,
    ``worker_name_missing``, ``worker_code_missing``, ``worker_code_twice``, ``worker_in_use``,
    ``topic_twice``, ``setting_out_of_bounds`` for a number that is changed, and what
    ``own_things.refuse_faulty`` and, of another beginning of the case numbers, ``prefix_faults`` return.
    What it changes on the Datenschutzerklärung is asked about next (Rule E6).
    """
    with desk.vault.transaction() as connection:
        # only a row that is there before and after can be put back
        put_setting(connection, UNDECIDED_ROW, setting(connection, UNDECIDED_ROW))
        told = notice_now(connection, desk)
        before = read_rows(connection, _OFFICE_PARTS)
        held = stored_office_in(connection)
        office = with_codes(desk.profile, replace(held, **changes))
        _refuse_profile(connection, held, office)
        _refuse_workers(connection, held.workers, office.workers)
        refuse_faulty(connection, desk.land, held, office)
        if office.number_prefix != held.number_prefix:
            refuse_first(prefix_faults(office.number_prefix))
        chosen = [topic for topic in office.quick_topics if topic]
        if len(set(chosen)) < len(chosen):
            raise Refused("topic_twice")
        refuse_first(fact for _place, fact in setting_faults(office, held))
        put_office(connection, office)
        hear_of_change(connection, desk, told)
        note(connection, desk, Verb.OFFICE_SAVED)
        after = read_rows(connection, _OFFICE_PARTS)
    return Outcome(office, _CHANGED, step_back(desk, (), _OFFICE_PARTS, before, after))


def _refuse_profile(connection: Connection, before: Office, after: Office) -> None:
    """Raise ``Refused`` for another profile once there are cases: their codes are its own."""
    if before.profile != after.profile and connection.scalar(select(t.cases.c.id).limit(1)) is not None:
        raise Refused("profile_fixed")


def _refuse_workers(connection: Connection, before: Sequence[Worker], after: Sequence[Worker]) -> None:
    """Raise ``Refused`` for workers that cannot be, and for one taken away whose work is in the store."""
    if before == after:
        return
    codes = [worker.code.strip() for worker in after]
    if not after:
        raise Refused("worker_needed")
    if not all(worker.name.strip() for worker in after):
        raise Refused("worker_name_missing")
    if not all(codes):
        raise Refused("worker_code_missing")
    if len(set(codes)) < len(codes):
        raise Refused("worker_code_twice")
    for worker in before:
        if worker.code not in codes and _has_worked(connection, worker.code):
            raise Refused("worker_in_use", worker=worker.name)


def _has_worked(connection: Connection, code: str) -> bool:
    """Return whether anything in the store names the worker: a case, a talk, a decision, a request …"""
    tables = (table for table in t.metadata.sorted_tables if "worker" in table.c)
    found = (select(table.c.id).where(table.c.worker == code).exists() for table in tables)
    return bool(connection.scalar(select(or_(*found))))
