"""What every page of the window promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.tab_order import step_on

if TYPE_CHECKING:
    from intman_desktop.values.outcome import Change


WAY_BACK = "way-back"
"""The name of a button that leads back to the page from what stands in its place, such as a paper."""


class Page(QWidget):
    """A place in the window; made when first opened, dropped when the store is locked.

    Attributes: ``frame``, ``column`` (the layout of the whole page, without margins – usually it
    gets one ``ScrollPage``), ``shows`` (the nouns whose change makes the page read again), ``case_id``
    (the case whose page it is, for "Gespräch +" and drafts, or None), ``undo_goes_along`` (whether
    "Rückgängig" of what was done here stays for a moment when the page is left), ``offers_begun`` (whether a
    text that was begun here without a case is offered, or put back, as soon as the page is opened), ``once``
    (the words of ``open`` that count for one time: whoever comes back to the page finds them left out).
    """

    shows: ClassVar[frozenset[Change]] = frozenset()
    undo_goes_along: ClassVar[bool] = True
    offers_begun: ClassVar[bool] = False
    once: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setObjectName("page")
        self.frame = frame
        self.case_id: int | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setAccessibleName(self.title())
        frame.curtain.changed.connect(self.names_changed)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Let Tab go as the eye goes, also through what is built anew, or comes and goes, on the way."""
        if (
            not self.isVisible()
        ):  # a page that is left hands the cursor on the same way, and nobody sees where
            return super().focusNextPrevChild(forward)
        return step_on(self, lambda: super(Page, self).focusNextPrevChild(forward), forward=forward)

    def title(self) -> str:
        """Return the name of the page in the language in use."""
        return ""

    def open(self, **where: Any) -> None:
        """Show what ``where`` names; called each time the page is opened, before it is seen."""
        del where
        self.refresh()

    def go_back_inside(self) -> bool:
        """Go back from what stands in the place of the page; return whether something did."""
        ways = [each for each in self.findChildren(QAbstractButton, WAY_BACK) if each.isVisible()]
        for way in ways[:1]:
            way.click()
        return bool(ways)

    def place(self, where: dict[str, Any]) -> dict[str, Any]:
        """Return how the page, opened with ``where``, is opened again where one is in it by now."""
        return where

    def is_inside(self) -> bool:
        """Return whether what is shown was opened inside the page: the way back leads to where that was."""
        return False

    def kept_where(self, where: dict[str, Any]) -> dict[str, Any]:
        """Return what of ``where``, the words of ``open``, goes into a draft with what was typed."""
        return where

    def refresh(self) -> None:
        """Read again what the page shows, by jobs; called when one of ``shows`` has changed."""

    def names_changed(self) -> None:
        """Draw names again after the curtain moved; reading again is enough for most pages.

        With the curtain drawn a page that is not seen follows as well: it shows no name of before when it is
        opened again.
        """
        if self.isVisible() or self.frame.curtain.drawn:
            self.refresh()

    def unsaved(self) -> dict[str, Any] | None:
        """Return what was typed and not yet saved, as values JSON can hold, or None for nothing.

        Taken every few seconds and at locking; must be quick and must not change the page.
        """
        return None

    def may_be_kept(self) -> bool:
        """Return whether ``unsaved`` may be written into the vault as a draft.

        False before the basic consent (P2): then it is sealed in memory while the store is locked,
        and ends with the program.
        """
        return True

    def laid_over(self, _unsaved: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
        """Return what ``restore`` would write over that is in no draft, and may be kept as one; else None.

        With what is said once it waits in a draft of its own.
        """
        return None

    def saving(self) -> Saving | None:
        """Return what is on its way to save what ``unsaved`` returns, or an earlier state of it, or None."""
        return None

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back what ``unsaved`` returned, after unlocking."""
        raise NotImplementedError(f"{type(self).__name__} keeps no drafts")

    def put_back(self, unsaved: dict[str, Any]) -> Callable[[], object] | None:
        """Put back, as the page is opened, what it ``takes``; return what shows it, None where it is seen."""
        self.restore(unsaved)
        return None

    def offer_back(self, words: str, typed: dict[str, Any], name: str, **where: Any) -> None:
        """Say ``words`` of what was discarded here.

        "Zurückholen" opens the page, called ``name``, at ``where`` and puts back ``typed``.
        """

        def bring_back() -> None:
            self.frame.open_page(name, **where)
            self.restore(typed)

        self.frame.say(words, bring_back, _("Zurückholen"))

    def forget_hidden(self) -> None:
        """Forget what was typed in parts of the page that are not shown now."""

    def shows_begun(self, unsaved: dict[str, Any]) -> bool:
        """Return whether the text that ``unsaved`` returned once still stands here, and is seen."""
        return self.unsaved() == unsaved

    def takes(self, _unsaved: dict[str, Any]) -> bool:
        """Return whether ``restore`` puts that into the form which is open now, so that nobody need ask."""
        return False

    def help(self) -> str:
        """Return a few sentences for F1: what one can do on this page."""
        return ""

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes when the page opens; with None it waits on the page for Tab."""
        return None
