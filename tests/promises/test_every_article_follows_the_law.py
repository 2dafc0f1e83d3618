"""E8: every article of data-protection law that is cited comes from ``law.toml``, by the provider's law."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import intman_desktop
from intman_desktop.documents.frame import law_of, law_of_writing
from intman_desktop.documents.texts import shown_text
from intman_desktop.paths import resource
from intman_desktop.values.codes import ConsentDecision, ProviderLaw, Secrecy
from intman_desktop.values.consent_papers import (
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SpecialConsentPaper,
)
from intman_desktop.values.office import Worker
from intman_desktop.values.paper_parts import PaperClient
from intman_desktop.values.papers import AccessPaper, ConsentFormPaper, PrivacyNoticePaper
from tests import builders as a
from tests.opened import TODAY

CITED = re.compile(r"\bArt(?:ikel|icle|\.)\s?\d|DS-?GVO|GDPR|\bKDG\b|DSG-EKD|\bBDSG\b|\bLDSG\b|\bKDO\b")
"""An article of data-protection law, or the name of such a law; other codes (BGB, AufenthG, StGB) are not."""

LAWS = {
    ProviderLaw.MUNICIPALITY: ("DS-GVO", "KDG", "DSG-EKD"),
    ProviderLaw.FREE: ("DS-GVO", "KDG", "DSG-EKD"),
    ProviderLaw.CATHOLIC: ("KDG", "DS-GVO", "DSG-EKD"),
    ProviderLaw.PROTESTANT: ("DSG-EKD", "DS-GVO", "KDG"),
}
"""The law that a paper of each provider cites, and those that it must not."""


NO_ARTICLES = ("law_name", "other_services")
"""What a law holds beside its articles: its whole name, and what it calls the provider's other offices."""


def texts_in(found: Any) -> Iterator[str]:
    """Yield every text of a file of data."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from texts_in(each)
    elif isinstance(found, str):
        yield found


def words_of_papers() -> Iterator[tuple[str, str]]:
    """Yield every text that papers are made of, with its file."""
    for path in sorted(resource("papers").rglob("*.toml")):
        if path.name != "law.toml":
            yield from ((str(path), text) for text in texts_in(tomllib.loads(path.read_text("utf-8"))))


def words_of_code() -> Iterator[tuple[str, str]]:
    """Yield every text in the program's code that is no docstring, with its file."""
    for path in sorted(Path(intman_desktop.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            below = (
                [part for part in getattr(node, "body", ()) if isinstance(part, ast.Expr)]
                if hasattr(node, "body") and isinstance(node.body, list)
                else []
            )
            docs |= {id(part.value) for part in below}  # the string below a constant is its docstring
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield str(path), node.value


def words_of_screens() -> Iterator[tuple[str, str]]:
    """Yield every sentence of the screen with its translation."""
    path = resource("locale", "en", "LC_MESSAGES", "intman.po")
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield str(path), line


def words_of_profiles() -> Iterator[tuple[str, str]]:
    """Yield every text of a Land's profile."""
    for path in sorted(resource("profiles").rglob("*.*")):
        if path.suffix in (".toml", ".csv"):
            lines = path.read_text("utf-8").splitlines()
            yield from ((str(path), line) for line in lines if not line.startswith("#"))


@pytest.mark.parametrize("words", [words_of_papers, words_of_code, words_of_screens, words_of_profiles])
def test_no_article_of_data_protection_law_is_cited_literally(words: Any) -> None:
    found = list(words())
    assert len(found) > 100
    assert [(place, text) for place, text in found if CITED.search(text)] == []


def test_every_law_has_the_same_keys_and_cites_itself_alone() -> None:
    laws = {law: law_of(law) for law in ProviderLaw}
    assert {frozenset(each) for each in laws.values()} == {frozenset(laws[ProviderLaw.FREE])}
    for law, (own, *others) in LAWS.items():
        articles = {key: text for key, text in laws[law].items() if key not in NO_ARTICLES}
        assert {key for key, text in articles.items() if own not in text} == set()
        assert not any(other in text for text in laws[law].values() for other in others)
    assert {law: law_of_writing(law) for law in ProviderLaw if law_of_writing(law)} == {
        ProviderLaw.CATHOLIC: "§\u00a08 KDG"
    }


@pytest.mark.parametrize("law", list(ProviderLaw))
def test_the_papers_of_each_provider_cite_its_own_law_and_no_other(law: ProviderLaw) -> None:
    office = a.an_office(provider_law=law)
    worker = Worker("EB", "Erika Beispiel", secrecy=Secrecy.NONE)
    told = (
        PrivacyNoticePaper(office, worker, TODAY),
        ConsentFormPaper(office, worker, TODAY, basic=ConsentDecision.GIVEN),
        PassingOnConsentPaper(office, worker, TODAY),
        RelocationConsentPaper(office, worker, TODAY),
        SpecialConsentPaper(office, worker, TODAY),
        AccessPaper(office, worker, TODAY, PaperClient("Samira Musterfrau"), ()),
    )
    own, *others = LAWS[law]
    for paper in told:
        text = shown_text(paper)
        assert own in text
        assert not any(other in text for other in others)
