"""Journeys of staff through the admin.

Browser tests, the guide's pictures and the counts of steps are made of them.
"""
