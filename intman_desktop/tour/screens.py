"""Every screen that the tour takes a picture of: where it opens, and what is done there first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from intman_desktop.tour import acts
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.header import CaseHeader
from intman_desktop.ui.case.panel import Panel
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.ui.plan.pane import Pane
from intman_desktop.ui.settings.part_names import settings_parts
from intman_desktop.values.codes import Block

if TYPE_CHECKING:
    from intman_desktop.tour.stages import Stages


@dataclass(frozen=True)
class Shown:
    """The ids of the cases that the pictures show: one with everything, one taken in by hand, one ended, one
    that rests, one on hold, one with a review that is due, one whose period is over, and the longest name.
    """

    case: int
    taken_in: int
    ended: int
    resting: int
    held: int
    to_review: int
    over: int
    long_name: int


@dataclass(frozen=True)
class Screen:
    """A screen: the ``name`` of its picture, its ``page`` with ``where`` it is opened.

    ``first`` is what is done there before, ``top`` what is brought to the top of the page; ``left`` says that
    the pages are made anew afterwards, because something was begun.
    """

    name: str
    page: str
    where: dict[str, Any] = field(default_factory=dict)
    first: Callable[[Stages], object] | None = None
    top: type[QWidget] | None = None
    left: bool = False


def screens(shown: Shown) -> tuple[Screen, ...]:
    """Return the screens inside the window, in the order of their pictures."""
    return (*_of_places(), *_of_a_case(shown), *_of_work(shown), *_of_office(), *_over_the_window())


def _of_places() -> tuple[Screen, ...]:
    several = {
        "ueberpruefung": "Überprüfung setzen …",
        "schreiben": "Schreiben …",
        "drucken": "Drucken …",
        "beenden": "Beenden …",
    }
    return (
        Screen("10-uebersicht", "overview"),
        Screen("10-uebersicht-hilfe", "overview", first=acts.ask_for_help),
        Screen("10-uebersicht-gefunden", "overview", first=acts.search),
        Screen("11-faelle", "cases"),
        Screen("11-faelle-eingegrenzt", "cases", first=acts.pressing("Weiter eingrenzen"), left=True),
        Screen("11-faelle-spalten", "cases", first=acts.pressing("Spalten …")),
        Screen("11-faelle-ausgeben", "cases", first=acts.give_list_out),
        *(
            Screen(f"11-faelle-{key}", "cases", first=acts.with_marked(act), left=True)
            for key, act in several.items()
        ),
    )


def _of_a_case(shown: Shown) -> tuple[Screen, ...]:
    case, by_hand = {"case_id": shown.case}, {"case_id": shown.taken_in}
    plan = {**case, "tab": "plan"}
    ended, held = {"case_id": shown.ended}, {"case_id": shown.held}
    over = {"case_id": shown.over}
    other = {"erasure": ended, "hold": ended, "shown_text": by_hand, "decide": over}
    asked = {**case, "tab": "consent", "recipient": "Sprachschule Beispiel", "back": "passing_on"}
    first = {"shown_text": acts.open_shown_text}
    return (
        Screen("12-fall", "case", case, top=CaseHeader),
        *(Screen(f"13-fall-{tab}", "case", {**case, "tab": tab}, top=TabRow) for tab, _word in parts.tabs()),
        *(
            Screen(
                f"13-fall-plan-{block.value}",
                "case",
                plan,
                partial(acts.open_block, block=block),
                Pane,
            )
            for block in Block
        ),
        Screen("13-fall-ziel", "case", plan, acts.begin_goal, Pane, left=True),
        Screen("13-fall-plan-beginn", "case", plan, acts.change_begin, Pane, left=True),
        Screen("13-fall-plan-ungespeichert", "case", plan, acts.leave_something_unsaved, Pane, left=True),
        Screen("13-fall-plan-unverstanden", "case", plan, acts.type_what_no_list_knows, Pane, left=True),
        Screen("13-fall-ueberpruefung", "case", {"case_id": shown.to_review, "tab": "review"}, top=Pane),
        *(
            Screen(
                f"13-fall-{part}",
                "case",
                {**other.get(part, case), "tab": "consents" if part in first else part},
                first.get(part),
                Panel,
            )
            for part in parts.forms()
        ),
        Screen("13-fall-consent-einzeln", "case", asked, acts.say_yes, Panel, left=True),
        Screen("13-fall-consent-blatt", "case", asked, acts.pressing("Blatt zeigen und drucken"), left=True),
        Screen("13-fall-schreiben", "case", {**case, "tab": "passing_on", "way": "letter"}, top=Panel),
        Screen("13-fall-langer-name", "case", {"case_id": shown.long_name}, top=CaseHeader),
        Screen("13-fall-beendet", "case", ended, top=CaseHeader),
        Screen("13-fall-gesperrt", "case", held, left=True),
        Screen("13-fall-ruht", "case", {"case_id": shown.resting}, top=CaseHeader),
        Screen("13-fall-ruht-weiter", "case", {"case_id": shown.resting, "tab": "rest"}, top=Panel),
    )


def _of_work(shown: Shown) -> tuple[Screen, ...]:
    case = {"case_id": shown.case}
    return (
        Screen("14-gespraech", "talk", case),
        Screen("14-gespraech-zu-zweit", "talk", {**case, "together": (shown.taken_in,)}, left=True),
        Screen("15-bedarf", "needs", case),
        Screen("16-neue-person", "new_person"),
        Screen("16-kurzkontakt", "new_person", {"brief": True}, left=True),
        Screen("24-zeitraum", "period", {"case_id": shown.resting}),
        Screen("24-zeitraum-beginn", "period", {**case, "part": "start"}),
        Screen("17-fristen", "deadlines"),
        Screen("17-fristen-erledigt", "deadlines", first=acts.show_settled, left=True),
    )


def _of_office() -> tuple[Screen, ...]:
    within = {
        "phrases": "Formulierung hinzufügen",
        "lists": "Eintrag hinzufügen",
        "keys": "Vertretung hinzufügen",
        "workers": "Weitere Person eintragen",
        "blocks": "Themenfeld hinzufügen",
    }
    *_others, last = within.values()
    return (
        Screen("18-kennzahlen", "key_figures"),
        Screen("18-kennzahlen-dahinter", "key_figures", first=acts.look_behind, left=True),
        Screen("18-kennzahlen-kurzkontakte", "key_figures", {"contacts": True}, left=True),
        Screen("19-anlaufstellen", "services"),
        Screen("20-datenschutz", "privacy"),
        Screen("20-datenschutz-loeschen", "privacy", first=acts.begin_to_erase, left=True),
        Screen("20-datenschutz-papiere", "privacy", first=acts.show_papers_before_erasing, left=True),
        *(Screen(f"21-einstellungen-{key}", "settings", {"part": key}) for key, _word in settings_parts()),
        *(
            Screen(
                f"21-einstellungen-{key}-neu",
                "settings",
                {"part": key},
                acts.pressing(act),
                left=act is last,
            )
            for key, act in within.items()
        ),
        Screen("22-liste-uebernehmen", "list_import"),
        Screen(
            "22-liste-uebernehmen-spalten", "list_import", first=partial(acts.bring_list, steps=1), left=True
        ),
        Screen(
            "22-liste-uebernehmen-zeilen", "list_import", first=partial(acts.bring_list, steps=2), left=True
        ),
        Screen(
            "22-liste-uebernehmen-nehmen", "list_import", first=partial(acts.bring_list, steps=3), left=True
        ),
        Screen("25-journal", "journal"),
        Screen("23-dubletten", "doubles"),
        Screen("23-dubletten-beenden", "doubles", first=acts.end_a_double),
    )


def _over_the_window() -> tuple[Screen, ...]:
    return (
        Screen("26-neues", "overview", first=acts.show_what_is_new),
        Screen("26-falldatei-fehler", "cases", first=acts.bring_faulty_file),
        Screen("26-falldatei-einwilligung", "cases", first=acts.bring_file_of_another_office),
        Screen("26-programmfehler", "overview", first=acts.make_a_mistake),
    )
