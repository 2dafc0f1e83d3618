"""The editions of a text, the newest first, each to be looked at again (E6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from intman_desktop.language import _
from intman_desktop.services.common.text_versions import texts_of
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.settings.text_pieces import short_print
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.texts import PaperText, Texts, TextSheet


class TextHistoryCard(Card):
    """``fetch(texts)`` puts the texts of an edition into the form.

    ``call_substance()`` says of the last edition, called a change in form, that it was one in substance,
    ``judge_settings()`` of the settings that stand on the paper.
    """

    def __init__(
        self,
        fetch: Callable[[Texts], object],
        call_substance: Callable[[], object],
        judge_settings: Callable[[], object],
    ) -> None:
        super().__init__(_("Fassungen"))
        self._fetch, self._call_substance, self._judge_settings = fetch, call_substance, judge_settings

    def show_sheet(self, sheet: TextSheet) -> None:
        """Show every edition that the office saved, and the supplied text below them."""
        self.clear()
        self.add(
            QuietText(
                _("Was Menschen gezeigt wurde, bleibt bei ihrer Einwilligung stehen, wie es damals war.")
            )
        )
        if sheet.settings_in_form is not None:
            words = _("In der Form geändert am {day}, durch Einstellungen oder Schlüssel").format(
                day=day(sheet.settings_in_form)
            )
            self.add(Text(words))
            self.add(Flow(_mend(words, self._judge_settings)))
        for place, edition in enumerate(sheet.history):
            before = sheet.history[place + 1].version if place + 1 < len(sheet.history) else None
            mends = sheet.form_only and not place
            self._add(_words(edition, before), edition.fingerprint, texts_of(edition.body), mends=mends)
        self._add(
            _("Mitgelieferter Text, Fassung {version}").format(version=sheet.form.version),
            "",
            sheet.form.texts,
        )

    def _add(self, words: str, fingerprint: str, texts: Texts, *, mends: bool = False) -> None:
        self.add(Text(words))
        act = link_button(_("In das Formular holen"), partial(self._fetch, texts))
        act.setAccessibleName(_("{act}: {what}").format(act=act.text(), what=words))
        line = Flow(gap=space(4))
        if fingerprint:
            printed = _("Fingerabdruck {fingerprint}").format(fingerprint=short_print(fingerprint))
            line.add(SmallText(printed.replace(" ", "\u00a0")))
        line.add(act)
        if mends:
            line.add(_mend(words, self._call_substance))
        self.add(line)


def _mend(words: str, act: Callable[[], object]) -> QPushButton:
    mend = link_button(_("Es war doch der Inhalt"), act)
    mend.setAccessibleDescription(words)
    return mend


def _words(edition: PaperText, before: int | None) -> str:
    in_form = before == edition.version
    words = (
        _("Fassung {version}, in der Form geändert am {day} von {who}")
        if in_form
        else _("Fassung {version}, gespeichert am {day} von {who}")
    )
    return words.format(version=edition.version, day=day(edition.saved_on), who=edition.saved_by or "–")
