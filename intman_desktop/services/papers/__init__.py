"""Papers as values and as PDF: which there are, what they need and what they say."""
