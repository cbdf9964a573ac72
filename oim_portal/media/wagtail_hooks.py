"""Wagtail hook that adds the script for dialogs to forms with image and document choosers."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_editor_js")
def dialogs_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("media/dialogs.js"))
