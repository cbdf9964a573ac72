"""The scripts that start widgets, on every page of the admin, and those of the rich text editor."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def initialisers_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("wagtail_compat/initialisers.js"))


@hooks.register("insert_editor_js")
def link_to_any_page_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("wagtail_compat/link-to-any-page.js"))


@hooks.register("insert_editor_js")
def paste_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("wagtail_compat/paste.js"))


@hooks.register("insert_editor_js")
def block_chooser_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("wagtail_compat/block-chooser.js"))
