"""Metadata of a page in `<head>`: title, description, alternates, OpenGraph, structured data.

The template tags (`page_metadata`, `document_title`), the feeds and the open data views use it. It
contains only facts that the page and the settings hold, read for the page anyway, so it repeats no
query. It must never import template tags or views.
"""
