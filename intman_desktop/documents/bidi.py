"""The order of letters on a line: the Unicode Bidirectional Algorithm (UAX #9) with isolates.

Embeddings and overrides never reach this module: values are stripped of them when they are
inserted, and the texts of the papers do not use them. What is left of the algorithm is short,
and unlike the pure part of python-bidi it knows isolates (X5a to X6a) and brackets (N0).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_INITIATORS = frozenset((LRI, RLI, FSI))
_ISOLATE_CONTROLS = _INITIATORS | {PDI}
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e") | _ISOLATE_CONTROLS
_CLOSING = dict(zip("([{⁅⁽₍⟦⟨⟪", ")]}⁆⁾₎⟧⟩⟫", strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
_STRONG_AS_RIGHT = frozenset(("R", "AL", "EN", "AN"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "NI"))

T = TypeVar("T")


def neutralise(value: str) -> str:
    """Return ``value`` without anything that could turn the text around it or hide in it.

    Bidi and other control characters go; line breaks stay as they are, every other kind of white
    space becomes a plain space. Joiners (ZWJ, ZWNJ) stay: they are spelling.
    """
    kept: list[str] = []
    for character in value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"):
        if character in _BIDI_CONTROLS or character in "\ufeff\u00ad\u200b":
            continue
        category = unicodedata.category(character)
        if character in "\n\u200c\u200d\u00a0\u202f":
            kept.append(character)
        elif category in ("Zs", "Zl", "Zp") or character == "\t":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs"):
            kept.append(character)
    return "".join(kept)


def isolate(value: str) -> str:
    """Return ``value`` neutralised and closed off, line by line, from the direction around it."""
    return "\n".join(f"{FSI}{line}{PDI}" for line in neutralise(value).split("\n"))


def without_isolates(text: str) -> str:
    """Return ``text`` as a reader copies it: without the invisible isolate controls."""
    return "".join(character for character in text if character not in _ISOLATE_CONTROLS)


def is_invisible(character: str) -> bool:
    """Say whether ``character`` steers direction and is never drawn."""
    return character in _BIDI_CONTROLS


def levels(text: str, base: int) -> list[int]:
    """Return the embedding level of every character of one line-break-free paragraph.

    ``base`` is 0 for left-to-right and 1 for right-to-left paragraphs. Trailing spaces of a line
    are the caller's matter (rule L1).
    """
    if base == 0 and not _TURNS.search(text):
        return [0] * len(text)
    classes = [unicodedata.bidirectional(character) or "L" for character in text]
    out = [base] * len(text)
    _resolve(text, classes, range(len(text)), base, out)
    return out


def visual_order(items: Sequence[tuple[int, T]]) -> list[T]:
    """Return items given as (level, item) in logical order from left to right (rule L2)."""
    ordered = list(items)
    for level in range(max((lv for lv, _item in ordered), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            if ordered[start][0] < level:
                start += 1
                continue
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = ordered[start:end][::-1]
            start = end
    return [item for _level, item in ordered]


def _resolve(text: str, classes: list[str], span: range, level: int, out: list[int]) -> None:
    """Resolve one isolating run sequence and, by recursion, the isolates inside it."""
    own: list[int] = []
    ignored: list[int] = []
    at = span.start
    while at < span.stop:
        own_class = classes[at]
        if own_class == "BN":
            ignored.append(at)
        else:
            own.append(at)
        if text[at] in _INITIATORS:
            end = _matching(text, at, span.stop)
            inner = range(at + 1, end)
            right = text[at] == RLI or (text[at] == FSI and _first_strong(text, classes, inner) == 1)
            _resolve(text, classes, inner, level + 1 + ((level + 1) % 2 != int(right)), out)
            at = end
        else:
            at += 1
    kinds = ["ON" if text[i] in _ISOLATE_CONTROLS else classes[i] for i in own]
    marks = [kind == "NSM" for kind in kinds]
    side = "R" if level % 2 else "L"
    _weak(kinds, side)
    _brackets([text[i] for i in own], kinds, marks, side)
    _neutrals(kinds, side)
    for index, kind in zip(own, kinds, strict=True):
        out[index] = _implicit(level, kind)
    for index in ignored:
        out[index] = out[index - 1] if index > span.start else level


def _matching(text: str, at: int, stop: int) -> int:
    """Return where the isolate opened at ``at`` closes, or ``stop`` where it never does."""
    depth = 0
    for index in range(at, stop):
        if text[index] in _INITIATORS:
            depth += 1
        elif text[index] == PDI:
            depth -= 1
            if depth == 0:
                return index
    return stop


def _first_strong(text: str, classes: list[str], span: range) -> int:
    """Return 1 when the first strong character is right-to-left, else 0 (rules P2, P3)."""
    depth = 0
    for index in span:
        if text[index] in _INITIATORS:
            depth += 1
        elif text[index] == PDI:
            depth = max(0, depth - 1)
        elif depth == 0 and classes[index] in ("L", "R", "AL"):
            return int(classes[index] != "L")
    return 0


def _weak(kinds: list[str], side: str) -> None:
    """Rules W1 to W7: marks and numbers."""
    strong = side
    previous = side
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = previous
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
        elif kind in ("L", "R", "AL"):
            strong = kind
        if kinds[i] == "EN" and strong == "AL":
            kinds[i] = "AN"
        previous = kinds[i]
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        before, after = kinds[i - 1], kinds[i + 1]
        if (kinds[i] == "ES" and before == after == "EN") or (
            kinds[i] == "CS" and before == after and before in ("EN", "AN")
        ):
            kinds[i] = before
    _terminators(kinds)
    strong = side
    for i, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _terminators(kinds: list[str]) -> None:
    """Rule W5: signs like % and € beside a European number belong to it."""
    i = 0
    while i < len(kinds):
        if kinds[i] != "ET":
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if (i > 0 and kinds[i - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[i:end] = ["EN"] * (end - i)
        i = end


def _brackets(characters: list[str], kinds: list[str], marks: list[bool], side: str) -> None:
    """Rule N0: both brackets of a pair look the same way, and the ``marks`` upon them with them."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(characters):
        if kinds[i] != "ON":
            continue
        if character in _CLOSING:
            stack.append((character, i))
        elif character in _OPENING:
            for back in range(len(stack) - 1, -1, -1):
                if stack[back][0] == _OPENING[character]:
                    pairs.append((stack[back][1], i))
                    del stack[back:]
                    break
    for opening, closing in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if not inside:
            continue
        direction = side
        if side not in inside:
            before = next((s for s in map(_strong, reversed(kinds[:opening])) if s), side)
            direction = before if before != side else side
        for bracket in (opening, closing):
            kinds[bracket] = direction
            for i in range(bracket + 1, len(kinds)):
                if not marks[i]:
                    break
                kinds[i] = direction


def _strong(kind: str) -> str:
    """Return the direction a class counts for among neutrals, "" for none."""
    if kind == "L":
        return "L"
    return "R" if kind in _STRONG_AS_RIGHT else ""


def _neutrals(kinds: list[str], side: str) -> None:
    """Rules N1 and N2: neutrals follow their neighbours, else the paragraph."""
    i = 0
    while i < len(kinds):
        if kinds[i] not in _NEUTRAL:
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _strong(kinds[i - 1]) if i else side
        after = _strong(kinds[end]) if end < len(kinds) else side
        kinds[i:end] = [before if before == after else side] * (end - i)
        i = end


def _implicit(level: int, kind: str) -> int:
    """Rules I1 and I2."""
    if level % 2 == 0:
        return level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
    return level + (1 if kind in ("L", "EN", "AN") else 0)
