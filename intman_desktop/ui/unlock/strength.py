"""A word on how strong a passphrase is; it advises, asks once where it is far too weak, and never refuses.

The guess is that of zxcvbn, as the power of ten of the guesses it takes. Its dictionaries know no German: a
German word counts as letters thrown at random, ten guesses for each. So the bounds lie high. Three or four
words of everyday length reach the first one, which is 10^14: whoever stole the store and tries ten thousand
passphrases a second, against the half second that one takes here, is busy for three hundred years. Four or
five reach the second one, where even known words, at ten thousand guesses each and not ten for each letter,
hold as long.

Words that the program drew itself are not guessed at: zxcvbn knows some of them from English and may call
them weak. Five out of N take N to the fifth, 10^16.6 for 2048. All of these have to be tried, so they are
held against the first bound, and stand hundreds of times as long as it asks for.
"""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.ui.parts.state import State

_GOOD = 20.0
_FAIR = 14.0
_POOR = 8.0
"""Fewer guesses than this are made in a night on a machine like this one."""
_LOOKED_AT = 100
"""So many signs are enough to judge; beyond them the guess takes long and says nothing more."""


def guesses(passphrase: str) -> float:
    """Return the power of ten of the guesses that the beginning of ``passphrase`` stands."""
    looked_at = passphrase[:_LOOKED_AT]
    if not looked_at:
        return 0.0
    from zxcvbn import zxcvbn

    return float(zxcvbn(looked_at, max_length=_LOOKED_AT)["guesses_log10"])


def far_too_weak(passphrase: str) -> bool:
    """Return whether ``passphrase`` is found within a night on a machine like this one."""
    return guesses(passphrase) < _POOR


def advice(passphrase: str, *, drawn: bool = False) -> tuple[State, str]:
    """Return a state and a sentence about ``passphrase``; ``drawn``: by the program, and left unchanged."""
    if drawn:
        return State.DONE, _("Stark: fünf zufällig gezogene Wörter.")
    if passphrase != passphrase.strip():
        return State.WARNING, _("Am Anfang oder Ende steht ein Leerzeichen; es gehört dazu.")
    strength = guesses(passphrase)
    if strength >= _GOOD:
        return State.DONE, _("Stark, wenn es kein bekannter Satz ist.")
    if strength >= _FAIR:
        return State.GOING, _("Brauchbar; ein zufälliges Wort mehr macht sie stark.")
    if passphrase and far_too_weak(passphrase):
        return State.OVERDUE, _("Viel zu leicht zu erraten. Gut sind fünf zufällige Wörter.")
    return State.WARNING, _("Vielleicht zu leicht zu erraten. Gut sind fünf zufällige Wörter.")
