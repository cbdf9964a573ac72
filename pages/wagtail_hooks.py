"""What this app adds to Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_editor_js")
def link_to_any_page() -> SafeString:
    return format_html('<script src="{}"></script>', static("pages/link-to-any-page.js"))
