"""A bar for staff on public pages: it leads to the editor of the page that they are reading.

Public pages are the same bytes for everybody, so the bar is a request of its own. A small script
makes it only where a cookie without a secret (`marker`) says that staff are signed in.
"""
