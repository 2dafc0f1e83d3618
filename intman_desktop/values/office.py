"""The office: who is responsible, who works there, and the settings that rules and figures depend on."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop.values.codes import Actor, ProviderLaw, Secrecy


@dataclass(frozen=True)
class Worker:
    """An Integrationsmanagerin of this store; ``code`` stands in talks and cases."""

    code: str
    name: str
    secrecy: Secrecy = Secrecy.NONE
    substitute: str = ""
    full_time_share: float = 1.0


@dataclass(frozen=True)
class Authority:
    """A supervisory authority: the laws it watches over, and how words begin that it is known by (E8)."""

    laws: tuple[ProviderLaw, ...]
    name: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Service:
    """An Anlaufstelle of the directory; ``code`` is what referrals and exports name (P7)."""

    code: str
    kind: str
    name: str
    contact: str = ""
    hours: str = ""
    active: bool = True
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class OwnBlock:
    """A block of the plan that the office defines itself (I10); ``need`` is the consent it asks for (E3).

    ``code`` is the field that the answers of a case name; one that is not ``active`` is asked no more.
    """

    code: str
    title: str
    help: str = ""
    need: str = "basic"
    active: bool = True


@dataclass(frozen=True)
class ListEntry:
    """What the office makes of one entry of a list: its wording, its place, or an entry of its own.

    An empty ``label`` keeps the wording of the profile. ``flags`` are the list's own columns that say yes;
    they and ``need`` hold for ``own`` entries only. The order of the entries is that of the list.
    """

    list: str
    code: str
    label: str = ""
    hidden: bool = False
    own: bool = False
    need: str = "basic"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhraseMeasure:
    """A measure that usually goes with a phrase: what and who."""

    what: str
    who: Actor = Actor.CLIENT
    third_party: str = ""


@dataclass(frozen=True)
class Phrase:
    """A wording to start a goal from (Z4): the goal, how it is seen, usual months, usual measures.

    ``need`` is the consent under which it is offered beside that of its area (E3).
    """

    code: str
    area: str
    goal: str
    seen_by: str = ""
    months: int | None = None
    measures: tuple[PhraseMeasure, ...] = ()
    need: str = "basic"
    hidden: bool = False


@dataclass(frozen=True)
class Office:
    """Everything papers and rules need to know of the office; all dates and spans in their named unit.

    ``quick_topics`` are those on the keys from 1 on, an empty text where a key is free; without any they are
    the profile's.
    """

    profile: str = "bw"
    provider: str = ""
    provider_law: ProviderLaw = ProviderLaw.MUNICIPALITY
    office: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    kreis: str = ""
    controller: str = ""
    controller_address: str = ""
    data_protection_officer: str = ""
    supervisory_authority: str = ""
    purposes: str = ""
    recipients: str = ""
    storage_time: str = ""
    number_prefix: str = "IM"
    review_interval_months: int = 3
    warning_days: tuple[int, ...] = (180, 90, 30)
    deletion_days: int = 14
    backup_max_age_days: int = 30
    backup_places: tuple[str, ...] = ()
    dormant_max_months: int = 6
    no_contact_months: int = 6
    journal_years: int = 2
    consent_proof_years: int = 3
    lock_minutes: int = 5
    counters_with_breakdowns: bool = True
    quick_topics: tuple[str, ...] = ()
    workers: tuple[Worker, ...] = ()
    own_blocks: tuple[OwnBlock, ...] = ()
    list_entries: tuple[ListEntry, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    full_time_equivalents: float | None = None


@dataclass(frozen=True)
class TextVersion:
    """A text exactly as it was shown to a person, with its fingerprint (E2, E6)."""

    kind: str
    language: str
    version: int
    fingerprint: str
    body: str
    id: int = 0
