"""Das Protokoll: all entries of the journal, with filters."""
