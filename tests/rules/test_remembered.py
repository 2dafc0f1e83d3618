"""L5: what a rule keeps at hand of people's names and notes is let go of when the store is locked."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from intman_desktop import rules
from intman_desktop.rules.heard_names import heard_words, sound_alike
from intman_desktop.rules.named import occurrence, sought
from intman_desktop.rules.remembered import forget_words
from intman_desktop.values.case_file import Client
from intman_desktop.word_lists import spellings


def test_l5_no_rule_keeps_a_word_at_hand_once_the_store_is_locked() -> None:
    modules = [
        import_module(f"{rules.__name__}.{each.name}") for each in pkgutil.iter_modules(rules.__path__)
    ]
    kept = [each for module in modules for each in vars(module).values() if hasattr(each, "cache_info")]
    is_about = occurrence(sought(Client("Al Hasan", "Mohammed"), spellings()))
    assert is_about("Frau Sommerfeld rief an, مع محمد الحسن, Al Hasan")
    assert sound_alike(*(heard_words([each], ["Ada"], spellings()) for each in ("Müller", "Mueller")))
    assert all(each.cache_info().currsize for each in kept), "this test should fill whatever is kept"
    forget_words()
    assert not [each.__name__ for each in kept if each.cache_info().currsize]
