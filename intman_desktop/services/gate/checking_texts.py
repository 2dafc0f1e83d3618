"""What can be wrong with the texts for persons that a case file brings along (E2, E6)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.wording import text_form
from intman_desktop.gdpr.texts import text_fingerprint
from intman_desktop.rules.paper_texts import text_faults, tidied
from intman_desktop.services.common.faults import unknown_code
from intman_desktop.services.common.text_versions import body_of, supplied_versions, texts_of
from intman_desktop.values.document import Fault
from intman_desktop.values.texts import PaperText


def paper_text_faults(text: PaperText, place: str) -> Iterator[Fault]:
    """Yield the fault of a text that no paper could be made of, or that is not what its fingerprint says."""
    if text.language not in supplied_versions(text.kind):
        yield unknown_code(f"{place}.language", text.language)
    elif min(text.edition, text.version) < 1 or text.fingerprint != text_fingerprint(text.body):
        yield Fault(f"{place}.fingerprint", "paper_text_damaged")
    elif not _is_whole(text):
        yield Fault(f"{place}.body", "paper_text_damaged")


def _is_whole(text: PaperText) -> bool:
    form = text_form(text.kind, text.language)
    try:
        held = texts_of(text.body)
        known = {key: held[key] for key in form.texts if key in held}
        tidy = tidied(form, known)
    except (AttributeError, TypeError, ValueError, RecursionError):
        return False
    return body_of({**form.texts, **known}) == body_of(tidy) and not text_faults(form, tidy)
