"""Two people on one page: neither overwrites the other without seeing it.

Wagtail's autosave refuses to save over a newer version; its plain forms (save, submit, publish)
do not look. Here they do: each form says which version it was loaded with, and a form that is
out of date is kept beside the newer draft, and its author chooses. See docs/decisions/0018.
"""
