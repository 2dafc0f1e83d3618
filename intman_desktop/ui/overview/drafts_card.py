"""Texts that were begun and not saved yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.drafts import drop_draft
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.settings.part_names import settings_parts
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment
from intman_desktop.values.codes import DisclosureWay
from intman_desktop.values.draft_views import Draft


class DraftsCard(Card):
    """The card "Angefangene Texte"."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Angefangene Texte"))
        self._frame = frame

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show ``drafts``, the newest first, below what is kept in memory alone until a consent is given."""
        self.clear()
        unkept = self._frame.unkept()
        for form, go_on in unkept:
            self.add(self._unkept_line(form, go_on))
        for draft in drafts:
            self.add(self._line(draft))
        if not drafts and not unkept:
            self.add(QuietText(_("Nichts ist angefangen.")))

    def _unkept_line(self, form: str, go_on: Callable[[], object]) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(_page_word(form)))
        why = _("Nicht gespeichert: Die Einwilligung fehlt noch.")
        if form == "list_import":
            why = _("Nicht gespeichert: Die Liste steht nur im Arbeitsspeicher.")
        column.addWidget(SmallText(why))
        resume = link_button(_("Fortsetzen"), go_on)
        resume.setAccessibleDescription(_page_word(form))
        column.addWidget(Flow(resume))
        return line

    def _line(self, draft: Draft) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = self._frame.curtain.name(draft.name, draft.case_id) if draft.name else ""
        what = " · ".join(part for part in (_form_word(draft), name) if part)
        column.addWidget(Text(what))
        column.addWidget(SmallText(moment(draft.saved_at)))
        resume = link_button(_("Fortsetzen"), partial(self._frame.resume, draft))
        drop = link_button(_("Verwerfen"), partial(self._drop, draft, what))
        for act in (resume, drop):
            act.setAccessibleDescription(what)
        column.addWidget(Flow(resume, drop, gap=space(4)))
        return line

    def _drop(self, draft: Draft, what: str) -> None:
        ask(
            self,
            _("Angefangenen Text verwerfen?"),
            _("{what}, {moment}: Der Text ist danach weg.").format(what=what, moment=moment(draft.saved_at)),
            _("Text verwerfen"),
            lambda: self._frame.do(drop_draft, draft.id, said=_("Angefangener Text verworfen.")),
            safe_text=_("Behalten"),
        )


def _form_word(draft: Draft) -> str:
    """Return what is being written: the page, in a case the form, in the settings the parts it stands in."""
    if draft.form == "case":
        return _word_in_case(json.loads(draft.content).get("values", {}))
    if draft.form == "new_person":  # of an intake nothing but this is ever written (Rule P2)
        return _("Kurzkontakt ohne Personendaten")
    if draft.form == "settings":
        return _word_in_settings(json.loads(draft.content).get("values", {}))
    return _page_word(draft.form)


def _page_word(form: str) -> str:
    return {
        "talk": _("Gespräch"),
        "cases": _("Mehrere Fälle"),
        "needs": _("Bedarf"),
        "period": _("Beratungszeitraum"),
        "new_person": _("Neue Person"),
        "services": _("Anlaufstelle"),
        "settings": _("Einstellungen"),
        "list_import": _("Vorhandene Liste übernehmen"),
    }.get(form, _("Angefangener Text"))


def _word_in_settings(values: Mapping[str, Any]) -> str:
    """Return the page with the parts that something was typed in; an earlier program did not tell them."""
    begun = values.get("begun", ())
    parts = ", ".join(word for key, word in settings_parts() if key in begun)
    page = _page_word("settings")
    return _("{page}: {parts}").format(page=page, parts=parts) if parts else page


def _word_in_case(values: Mapping[str, Any]) -> str:
    """Return what the form in a case is called whose ``unsaved`` values these are."""
    part = values.get("part")
    if part == "passing_on":
        way = values["values"]["typed"]["codes"]["way"]
        return _("Schreiben") if way == DisclosureWay.LETTER else _("Weitergabe")
    return {
        "consent": _("Einwilligung"),
        "request": _("Anfrage"),
        "person": _("Person und Haushalt"),
        "ending": _("Beendigung"),
        "erasure": _("Akte löschen"),
        "papers": _("Angefangener Scan"),
        "rectify": _("Falsche Angabe berichtigen"),
        "talks": _("Ergebnis einer Weitervermittlung"),
    }.get(str(part), _("Akte"))
