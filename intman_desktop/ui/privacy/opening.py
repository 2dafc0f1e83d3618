"""How the cards of the page lead to a case."""

from __future__ import annotations

from collections.abc import Callable

OpenCase = Callable[[int, str], object]
"""``open_case(case_id, tab)``: show that part of the case."""
