"""The acts on all marked cases: next review, letter, print, end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.profiles.list_names import ListName
from intman_desktop.services.casework.case_sheet import listed
from intman_desktop.services.casework.several import end_cases, set_next_review
from intman_desktop.services.casework.several_papers import (
    PapersGathered,
    gather_letters,
    gather_papers,
    german_for,
    make_papers,
)
from intman_desktop.services.papers.paper_kinds import INTEGRATION_PLAN, PERIOD_CERTIFICATE, title_of
from intman_desktop.ui.case.only_german import SomeOnlyGerman
from intman_desktop.ui.cases.act_card import ActCard
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.wording import number
from intman_desktop.values.ending_views import WITHDRAWN, Ending


class ReviewAct(ActCard):
    """Sets the next review of every running goal (Rule Z2)."""

    def heading(self) -> str:
        """Return what the act is called."""
        return _("Nächste Überprüfung")

    def consequence(self) -> str:
        """Return what the act does."""
        return _("Jedes laufende Ziel dieser Fälle bekommt diesen Tag als nächste Überprüfung.")

    def act_text(self) -> str:
        """Return the words of the button."""
        count = len(self.case_ids)
        text = ngettext("Bei {count} Fall setzen", "Bei {count} Fällen setzen", count)
        return text.format(count=number(count))

    def build(self) -> None:
        """Ask for the day."""
        self.on = DateField(self.frame.today, future=True)
        self._row = self.form.row(_("&Überprüfen am"), self.on)

    def first_field(self) -> QWidget:
        """Return the day."""
        return self.on

    def typed(self) -> dict[str, str]:
        """Return the day as it is typed."""
        return {"on": self.on.draft()}

    def put_back(self, typed: dict[str, str]) -> None:
        """Show it again."""
        self.on.setText(typed["on"])

    def run(self) -> None:
        """Set it."""
        on = self.on.value()
        self._row.set_fault("" if on else self.on.fault() or _("Bitte geben Sie den Tag an."))
        if not free_of_faults(self) or on is None or not self.begin():
            return
        said = _("Nächste Überprüfung gesetzt")
        self.frame.do(
            set_next_review,
            self.case_ids,
            on,
            on_done=self.done,
            on_error=self.refuse,
            owner=self,
            said=said,
        )


class EndAct(ActCard):
    """Ends all of them with one reason and day (Rules L1, L2)."""

    def heading(self) -> str:
        """Return what the act is called."""
        return _("Fälle beenden")

    def consequence(self) -> str:
        """Return what the act does."""
        return _(
            "Die Pläne werden geschlossen, und die Akten stehen danach zum Löschen an. Drucken Sie vorher, "
            "was die Personen behalten sollen: Plan und Bescheinigung."
        )

    def act_text(self) -> str:
        """Return the words of the button."""
        count = len(self.case_ids)
        return ngettext("{count} Fall beenden", "{count} Fälle beenden", count).format(count=number(count))

    def build(self) -> None:
        """Ask for reason and day."""
        self.reason = ChoiceField()
        self.on = DateField(self.frame.today, self.frame.today())
        self.note = TextField()
        self._wanted, self._offered = "", False
        self._reason_row = self.form.row(_("&Grund"), self.reason)
        self._on_row = self.form.row(_("Beendet &am"), self.on)
        self.form.row(_("&Bemerkung"), self.note)
        self.frame.ask(listed, ListName.ENDING_REASONS, on_done=self._offer, owner=self)

    def first_field(self) -> QWidget:
        """Return the reason."""
        return self.reason

    def typed(self) -> dict[str, str]:
        """Return reason, day and remark; a reason that waits for the list of reasons as well."""
        reason = self.reason.draft() or self._wanted
        return {"reason": reason, "on": self.on.draft(), "note": self.note.text()}

    def put_back(self, typed: dict[str, str]) -> None:
        """Show them again."""
        if self._offered:
            self.reason.set_draft(typed["reason"])
        else:
            self._wanted = typed["reason"]
        self.on.setText(typed["on"])
        self.note.setText(typed["note"])

    def run(self) -> None:
        """End them."""
        understand(self)
        on = self.on.value()
        self._reason_row.set_fault("" if self.reason.code() else _("Bitte wählen Sie einen Grund."))
        self._on_row.set_fault("" if on else self.on.fault() or _("Bitte geben Sie den Tag an."))
        if not free_of_faults(self) or on is None or not self.begin():
            return
        ending = Ending(on, self.reason.code(), self.note.value())
        self.frame.do(
            end_cases,
            self.case_ids,
            ending,
            on_done=self.done,
            on_error=self.refuse,
            owner=self,
            said=_("Fälle beendet"),
        )

    def _offer(self, reasons: tuple[tuple[str, str], ...]) -> None:
        self.reason.set_choices([pair for pair in reasons if pair[0] != WITHDRAWN])
        if self._wanted:
            self.reason.set_draft(self._wanted)
        self._wanted, self._offered = "", True


class PapersAct(ActCard):
    """Makes one PDF. Signals: ``made(PapersMade)`` – to be shown."""

    made = Signal(object)

    def gathered(self, gathered: PapersGathered) -> None:
        """Make the papers on the other worker."""
        self.frame.make(
            make_papers,
            gathered,
            on_done=self.made.emit,
            on_error=self.refuse,
            on_progress=self._count,
            owner=self,
        )

    def _count(self, done: int, total: int) -> None:
        self.act.setText(_("{done} von {total}").format(done=number(done), total=number(total)))


class LetterAct(PapersAct):
    """Writes to all of them; nothing of it is kept."""

    def heading(self) -> str:
        """Return what the act is called."""
        return _("Schreiben an mehrere")

    def consequence(self) -> str:
        """Return what the act does."""
        return _(
            "Betreff und Text schreiben Sie einmal; jede Person bekommt ihr eigenes Blatt mit dem Kopf der "
            "Beratungsstelle. {Anrede}, {Name} und {Fallnummer} werden für jede eingesetzt. Die Schreiben "
            "werden nirgends aufbewahrt."
        )

    def act_text(self) -> str:
        """Return the words of the button."""
        count = len(self.case_ids)
        return ngettext("{count} Schreiben zeigen", "{count} Schreiben zeigen", count).format(
            count=number(count)
        )

    def build(self) -> None:
        """Ask for subject and text."""
        self.subject = TextField()
        self.text = TextArea(lines=6)
        self.text.set_value("{Anrede},\n\n")
        self.form.row(_("&Betreff"), self.subject)
        self.form.row(_("Te&xt"), self.text)

    def first_field(self) -> QWidget:
        """Return the subject."""
        return self.subject

    def typed(self) -> dict[str, str]:
        """Return subject and text."""
        return {"subject": self.subject.text(), "text": self.text.toPlainText()}

    def put_back(self, typed: dict[str, str]) -> None:
        """Show them again."""
        self.subject.setText(typed["subject"])
        self.text.set_value(typed["text"])

    def run(self) -> None:
        """Write them."""
        if self.begin():
            self.frame.do(
                gather_letters,
                self.case_ids,
                self.subject.value(),
                self.text.value(),
                on_done=self.gathered,
                on_error=self.refuse,
                owner=self,
            )


class PrintAct(PapersAct):
    """Prints the plan or the certificate of all of them (Rules U2, C11)."""

    def heading(self) -> str:
        """Return what the act is called."""
        return _("Papiere drucken")

    def consequence(self) -> str:
        """Return what the act does."""
        return _("Die Papiere stehen in einer Datei hintereinander und werden erst gezeigt, dann gedruckt.")

    def act_text(self) -> str:
        """Return the words of the button."""
        count = len(self.case_ids)
        return ngettext("Für {count} Fall zeigen", "Für {count} Fälle zeigen", count).format(
            count=number(count)
        )

    def build(self) -> None:
        """Ask which paper."""
        papers = ((name, title_of(name)) for name in (INTEGRATION_PLAN, PERIOD_CERTIFICATE))
        self.paper = ChoiceField(tuple(papers), empty=None)
        self.paper.set_code(INTEGRATION_PLAN)
        self.form.row(_("&Papier"), self.paper)
        self.only_german = SomeOnlyGerman()
        self.form.wide(self.only_german)
        self.paper.chosen.connect(self._ask_languages)
        self._ask_languages(self.paper.code())

    def first_field(self) -> QWidget:
        """Return the paper."""
        return self.paper

    def typed(self) -> dict[str, str]:
        """Return which paper, also where it is not understood yet."""
        return {"paper": self.paper.draft()}

    def put_back(self, typed: dict[str, str]) -> None:
        """Show it again."""
        self.paper.set_draft(typed["paper"])
        self._ask_languages(self.paper.code())

    def _ask_languages(self, paper: str) -> None:
        self.frame.ask(
            german_for,
            self.case_ids,
            paper,
            on_done=self.only_german.show_languages,
            owner=self,
            replaces="only_german",
        )

    def run(self) -> None:
        """Make them."""
        if self.begin():
            self.frame.do(
                gather_papers,
                self.case_ids,
                self.paper.code(),
                on_done=self.gathered,
                on_error=self.refuse,
                owner=self,
            )
