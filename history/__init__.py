"""The history: events with partial dates, the timeline, themes and sources.

`programs`, the open data room, the search and the reports of the admin use its page types and its
dates (`history.dates`). Apps whose pages relate to events register in `history.related_pages`. It
builds on `pages` and must never import `programs` or a room after it.
"""
