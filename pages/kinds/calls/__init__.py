"""Calls: vacancies, consultancies and tenders, which close at a moment."""
