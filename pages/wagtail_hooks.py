"""Wagtail hooks: sensitive pages, scripts of the edit form, copies, and links in rich text."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

from oim_portal.web.cache_control import leave_no_trace

from .forms import translated_titles
from .models import BasePage
from .rich_text import DocumentLinks, PageLinks
from .sensitive import is_sensitive

Serve = Callable[[BasePage, HttpRequest, list, dict], HttpResponse]


@hooks.register("on_serve_page")
def leave_no_trace_of_sensitive_pages(serve: Serve) -> Serve:
    """Mark the response of every sensitive page, also of a type with its own `serve`."""

    def served(page: BasePage, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if is_sensitive(request, page):
            leave_no_trace(response)
        return response

    return served


@hooks.register("insert_editor_js")
def scripts() -> SafeString:
    """Return the scripts of the edit form, with their messages in data attributes."""
    return format_html(
        '<script src="{}" data-schedule="{}" data-date-missing="{}"></script>'
        '<script src="{}" data-copy="{}" data-not-translated="{}" data-images="{}"></script>'
        '<script src="{}" data-one="{}" data-many="{}" data-first="{}"></script>',
        static("pages/schedule.js"),
        _("Schedule the publication"),
        _("Choose a date and a time to come."),
        static("pages/text-language.js"),
        _("Copy from the Spanish"),
        _("The same as in Spanish: not translated yet."),
        reverse("wagtailadmin_api:images:listing"),
        static("pages/errors.js"),
        _("One thing is to be corrected."),
        _("{count} things are to be corrected."),
        _("Go to the first one"),
    )


@hooks.register("insert_global_admin_js")
def script_of_access() -> SafeString:
    return format_html(
        '<script src="{}" data-cell="{}"></script>',
        static("pages/access.js"),
        _("row “{row}”, column “{column}”"),
    )


@hooks.register("insert_editor_js")
def dialog_of_pasted_tables() -> str:
    return render_to_string("pages/admin/paste_table.html")


@hooks.register("insert_global_admin_css")
def style_of_form() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/edit-form.css"))


@hooks.register("construct_page_listing_buttons")
def leave_sorting_to_parent(buttons: list, page: BasePage, user, context: dict) -> None:
    """Leave 'Sort menu order' out of a row: it sorts the pages below, and not the row."""
    for menu in buttons:
        if entries := getattr(menu, "dropdown_buttons", None):
            menu.dropdown_buttons = [
                entry for entry in entries if not str(entry.url).endswith("?ordering=ord")
            ]


@hooks.register("after_edit_page")
def tell_of_passed_end(request: HttpRequest, page: BasePage) -> None:
    """Tell the editor that the form has cleared an expiry date in the past."""
    if "expire_at" in page.passed_dates:
        messages.info(
            request,
            _("The date on which the page was to be taken away has passed. It is empty now."),
        )


@hooks.register("after_copy_page")
def name_copy_in_each_language(request: HttpRequest, page: BasePage, copy: BasePage) -> None:
    """Write the translated titles of the copy form into the copy: Wagtail's view ignores them."""
    titles = translated_titles(page.specific, request.POST)
    if not titles:
        return
    draft = copy.get_latest_revision_as_object()
    for version in (copy, draft):
        for name, title in titles.items():
            setattr(version, name, title)
    copy.save()
    draft.save_revision(user=request.user, overwrite_revision=copy.latest_revision)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own
def link_handlers(features) -> None:
    features.register_link_type(PageLinks)
    features.register_link_type(DocumentLinks)
