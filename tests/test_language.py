"""The language of the screen, and that of a thread that words something for a paper."""

from __future__ import annotations

import threading

import pytest

from intman_desktop.language import _, current_language, ngettext, speaking, use_language


def test_a_paper_speaks_its_own_language_and_the_screen_goes_on() -> None:
    use_language("en")
    with speaking("de"):
        assert current_language() == "de"
        assert _("aktiv") == "aktiv"
        assert ngettext("noch {days} Tag", "noch {days} Tage", 2) == "noch {days} Tage"
        with speaking("en"):
            assert current_language() == "en"
        assert current_language() == "de"
    assert current_language() == "en"


def test_only_the_thread_that_asked_speaks_otherwise() -> None:
    heard: list[str] = []
    with speaking("en"):
        other = threading.Thread(target=lambda: heard.append(current_language()))
        other.start()
        other.join()
    assert heard == ["de"]


def test_a_language_without_catalogue_is_refused_and_nothing_changes() -> None:
    with pytest.raises(ValueError, match="no catalogue"), speaking("tlh"):
        pass
    with pytest.raises(ValueError, match="no catalogue"):
        use_language("tlh")
    assert current_language() == "de"
