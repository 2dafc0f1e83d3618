"""The head of a talk: day, form, topics, and below the notes how it was held (P5, K5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.profiles.profile import join_choices, split_choices
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.entries import ChoicesEntry
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.talk.topic_field import TopicField
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Talk
from intman_desktop.values.codes import TalkSetting
from intman_desktop.values.form_views import FormOffer, Options


class Head(QWidget):
    """Day, form and topics. Signals: ``changed``; ``form_chosen(bool)`` – a form, and whether it counts;
    ``settled`` – Enter on the topic.
    """

    changed = Signal()
    form_chosen = Signal(bool)
    settled = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._forms: dict[str, FormOffer] = {}
        self._brief = False
        self._form_of_talk = ""
        self.day = DateField(frame.today, frame.today())
        self.form = ChoiceField(empty=None)
        self.topic = TopicField()
        self._labels: tuple[tuple[str, str], ...] = ()
        self.further = ChoicesEntry(())
        self.day_row = Labelled(_("&Datum"), self.day)
        self.form_row = Labelled(_("&Form"), self.form)
        self.topic_row = Labelled(_("&Hauptthema"), self.topic)
        self._further_row = Labelled(_("Weitere &Themen"), self.further)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))
        fields = [self.day_row, self.form_row, self.topic_row, self._further_row]
        columns = Columns(fields, shares=(4, 6, 6, 5), letters=100)
        columns.turned.connect(self._place_chips)
        self._column.addWidget(columns)
        self._column.addWidget(self.topic.chips)
        self.day.date_changed.connect(lambda _day: self.changed.emit())
        self.form.chosen.connect(self._heard_form)
        self.topic.chosen.connect(lambda _code: self.changed.emit())
        self.topic.chosen.connect(lambda _code: self.topic_row.set_fault(""))
        self.topic.settled.connect(self.settled)
        self.further.changed.connect(self.changed)

    def set_forms(self, forms: tuple[FormOffer, ...], last: str) -> None:
        """Offer ``forms``; ``last`` is the one used before, chosen where none is."""
        self._forms = {each.code: each for each in forms}
        self._offer_forms(last)

    def set_topics(self, topics: Options, quick: tuple[str, ...]) -> None:
        """Offer ``topics`` with ``quick`` on the keys 1 to 9."""
        self.topic.set_topics(topics, quick)
        if topics != self._labels:
            self._labels = topics
            self.further.set_options(topics)

    def set_topic_hint(self, hint: str) -> None:
        """Say below the topic why some are not offered; an empty text hides it."""
        self.topic_row.set_hint(hint)

    def show_only_brief(self, *, brief: bool) -> None:
        """Leave only what a Kurzkontakt holds: day, a form in which one meets, and topic (Rule P2).

        A form that had to give way stands there again after it, where no other one was chosen.
        """
        before = self.form.draft()
        self._brief = brief
        self._further_row.setVisible(not brief)
        self._offer_forms()
        if not brief and self._form_of_talk:
            self.form.set_draft(self._form_of_talk)
            self._form_of_talk = ""
        elif brief and self.form.draft() != before:
            self._form_of_talk = before

    def counts(self) -> bool:
        """Return whether talks of the chosen form count by default (Rule P5)."""
        offer = self._forms.get(self.form.code())
        return offer is not None and offer.counts

    def show_talk(self, talk: Talk) -> None:
        """Show the head of ``talk``."""
        self._form_of_talk = ""
        self.day.set_value(talk.on)
        self.form.set_code(talk.form)
        self.topic.set_code(talk.topic)
        self.further.set_value(join_choices(talk.further_topics))

    def written_into(self, talk: Talk) -> Talk:
        """Return ``talk`` with this head. The day must be understood: see ``check``."""
        on = self.day.value()
        if on is None:
            raise ValueError("the day is not known")
        further = tuple(code for code in split_choices(self.further.value()) if code != self.topic.code())
        return replace(talk, on=on, form=self.form.code(), topic=self.topic.code(), further_topics=further)

    def check(self) -> bool:
        """Mark what is missing and return whether the head can be saved."""
        missing = "" if self.day.value() else _("Bitte geben Sie ein Datum ein.")
        self.day_row.set_fault(self.day.fault() or missing)
        self.topic_row.set_fault("" if self.topic.code() else _("Bitte wählen Sie ein Hauptthema."))
        return not self.day_row.fault() and not self.topic_row.fault()

    def values(self, *, nameless: bool) -> dict[str, Any]:
        """Return what stands here, for a draft; ``nameless`` without any text that may name anybody."""
        if nameless:
            chosen = {"form": self.form.code(), "topic": self.topic.code(), "further": self.further.value()}
            return {"day": self.day.day_alone(), **chosen}
        return {
            "day": self.day.draft(),
            "form": self.form.draft(),
            "topic": self.topic.draft(),
            "further": self.further.draft(),
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        self._form_of_talk = ""
        self.day.setText(values["day"])
        self.form.set_draft(values["form"])
        self.topic.set_draft(values["topic"])
        self.further.set_draft(values["further"])

    def _offer_forms(self, last: str = "") -> None:
        """Offer what fits; where nothing that is offered is chosen, choose ``last``, else the first one."""
        offered = {each.code: each.label for each in self._forms.values() if each.meets or not self._brief}
        self.form.find_by({each.code: each.words for each in self._forms.values()})
        self.form.set_choices(tuple(offered.items()))
        if offered and self.form.code() not in offered:
            self.form.set_code(last if last in offered else next(iter(offered)))

    def _place_chips(self, stacked: bool) -> None:
        """Keep the topics on the keys at their field: in its own row where the fields are a stack."""
        if stacked:
            self.topic.hold_chips()
        else:
            self._column.addWidget(self.topic.chips)

    def _heard_form(self, _code: str) -> None:
        self._form_of_talk = ""
        self.form_chosen.emit(self.counts())
        self.changed.emit()


class Manner(QWidget):
    """How the talk was held: interpretation, length, with whom. Signals: ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.interpretation = ChoiceField()
        self.minutes = TextField()
        digits = QRegularExpression("[0-9]{0,4}")
        self.minutes.setValidator(QRegularExpressionValidator(digits, self.minutes))
        self.setting = ChoiceField(_settings(several=False), empty=None)
        self._setting_chosen = self._closed = self._asked = False
        self.minutes_row = Labelled(_("Dauer (&Minuten)"), self.minutes)
        self._interpretation_row = Labelled(_("&Sprachmittlung"), self.interpretation)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Columns(
                [
                    self._interpretation_row,
                    self.minutes_row,
                    Labelled(_("&Gespräch mit"), self.setting),
                ],
                shares=(4, 2, 3),
            )
        )
        self.interpretation.chosen.connect(self._heard_interpretation)
        self.minutes.textEdited.connect(lambda _text: self.changed.emit())
        self.setting.chosen.connect(self._choose_setting)

    def offer(self, interpretations: Options, *, closed: bool, asked: bool) -> None:
        """Offer kinds of interpretation; where a person has not consented, say why there are fewer (E3).

        Where it is ``asked`` for in a file, the empty field says so.
        """
        self.interpretation.set_choices(interpretations)
        self._closed, self._asked = closed, asked
        self._show_hint()

    def _show_hint(self) -> None:
        hint = ""
        if self._closed:
            hint = _("Ohne Einwilligung zur Sprachmittlung ist hier niemand zum Dolmetschen wählbar.")
        elif self._asked and not self.interpretation.code():
            hint = _("Sprachmittlung? In der Akte steht: nötig.")
        self._interpretation_row.set_hint(hint)

    def set_people(self, number: int) -> None:
        """Call those who took part what they are known to be: a couple or a family only the person says."""
        self.setting.set_choices(_settings(several=number > 1))

    def show_talk(self, talk: Talk) -> None:
        """Show how ``talk`` was held."""
        self.interpretation.set_code(talk.interpretation)
        self._show_hint()
        self.minutes.setText(str(talk.minutes) if talk.minutes is not None else "")
        self.setting.set_code(talk.setting)
        self._setting_chosen = True

    def written_into(self, talk: Talk) -> Talk:
        """Return ``talk`` with what stands here."""
        minutes = self.minutes.value()
        return replace(
            talk,
            interpretation=self.interpretation.code(),
            minutes=int(minutes) if minutes else None,
            setting=TalkSetting(self.setting.code()),
        )

    def values(self, *, nameless: bool) -> dict[str, Any]:
        """Return what stands here, for a draft; ``nameless`` without any text that may name anybody."""
        interpretation, setting = self.interpretation, self.setting
        return {
            "interpretation": interpretation.code() if nameless else interpretation.draft(),
            "minutes": self.minutes.text(),
            "setting": setting.code() if nameless else setting.draft(),
            "setting_chosen": self._setting_chosen,
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        self.interpretation.set_draft(values["interpretation"])
        self._show_hint()
        self.minutes.setText(values["minutes"])
        self.setting.set_draft(values["setting"])
        self._setting_chosen = values["setting_chosen"]

    def _heard_interpretation(self, _code: str) -> None:
        self._show_hint()
        self.changed.emit()

    def _choose_setting(self, _code: str) -> None:
        self._setting_chosen = True
        self.changed.emit()


def _settings(*, several: bool) -> Options:
    """Return with whom a talk can have been held; ``several`` take part in this one."""
    return (
        (TalkSetting.SINGLE, _("mehreren Personen") if several else _("einer Person")),
        (TalkSetting.COUPLE, _("einem Paar")),
        (TalkSetting.FAMILY, _("einer Familie")),
    )
