"""Edit bar: links for staff on public pages, to the editor of the page that they are reading.

Public pages are the same bytes for all visitors, so the bar is a request of its own. A small script
makes it only if a cookie without a secret (`marker`) says that staff are signed in. The URLs,
middleware and public templates refer to it; it must not import another package of the admin.
"""
