"""Open data: published pages as files (CSV, JSON, JSON-LD), and events imported from spreadsheets.

Each page type that declares `data` is a data set. A field of a data set is declared once
(`fields`), or derived from the page type (`derived`); columns, records, JSON Schema, the import and
the table of the staff guide are made of it. `events` and `programs` declare data sets with fields
of their own.

Called by `oim_portal.urls`, by the admin's spreadsheets (`cells`) and by Wagtail's hooks. It may
import every room up to `search`, and never `frontend_cache`, `admin` or `initial_content`.
"""
