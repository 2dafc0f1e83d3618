"""The encrypted store: keys, opening, migrating, checking, backup, restore, the list of the erased."""
