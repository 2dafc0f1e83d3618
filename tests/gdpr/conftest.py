"""What these tests are given: a connection to a real store without any service."""

from __future__ import annotations

from tests.bare_store import bare_template, connection, vault

__all__ = ["bare_template", "connection", "vault"]
