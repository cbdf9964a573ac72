"""Public search in PostgreSQL, and the backend of the admin's search.

`indexing` writes the index entries of pages and documents in the transaction that changes these;
`engine` runs the SQL of `statements`; `results_page` gathers results, spelling corrections and
recommended pages; `views` complete titles, too; `missed` counts searches without results.

Whether a page is live or private, and its place in the tree, is never stored in the index: the
search statement reads it from the tree, so it cannot be out of date (docs/decisions/0013).

Called by `oim_portal.urls`, by the admin's reports and, for the backend, by Wagtail. It must not
import `open_data`, `frontend_cache` or `admin`.
"""
