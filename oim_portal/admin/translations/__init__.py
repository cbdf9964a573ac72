"""Comparing a translation with the Spanish, and confirming that it is current.

`pages.translations` holds the states and texts; this package has the views of one translation and
of several, and the buttons that lead there. The report is in `oim_portal.admin.reports`, which
links here by URL name; it must not import another package of the admin.
"""
