"""The way back: the places one came through, each as it is opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LONGEST = 30


@dataclass(frozen=True)
class Step:
    """One place: the page ``name`` opened with ``where``; ``inner`` if it was opened inside that page."""

    name: str
    where: dict[str, Any]
    inner: bool = False

    def is_of(self, name: str, case_id: object) -> bool:
        """Return whether it is a place on the page ``name`` of that case, or of none."""
        return self.name == name and self.where.get("case_id") == case_id


class Way:
    """The steps of the way, of which the last is the place that is shown.

    What was opened inside a page, such as a form in the place of its tabs, is a step of its own that leads
    back to where it was opened; the tabs of a page are one step, at the tab where one was.
    """

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def last(self) -> Step | None:
        """Return the place that is shown, None before any."""
        return self._steps[-1] if self._steps else None

    def clear(self) -> None:
        """Forget every place."""
        self._steps.clear()

    def go(self, name: str, where: dict[str, Any]) -> None:
        """Go on to the page ``name``, opened with ``where``."""
        step = Step(name, where)
        if self.last() != step:
            self._steps = [*self._steps[-_LONGEST:], step]

    def stand(self, where: dict[str, Any]) -> None:
        """Know that one is at ``where`` in the page that is shown."""
        if self._steps:
            last = self._steps[-1]
            self._steps[-1] = Step(last.name, where, last.inner)
            self._steps = _without_repeats(self._steps)

    def turn(self, where: dict[str, Any], *, inner: bool) -> None:
        """Know that the page that is shown has turned to ``where``, which may be ``inner``.

        What is left is behind it: a form that is done, and what stood above the one gone back to.
        """
        last = self.last()
        if last is None:
            return
        step, before = Step(last.name, where, inner), list(self._steps)
        behind: list[Step] = []
        while before and before[-1].inner and before[-1].is_of(step.name, where.get("case_id")):
            behind.insert(0, before.pop())
        if not inner:
            behind.clear()
            if before and before[-1].is_of(step.name, where.get("case_id")):
                before.pop()
        elif step in behind:
            del behind[behind.index(step) :]
        self._steps = [*before, *behind, step]

    def back(self) -> Step | None:
        """Go back to the place before this one and return it; None where there is none."""
        if len(self._steps) < 2:
            return None
        self._steps = self._steps[:-1]
        return self._steps[-1]

    def end_at_case(self, case_id: int) -> Step | None:
        """Leave this place for the file of that case, and return where one was in it; None for nowhere.

        A form of it in which this was decided on the way is over as well.
        """
        self._steps = self._steps[:-1]
        while (last := self.last()) is not None and last.inner and last.is_of("case", case_id):
            self._steps = self._steps[:-1]
        return last if last is not None and last.is_of("case", case_id) else None

    def pass_over(self, name: str) -> None:
        """Let no way back lead to the page ``name``; where it is the one that is shown it stays."""
        before = [each for each in self._steps[:-1] if each.name != name]
        self._steps = _without_repeats([*before, *self._steps[-1:]])


def _without_repeats(steps: list[Step]) -> list[Step]:
    return [step for step, last in zip(steps, [None, *steps], strict=False) if step != last]
