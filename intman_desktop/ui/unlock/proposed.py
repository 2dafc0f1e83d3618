"""Words for a new passphrase that nobody has thought of: drawn from a list of our own (0024).

Each draw is from the whole list, so five words out of 2048 or more are 55 bits, also for who has the list.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from intman_desktop.paths import resource

WORDS = 5


def propose(draw: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return ``WORDS`` words, a blank between them, as ``draw`` takes one after the other out of the list.

    A word may come twice: no draw depends on another.
    """
    words = word_list()
    return " ".join(draw(words) for _word in range(WORDS))


def word_list() -> tuple[str, ...]:
    """Return the words that can be drawn, sorted; read anew each time, for it is seldom wanted.

    Raises the errors of the system where the program was installed without its resources.
    """
    return tuple(resource("words", "de.txt").read_text(encoding="ascii").split())
