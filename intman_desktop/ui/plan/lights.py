"""The lights of the seven blocks in signs and words, and what a block still lacks (I8)."""

from __future__ import annotations

from typing import Final, TypeAlias

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import day
from intman_desktop.values.codes import Block, GoalState, Light
from intman_desktop.values.plan_views import BlockView, OwnBlockView, PlanView

BlockKey: TypeAlias = Block | str
"""What a block is chosen by: one of the seven, or the code of one of the office's own (I10)."""

_FIELD: Final = "answer_missing"
LIGHTS: Final = {
    Light.COMPLETE: State.DONE,
    Light.BEGUN: State.GOING,
    Light.OPEN_WITH_REASON: State.REASONED,
    Light.MISSING: State.OPEN,
}

GOAL_SIGNS: Final = {
    GoalState.PROPOSED: State.OPEN,
    GoalState.AGREED: State.GOING,
    GoalState.IN_PROGRESS: State.GOING,
    GoalState.DEFERRED: State.RESTING,
    GoalState.REACHED: State.DONE,
    GoalState.PARTLY_REACHED: State.DONE,
    GoalState.NOT_REACHED: State.UNDONE,
    GoalState.DROPPED: State.UNDONE,
}


_UNSAID: Final = frozenset({Light.MISSING, Light.BEGUN})
"""Nothing in the plan says why these blocks are not complete; "begründet offen" says it."""


def unsaid_blocks(view: PlanView) -> tuple[BlockView | OwnBlockView, ...]:
    """Return the blocks that are open without a reason, as all that names them names them (Rule I8).

    Before the first version is kept the course is not asked for: it is written as time goes on (Rule I7). Own
    blocks are among them where a consent opens them (Rules I10, E3).
    """
    asked_for = (each for each in view.blocks if view.versions or each.block is not Block.COURSE)
    own = (each for each in view.own_blocks if each.closed is None)
    found: tuple[BlockView | OwnBlockView, ...] = (*asked_for, *own)
    return tuple(each for each in found if each.light in _UNSAID)


def missing_words(block: BlockView) -> list[str]:
    """Return what a block lacks as sentences, and since when; fields that are not filled share one."""
    fields, said = _fields_missing(block), _others_missing(block)
    if block.fell_back_on is not None:
        said = [_("Bis zum {on} war alles da.").format(on=day(block.fell_back_on)), *said]
    return [*said, _("Es fehlt: {fields}.").format(fields=fields)] if fields else said


def missing_line(block: BlockView | OwnBlockView) -> str:
    """Return the word of the light, until when it was another, and what is missing, for the list."""
    if isinstance(block, OwnBlockView):
        return light_word(block)
    fields = _fields_missing(block)
    if fields and block.light is not Light.MISSING:
        fields = _("es fehlt: {fields}").format(fields=fields)
    before = block.fell_back_on
    was = [_("bis {on} vollständig").format(on=day(before))] if before is not None else []
    return " · ".join([light_word(block), *was, *_others_missing(block), *([fields] if fields else [])])


def _fields_missing(block: BlockView) -> str:
    return ", ".join(str(fact.values["field"]) for fact in block.missing if fact.code == _FIELD)


def _others_missing(block: BlockView) -> list[str]:
    return [sentence(fact) for fact in block.missing if fact.code != _FIELD]


def block_key(block: BlockView | OwnBlockView) -> BlockKey:
    """Return what a block is chosen by."""
    return block.code if isinstance(block, OwnBlockView) else block.block


def key_from(text: str) -> BlockKey:
    """Return the key that a draft was written with."""
    return Block(text) if text in tuple(Block) else text


def block_name(block: BlockView | OwnBlockView) -> str:
    """Return the name of a block."""
    return block.title if isinstance(block, OwnBlockView) else shown(block.block)


def light_word(block: BlockView | OwnBlockView) -> str:
    """Return the word for a light; the blocks of the office's own are never demanded."""
    if isinstance(block, OwnBlockView):
        if block.closed is not None:
            return _("geschlossen, Einwilligung fehlt")
        return _("ausgefüllt") if block.light is Light.COMPLETE else _("freiwillig, noch leer")
    return shown(block.light)
