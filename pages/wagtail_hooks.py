"""What this app adds to Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

from .rich_text import DocumentLinks, PageLinks


@hooks.register("insert_editor_js")
def link_to_any_page() -> SafeString:
    return format_html('<script src="{}"></script>', static("pages/link-to-any-page.js"))


@hooks.register("insert_editor_js")
def schedule() -> SafeString:
    return format_html(
        '<script src="{}" data-schedule="{}" data-date-missing="{}"></script>',
        static("pages/schedule.js"),
        _("Schedule the publication"),
        _("Choose a date and a time to come."),
    )


@hooks.register("insert_editor_js")
def texts_by_language() -> SafeString:
    return format_html(
        '<script src="{}" data-copy="{}" data-not-translated="{}"></script>',
        static("pages/text-language.js"),
        _("Copy from the Spanish"),
        _("The same as in Spanish: not translated yet."),
    )


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own
def links_by_keys(features) -> None:
    features.register_link_type(PageLinks)
    features.register_link_type(DocumentLinks)
