"""News: what the office did or announces, with the day of the matter and that of publication."""
