"""Calls that start a widget in the browser, as data instead of code.

Wagtail starts some of its widgets by scripts written into the page: choosers, date pickers,
InlinePanel and MultipleChooserPanel. Here each such script becomes a block of JSON, and one script
of ours (static/wagtail_compat/initialisers.js) does what they say, so that the admin's policy needs
no 'unsafe-inline'. Another, paste.js, reads the inline styles of pasted text, which the policy
hides from the rich text editor.

Upstream: https://github.com/wagtail/wagtail/issues/12940, part of issue 1288.
tests/test_admin_csp.py fails for each part of this that Wagtail no longer needs.
"""

import json
import re

from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

# `<script>new PageChooser("id_page", {"modalUrl": "…"});</script>`, or a call without `new`.
INLINE_CALL = re.compile(
    r"<script>(?:new )?(?P<name>\w+)\((?P<arguments>.*)\);</script>\Z", re.DOTALL
)
stock_render = BaseChooser.render


def data_block(name: str, *arguments: object) -> SafeString:
    """Return what initialisers.js reads: the name of a known function or class, its arguments."""
    return format_html("<span hidden data-initialiser>{}</span>", json_script([name, *arguments]))


def render_chooser(self: BaseChooser, *args, **kwargs) -> SafeString:
    """Stand in for `BaseChooser.render`: the same HTML with the call at its end as data."""
    html = stock_render(self, *args, **kwargs)
    call = INLINE_CALL.search(html)
    if call is None:
        raise ValueError(f"{type(self).__name__} does not end with a call that can be read as data")
    block = data_block(call["name"], *json.loads(f"[{call['arguments']}]"))
    return mark_safe(html[: call.start()] + block)  # noqa: S308 (Wagtail's own HTML)
