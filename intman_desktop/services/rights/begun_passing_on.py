"""What is begun in a form of passing on, as far as it is surely told to the person (E7, Art. 15)."""

from __future__ import annotations

from datetime import date
from typing import Any

from intman_desktop.rules.dates import UnclearDate, parse_written_date
from intman_desktop.rules.disclosures import is_withheld, lacking_consents
from intman_desktop.rules.recipients import is_named
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.values.case_file import CaseFile, Disclosure
from intman_desktop.values.codes import SpecialKind

_FORM = "passing_on"
"""The part of a case in which something is passed on, as a draft names it."""
_OF_THE_LAW = ("reason", "not_told")
"""The texts that only an act by a ground of the law asks for."""


def without_secrets(typed: Any, file: CaseFile, saved_on: date) -> Any:
    """Return what is typed in a draft without what of passing on its person may be kept from (Rule E7).

    Of a form of passing on only what is typed is told, and only where it would be entered by consent as it
    stands there: a consent opens the recipient and the kind on its day, and nothing in it looks to a ground
    of the law, be it chosen or half typed. An entry she was not told of and a recipient that got something
    she was not told of tell nothing, nor does a consent that is asked for on the way.

    Args:
        typed: the draft's values, as JSON holds them.
        file: the whole case.
        saved_on: the day on which the draft was kept last.
    """
    if isinstance(typed, list):
        return [without_secrets(each, file, saved_on) for each in typed]
    if not isinstance(typed, dict):
        return typed
    if _inside(typed, "details").get("back") == _FORM:
        return {}
    if typed.get("part") == _FORM:
        form = _inside(typed, "values")
        act = _inside(form, "typed")
        corrected = _inside(form, "details").get("disclosure_id")
        is_hers = not corrected or corrected in {each.id for each in told_to_her(file.disclosures)}
        return act if is_hers and _is_by_consent(act, file, saved_on) else {}
    if "ground" in _inside(typed, "codes") and not _is_by_consent(typed, file, saved_on):
        return {}
    return {name: without_secrets(each, file, saved_on) for name, each in typed.items()}


def _is_by_consent(act: dict[str, Any], file: CaseFile, saved_on: date) -> bool:
    """Return whether an act as it is typed rests on consent, with nothing that leaves it in doubt."""
    texts, codes, days = (_inside(act, name) for name in ("texts", "codes", "days"))
    looks_to_law = act.get("by_law") or codes.get("ground") != "" or any(map(texts.get, _OF_THE_LAW))
    if looks_to_law or days.get("told_on"):
        return False
    try:
        on = parse_written_date(str(days.get("on", "")), saved_on)
        kind = SpecialKind(codes["kind"]) if codes.get("kind") else None
    except (UnclearDate, ValueError):
        return False
    recipient = str(texts.get("recipient", "")).strip()
    secret = (each.recipient for each in file.disclosures if is_withheld(each))
    if not recipient or any(is_named(recipient, each) for each in secret):
        return False
    if file.case.ended_on is not None and on > file.case.ended_on:
        return False  # most consents ended with the counselling (E1)
    return not lacking_consents(Disclosure(on, recipient, "", kind=kind), file.consents)


def _inside(held: dict[str, Any], name: str) -> dict[str, Any]:
    inner = held.get(name)
    return inner if isinstance(inner, dict) else {}
