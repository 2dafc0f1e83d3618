"""What saves the large part of the plan, for a place in sight below the page: its forms are long."""

from __future__ import annotations

from collections.abc import Callable

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.plan.field_block import FieldBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.kept_pane import Content
from intman_desktop.ui.plan.own_block import OwnBlockContent
from intman_desktop.ui.plan.review import ReviewCard


class PlanFoot(Foot):
    """The acts of a block that is saved as a whole, of a goal in work, or of one that is looked at.

    Attributes: ``has_acts`` – whether there are any.
    """

    def __init__(self, save: Callable[[], object], drop: Callable[[], object]) -> None:
        of_fields = quiet_button(_("Angaben speichern"), save), quiet_button(_("Verwerfen"), drop)
        super().__init__(*of_fields)
        self._of_fields = of_fields
        self.has_acts = False

    def show_content(self, content: Content | None) -> None:
        """Show the acts of ``content``, those of another one go."""
        open_text = isinstance(content, OwnBlockContent) and not content.is_closed()
        of_fields = open_text or isinstance(content, FieldBlock)
        acts = content.acts if isinstance(content, GoalEditor | ReviewCard) else ()
        for each in self._of_fields:
            each.setVisible(of_fields)
        self.show_acts(*acts)
        self.has_acts = of_fields or bool(acts)
