"""Why no case stands in the list, with what helps: there is none yet, all are on hold, none is found (L2)."""

from __future__ import annotations

from collections.abc import Callable

from intman_desktop.language import _, ngettext
from intman_desktop.ui import keys
from intman_desktop.ui.bring_in import bring_in_button, list_button
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.wording import number
from intman_desktop.values.views import CasePage


class NoneShown:
    """Attributes: ``states``, of which at most one is seen, each in the place of the list."""

    def __init__(self, frame: Frame, take_in: Callable[[], object], show_all: Callable[[], object]) -> None:
        self._none = EmptyState(
            _(
                "Noch keine Fälle. Nehmen Sie eine Person auf ({keys}) oder übernehmen Sie eine "
                "vorhandene Liste oder eine Falldatei."
            ).format(keys=keys.native(keys.NEW_PERSON)),
            quiet_button(_("Neue Person aufnehmen"), take_in, icon="user-plus"),
            list_button(frame),
            bring_in_button(frame),
        )
        self._nothing_found = EmptyState(
            _("Hier steht kein Fall. Vielleicht unter „Alle“ oder mit weniger Buchstaben."),
            quiet_button(_("Alle Fälle zeigen"), show_all),
        )
        to_privacy = quiet_button(_("Zum Datenschutz"), lambda: frame.open_page("privacy"))
        self._only_held = EmptyState("", to_privacy)
        self.states = (self._none, self._only_held, self._nothing_found)
        for state in self.states:
            state.hide()

    def show_count(self, page: CasePage) -> None:
        """Show the state that belongs to what was found, or none of them."""
        only_held = not page.everyone and page.held > 0
        if only_held:
            words = ngettext(
                "Hier steht kein Fall: {count} Akte ist verborgen, weil sie eine Löschsperre hat. Sie steht "
                "auf der Seite Datenschutz.",
                "Hier steht kein Fall: {count} Akten sind verborgen, weil sie eine Löschsperre haben. Sie "
                "stehen auf der Seite Datenschutz.",
                page.held,
            )
            self._only_held.set_words(words.format(count=number(page.held)))
        self._only_held.setVisible(only_held)
        self._none.setVisible(not page.everyone and not only_held)
        self._nothing_found.setVisible(bool(page.everyone) and not page.total)
