"""Who witnessed or represented: what is worth a second look in the evidence of a consent (E2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from intman_desktop.rules.ages import is_adult
from intman_desktop.rules.consents import WITNESSED, name_of_interpreter
from intman_desktop.rules.folding import folded_words
from intman_desktop.rules.named import BEFORE_A_NAME
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.codes import ConsentDecision
from intman_desktop.values.explanation import Explanation

_ENTITLED = ("betreu", "vollmacht", "bevollm", "guardian", "power of attorney")
"""What a representative of an adult is called by, in any of its forms (Rule E2)."""
_ADDRESS = BEFORE_A_NAME | {"mr", "mrs", "ms", "dr"}
"""What stands before a name and is none (folded)."""


def people_hints(consent: Consent, client: Client) -> tuple[Explanation, ...]:
    """Return what is doubtful about who witnessed a consent and who represented the person (Rule E2).

    A witness is somebody else: neither the person nor who explained or interpreted. An adult is represented
    by a rechtliche Betreuung or with a Vollmacht, a minor not by herself. Nothing of it hinders.
    """
    if consent.decision is not ConsentDecision.GIVEN:
        return ()
    return tuple(_doubts(consent, client))


def _doubts(consent: Consent, client: Client) -> Iterator[Explanation]:
    herself = f"{client.given_name} {client.family_name}"
    if consent.form in WITNESSED:
        if _is_same(consent.witness, consent.explained_by):
            yield Explanation("consent_witness_explained")
        if _is_same(consent.witness, name_of_interpreter(consent.interpreter)):
            yield Explanation("consent_witness_interpreted")
        if _is_same(consent.witness, herself):
            yield Explanation("consent_witness_herself")
    if _is_same(consent.representative, herself):
        yield Explanation("consent_represented_by_herself")
    elif consent.representative.strip() and is_adult(client, consent.decided_on):
        said = consent.representative.casefold()
        if not any(word in said for word in _ENTITLED):
            yield Explanation("consent_adult_represented")


def _is_same(one: str, other: str) -> bool:
    """Return whether both are one name, in whatever order it is written; nobody is named by none."""
    words = _words(one)
    return bool(words) and words == _words(other)


def _words(name: str) -> list[str]:
    """Return the words of a name in one order, without how its bearer is addressed."""
    return sorted(dropwhile(_ADDRESS.__contains__, folded_words(name)))
