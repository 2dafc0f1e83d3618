"""What a plan shows beside its seven blocks: blocks of the office's own, and goals that are proposed."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop.values.case_file import Answer
from intman_desktop.values.codes import Light
from intman_desktop.values.explanation import Explanation


@dataclass(frozen=True)
class OwnBlockView:
    """A block of the office's own in a plan (I10): its words, its light, and the answer that is its text.

    ``answer`` is None where nothing is written; ``closed`` says why no consent opens it (E3).
    """

    code: str
    title: str
    help: str
    light: Light
    answer: Answer | None = None
    closed: Explanation | None = None


@dataclass(frozen=True)
class Proposal:
    """An area of life in which a need was named and no goal stands yet, with what was said (Z3).

    ``said`` are pairs of the field's label and its value in words.
    """

    area: str
    label: str
    said: tuple[tuple[str, str], ...]
