"""The duties towards the person: evidence, withdrawal, erasure, retention, and the journal."""
