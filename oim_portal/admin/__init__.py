"""The portal's additions to Wagtail's admin: a package for each menu or task.

Reports and dashboard, review, edit conflicts, translations, redirects, quick actions, the staff
guide and the edit bar of public pages. None of these packages imports another
(tests/test_layers.py): what two need is in a module here (`page_view`, `refusals`, `stale_forms`,
the checks of a page in `page_checks`) or in a room below. Wagtail finds them by `INSTALLED_APPS`
and their `wagtail_hooks`; only URLs and settings refer to them, and no room below may import them.
"""
