"""Key figures: counted in SQL, kept over erasures, frozen, checked for plausibility (K-rules)."""

from intman_desktop.reporting.cells import TOTAL
from intman_desktop.reporting.counting import Behind, cases_behind, count_sheet
from intman_desktop.reporting.folding import fold_small
from intman_desktop.reporting.freezing import (
    changed_sheets,
    changes,
    fingerprint_of,
    freeze,
    frozen_sheets,
    since_frozen,
)
from intman_desktop.reporting.keeping import add_counters, difference, keep_figures, sheet_cells
from intman_desktop.reporting.noting import note_changes
from intman_desktop.reporting.plausibility import balance_of, balance_question, plausible
from intman_desktop.reporting.years import count_years, years_with_data

__all__ = [
    "TOTAL",
    "Behind",
    "add_counters",
    "balance_of",
    "balance_question",
    "cases_behind",
    "changed_sheets",
    "changes",
    "count_sheet",
    "count_years",
    "difference",
    "fingerprint_of",
    "fold_small",
    "freeze",
    "frozen_sheets",
    "keep_figures",
    "note_changes",
    "plausible",
    "sheet_cells",
    "since_frozen",
    "years_with_data",
]
