"""What the papers for a person leave out since she was deliberately not told of it, and why (E7)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.language import _
from intman_desktop.rules.disclosures import is_withheld
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Disclosure


def withheld_words(disclosures: Iterable[Disclosure]) -> str:
    """Return which acts no paper for the person names, with the reasons; empty where she knows of all."""
    left_out = [
        _("{recipient} am {day}, weil: {reason}").format(
            recipient=each.recipient, day=day(each.on), reason=each.not_told_reason.rstrip(".")
        )
        for each in disclosures
        if is_withheld(each)
    ]
    if not left_out:
        return ""
    return _(
        "Die Person weiß davon nicht, deshalb nennen es ihre Papiere nicht: {acts}. Gilt der Grund nicht "
        "mehr, tragen Sie bei der Weitergabe ein, wann Sie die Person informiert haben."
    ).format(acts="; ".join(left_out))
