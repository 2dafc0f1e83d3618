"""What every sheet of consent has, whether it asks four declarations or one: whom it names and who signs."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.documents.frame import (
    client_facts,
    common,
    fact,
    filled,
    law_of,
    require_office_data,
    signer,
)
from intman_desktop.documents.paragraph import Words
from intman_desktop.documents.parts import Bullets, Fact, Heading, Personal, Signatures, Together
from intman_desktop.documents.wording import Wording, given, wording_in_force
from intman_desktop.values.consent_papers import SingleConsentPaper
from intman_desktop.values.papers import ConsentFormPaper


def consent_texts(name: str, paper: ConsentFormPaper | SingleConsentPaper) -> Wording:
    """Return the texts of the sheet; raises ``OfficeDataMissing`` where it could not be informed (Rule E8).

    A withdrawal is told to the worker, or to the office where she has no name yet.
    """
    require_office_data(paper.office)
    whom = paper.worker.name.strip() or paper.office.office
    return wording_in_force(name, paper.language, paper.wording).with_values(
        **law_of(paper.office.provider_law), controller=paper.office.controller, worker=whom
    )


def people(paper: ConsentFormPaper | SingleConsentPaper, texts: Wording, blank: Words) -> tuple[Fact, ...]:
    """Return who consents, who explained and interpreted, who represents; ``blank`` is room for a name.

    Who interprets is often known only in the talk in which the sheet is signed (Rule E2).
    """
    shared = common(paper.language)
    known = (
        client_facts(replace(paper.client, nationality="", address=""), paper.language)
        if paper.client
        else (fact(shared, "name", blank), fact(shared, "born", blank))
    )
    return (
        *known,
        *filled((fact(texts, "explained_by", given(paper.explained_by or paper.worker.name)),)),
        fact(texts, "interpreted_by", given(paper.interpreter_name) or blank),
        *filled((fact(texts, "representative", given(paper.representative)),)),
    )


def known_and_signed(paper: ConsentFormPaper | SingleConsentPaper, texts: Wording) -> Together:
    """Return what whoever signs has been told, and the lines for all who sign.

    Below each stands the name, where it is known: a page of its own says whose signature it is (Rule E2).
    """
    signing = {"client": paper.client.name if paper.client else "", "worker": paper.worker.name}
    if paper.interpreter_name.strip():
        signing["interpreter"] = paper.interpreter_name
    if paper.representative.strip():
        signing["representative"] = paper.representative
    fields = tuple(
        signer(texts.words(f"sign_{who}"), paper.language, name=name) for who, name in signing.items()
    )
    return Together(
        (
            Heading(texts.words("known_head"), level=3),
            Bullets(texts.items("known")),
            Personal(Signatures(fields)),
        )
    )
