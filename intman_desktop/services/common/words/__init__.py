"""The sentences for the facts of the rules and services, one file per subject."""
