"""What is typed of a goal or its review since its saving began, as a draft over what was saved (Z1 to Z3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Goal


@dataclass
class StoredGoal:
    """What a goal has become in the store: written and read on the vault's worker alone.

    Two of them count as the same: what is told does not tell whether the same is saved twice.
    """

    goal: Goal | None = field(default=None, compare=False)


def typed_since(typed: dict[str, Any], stood: dict[str, Any], goal: Goal) -> dict[str, Any] | None:
    """Return what of ``typed``, the draft of the plan, is left once ``stood`` was saved as ``goal``.

    ``stood`` is what the editor of the goal, or its review, held when its saving began. None means that
    nothing is left: neither there, nor in a review that waits for the goal to be changed.
    """
    values = dict(typed["values"])
    sitting = values.pop("sitting", None)
    left = _left(values, stood, goal)
    if sitting is not None and (left or any(waiting == goal.id for waiting, _typed in sitting["typed"])):
        part = "seen" if _is_review(stood) else "reworded"
        told = sitting[part] if goal.id in sitting[part] else [*sitting[part], goal.id]
        left = {**left, "sitting": {**sitting, part: told}}
    return {**typed, "goal_id": goal.id, "values": left} if left else None


def goal_since(typed: dict[str, Any], goal: Goal) -> dict[str, Any]:
    """Return ``typed``, the draft of an editor, as a change of ``goal``, as which it was saved before."""
    review = typed["review"] if typed["review"].strip() or not goal.next_review else day(goal.next_review)
    measures = {**typed["measures"], "beside": [each.what for each in goal.measures]}
    return {**typed, "goal_id": goal.id, "review": review, "measures": measures}


def review_since(typed: dict[str, Any], stood: dict[str, Any], goal: Goal) -> dict[str, Any]:
    """Return ``typed``, the draft of a review, without what was saved of it with ``goal``.

    What was saved is told beside it as "kept": of what is no more than the saved words continued, only the
    rest stands there.
    """
    last = goal.history[-1]
    kept = {
        "day": day(last.on),
        "note": last.note,
        "next": day(goal.next_review) if goal.next_review and stood["next"] is not None else None,
    }
    as_kept = {name: kept[name] for name in ("day", "next") if typed[name] == stood[name]}
    return {**typed, **as_kept, "note": _rest(typed["note"], stood["note"]), "kept": kept}


def _left(typed: dict[str, Any], stood: dict[str, Any], goal: Goal) -> dict[str, Any]:
    if not typed or typed == stood:
        return {}
    if not _is_review(stood):
        return goal_since(typed, goal)
    left = review_since(typed, stood, goal)
    return left if left != review_since(stood, stood, goal) else {}


def _is_review(stood: dict[str, Any]) -> bool:
    return "kept" in stood


def _rest(note: str, saved: str) -> str:
    """Return what of ``note`` comes after ``saved``; all of it where it goes on in the middle of a word."""
    if not note.startswith(saved):
        return note
    rest = note[len(saved) :]
    begins = not rest or rest[0].isspace() or saved[-1:].isspace()
    return rest.lstrip() if begins or not saved else note
