"""Whatever one types, locks, kills and unlocks: at most what was typed since the last autosave is missing.

What is typed before the basic consent is the one exception: it ends with the program (Rule P2).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from tests.builders import a_case_file, a_client
from tests.opened import PASSPHRASE, moment, open_desk, put_in
from tests.ui.forms_typed import ALL, BEFORE_CONSENT, text_in, write
from tests.ui.hands import Hands, timer_of

pytestmark = pytest.mark.journey

LETTERS = "abcdefgh"
STEPS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(sorted(ALL))),
    st.tuples(st.sampled_from(["wait", "lock", "kill"]), st.just("")),
)


class Office:
    """A person at her work: types, waits, locks, and has the machine taken away.

    Attributes: ``typed`` – each text as it stands or stood in its form; ``sure`` – as much of it as can be
    missing nowhere any more.
    """

    def __init__(self, qtbot: QtBot, application: QApplication, folder: Path, today: date) -> None:
        self._qtbot = qtbot
        self._application = application
        self._folder = folder
        self._today = today
        self._lives = 0
        self.bugs: list[BaseException] = []
        self.typed: dict[str, str] = {}
        self.sure: dict[str, str] = {}
        self.begin(folder / "0")

    # What she does

    def type(self, word: str) -> None:
        """Go on with a text: where it stands, from its draft, or begin it.

        A talk that still stands on the page is laid aside; any other text she then lets be.
        """
        form, window = ALL[word], self.program.window
        stands = window.page_name() == form.page and self._stands(word)
        if not stands:
            draft = self._draft(word)
            if draft is not None:
                self.program.frame.resume(draft)
            else:
                page = window.open_page(form.page, **form.where)
                self.hands.settle()
                if self._stands_another(word):
                    if form.page != "talk":
                        return
                    self.hands.click(window.notices, "Beiseitelegen und neu beginnen")
                if not self._stands(word):
                    form.begin(page)
            self.hands.settle()
        self.typed[word] = write(self.hands, word, LETTERS[len(self.typed.get(word, "")) % len(LETTERS)])
        for other in self.typed:  # what was left for this text was kept on the way here
            if other not in (word, BEFORE_CONSENT) and not stands:
                self.sure[other] = self.typed[other]

    def wait(self) -> None:
        """Let a few seconds pass."""
        timer_of(self.program.drafting).timeout.emit()
        self.hands.settle()
        self.sure = {word: text for word, text in self.typed.items() if word != BEFORE_CONSENT}

    def lock(self) -> None:
        """Lock and unlock."""
        self.program.window.lock_wanted.emit()
        self.sure = dict(self.typed)
        self._unlock()

    def kill(self) -> None:
        """Take away the machine: what lies on the disk now is all that is left."""
        self._lives += 1
        left = self._folder / str(self._lives)
        self.hands.settle()  # only so that the copy is of one moment; what was not asked for is not written
        shutil.copytree(self._folder / str(self._lives - 1), left)
        self.end()
        self.begin(left)
        self.typed.pop(BEFORE_CONSENT, None)
        self.sure.pop(BEFORE_CONSENT, None)
        for word in list(self.typed):
            self.typed[word] = self.found(word)

    # What is there

    def begin(self, folder: Path) -> None:
        """Start the program over the store in ``folder``."""
        self.program = Program(self._application, folder, self._today)
        self.program.workers.listen(self.program.frame.warn, self.bugs.append)
        self.hands = Hands(self._qtbot, self.program)
        self.program.start()
        self.program.window.showNormal()
        self.program.window.resize(1366, 768)
        self._unlock()
        timer_of(self.program.drafting).stop()  # time passes by ``wait`` alone

    def end(self) -> None:
        """End the program."""
        self.program.finish()

    def found(self, word: str) -> str:
        """Return the text as it is kept now."""
        if word == BEFORE_CONSENT:
            return text_in(word, str(self.program.drafting.sealed.waiting()))
        draft = self._draft(word)
        return text_in(word, draft.content) if draft is not None else ""

    def check(self) -> None:
        """Nothing sure is missing, nothing is kept twice, and nothing is there that was never typed."""
        assert self.bugs == []
        kept = [each.content for each in self.hands.asked(open_drafts)]
        assert not any(BEFORE_CONSENT in each for each in kept)
        for word, text in self.typed.items():
            if word != BEFORE_CONSENT:
                assert sum(word in each for each in kept) <= 1, word
                assert self.found(word).startswith(self.sure.get(word, "")), word
                assert text.startswith(self.found(word)), word

    def check_all_there(self) -> None:
        """Everything that was typed is there, what was typed before a consent as well."""
        for word, text in self.typed.items():
            assert self.found(word) == text, word

    def _stands(self, word: str) -> bool:
        page = self.program.window.page()
        return page is not None and word in str(page.unsaved())

    def _stands_another(self, word: str) -> bool:
        typed = [each for each in self.typed if each != word and ALL[each].page == ALL[word].page]
        return any(self._stands(each) for each in typed)

    def _draft(self, word: str) -> Any:
        return next((each for each in self.hands.asked(open_drafts) if word in each.content), None)

    def _unlock(self) -> None:
        window = self.program.window
        self._qtbot.waitUntil(
            lambda: any(each.isVisible() for each in window.findChildren(UnlockCard)), timeout=20_000
        )
        card = next(each for each in window.findChildren(UnlockCard) if each.isVisible())
        line = next(each for each in card.findChildren(QLineEdit) if each.isVisible())
        line.setText(PASSPHRASE)
        self._qtbot.keyClick(line, Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: not window.is_covered(), timeout=20_000)
        self.hands.settle()


@pytest.fixture
def filled(empty_store: Path, tmp_path: Path) -> Path:
    """Return a closed store with two people."""
    desk = open_desk(empty_store, tmp_path / "filled")
    other = a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir"))
    put_in(desk, [a_case_file(), other])
    desk.vault.close()
    return tmp_path / "filled"


@pytest.fixture
def office_over(
    qtbot: QtBot, qapp: QApplication, look: object, today: date, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Office]]:
    """Return ``office_over(folder)``: a person at her work over a copy of the store."""
    monkeypatch.setenv("INTMAN_HOME", str(filled.parent / "home"))
    opened: list[Office] = []

    def begin(folder: Path) -> Office:
        for each in opened:
            each.end()
        opened.clear()
        folder.mkdir()
        shutil.copytree(filled, folder / "0")
        opened.append(Office(qtbot, qapp, folder, today))
        return opened[0]

    yield begin
    for each in opened:
        each.end()


@pytest.mark.slow
def test_at_most_what_was_typed_since_the_last_autosave_is_missing(
    office_over: Callable[[Path], Office], tmp_path: Path, how_many: Callable[[str, int, int], int]
) -> None:
    numbers = iter(range(100_000))
    count = how_many("sequences of typing, locking and killing", 2, 100)

    # A sequence takes a second or two: to look for a shorter one that fails as well would take too long.
    @hypothesis.settings(
        max_examples=count,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    )
    @hypothesis.given(st.lists(STEPS, min_size=6, max_size=14))
    def walk(steps: list[tuple[str, str]]) -> None:
        office = office_over(tmp_path / f"sequence-{next(numbers)}")
        for act, word in steps:
            if act == "type":
                office.type(word)
            else:
                getattr(office, act)()
            office.check()
            if act == "lock":
                office.check_all_there()
        office.lock()
        office.check_all_there()

    walk()


@pytest.mark.parametrize("word", sorted(ALL))
def test_every_form_comes_back_after_locking(
    office_over: Callable[[Path], Office], tmp_path: Path, word: str
) -> None:
    office = office_over(tmp_path / "one")
    office.type(word)
    office.lock()
    office.check_all_there()
    office.type(word)
    office.lock()
    office.check_all_there()
    if word != BEFORE_CONSENT:
        office.kill()
        assert office.typed[word] == office.sure[word]


def test_p2_the_screen_says_what_ends_with_the_program(
    office_over: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = office_over(tmp_path / "one")
    office.type(BEFORE_CONSENT)
    page = office.program.window.page()
    assert page is not None
    assert "nur im Arbeitsspeicher und endet mit dem Programm" in office.hands.words(page)
    office.program.window.lock_wanted.emit()
    qtbot = office.hands.qtbot
    qtbot.waitUntil(lambda: "endet mit dem Programm" in office.hands.words(office.program.window))


TYPIST = """
import sys
from pathlib import Path
from tests.ui.typist import type_on
type_on(Path(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.linux
def test_a_real_kill_in_mid_sentence_leaves_what_was_kept(
    filled: Path, checkout: Path, tmp_path: Path, how_many: Callable[[str, int, int], int]
) -> None:
    for kill in range(how_many("kills in mid-sentence", 1, 40)):
        folder = tmp_path / f"kill-{kill}"
        shutil.copytree(filled, folder)
        command = [sys.executable, "-c", TYPIST, str(folder)]
        with subprocess.Popen(command, cwd=checkout, stdout=subprocess.PIPE, text=True) as typist:
            assert typist.stdout is not None
            kept = ""
            for line in typist.stdout:
                kept = line.strip()
                if len(kept) > len("ztalkone") + kill % 5:
                    break
            typist.kill()  # SIGKILL: without a goodbye
        desk = desk_of(open_store(folder, PASSPHRASE), lambda: date(2026, 11, 20), moment)
        (draft,) = open_drafts(desk)
        desk.vault.close()
        assert kept and text_in("ztalkone", draft.content).startswith(kept)
        files = [each.read_bytes() for each in folder.rglob("*") if each.is_file()]
        assert not any(b"ztalkone" in each for each in files)
