"""Old addresses lead to new ones, in every language; and people know before what will change.

Wagtail makes redirects when a page gets another slug or place, in the language that is active at
that moment only. See docs/decisions/0018.
"""
