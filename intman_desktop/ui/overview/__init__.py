"""What is due now, what was left unfinished, the year, the backup."""
