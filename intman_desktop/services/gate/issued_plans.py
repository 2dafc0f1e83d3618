"""A plan that was handed out: kept as a text, read again as the paper that it was (I9)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from cattrs import BaseValidationError, Converter

from intman_desktop.documents.stand_ins import BLACKED_OUT
from intman_desktop.documents.texts import languages_for
from intman_desktop.gdpr.issued import held_in
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.common.office import with_machine_of
from intman_desktop.values.case_file import PlanVersion
from intman_desktop.values.office import Office
from intman_desktop.values.papers import PlanPaper

SHA256 = re.compile(r"[0-9a-f]{64}")
"""A fingerprint as it is written down."""


def content_of(paper: PlanPaper) -> str:
    """Return the content of a version as canonical JSON: the same paper gives the same text.

    What is the affair of one machine, as its backup places, does not stand in it (Rule L4).
    """
    plain = _CONVERTER.unstructure(replace(paper, office=with_machine_of(paper.office, Office())))
    del plain["withdrawn"]  # a version is handed out while the consent stands
    return _canonical(plain)


def fingerprint_of(content: str) -> str:
    """Return the fingerprint of a content, whichever way its JSON was written down (Rule I9)."""
    held = held_in(content)
    text = content if held is None else _canonical(held)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_fingerprint(text: str) -> bool:
    """Return whether a text can be the fingerprint of anything."""
    return SHA256.fullmatch(text) is not None


def is_blacked_out(content: str) -> bool:
    """Return whether nothing is left of a version but its day and the fingerprint of the original (I9)."""
    return content == BLACK


def is_proven(version: PlanVersion) -> bool:
    """Return whether a version is what its fingerprint says, save for what was blacked out since (I9)."""
    held = held_in(version.content)
    if BLACK in (version.content if held is None else _canonical(held)):
        return is_fingerprint(version.fingerprint)
    return version.fingerprint == fingerprint_of(version.content)


def as_it_goes_out(version: PlanVersion) -> PlanVersion:
    """Return a version as it may leave the store: of one that is damaged only day and fingerprint (I9, E3).

    Nobody knows what stands in it, nor which kind of data, and whoever takes the case in could not read it.
    """
    if is_blacked_out(version.content) or paper_of(version.content) is not None:
        return version
    known = is_fingerprint(version.fingerprint)
    fingerprint = version.fingerprint if known else fingerprint_of(version.content)
    return replace(version, content=BLACK, fingerprint=fingerprint)


def paper_of(content: str) -> PlanPaper | None:
    """Return the paper that a version was, also where parts of it are blacked out by now (Rule I9).

    None where the content is none, or cannot be read any more.
    """
    held = held_in(content)
    if held is None or held.get("language") not in languages_for(PlanPaper):
        return None
    bars = label_in(BLACKED_OUT, held["language"])
    try:
        readable = json.loads(_canonical(held).replace(BLACK, bars))
        paper: PlanPaper = _CONVERTER.structure(readable, PlanPaper)
    except (BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return paper


def says_the_same(content: str, paper: PlanPaper) -> bool:
    """Return whether a version said what ``paper`` says, by the same worker, on whatever day (Rule Z5)."""
    then = paper_of(content)
    return then is not None and _matter(then) == _matter(paper)


def _matter(paper: PlanPaper) -> PlanPaper:
    """Return a plan without what differs from print to print: day, number, office, words, and who signed."""
    period = None if paper.period is None else replace(paper.period, days_left=0)
    return replace(
        paper,
        office=Office(),
        issued_on=date.min,
        client=replace(paper.client, nationality="", address=""),  # neither stands in its head
        version=0,
        period=period,
        client_signed_on=None,
        worker_signed_on=None,
        signed_before=None,
        edition=1,
    )


def _canonical(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _day_or_text(value: Any, _kind: Any) -> date | str:
    """Return a date where the text is one; a word that was blacked out stays a text."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return str(value)


def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook(date, lambda value, _kind: date.fromisoformat(value))
    converter.register_structure_hook_func(lambda kind: set(get_args(kind)) == {date, str}, _day_or_text)
    converter.register_unstructure_hook_func(
        lambda kind: set(get_args(kind)) == {date, str},
        lambda value: value.isoformat() if isinstance(value, date) else value,
    )
    return converter


_CONVERTER = _converter()
