"""The kinds of event by which a year that was handed in has changed, in words (K7)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.language import _
from intman_desktop.values.figures import Causes, ChangeKind


def kind_words(kind: ChangeKind) -> str:
    """Return a kind of event in words."""
    return {
        ChangeKind.TALK_ADDED: _("Gespräch nachgetragen oder zurückdatiert"),
        ChangeKind.TALK_CHANGED: _("Gespräch berichtigt oder entfernt"),
        ChangeKind.REFERRAL_CHANGED: _("Weitervermittlung berichtigt"),
        ChangeKind.PERSON_CHANGED: _("Angabe zur Person berichtigt"),
        ChangeKind.PLAN_CHANGED: _("Plan oder Ziel nachgetragen oder berichtigt"),
        ChangeKind.EXTENSION_CHANGED: _("Verlängerung nachgetragen oder berichtigt"),
        ChangeKind.BRIEF_CONTACT_CHANGED: _("Kurzkontakt nachgetragen oder berichtigt"),
        ChangeKind.MISTAKE_ERASED: _("Fehlanlage oder Dublette gelöscht"),
        ChangeKind.CASE_ERASED: _("gelöschte Akte"),
        ChangeKind.COUNTING_CHANGED: _("Zählweise oder Liste geändert"),
    }[kind]


def kinds_words(kinds: Iterable[ChangeKind]) -> str:
    """Return several kinds of event in words, with commas."""
    return ", ".join(map(kind_words, kinds))


def causes_words(causes: Causes) -> str:
    """Return what is behind a number in words; where several events are, with what each added."""
    if len(causes) == 1:
        return kinds_words(causes[0][0])
    return ", ".join(
        _("{kinds} ({added})").format(kinds=kinds_words(kinds), added=f"{added:+d}".replace("-", "−"))
        for kinds, added in causes
    )
