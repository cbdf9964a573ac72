"""Wagtail's admin without inline scripts, so that its policy needs no 'unsafe-inline'.

Wagtail starts some of its widgets by scripts written into the page: choosers, date pickers,
InlinePanel and MultipleChooserPanel. Here each such script becomes a block of JSON, and one
script of ours (static/wagtail_compat/initialisers.js) does what they say. Another, paste.js, reads
the inline styles of pasted text, which the policy hides from the rich text editor.

Upstream: https://github.com/wagtail/wagtail/issues/12940, part of issue 1288.
tests/test_admin_csp.py fails for each part of this app that Wagtail no longer needs.
"""
