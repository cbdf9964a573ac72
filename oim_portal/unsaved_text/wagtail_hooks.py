"""The scripts that keep copies, and the words with which they offer one."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

OFFER = """<template id="unsaved-text-offer">
  <div class="help-block help-warning" role="alert" data-unsaved-text>
    <p>{} <strong data-when></strong></p>
    <p>{}</p>
    <button type="button" class="button button-small" data-recover>{}</button>
    <button type="button" class="button button-small button-secondary" data-discard>{}</button>
  </div>
</template>
<script src="{}"></script>"""


@hooks.register("insert_editor_js")
def keep_copies() -> SafeString:
    return format_html(
        OFFER,
        _("Text of yours in this form was not saved. You typed it:"),
        _("Recovering saves it, without publishing, as far as the form has drafts."),
        _("Recover and save"),
        _("Throw it away"),
        static("unsaved_text/editor.js"),
    )


@hooks.register("insert_global_admin_js")
def forget_saved_copies() -> SafeString:
    return format_html(
        '<script src="{}"></script><script src="{}" data-failed="{}"></script>',
        static("unsaved_text/saved.js"),
        static("unsaved_text/retry.js"),
        _(
            "It was not saved: the network is gone, or your session has ended. Your words are "
            "still here. Sign in again in another tab, then press the button once more."
        ),
    )
