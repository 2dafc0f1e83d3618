"""The texts for persons as the office has them, laid over the supplied ones (E2, E6, E8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from intman_desktop.documents.texts import TextPaper, composition_of, shown_text, text_version
from intman_desktop.documents.wording import text_form, wording, wording_in_force
from intman_desktop.rules.paper_texts import text_faults, tidied
from intman_desktop.values.codes import Secrecy, SpecialKind, TextKind
from intman_desktop.values.office import Worker
from intman_desktop.values.texts import TEXT_PAPERS, TextInForce, Texts
from tests.documents import papers_for_tests as p


def papers_of(kind: TextKind, wording: TextInForce) -> Iterator[TextPaper]:
    """Yield a paper for every sentence that stands on some of its kind only."""
    if kind is TextKind.PRIVACY_NOTICE:
        for secrecy, breakdowns in product(Secrecy, (True, False)):
            years = 3 if breakdowns else 0
            office = replace(p.OFFICE, counters_with_breakdowns=breakdowns, consent_proof_years=years)
            worker = replace(p.WORKER, secrecy=secrecy, substitute="Vera Vertretung")
            yield replace(p.NOTICE, office=office, worker=worker, wording=wording)
            several = replace(office, workers=(*office.workers, Worker("ZZ", "Zoe Zweig")))
            yield replace(p.NOTICE, office=several, worker=worker, wording=wording)
    elif kind is TextKind.CONSENT:
        yield replace(
            p.CONSENT,
            interpreter_name="Ines Sprachmittlerin",
            representative="Rita Vertreterin",
            wording=wording,
        )
    elif kind in (TextKind.PASSING_ON_CONSENT, TextKind.RELOCATION_CONSENT):
        paper: Any = p.PASSING_ON if kind is TextKind.PASSING_ON_CONSENT else p.RELOCATION
        helped = {"interpreter_name": "Ines Sprachmittlerin", "representative": "Rita Vertreterin"}
        for secrecy in Secrecy:
            worker = replace(p.WORKER, secrecy=secrecy)
            yield replace(paper, worker=worker, valid_until=None, wording=wording, **helped)
    elif kind is TextKind.SPECIAL_CONSENT:
        for special in (None, *(each for each in SpecialKind if each is not SpecialKind.HEALTH)):
            yield replace(
                p.SPECIAL,
                kind=special,
                interpreter_name="Ines Sprachmittlerin",
                representative="Rita Vertreterin",
                wording=wording,
            )
    else:
        for months, period, signed in product((1, 3), (None, p.PERIOD), (None, p.TODAY)):
            office = replace(p.OFFICE, review_interval_months=months)
            agreed = replace(p.AGREEMENT, office=office, oral_on=p.TODAY, client_signed_on=signed)
            yield replace(agreed, period=period, wording=wording)


def marked(texts: Texts) -> Texts:
    """Return every text with its key behind it."""
    return {
        key: f"{text} <{key}>" if isinstance(text, str) else tuple(f"{item} <{key}>" for item in text)
        for key, text in texts.items()
    }


@pytest.mark.parametrize("kind", list(TextKind))
def test_e6_every_text_that_can_be_edited_stands_on_some_paper(kind: TextKind) -> None:
    texts = marked(text_form(kind, "de").texts)
    shown = "".join(repr(composition_of(each)) for each in papers_of(kind, TextInForce(texts, 2)))
    assert [key for key in texts if f"<{key}>" not in shown] == []


@pytest.mark.parametrize("kind", list(TextKind))
def test_e8_the_supplied_text_keeps_the_rules_it_sets(kind: TextKind) -> None:
    form = text_form(kind, "de")
    assert text_faults(form, tidied(form, {})) == ()
    used = "".join(str(text) for text in form.texts.values())
    assert [name for name in form.mandatory if f"{{{name}}}" not in used] == []
    assert set(form.only) <= set(form.placeholders)


@pytest.mark.parametrize("kind", list(TextKind))
def test_e8_every_placeholder_has_a_value_wherever_it_is_allowed(kind: TextKind) -> None:
    form = text_form(kind, "de")
    anywhere = "".join(f" {{{name}}}" for name in form.placeholders if name not in form.only)
    texts = {
        key: f"{text}{anywhere}" if isinstance(text, str) else tuple(f"{item}{anywhere}" for item in text)
        for key, text in form.texts.items()
    }
    assert text_faults(form, texts) == ()
    for each in papers_of(kind, TextInForce(texts, 2)):
        assert "{" not in shown_text(each)


def test_e6_the_version_on_the_paper_is_that_of_the_text_in_force() -> None:
    own = TextInForce({"title": "Erlaubnis"}, 7)
    assert text_version(replace(p.CONSENT, wording=own)) == 7
    assert text_version(p.CONSENT) == wording("consent_form", "de").version
    assert shown_text(replace(p.CONSENT, wording=own)).startswith("Erlaubnis\n")


def test_e6_what_an_own_text_lacks_or_has_too_much_is_as_supplied() -> None:
    supplied = wording("consent_form", "de")
    own = wording_in_force("consent_form", "de", TextInForce({"title": "Erlaubnis", "gone": "weg"}, 2))
    assert own.texts == {**supplied.texts, "title": "Erlaubnis"}
    assert not own.checked


@pytest.mark.parametrize("kind", list(TextKind))
def test_no_paper_claims_that_its_text_was_checked(kind: TextKind) -> None:
    for texts in ({}, marked(text_form(kind, "de").texts)):
        unchecked, checked = (
            next(papers_of(kind, TextInForce(texts, 2, checked=checked))) for checked in (False, True)
        )
        assert "Vorlage" in repr(composition_of(unchecked).notice)
        assert "Vorlage" not in repr(composition_of(checked).notice)
        assert "prüf" not in repr(composition_of(checked).notice)
        assert shown_text(checked) == shown_text(unchecked)


def test_the_papers_of_the_texts_are_there() -> None:
    assert set(TEXT_PAPERS) == set(TextKind)
