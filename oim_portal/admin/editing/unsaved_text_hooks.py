"""Hooks that load the scripts for unsaved text, with their messages."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

from .sessions import session

OFFER = """<template id="unsaved-text-offer">
  <div class="help-block help-warning" role="alert" data-unsaved-text>
    <p>{} <strong data-when></strong></p>
    <p>{}</p>
    <button type="button" class="button button-small" data-recover>{}</button>
    <button type="button" class="button button-small button-secondary" data-discard>{}</button>
  </div>
</template>
<script src="{}"></script>
<script src="{}" id="unsaved-text-words" data-ended="{}" data-ended-not-kept="{}"></script>"""

SCRIPTS = """<script src="{}"></script>
<script src="{}" data-csrf-cookie="{}" data-session="{}" data-failed="{}" data-other-person="{}">
</script>"""


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("sesion/", session, name="session")]


@hooks.register("insert_editor_js")
def keep_copies() -> SafeString:
    return format_html(
        OFFER,
        _("Text of yours in this form was not saved. You typed it:"),
        _("Recovering saves it, without publishing, as far as the form has drafts."),
        _("Recover and save"),
        _("Throw it away"),
        static("editing/same_text.js"),
        static("editing/unsaved_text.js"),
        _(
            "Your session has ended. What you typed is kept on this computer: sign in again in "
            "another tab, and come back to this one."
        ),
        _(
            "Your session has ended. Leave this window open: sign in again in another tab, and "
            "come back to this one."
        ),
    )


@hooks.register("insert_global_admin_js")
def outlast_sessions() -> SafeString:
    return format_html(
        SCRIPTS,
        static("editing/copies.js"),
        static("editing/sessions.js"),
        settings.CSRF_COOKIE_NAME,
        reverse("session"),
        _(
            "It was not saved: the network is gone, or your session has ended. Your words are "
            "still here. Sign in again in another tab, then press the button once more."
        ),
        _(
            "It was not saved: somebody else has signed in in this browser. Your words are still "
            "here. Sign in with your own account in another tab, then press the button once more."
        ),
    )
