"""What every paper has: sender, foot, the people on it, the law it cites."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Protocol

from intman_desktop.documents.office_words import LIST_MARKS, is_filled, missing_office_data, named_fields
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import Composition, Fact, Facts, Part, SignatureField, Title
from intman_desktop.documents.wording import Value, Wording, given, wording
from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.paths import resource
from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.office import Authority, Office
from intman_desktop.values.paper_parts import PaperClient, PaperRow

SEPARATOR = " · "
"""What stands between the parts of a running line."""


class _OfOffice(Protocol):
    """What every paper tells its frame."""

    @property
    def office(self) -> Office: ...
    @property
    def issued_on(self) -> date: ...


class _OfCase(_OfOffice, Protocol):
    """What every paper about one case tells its frame."""

    @property
    def case_number(self) -> str: ...


class OfficeDataMissing(Trouble):
    """The office's own data lack what a paper must say; ``fields`` names them (E8)."""

    exit_code = 3

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__()
        self.fields = fields

    def template(self) -> str:
        """Say what to do."""
        return _(
            "Das Papier kann noch nicht gedruckt werden. In den Einstellungen der Beratungsstelle fehlt "
            "noch: {missing}."
        )

    def sentence(self) -> str:
        """Return the sentence, which names every field that is missing."""
        return self.template().format(missing=named_fields(self.fields))


def require_office_data(office: Office) -> None:
    """Raise ``OfficeDataMissing`` where a paper for clients cannot be printed yet (Rule E8)."""
    missing = missing_office_data(office)
    if missing:
        raise OfficeDataMissing(missing)


def law_of(law: ProviderLaw) -> Mapping[str, str]:
    """Return what papers cite under the provider's law, by placeholder (Rule E8)."""
    cited: Mapping[str, str] = _laws()[law.value]
    return cited


def law_of_writing(law: ProviderLaw) -> str:
    """Return the article by which a consent is in writing as a rule, empty where its form is free (E8)."""
    return law_of(law)["law_conditions"] if law.value in _laws()["writing_is_the_rule"] else ""


def authorities() -> tuple[Authority, ...]:
    """Return the supervisory authorities that are known, each with the laws it watches over (Rule E8)."""
    return tuple(
        Authority(tuple(map(ProviderLaw, each["laws"])), each["name"], tuple(each["marks"]))
        for each in _laws()["authorities"]
    )


@cache
def _laws() -> Mapping[str, Any]:
    with resource("papers", "law.toml").open("rb") as file:
        return tomllib.load(file)


def common(language: str) -> Wording:
    """Return the texts that all papers share."""
    return wording("common", language)


def composed(
    texts: Wording,
    office: Office,
    issued_on: date,
    parts: Iterable[Part],
    *,
    title: Title,
    case_number: str = "",
    notice: str = "notice_client",
) -> Composition:
    """Put parts into a paper with sender and foot; ``notice`` is a key of the common texts, "" for none."""
    shared = common(texts.language)
    name = plain(title.text)
    foot = [name, plain(shared.words("text_version", version=texts.version))]
    if case_number.strip():
        foot.insert(1, plain(shared.words("case_number", number=case_number)))
    return Composition(
        title=name,
        language=texts.language,
        sender=given(office_sender(office)),
        foot=given(SEPARATOR.join(foot)),
        notice=shared.words(_said(texts, notice)) if notice else (),
        page_of=shared.raw("page_of"),
        issued_on=issued_on,
        parts=(title, *parts),
    )


def _said(texts: Wording, notice: str) -> str:
    """Return the notice; a text that the office had checked is no template any more, and claims no more."""
    return "notice_checked" if texts.checked and notice == "notice_client" else notice


def composed_for_work(
    paper: _OfOffice, texts: Wording, parts: Iterable[Part], **titled: Value
) -> Composition:
    """Put parts into a paper that the office works with and hands to no client.

    ``titled`` are the values of the title and the line below it.
    """
    title = Title(texts.words("title", **titled), texts.words("below", **titled))
    return composed(texts, paper.office, paper.issued_on, parts, title=title, notice="notice_work")


def composed_of_case(
    paper: _OfCase, texts: Wording, parts: Iterable[Part], *, notice: str = "notice_work", **below: Value
) -> Composition:
    """Put parts into a paper about one case: titled by its texts, with the case's number in its foot.

    ``notice`` as of ``composed``; ``below`` are the values of the line below the title.
    Raises ``OfficeDataMissing`` before it asks for the first part (Rule E8).
    """
    require_office_data(paper.office)
    return composed(
        texts,
        paper.office,
        paper.issued_on,
        parts,
        title=Title(texts.words("title"), texts.words("below", **below)),
        case_number=paper.case_number,
        notice=notice,
    )


def fact(texts: Wording, key: str, value: Words) -> Fact:
    """Return a labelled value; the label is the text ``key``."""
    return Fact(texts.words(key), value)


def filled(rows: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple(row for row in rows if row.value)


def client_facts(client: PaperClient, language: str) -> tuple[Fact, ...]:
    """Return who the client is, as far as it is known."""
    texts = common(language)
    born = texts.day(client.born) if isinstance(client.born, date) else given(client.born)
    return filled(
        (
            fact(texts, "name", given(client.name, bold=True)),
            fact(texts, "born", born),
            fact(texts, "nationality", given(client.nationality)),
            fact(texts, "address", given(client.address)),
        )
    )


def attested_person(client: PaperClient, issued_on: date, language: str) -> Facts:
    """Return whom a paper attests something of, without an address, and when it was issued."""
    texts = common(language)
    who = client_facts(replace(client, address=""), language)
    return Facts((*who, fact(texts, "issued_on", texts.day(issued_on))), columns=2)


def answered(row: PaperRow, language: str) -> Words:
    """Return an answer with its validity behind it."""
    texts = common(language)
    value = texts.day(row.value) if isinstance(row.value, date) else given(row.value)
    if not value:
        return texts.words("not_given")
    span: Words = ()
    if row.since is not None and row.until is not None:
        span = texts.words("span_both", **{"from": row.since, "until": row.until})
    elif row.since is not None:
        span = texts.words("span_since", **{"from": row.since})
    elif row.until is not None:
        span = texts.words("span_until", until=row.until)
    return (*value, Span(" ("), *span, Span(")")) if span else value


def office_address(office: Office) -> str:
    """Return the office's address, one line each for street and town."""
    town = f"{office.postal_code} {office.town}".strip()
    return "\n".join(line for line in (office.street.strip(), town) if line)


def office_sender(office: Office) -> str:
    """Return the office with its provider in one line: who a paper is from."""
    return SEPARATOR.join(part for part in (office.office.strip(), office.provider.strip()) if part)


def office_contact(office: Office) -> str:
    """Return phone and mail of the office in one line."""
    return SEPARATOR.join(part for part in (office.phone.strip(), office.email.strip()) if part)


def signer(
    caption: Words, language: str, signed_on: date | None = None, name: str = "", town: str = ""
) -> SignatureField:
    """Return a line to sign on, with the name below it and the day where it was signed already.

    ``town`` is where the office signs: it stands before the date that is written by hand.
    """
    texts = common(language)
    signed = texts.words("signed_on", date=signed_on) if signed_on else ()
    place = given(f"{town.strip()}, ") if town.strip() else ()
    below = (*caption, Span("\n"), *given(name, bold=True)) if name.strip() else caption
    return SignatureField(below, texts.words("place_and_date"), signed, place)


def listed(text: str) -> tuple[str, ...]:
    """Return the lines of a free text of the office, without the marks people put before them."""
    lines = (line.strip().lstrip(LIST_MARKS).strip() for line in text.splitlines())
    return tuple(line for line in lines if is_filled(line))
