"""What damage has taken from a store, told by the things of the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from intman_desktop.models import tables as t
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.rescue_views import Thing, ThingLeft
from intman_desktop.vault import layout
from intman_desktop.vault.damaged import TableLeft, look_at_damage
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import read_erased
from intman_desktop.vault.vault import Vault

THINGS: Mapping[Thing, tuple[str, ...]] = {
    Thing.CASES: (t.cases.name,),
    Thing.PEOPLE: (t.clients.name, t.household_members.name, t.double_decisions.name),
    Thing.CONSENTS: (t.consents.name,),
    Thing.EVIDENCE: (t.notices_given.name, t.agreements.name, t.text_versions.name),
    Thing.TALKS: (t.talks.name,),
    Thing.NOTES: (t.participants.name, t.referrals.name),
    Thing.NEEDS: (t.needs_assessments.name, t.answers.name),
    Thing.PLANS: (
        *(t.plans.name, t.plan_spans.name, t.plan_versions.name, t.block_reasons.name, t.light_changes.name),
        *(t.goals.name, t.goal_changes.name, t.measures.name),
    ),
    Thing.PERIODS: (t.extensions.name, t.decisions.name, t.earlier_counselling.name),
    Thing.SCANS: (t.scans.name,),
    Thing.RIGHTS: (t.disclosures.name, t.requests.name, t.corrections.name),
    Thing.FIGURES: (
        *(t.brief_contacts.name, t.counters.name, t.frozen_sheets.name),
        *(t.touched_years.name, t.noted_changes.name),
    ),
    Thing.JOURNAL: (t.journal.name, t.erasures.name, t.erased_keys.name),
    Thing.OFFICE: (t.settings.name, t.services.name, t.paper_texts.name, t.text_checks.name),
    Thing.DRAFTS: (t.drafts.name,),
}
"""Every table of a store, under the thing that its rows are about."""


def damage_found(vault: Vault) -> Iterator[Explanation]:
    """Yield what damage took from an open store, by the things of the work; it is known to be damaged.

    Codes: ``things_unreadable`` with ``what``, ``count`` and ``total``; ``things_unreadable_uncounted`` with
    ``what`` where nobody can know how many; ``things_all_readable`` where every entry can be read.
    """
    damaged = [each for each in things_left(look_at_damage(vault.folder, vault.data_key)) if not each.whole]
    for each in damaged:
        if each.lost is None:
            yield Explanation("things_unreadable_uncounted", {"what": each.what})
        else:
            yield Explanation(
                "things_unreadable", {"what": each.what, "count": each.lost, "total": each.read + each.lost}
            )
    if not damaged:
        yield Explanation("things_all_readable")


def erased_list_faults(vault: Vault) -> Iterator[Explanation]:
    """Yield ``erased_list_damaged`` where the list beside the store has lines that are none (L4)."""
    with all_troubles(vault.folder):
        if not read_erased(vault.folder / layout.ERASED).sound:
            yield Explanation("erased_list_damaged")


def things_left(tables: Iterable[TableLeft], before: Mapping[str, int] | None = None) -> Iterator[ThingLeft]:
    """Yield what is left of the tables, summed up by things, in the order of the things.

    ``before`` are the rows by table that the last backup knew. A table that is not named is lost whole.
    """
    by_name = {table.name: table for table in tables}
    for what, names in THINGS.items():
        left = [by_name.get(name, TableLeft(name, 0, None)) for name in names]
        lost = [table.lost for table in left]
        yield ThingLeft(
            what,
            sum(table.read for table in left),
            None if None in lost else sum(count for count in lost if count),
            sum(table.unlinked for table in left),
            None if before is None else sum(before.get(name, 0) for name in names),
            sum(table.filled for table in left),
        )
