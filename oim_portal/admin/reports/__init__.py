"""Reports for staff that Wagtail lacks, and the dashboard's figures of what waits for them.

Each report is a subclass of `base.StaffReport` in a module of its own: `wagtail_hooks` derives its
URLs and menu item. `dashboard` counts what the reports list, and `export` writes the
spreadsheets of the whole admin. It may import every room below the admin, never another package of
the admin.
"""
