"""Hooks that ask for confirmation before a new slug is published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks

from pages.models import BasePage

from .bulk_move import MovePages
from .views import ADDRESS_CHANGE_CONFIRMED, RenameView, changes_address

# After Wagtail's action, so that it replaces it.
hooks.register("register_bulk_action", MovePages, order=1)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("pages/<int:page_id>/direccion/", RenameView.as_view(), name="page_rename")]


# After `review.reading.mark_read_from_form`, whose view lists the impact too.
@hooks.register("before_publish_page", order=-1)
def ask_before_renaming(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Redirect to the confirmation; the draft is saved already."""
    if getattr(request, ADDRESS_CHANGE_CONFIRMED, False) or not changes_address(page):
        return None
    return redirect("page_rename", page.pk)


@hooks.register("before_edit_page")
def warn_of_new_slug(request: HttpRequest, page: BasePage) -> None:
    """Warn a user who opens a draft with a new slug, such as a publisher who is to approve it."""
    may_publish = page.permissions_for_user(request.user).can_publish()
    if request.method == "GET" and may_publish and changes_address(page):
        messages.info(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("Publishing this draft gives the page another address."),
                reverse("page_rename", args=[page.pk]),
                _("See what will change"),
            ),
        )
