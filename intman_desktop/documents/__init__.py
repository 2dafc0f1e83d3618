"""Papers as PDF: shaped text in every script, one module per paper, bytes and never files."""
