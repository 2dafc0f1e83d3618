"""Key figures: counted in SQL, kept over erasures, frozen, checked for plausibility (K-rules)."""
