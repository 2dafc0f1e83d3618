"""The papers that a data-protection officer asks for, out of what the program knows (Art. 30, 32, 35, E8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from intman_desktop.documents.texts import pdf_of
from intman_desktop.errors import Refused
from intman_desktop.language import _
from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.recipients import kind_named, recipient_key
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.ways import substitutes_in
from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.office import Office
from intman_desktop.values.privacy_papers import (
    DataFlowPaper,
    ErasureConceptPaper,
    FieldGroup,
    ImpactAssessmentPaper,
    KeyDerivation,
    PrivacyFacts,
    PrivacyPaper,
    ProcessingRecordPaper,
    SecurityMeasuresPaper,
)
from intman_desktop.values.work_views import Paper
from intman_desktop.vault.key_file import SlotKind

PROCESSING_RECORD = "processing_record"
SECURITY_MEASURES = "security_measures"
DATA_FLOW = "data_flow"
ERASURE_CONCEPT = "erasure_concept"
IMPACT_ASSESSMENT = "impact_assessment"
PRIVACY_PAPERS = (PROCESSING_RECORD, SECURITY_MEASURES, DATA_FLOW, ERASURE_CONCEPT, IMPACT_ASSESSMENT)
"""The papers in the order in which an officer reads them."""

_FILES = {
    PROCESSING_RECORD: "Verzeichnis-von-Verarbeitungstaetigkeiten.pdf",
    SECURITY_MEASURES: "Technische-und-organisatorische-Massnahmen.pdf",
    DATA_FLOW: "Datenfluss.pdf",
    ERASURE_CONCEPT: "Loeschkonzept.pdf",
    IMPACT_ASSESSMENT: "Hilfe-zur-Folgenabschaetzung.pdf",
}
_LANGUAGE = "de"
_KIB = 1024
_OTHER = "other"


@dataclass(frozen=True)
class _Told:
    """What only an open store can tell: kinds of service, ways to the key, how many cases, what is held.

    ``answered`` are the codes of the fields that some case has an answer to.
    """

    recipients: Iterable[str] = ()
    told: Iterable[str] = ()
    ways: tuple[tuple[str, int], ...] = ()
    derivation: KeyDerivation | None = None
    cases: int | None = None
    substitutes: tuple[str, ...] = ()
    answered: frozenset[str] = frozenset()


def privacy_paper(desk: Desk, name: str) -> Paper:
    """Return one of ``PRIVACY_PAPERS`` as it stands today.

    Raises ``OfficeDataMissing`` with the fields that are missing (Rule E8), ``Refused`` with
    ``paper_unknown``.
    """
    title = paper_title(name)
    with desk.vault.reading() as connection:
        office = office_in(connection)
        facts = _facts(desk.profile, office, _told_by(connection, desk))
    return Paper(name, title, _FILES[name], pdf_of(values_of(office, desk.today(), facts)[name]))


def privacy_papers(desk: Desk) -> tuple[Paper, ...]:
    """Return all of them. Raises as ``privacy_paper``."""
    return tuple(privacy_paper(desk, name) for name in PRIVACY_PAPERS)


def paper_title(name: str) -> str:
    """Return what a paper is called on screen. Raises ``Refused`` with ``paper_unknown``."""
    titles = {
        PROCESSING_RECORD: _("Verzeichnis von Verarbeitungstätigkeiten"),
        SECURITY_MEASURES: _("Technische und organisatorische Maßnahmen"),
        DATA_FLOW: _("Datenfluss"),
        ERASURE_CONCEPT: _("Löschkonzept"),
        IMPACT_ASSESSMENT: _("Hilfe zur Folgenabschätzung"),
    }
    if name not in titles:
        raise Refused("paper_unknown", name=name)
    return titles[name]


def facts_of_program(profile: Profile, office: Office) -> PrivacyFacts:
    """Return what the program knows without a store: every kind of service, both ways of a new store."""
    kinds = [item.code for item in profile.list(ListName.SERVICE_KINDS)]
    ways = tuple((kind.value, 1) for kind in (SlotKind.OWNER, SlotKind.EMERGENCY))
    return _facts(profile, office, _Told(kinds, ways=ways))


def values_of(office: Office, issued_on: date, facts: PrivacyFacts) -> Mapping[str, PrivacyPaper]:
    """Return the values of all these papers by name."""
    return {
        PROCESSING_RECORD: ProcessingRecordPaper(office, issued_on, facts),
        SECURITY_MEASURES: SecurityMeasuresPaper(office, issued_on, facts),
        DATA_FLOW: DataFlowPaper(office, issued_on),
        ERASURE_CONCEPT: ErasureConceptPaper(office, issued_on),
        IMPACT_ASSESSMENT: ImpactAssessmentPaper(office, issued_on, facts),
    }


def _told_by(connection: Connection, desk: Desk) -> _Told:
    service, keys = t.services.c, desk.vault.keys
    rows = connection.execute(select(service.name, service.kind, service.active)).all()
    kinds = {recipient_key(row.name): row.kind for row in rows}
    labels = {item.code: item.labels[_LANGUAGE] for item in desk.profile.list(ListName.SERVICE_KINDS)}
    recipients = connection.scalars(select(t.disclosures.c.recipient).distinct())
    slot = next(each for each in keys.slots if each.id == desk.vault.slot_id)
    cost = slot.parameters
    return _Told(
        dict.fromkeys(row.kind for row in rows if row.active),
        {kinds.get(recipient_key(each)) or kind_named(each, labels) or _OTHER for each in recipients},
        tuple(Counter(each.kind.value for each in keys.slots).items()),
        KeyDerivation(cost.passes, cost.memory // _KIB, cost.lanes),
        connection.scalar(select(func.count()).select_from(t.cases)) or 0,
        substitutes_in(connection, keys.slots),
        frozenset(connection.scalars(select(t.answers.c.field).distinct())),
    )


def _facts(profile: Profile, office: Office, told: _Told) -> PrivacyFacts:
    # one that is asked no more and still holds answers is processed as before
    blocks = [block for block in office.own_blocks if block.active or block.code in told.answered]
    return PrivacyFacts(
        tuple(_field_groups(profile)),
        tuple((block.title, block.need) for block in blocks),
        _kinds_used(profile, {block.need for block in blocks}),
        _labels(profile, told.recipients),
        _labels(profile, told.told),
        told.ways,
        told.derivation,
        told.cases,
        profile.figures.smallest_handed_on,
        told.substitutes,
    )


def _field_groups(profile: Profile) -> Iterator[FieldGroup]:
    """Yield the fields by block and need, in the order of the catalogue; own blocks are told apart."""
    for item in profile.list(ListName.PLAN_BLOCKS):
        fields = [each for each in profile.fields if each.block is not None and each.block.value == item.code]
        for need in dict.fromkeys(each.need for each in fields):
            labels = tuple(label_in(each.labels, _LANGUAGE) for each in fields if each.need == need)
            yield FieldGroup(label_in(item.labels, _LANGUAGE), need, labels)


def _kinds_used(profile: Profile, of_blocks: Iterable[str]) -> tuple[str, ...]:
    """Return the special kinds that a field, an entry of a list or one of the office's blocks asks for."""
    asked = profile.needs_beside_basic().union(of_blocks)
    return tuple(kind.value for kind in SpecialKind if kind.value in asked)


def _labels(profile: Profile, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the labels of kinds of service in the order of their list."""
    wanted = set(kinds)
    items = profile.list(ListName.SERVICE_KINDS)
    return tuple(label_in(item.labels, _LANGUAGE) for item in items if item.code in wanted)
