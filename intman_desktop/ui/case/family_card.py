"""Relatives with files of their own: clocks and plans side by side, joint talks, links (P4, C5, K5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.casework.family import NEW_ROW, family_of, link_files, rows_meant, unlink_file
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.case.household_form import birth_words
from intman_desktop.ui.case.spine import clock_state, clock_words
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.clock_bar import ClockBar
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.finder import Found, PersonFinder
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText, SmallText, thin_line
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.case_views import CaseSheet, FamilyMember
from intman_desktop.values.codes import Block, CaseState
from intman_desktop.values.views import FoundCase

_LETTERS = 90


class FamilyCard(Card):
    """The card "Familie". Attributes: ``finder`` and ``relationship`` (of the file to be linked), ``row`` –
    which of several rows of the household it is, hidden where there is no doubt.
    """

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Familie mit eigener Akte"))
        self._frame = frame
        self._case_id = 0
        self._usable = False
        self._members: Sequence[FamilyMember] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        holder = QWidget()
        holder.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.add(holder)
        self.more = link_button(_("Mit einer Akte verbinden …"), self._open_form, icon="users")
        self.add(self.more)
        self._form = self._linking()
        self.add(self._form)
        self._form.hide()

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Read the relatives of the case; files are linked while it may be worked on."""
        view = sheet.view
        if view.case_id != self._case_id:
            self._close_form()
        self._case_id = view.case_id
        self._usable = view.usable
        self.relationship.set_choices(sheet.relationships)
        self.more.setVisible(self._usable and self._form.isHidden())
        self._frame.ask(family_of, view.case_id, on_done=self._show, owner=self, replaces="family")

    def show_names(self) -> None:
        """Draw the names again."""
        self._show(self._members)

    def _show(self, members: Sequence[FamilyMember]) -> None:
        self._members = members
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for index, member in enumerate(members):
            if index:
                self._list.addWidget(thin_line())
            self._list.addWidget(self._line(member))
        if not members:
            self._list.addWidget(
                QuietText(
                    _(
                        "Hat jemand aus der Familie eine eigene Akte, verbinden Sie beide: Dann stehen "
                        "Zeiträume und Pläne nebeneinander. Kopiert wird dabei nichts."
                    )
                )
            )

    def _line(self, member: FamilyMember) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        if not member.case_id or member.period is None:
            words = _("{relationship}: eigene Akte, die zurzeit nicht einzusehen ist")
            column.addWidget(QuietText(words.format(relationship=member.relationship)))
            column.addWidget(Flow(*self._acts(member), gap=space(4)))
            return line
        column.addWidget(Columns([self._who(member), self._clock(member)], shares=(1, 2), letters=_LETTERS))
        column.addWidget(Flow(*self._acts(member), gap=space(4)))
        return line

    def _who(self, member: FamilyMember) -> QWidget:
        who = QWidget()
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = self._frame.curtain.name(member.name, member.case_id)
        opens = link_button(name, partial(self._frame.open_page, "case", case_id=member.case_id))
        opens.setAccessibleDescription(member.relationship)
        column.addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(SmallText(f"{member.relationship} · {member.number}"))
        column.addWidget(SmallText(_standing(member)))
        column.addStretch(1)
        return who

    def _clock(self, member: FamilyMember) -> ClockBar:
        bar, period = ClockBar(), member.period
        bar.setToolTip(_("Ein Klick öffnet die Akte."))
        bar.clicked.connect(partial(self._frame.open_page, "case", case_id=member.case_id))
        if period is None or period.start is None:
            return bar
        state = clock_state(period, running=member.state is not CaseState.ENDED)
        at = (period.today_at, period.regular_end_at, period.last_day_at)
        bar.set_period(*at, clock_words(period, member.state), state)
        return bar

    def _acts(self, member: FamilyMember) -> list[QWidget]:
        if not self._usable:
            return []
        acts: list[QWidget] = []
        if member.case_id and member.state is CaseState.ACTIVE:
            acts.append(link_button(_("Gespräch mit beiden"), partial(self._talk, member.case_id)))
        acts.append(link_button(_("Verbindung lösen"), partial(self._part, member.member_id)))
        for act in acts:
            act.setAccessibleDescription(member.relationship)
        return acts

    def _talk(self, other: int) -> None:
        self._frame.open_page("talk", case_id=self._case_id, together=(other,))

    def _part(self, member_id: int) -> None:
        said = _("Verbindung der Akten gelöst.")
        self._frame.do(
            unlink_file, self._case_id, member_id, on_error=self._frame.warn, owner=self, said=said
        )

    # Linking

    def _linking(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(space(2))
        column.addWidget(
            SmallText(
                _(
                    "Beide müssen in die Beratung eingewilligt haben. In jeder Akte stehen danach nur die "
                    "Beziehung und der Name, bei einem Kind wie bisher Monat und Jahr der Geburt; eine "
                    "Einwilligung gilt nie für jemand anderen."
                )
            )
        )
        self.finder = PersonFinder(self._find)
        self.relationship = ChoiceField((), empty="")
        self.row = ChoiceField((), empty="")
        self.finder.people_changed.connect(self._go_on)
        self.relationship.chosen.connect(lambda _code: self._drop_rows())
        self._who_row = Labelled(_("&Wessen Akte"), self.finder)
        self._as_row = Labelled(_("&Ist für diese Person"), self.relationship)
        column.addWidget(Columns([self._who_row, self._as_row], shares=(2, 1), letters=_LETTERS))
        self._row_row = Labelled(_("&Zeile im Haushalt"), self.row)
        column.addWidget(self._row_row)
        self._drop_rows()
        column.addWidget(
            Flow(quiet_button(_("Verbinden"), self._link), quiet_button(_("Abbrechen"), self._close_form))
        )
        return form

    def _open_form(self) -> None:
        self._form.show()
        self.more.hide()
        self.finder.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        had_focus = self._form.isVisible() and self._form.isAncestorOf(self.window().focusWidget() or self)
        self._form.hide()
        self.finder.set_people(())
        self.relationship.set_code("")
        self._drop_rows()
        for row in (self._who_row, self._as_row):
            row.set_fault("")
        self.more.setVisible(self._usable)
        if had_focus:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, people: Sequence[Found]) -> None:
        """Ask for the relationship as soon as it is said whose file is meant."""
        self._drop_rows()
        (self.relationship if people else self.finder.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, text: str, deliver: Callable[[Sequence[Found]], None]) -> None:
        def found(people: tuple[FoundCase, ...]) -> None:
            name = self._frame.curtain.name
            others = [each for each in people if each.case_id != self._case_id]
            deliver([Found(each.case_id, name(each.name, each.case_id), each.number) for each in others])

        self._frame.ask(find_people, text, on_done=found, owner=self, replaces="people of a family")

    def _drop_rows(self) -> None:
        """Ask for no row: which ones may be meant depends on file and relationship."""
        self.row.set_code("")
        self._row_row.set_fault("")
        self._row_row.hide()

    def _link(self) -> None:
        if not understood(self._as_row, self._row_row):
            return
        chosen, code = self.finder.people(), self.relationship.code()
        self._who_row.set_fault("" if chosen else _("Bitte wählen Sie, wessen Akte gemeint ist."))
        self._as_row.set_fault("" if code else _("Bitte wählen Sie die Beziehung."))
        if not chosen or not code:
            (self.relationship if chosen else self.finder.field).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        other = int(str(chosen[0].key))
        if not self._row_row.isHidden():
            row = self.row.code()
            self._row_row.set_fault("" if row else _("Bitte wählen Sie, welche Zeile gemeint ist."))
            if row:
                self._link_row(other, code, int(row))
            else:
                self.row.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        def ask_which(rows: Sequence[HouseholdMember]) -> None:
            if len(rows) > 1:
                self._ask_row(rows)
            else:
                self._link_row(other, code, 0)

        self._frame.ask(
            rows_meant,
            self._case_id,
            other,
            code,
            on_done=ask_which,
            on_error=self._frame.warn,
            owner=self,
            replaces="rows of a household",
        )

    def _ask_row(self, rows: Sequence[HouseholdMember]) -> None:
        """Let the person say which of several rows is meant; nothing is taken over by guessing (P4)."""
        relationship = self.relationship.currentText()
        choices = [
            (str(each.id), _row_words(place, relationship, each)) for place, each in enumerate(rows, 1)
        ]
        self.row.set_choices([*choices, (str(NEW_ROW), _("keine davon: neue Zeile"))])
        self._row_row.show()
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link_row(self, other: int, code: str, member_id: int) -> None:
        self._frame.do(
            link_files,
            self._case_id,
            other,
            code,
            member_id,
            on_done=lambda _row: self._close_form(),
            on_error=self._frame.warn,
            owner=self,
            said=_("Akten verbunden."),
        )


def _row_words(place: int, relationship: str, member: HouseholdMember) -> str:
    """Return a row of the household as it is chosen: its place tells two apart that hold the same."""
    born = birth_words(member)
    words = _("{place}. {relationship}, geboren {born}") if born else _("{place}. {relationship}")
    return words.format(place=place, relationship=relationship, born=born)


def _standing(member: FamilyMember) -> str:
    """Return in a line where a relative's plan stands, and what comes next."""
    words = [] if member.state is CaseState.ACTIVE else [shown(member.state)]
    words.append(
        _("noch kein Plan")
        if member.blocks is None
        else _("Plan {done} von {all}").format(done=member.blocks, all=len(Block))
    )
    if member.next_review is not None:
        words.append(_("Überprüfung am {day}").format(day=day(member.next_review)))
    return " · ".join(words)
