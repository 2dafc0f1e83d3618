"""The texts that persons are shown, as the office edits them: form, editions, checks (E2, E6, E8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from intman_desktop.values.codes import TextKind
from intman_desktop.values.explanation import Explanation

TEXT_PAPERS: Mapping[TextKind, str] = {
    TextKind.PRIVACY_NOTICE: "privacy_notice",
    TextKind.CONSENT: "consent_form",
    TextKind.AGREEMENT: "agreement",
    TextKind.PASSING_ON_CONSENT: "passing_on_consent",
    TextKind.RELOCATION_CONSENT: "relocation_consent",
    TextKind.SPECIAL_CONSENT: "special_consent",
}
"""The papers whose texts are evidence, by the kind of text (E2)."""

Texts: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""The texts of one paper by key, with their placeholders; a list is a tuple."""


@dataclass(frozen=True)
class TextInForce:
    """What a paper is made of: no ``texts`` are the supplied ones, which bring their own version."""

    texts: Texts = field(default_factory=dict)
    version: int = 0
    checked: bool = False


@dataclass(frozen=True)
class TextForm:
    """What a text is made of and may hold: the supplied one with the rules of its placeholders.

    ``placeholders`` may stand anywhere but for those of ``only``, which names the texts they may stand in.
    Those of ``mandatory`` must stand wherever the supplied text has them.
    """

    kind: TextKind
    language: str
    version: int
    texts: Texts
    placeholders: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextFault:
    """What keeps a text from being saved, and the key of the text it is in."""

    key: str
    fact: Explanation


@dataclass(frozen=True)
class PaperText:
    """A text as the office saved it; ``edition`` counts savings, ``version`` changes in substance (E6).

    ``body`` is the whole text as JSON by key; ``supplied`` is the fingerprint of the supplied text then.
    ``saved_on`` is the day from which it is in force: where settings made it another version, that of their
    change.
    """

    kind: TextKind
    language: str
    edition: int
    version: int
    fingerprint: str
    body: str
    saved_on: date
    saved_by: str = ""
    supplied: str = ""
    id: int = 0


@dataclass(frozen=True)
class TextCheck:
    """That a data-protection officer checked the text with this fingerprint, as the office entered it."""

    kind: TextKind
    language: str
    fingerprint: str
    checked_on: date
    checked_by: str
    id: int = 0


@dataclass(frozen=True)
class TextDraft:
    """A text to be saved over ``edition`` (0 for the supplied one); ``in_substance`` is the office's word."""

    kind: TextKind
    language: str
    texts: Texts
    edition: int
    in_substance: bool


@dataclass(frozen=True)
class TextPlaceholder:
    """What stands in for a value: ``label`` is shown and typed, ``example`` is today's value, or empty."""

    code: str
    label: str
    example: str = ""


@dataclass(frozen=True)
class TextSheet:
    """One text as the settings show it.

    ``edition`` is 0 while the supplied text is in force; ``history`` is the newest first. ``check`` holds for
    the text in force, ``earlier_check`` for another one. ``supplied_since`` says that the program brings
    another text than the one that was edited, ``form_only`` that the last edition kept the version before it.
    ``settings_in_form`` is the day on which settings or keys changed what it says, where that was called a
    change in form.
    """

    form: TextForm
    title: str
    language_name: str
    texts: Texts
    edition: int
    version: int
    fingerprint: str
    edited: bool
    supplied_since: bool
    placeholders: tuple[TextPlaceholder, ...]
    history: tuple[PaperText, ...] = ()
    check: TextCheck | None = None
    earlier_check: TextCheck | None = None
    form_only: bool = False
    settings_in_form: date | None = None
