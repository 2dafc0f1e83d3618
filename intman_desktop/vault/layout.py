"""The names inside the folder of a store."""

from __future__ import annotations

STORE = "cases.db"
KEY_FILE = "keys.json"
ERASED = "erased.txt"
LOCK = "vault.lock"
TWINS = "twins"
UNFINISHED = ".unfinished-"
"""Prefix of whatever is not complete yet; leftovers of a kill carry it and are swept at opening."""
