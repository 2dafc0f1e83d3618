"""What is typed in a block of the plan beside an act that is taken back (I8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from intman_desktop.ui.needs.seen import seen_of
from intman_desktop.ui.plan.lights import BlockKey, block_key
from intman_desktop.ui.plan.parted import unseen
from intman_desktop.ui.plan.seen import reason_of, sentence_of, signatures_of
from intman_desktop.values.codes import Block
from intman_desktop.values.form_views import FilledField, PlanForm


@dataclass(frozen=True)
class Undone:
    """An act that was taken back while something is typed in ``block``.

    Attributes: ``built`` – the plan over which that was typed; ``read`` – the one that was read last before
    the act was taken back, None where the block was not seen then; ``now`` – the one that came of it.
    """

    block: BlockKey
    built: PlanForm
    read: PlanForm | None
    now: PlanForm

    def over_now(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Return ``typed``, the draft of the block, as typed over the plan as it is now.

        Only what the act itself had written counts as seen: what anybody else wrote is still written over by
        nobody.
        """
        values = dict(typed["values"])
        if "fields" in values:
            values["fields"] = {code: self._field(code, each) for code, each in values["fields"].items()}
        if self._wrote(_text, values.get("seen")):
            del values["seen"]
        if self._wrote(_signatures, values.get("signed", {}).get("seen")):
            del values["signed"]
        told = {**typed, "values": values}
        if self._wrote(_reason, typed.get("reason_seen")):
            del told["reason_seen"]
        if all(self._is_free(code) for code in values.get("fields", ())):
            told.pop("client", None)
        return told

    def _field(self, code: str, typed: Any) -> Any:
        stands = (_field(code, each) for each in (self.built, self.read, self.now))
        return unseen(typed) if self._is_undone(*stands) else typed

    def _wrote(self, stands: Callable[[BlockKey, PlanForm], object], seen: object) -> bool:
        """Return whether what was ``seen`` by the one who typed is what the act had written.

        ``stands(block, form)`` returns what stands there in the form, as a draft tells it.
        """
        if self.read is None or seen is None:
            return False
        return seen == stands(self.block, self.read) != stands(self.block, self.now)

    def _is_undone(self, built: object, read: object, now: object) -> bool:
        """Return whether what was ``built`` stood there until the act was taken back, and does no more."""
        return self.read is not None and built == read != now

    def _is_free(self, code: str) -> bool:
        """Return whether nobody else wrote over the client's column ``code``, as far as it is one."""
        built, read, now = (_field(code, each) for each in (self.built, self.read, self.now))
        return built == now or self._is_undone(built, read, now)


def _field(code: str, form: PlanForm | None) -> FilledField | None:
    fields = form.fields if form is not None else ()
    return next((each for each in fields if each.view.code == code), None)


def _text(block: BlockKey, form: PlanForm) -> object:
    """Return what stands in ``block`` beside its fields, or as the whole of one of the office."""
    plan = form.view.plan
    if not isinstance(block, Block):
        answers = [each.answer for each in form.view.own_blocks if block_key(each) == block]
        return seen_of([each for each in answers if each is not None])
    if block is Block.GOALS:
        return sentence_of(plan)
    return (plan.course if block is Block.COURSE else plan.steps) if plan is not None else ""


def _signatures(_block: BlockKey, form: PlanForm) -> object:
    return signatures_of(form.view.plan) if form.view.plan is not None else []


def _reason(block: BlockKey, form: PlanForm) -> object:
    return reason_of(form.view, block)
