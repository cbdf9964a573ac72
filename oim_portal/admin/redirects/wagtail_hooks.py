"""Hooks that tell of a new slug before it is published, and of a move."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks

from oim_portal.trash.page_impact import changes_address
from pages.models import BasePage

from .bulk_move import MovePages

# After Wagtail's action, so that it replaces it.
hooks.register("register_bulk_action", MovePages, order=1)


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
                reverse("review_read", args=[page.pk]),
                _("See what will change"),
            ),
        )
