"""Comparing a translation with the Spanish, and confirming that it is current.

`pages.translations` holds the states and texts; this package is the view of one translation and the
buttons that lead to it. The report is in `oim_portal.admin.reports`, which links here by URL name;
it must not import another package of the admin.
"""
