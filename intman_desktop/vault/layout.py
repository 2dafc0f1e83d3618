"""The names inside the folder of a store."""

from __future__ import annotations

STORE = "cases.db"
LOG = "cases.db-wal"
"""SQLite's write-ahead log; a store that was closed has none."""
LOG_MARK = "log.mark"
"""How far the log was acknowledged, while a store is open or was not closed; see ``vault.log_mark``."""
KEY_FILE = "keys.json"
ERASED = "erased.txt"
FORMER_KEYS = "renewed.txt"
"""One line for each data key that was renewed and each way that was closed; see ``vault.former``."""
LOCK = "vault.lock"
TWINS = "twins"
SCANS = "scans"
"""The folder of sealed scans, in a store and beside the backups of a place."""
UNFINISHED = ".unfinished-"
"""Prefix of whatever is not complete yet; leftovers of a kill carry it and are swept at opening."""
