"""Stores for the fuzzing: those of the promises."""

from __future__ import annotations

from tests.promises.conftest import empty_store, opened

__all__ = ["empty_store", "opened"]
