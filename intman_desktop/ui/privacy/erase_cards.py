"""What several deletions say first: papers still to be printed, what goes (L2, E4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from intman_desktop.language import _, current_language, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.paper_kinds import title_of
from intman_desktop.services.papers.paper_values import kind_label
from intman_desktop.ui.case.only_german import SomeOnlyGerman
from intman_desktop.ui.case.requests_card import restricted_words, unanswered_words
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.buttons import danger_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.settings.lacking_card import LackingLine
from intman_desktop.ui.wording import number
from intman_desktop.values.ending_views import ErasureLook
from intman_desktop.values.views import NotPossible

Looks = Sequence[ErasureLook]


class PapersFirst(Card):
    """Names the papers that the persons were not yet printed, and makes them for all in one file.

    ``for_clients()`` and ``to_destroy()`` show them, ``to_settings(name)`` leads to what the office lacks.
    """

    def __init__(
        self,
        curtain: Curtain,
        for_clients: Callable[[], object],
        to_destroy: Callable[[], object],
        to_settings: Callable[[str], object],
    ) -> None:
        super().__init__(_("Vorher drucken"))
        self._curtain = curtain
        self._said = Text()
        self._lines = LineList()
        self._about_refused = Text("", "error")
        self._refused = LineList()
        self.clients = quiet_button(_("Papiere für die Personen zeigen"), for_clients, icon="printer")
        self.lists = quiet_button(_("Papiere, die zu vernichten sind"), to_destroy, icon="printer")
        self.only_german = SomeOnlyGerman()
        self._missing = LackingLine(to_settings)
        self.settings = self._missing.settings
        self.add(self._said)
        self.add(self._lines)
        self.add(self.only_german)
        self.add(self._missing)
        self.add(self._about_refused)
        self.add(self._refused)
        self.add(Flow(self.clients, self.lists))

    def show_looks(self, looks: Looks) -> None:
        """Show for whom which papers are still to be printed."""
        lacking = [each for each in looks if each.lacking]
        words = ngettext(
            "Bei {count} Akte ist noch nicht gedruckt, was die Person behalten soll. Nach dem Löschen ist "
            "die Bescheinigung der einzige Nachweis über den Beratungszeitraum.",
            "Bei {count} Akten ist noch nicht gedruckt, was die Person behalten soll. Nach dem Löschen ist "
            "die Bescheinigung der einzige Nachweis über den Beratungszeitraum.",
            len(lacking),
        ).format(count=number(len(lacking)))
        self._said.setText(
            words if lacking else _("Was die Personen behalten sollen, ist gedruckt oder gespeichert.")
        )
        self._lines.set_lines([self._line(each) for each in lacking])
        self.lists.setVisible(any(each.to_destroy for each in looks))
        spoken = Counter(each.german_for for each in looks if each.german_for)
        self.only_german.show_languages(spoken.most_common())

    def show_missing(self, names: Sequence[str]) -> None:
        """Name the fields of the office without which no paper can be made, and lead there (Rule E8)."""
        self._missing.show_lacking(names)
        for button in (self.clients, self.lists):
            button.setEnabled(not names)

    def show_refused(self, refused: Sequence[NotPossible]) -> None:
        """Show which of the papers asked for could not be made, and why."""
        words = ngettext(
            "{count} Papier ließ sich nicht machen:",
            "{count} Papiere ließen sich nicht machen:",
            len(refused),
        )
        self._about_refused.setText(words.format(count=number(len(refused))))
        self._about_refused.setVisible(bool(refused))
        self._refused.setVisible(bool(refused))
        self._refused.set_lines([self._refused_line(each) for each in refused])

    def _refused_line(self, refused: NotPossible) -> Line:
        name = self._curtain.name(refused.name, refused.case_id) if refused.name else ""
        called = (name, refused.number, refused.paper)
        words = f"{' · '.join(part for part in called if part)}: {sentence(refused.fact)}"
        return Line(State.WARNING, _("nicht gemacht"), words)

    def _line(self, look: ErasureLook) -> Line:
        papers = ", ".join(title_of(name) for name in look.lacking)
        who = self._curtain.name(look.preview.name, look.preview.case_id)
        words = _("{name} ({number}): {papers}").format(name=who, number=look.preview.number, papers=papers)
        return Line(State.DUE, _("noch zu drucken"), words)


def lost_words(looks: Looks, *, cannot: bool) -> str:
    """Return what of the cases was not printed or told and is lost with them, and which are restricted.

    Empty where nothing is.

    ``cannot`` says that no paper can be made yet.
    """
    lacking = sum(bool(each.lacking) for each in looks)
    untold = sum(bool(each.untold) for each in looks)
    said = []
    if lacking:
        words = ngettext(
            "Bei {count} Akte ist noch nicht gedruckt, was die Person behalten soll.",
            "Bei {count} Akten ist noch nicht gedruckt, was die Person behalten soll.",
            lacking,
        )
        said.append(words.format(count=number(lacking)))
    if lacking and cannot:
        said.append(_("Dafür fehlen Angaben in den Einstellungen."))
    if untold:
        words = ngettext(
            "Bei {count} Akte ist der Widerruf nicht überall mitgeteilt.",
            "Bei {count} Akten ist der Widerruf nicht überall mitgeteilt.",
            untold,
        )
        said.append(words.format(count=number(untold)))
    scanned = sum(each.preview.proof_only_scanned for each in looks)
    if scanned:
        words = ngettext(
            "Bei {count} Akte gibt es den Nachweis einer Einwilligung nur als Scan: Ist er ausgedruckt?",
            "Bei {count} Akten gibt es den Nachweis einer Einwilligung nur als Scan: Ist er ausgedruckt?",
            scanned,
        )
        said.append(words.format(count=number(scanned)))
    if said:
        said.append(_("Nach dem Löschen lässt sich das nicht nachholen."))
    restricted = sum(bool(each.preview.restrictions) for each in looks)
    if restricted:
        words = ngettext(
            "Bei {count} Akte gilt eine Einschränkung: Möchte die Person das Löschen?",
            "Bei {count} Akten gilt eine Einschränkung: Möchten die Personen das Löschen?",
            restricted,
        )
        said.append(words.format(count=number(restricted)))
    return " ".join(said)


class StillToDo(Card):
    """What comes before a case is gone: recipients to tell, a restriction to ask about, requests (E4, L8)."""

    def __init__(self, curtain: Curtain, open_case: OpenCase) -> None:
        super().__init__(_("Vorher noch zu tun"))
        self._curtain = curtain
        self._open_case = open_case
        self._lines = LineList()
        self.add(self._lines)

    def show_looks(self, looks: Looks) -> None:
        """Show it case by case, each with the way to where it is done; without any the card is hidden."""
        lines = [line for look in looks for line in self._of(look)]
        self._lines.set_lines(lines)
        self.setVisible(bool(lines))

    def _of(self, look: ErasureLook) -> Iterator[Line]:
        if look.untold:
            words = ngettext(
                "Widerruf an {count} Stelle nicht mitgeteilt",
                "Widerruf an {count} Stellen nicht mitgeteilt",
                len(look.untold),
            )
            tab = "erasure" if look.preview.to_tell else "consents"  # the notices lie where it was withdrawn
            yield self._line(look, words.format(count=number(len(look.untold))), tab)
        for request in look.preview.restrictions:
            yield self._line(look, restricted_words(request), "papers")
        for request in look.unanswered:
            yield self._line(look, unanswered_words(request), "papers")

    def _line(self, look: ErasureLook, words: str, tab: str) -> Line:
        preview = look.preview
        name = self._curtain.name(preview.name, preview.case_id)
        go = partial(self._open_case, preview.case_id, tab)
        return Line(State.DUE, _("offen"), f"{preview.number}: {words}", name, go, preview.number)


class WhatGoes(Card):
    """One line a case, all of them together in numbers, and what stays."""

    def __init__(self, curtain: Curtain, open_case: OpenCase) -> None:
        super().__init__(_("Das wird gelöscht"))
        self._curtain = curtain
        self._open_case = open_case

    def show_looks(self, looks: Looks) -> None:
        """Show the cases and the sums."""
        self.clear()
        lines = LineList(at_once=15)
        lines.set_lines([self._line(each) for each in looks])
        self.add(lines)
        sums: dict[str, int] = {}
        for kind, count in (pair for each in looks for pair in each.preview.removed):
            sums[kind] = sums.get(kind, 0) + count
        told = [
            f"{kind_label(kind, current_language())}\N{NO-BREAK SPACE}{number(count)}"
            for kind, count in sums.items()
        ]
        if told:
            self.add(QuietText(_("Zusammen: {things}.").format(things=", ".join(told))))
        years = sorted({year for each in looks for year in each.preview.years})
        if years:
            text = _(
                "Es bleiben die Kennzahlen ({years}), ohne Person, und je Akte ein Eintrag mit Tag und Grund."
            )
            self.add(Text(text.format(years=", ".join(map(str, years)))))
        else:
            self.add(Text(_("Es bleibt je Akte ein Eintrag mit Tag und Grund.")))
        self.add(
            QuietText(
                _(
                    "Nicht erreichbar sind Papier, ausgegebene Dateien und Sicherungen an anderen Orten. "
                    "Wird eine ältere Sicherung wiederhergestellt oder ein beiseitegelegter Tresor geöffnet, "
                    "löscht das Programm die Akten dort wieder, wenn es die Liste der Löschungen findet."
                )
            )
        )
        self.add(
            Text(
                _(
                    "Gelöscht wird eine Akte nach der anderen; dazwischen können Sie aufhören. Am Ende steht "
                    "das Löschprotokoll, das niemanden nennt."
                )
            )
        )

    def _line(self, look: ErasureLook) -> Line:
        preview = look.preview
        count = sum(each for _kind, each in preview.removed)
        words = ngettext("{number} · {count} Eintrag", "{number} · {count} Einträge", count)
        return Line(
            State.GOES,
            _("wird gelöscht"),
            words.format(number=preview.number, count=number(count)),
            self._curtain.name(preview.name, preview.case_id),
            partial(self._open_case, preview.case_id, "erasure"),
            preview.number,
        )


class EraseAct(Foot):
    """The act itself: ``erase()`` asks and begins, ``leave()`` gives it up. Attributes: both buttons."""

    def __init__(self, leave: Callable[[], object], erase: Callable[[], object]) -> None:
        cancel, act = quiet_button(_("Nicht löschen"), leave), danger_button("", erase, icon="trash-2")
        super().__init__(cancel, act, told=Text(_("Das lässt sich nicht zurücknehmen.")))
        self.cancel, self.erase = cancel, act

    def show_looks(self, looks: Looks) -> None:
        """Name on the button how many cases go."""
        words = ngettext("{count} Akte endgültig löschen", "{count} Akten endgültig löschen", len(looks))
        text = words.format(count=number(len(looks)))
        self.erase.setText(text)
        self.erase.setAccessibleName(text)
