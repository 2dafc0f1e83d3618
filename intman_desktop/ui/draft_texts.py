"""The texts that are being typed, as the vault's worker keeps, compares, drops and seals them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from intman_desktop.errors import Refused
from intman_desktop.jobs.worker import Job

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.values.draft_views import StoredDraft
    from intman_desktop.values.outcome import Outcome
    from intman_desktop.vault.sealed_here import SealedHere

_SEALED_AS: Final = "draft before consent"


@dataclass
class Text:
    """One text that is being typed in the page ``form``, and its draft as it was written last.

    ``content`` is the newest that was typed. ``draft`` (None before there is one) is read and written on the
    vault's worker alone, so that a text never gets two drafts. ``over`` is set there where it may be kept no
    more.
    """

    form: str
    content: str = ""
    draft: StoredDraft | None = None
    over: bool = False


def rested(resting: dict[str, Text], form: str, content: str) -> Text:
    """Take out of ``resting`` (by content) the text that stands in the page ``form`` again, else begin one.

    A text that names its cases is the same wherever its page was opened from.
    """
    found = content if content in resting else ""
    typed = json.loads(content)["values"]
    if not found and typed.get("case_ids"):
        mine = (each for each, text in resting.items() if each and text.form == form)
        found = next((each for each in mine if json.loads(each)["values"] == typed), "")
    return resting.pop(found) if found else Text(form)


@dataclass(frozen=True)
class Saving:
    """A text on its way into the store.

    ``job`` saves it. ``left()`` returns what of ``Page.unsaved`` was typed since, to be read over what was
    saved, and None for nothing; it is called on the vault's worker after the job has ended well, and looks at
    no widget.
    """

    job: Job
    left: Callable[[], dict[str, Any] | None]


@dataclass(frozen=True)
class Sealed:
    """What was typed in the page ``form`` before the consent, sealed."""

    form: str
    content: SealedHere


def longest_text(values: object) -> int:
    """Return how many words the longest text has among ``values``, as ``Page.unsaved`` returns them."""
    if isinstance(values, str):
        return len(values.split())
    listed = values if isinstance(values, list | tuple) else ()
    inside = values.values() if isinstance(values, dict) else listed
    return max(map(longest_text, inside), default=0)


def keep(desk: Desk, text: Text, case_id: int | None) -> Outcome[int]:
    """Write the newest content of ``text`` into its own draft (runs on the vault's worker).

    Raises ``Refused`` where the draft is no more what the text made it, or its case is gone.
    """
    return _write(desk, text, case_id, text.content)


def _write(desk: Desk, text: Text, case_id: int | None, content: str) -> Outcome[int]:
    from intman_desktop.services.common.drafts import save_draft, stored_drafts

    before = text.draft
    try:
        if before is not None and _is_other(stored_drafts(desk, [before.id]).get(before.id), before):
            raise Refused("draft_is_gone")
        outcome = save_draft(desk, text.form, case_id, content, before.id if before is not None else None)
    except Refused:
        text.over = True
        raise
    text.draft = stored_drafts(desk, [outcome.value])[outcome.value]
    return outcome


def look(
    desk: Desk, texts: Iterable[Text], unkept: dict[str, tuple[int, ...]]
) -> tuple[list[tuple[Text, StoredDraft | None]], list[str]]:
    """Return the texts that are not what their drafts are, and the pages that show a case no more in use.

    Each of the former with the draft that is left of it, None for one that is gone or hidden (runs on the
    vault's worker).
    """
    from intman_desktop.services.common.drafts import in_use, stored_drafts

    stored = stored_drafts(desk, [text.draft.id for text in texts if text.draft is not None])
    others = []
    for text in texts:
        before = text.draft
        now = stored.get(before.id) if before is not None else None
        if text.over or (before is not None and _is_other(now, before)):
            hidden = now is not None and before is not None and now.hidden and not before.hidden
            others.append((text, None if hidden else now))
    usable = in_use(desk, [case_id for case_ids in unkept.values() for case_id in case_ids])
    return others, [name for name, case_ids in unkept.items() if not usable.issuperset(case_ids)]


def _is_other(now: StoredDraft | None, before: StoredDraft) -> bool:
    """Return whether a draft was taken away, changed or hidden since it was ``before``."""
    return now is None or now.content != before.content or (now.hidden and not before.hidden)


def drop(desk: Desk, text: Text) -> Outcome[None]:
    """Drop the draft of ``text``, also one that was still being written when it ended."""
    from intman_desktop.services.common.drafts import drop_draft

    return drop_draft(desk, text.draft.id if text.draft is not None else 0)


def leave_unsaved(
    desk: Desk, saving: Saving, text: Text, case_id: int | None, content: str
) -> Outcome[str | None]:
    """Leave in the draft of ``text`` what is not saved of its ``content``, once the job saving it has ended.

    Returns the content of the draft, None where nothing is left and it was dropped. Raises ``Refused`` as
    ``keep``.
    """
    from intman_desktop.values.outcome import Outcome

    if not saving.job.succeeded.is_set():
        return Outcome(content)
    left = saving.left()
    if left is None:
        changed = drop(desk, text).changed
        text.draft = None  # whoever types on in it begins another
        return Outcome(None, changed)
    content = json.dumps({**json.loads(content), "values": left}, sort_keys=True)
    return Outcome(content, _write(desk, text, case_id, content).changed)


def seal(desk: Desk, drafts: list[tuple[str, str]]) -> list[Sealed]:
    """Return the drafts, (page, content) each, sealed for this store (runs on its worker; Rule P2)."""
    from intman_desktop.vault.sealed_here import seal_here

    return [Sealed(form, seal_here(desk.vault, _SEALED_AS, content.encode())) for form, content in drafts]


def unseal(desk: Desk, sealed: list[Sealed]) -> tuple[list[tuple[str, str]], list[Sealed]]:
    """Return what ``seal`` was given for this store, and what was sealed for others."""
    from intman_desktop.vault.sealed_here import unseal_here

    opened, others = [], []
    for each in sealed:
        content = unseal_here(desk.vault, _SEALED_AS, each.content)
        if content is None:
            others.append(each)
        else:
            opened.append((each.form, content.decode()))
    return opened, others
