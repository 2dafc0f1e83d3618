"""Bringing in a Falldatei: the file is chosen, checked whole, and every fault is shown with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from intman_desktop.errors import FaultyInput, Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.labels import SectionTitle, SmallText, Text
from intman_desktop.ui.parts.places import ask_for_file
from intman_desktop.ui.parts.room import room_for_dialog
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number
from intman_desktop.vault.files import opened_named

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.services.transfer.importing import ImportReport
    from intman_desktop.values.handed_over import OwnConsent
    from intman_desktop.values.outcome import Outcome

_LETTERS, _LINES = 72, 22
_CASE = re.compile(r"cases\[(\d+)\](?:\.(\w+))?")
_BESIDE = re.compile(r"(talks|brief_contacts|counters|services|office)\b(?:\[(\d+)\])?")


class FileNotRead(Trouble):
    """The chosen file could not be read."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Die Datei lässt sich nicht lesen. Ist der Datenträger da, und darf man dort lesen?")


class Findings(QDialog):
    """What was found in a file, each line with its place; nothing is to be decided here."""

    def __init__(self, parent: QWidget, title: str, words: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Falldatei übernehmen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space(4))
        page = ScrollPage()
        page.add(SectionTitle(title))
        page.add(Text(words))
        for place, text in lines:
            page.add(_line(place_words(place), text))
        page.close_up()
        column.addWidget(page, 1)
        self.close_act = quiet_button(_("Schließen"), self.accept)
        self.close_act.setDefault(True)
        foot = QVBoxLayout()
        foot.setContentsMargins(space(6), 0, space(6), 0)
        foot.addWidget(self.close_act, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        letters = self.fontMetrics()
        room = room_for_dialog(parent)
        wide = min(_LETTERS * letters.averageCharWidth(), room.width())
        needed = page.body.totalHeightForWidth(wide) + self.close_act.sizeHint().height() + space(6)
        self.resize(wide, min(needed, _LINES * letters.height(), room.height()))


def bring_in_button(frame: Frame) -> QPushButton:
    """Return the act "Falldatei übernehmen …", which asks for the file and brings its cases in."""
    button = quiet_button(_("Falldatei übernehmen …"), icon="folder")
    button.clicked.connect(lambda: choose_file(frame, button))
    return button


def choose_file(frame: Frame, owner: QWidget) -> QFileDialog:
    """Ask over ``owner`` for a Falldatei and return at once."""
    take = partial(bring_in, frame, owner)
    kinds = _("Falldatei (*.json *.zip)")
    return ask_for_file(owner.window(), _("Falldatei übernehmen"), take, kinds=kinds)


def bring_in(frame: Frame, owner: QWidget, file: Path, own: Sequence[OwnConsent] = ()) -> None:
    """Bring in the cases of ``file``; with any fault nothing is written and all are listed (Rule L4).

    Of another office's file it is asked first whose ``own`` consent is here (Rules U3, P2).
    """
    window = owner.window()

    def done(report: ImportReport) -> None:
        owner.setEnabled(True)
        words = ngettext("{count} Fall übernommen.", "{count} Fälle übernommen.", report.cases)
        said = words.format(count=number(report.cases))
        frame.say(said)
        if report.notices:
            _show(window, said, _("Dazu ist zu sagen:"), _notices(report))

    def failed(trouble: Trouble) -> None:
        from intman_desktop.services.transfer.handed_over import OwnConsentNeeded
        from intman_desktop.ui.own_consents import OwnConsents

        owner.setEnabled(True)
        if isinstance(trouble, OwnConsentNeeded) and not own:
            asked = OwnConsents(frame, window, trouble.office, trouble.people)
            asked.given.connect(lambda given: bring_in(frame, owner, file, given))
            asked.open()
        elif isinstance(trouble, FaultyInput):
            count = len(trouble.faults)
            words = ngettext(
                "Die Datei hat {count} Fehler. Beheben lässt er sich nur dort, wo die Datei entstanden ist:",
                "Die Datei hat {count} Fehler. Beheben lassen sie sich nur dort, wo die Datei entstanden "
                "ist:",
                count,
            )
            _show(window, _("Nichts wurde übernommen"), words.format(count=number(count)), trouble.faults)
        else:
            frame.warn(trouble)

    owner.setEnabled(False)
    frame.do(partial(_bring_in, file=file, own=own), on_done=done, on_error=failed, owner=owner)


def _bring_in(desk: Desk, *, file: Path, own: Sequence[OwnConsent]) -> Outcome[ImportReport]:
    from intman_desktop.services.transfer.importing import import_cases

    try:
        with opened_named(file) as opened:
            return import_cases(desk, opened, own=own)
    except OSError as error:
        raise FileNotRead() from error


def show_findings(window: QWidget, title: str, faulty: FaultyInput) -> None:
    """Show over ``window`` every fault that kept something from being taken over."""
    words = ngettext(
        "Eine Angabe hindert daran; gespeichert ist nichts:",
        "{count} Angaben hindern daran; gespeichert ist nichts:",
        len(faulty.faults),
    )
    _show(window, title, words.format(count=number(len(faulty.faults))), faulty.faults)


def list_button(frame: Frame) -> QPushButton:
    """Return the act "Vorhandene Liste übernehmen …", which opens its page."""
    return quiet_button(
        _("Vorhandene Liste übernehmen …"), lambda: frame.open_page("list_import"), icon="file-text"
    )


def _notices(report: ImportReport) -> list[tuple[str, str]]:
    from intman_desktop.services.transfer.importing import fault_sentence

    return [(notice.place, fault_sentence(notice)) for notice in report.notices]


def _show(window: QWidget, title: str, words: str, lines: Sequence[tuple[str, str]]) -> None:
    Findings(window, title, words, lines).open()


def _line(place: str, text: str) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(SmallText(place))
    column.addWidget(Text(text))
    return line


def place_words(place: str) -> str:
    """Return ``cases[0].consents`` as "Fall 1 · Einwilligungen", with the place as in the file behind."""
    found = _CASE.match(place)
    if found is None:
        return " · ".join(each for each in (_beside_cases(place), place) if each)
    part = found.group(2) or ""
    words = {
        "client": _("Angaben"),
        "answers": _("Angaben"),
        "household": _("Haushalt"),
        "notices": _("Datenschutzerklärung"),
        "consents": _("Einwilligungen"),
        "agreement": _("Beratungsvereinbarung"),
        "needs_assessment": _("Bedarfserhebung"),
        "plan": _("Integrationsplan"),
        "extensions": _("Verlängerungen"),
        "decisions": _("Entscheidungen"),
        "scans": _("Scans"),
        "disclosures": _("Weitergaben"),
        "requests": _("Anfragen"),
        "corrections": _("Berichtigungen"),
    }.get(part, "")
    case = _("Fall {number}").format(number=number(int(found.group(1)) + 1))
    return " · ".join(each for each in (case, words, place) if each)


def _beside_cases(place: str) -> str:
    """Return in words what a place outside the cases is about, with the number of its entry."""
    found = _BESIDE.match(place)
    if found is None:
        return ""
    words = {
        "talks": _("Gespräche"),
        "brief_contacts": _("Kurzkontakte ohne Personendaten"),
        "counters": _("Zähler gelöschter Akten"),
        "services": _("Anlaufstellen"),
        "office": _("Einstellungen der Beratungsstelle"),
    }[found.group(1)]
    if not found.group(2):
        return words
    return _("{part}, Eintrag {number}").format(part=words, number=number(int(found.group(2)) + 1))
