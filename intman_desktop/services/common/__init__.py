"""What every verb begins and ends with: the desk, admission, the journal's entry, undo, words for facts."""
