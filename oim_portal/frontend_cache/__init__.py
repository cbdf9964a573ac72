"""Invalidation of the cache in front of the portal (docs/decisions/0015).

`receivers` connects signals of changes and withdrawals; `cached_urls` finds the URLs that show the
changed object. `sending` refreshes the URLs of a change from threads, without delaying the request;
`withdrawals` purges withdrawn content before the response; `tasks` retries in the worker and
refreshes all pages afterwards.

Called by Django's and Wagtail's signals, by its middleware and by the worker. No other room imports
it, and it must not import `admin`, `initial_content` or `local`. Cache headers are set in
`oim_portal.web`.
"""
