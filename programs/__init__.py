"""Programmes of the office, the spheres of its work, and their links with events.

It builds on `pages` and `history`: `AppConfig.ready` registers its pages with
`history.related_pages`, so that events show their programmes and spheres. The open data room and
the initial content use its page types. It must never import a room after it.
"""
