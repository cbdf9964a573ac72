"""Confirmation of new addresses: what a renamed, moved or unpublished page changes for readers.

Wagtail makes redirects when a page gets another slug or place, but only in the language that is
active at that moment; `pages.redirects` makes them in every language, and this package tells users
before. Hooks and templates of the admin call it; it must not import another package of the admin.
See docs/decisions/0018.
"""
