"""A word on how strong a passphrase is; it advises and never refuses."""

from __future__ import annotations

import math

from intman_desktop.language import _
from intman_desktop.ui.parts.state import State

_GOOD = 70
_FAIR = 45


def bits(passphrase: str) -> float:
    """Return a cautious guess of the strength in bits: repeated and neighbouring signs count little."""
    kinds = (
        (str.islower, 26),
        (str.isupper, 26),
        (str.isdigit, 10),
        (lambda sign: not sign.isalnum(), 20),
    )
    alphabet = sum(size for test, size in kinds if any(test(sign) for sign in passphrase))
    fresh = 0.0
    for index, sign in enumerate(passphrase):
        before = passphrase[index - 1] if index else ""
        near = before and abs(ord(sign) - ord(before)) <= 1
        fresh += 0.2 if near else 0.5 if sign in passphrase[:index] else 1.0
    return fresh * math.log2(alphabet) if alphabet > 1 else 0.0


def advice(passphrase: str) -> tuple[State, str]:
    """Return a state and a sentence about ``passphrase``."""
    strength = bits(passphrase)
    if passphrase != passphrase.strip():
        return State.WARNING, _("Am Anfang oder Ende steht ein Leerzeichen; es gehört dazu.")
    if strength >= _GOOD:
        return State.DONE, _("Stark")
    if strength >= _FAIR:
        return State.GOING, _("Brauchbar; ein Wort mehr macht sie stark.")
    return State.WARNING, _("Zu leicht zu erraten. Gut sind fünf zufällige Wörter hintereinander.")
