"""Redirects from previous URLs of pages, in every language.

A Django app on top of `wagtail.contrib.redirects`: receivers create redirects when the URL of a
live page changes, the middleware looks them up, and `WithdrawnAddress` remembers the URL of a page
that is unpublished. The admin room shows their effects before a move. The package must never import
the trash or the admin, although pages move there.
"""
