"""Wagtail hooks of the accounts: bulk actions, and the second factor of private pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .second_factor import lacks_required_factor, redirect_to_factor
from .user_views import views

# Registered after Wagtail's, which they replace.
for action in (views.AssignRole, views.SetActiveState, views.Delete):
    hooks.register("register_bulk_action", action, order=1)


@hooks.register("register_account_menu_item")
def own_account(request) -> dict:
    """Link from Wagtail's account page to password, second factor and sessions."""
    return {
        "url": reverse("account"),
        "label": _("Password and second factor"),
        "help_text": _("Change your password, your second factor, or sign out everywhere."),
    }


# Before Wagtail's own check of view restrictions, whose hook has no order.
@hooks.register("on_serve_page", order=-1)
def require_factor(serve: Callable) -> Callable:
    """Require the second factor on pages that only staff may see, if the admin requires it."""

    def inner(page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponse:
        if lacks_required_factor(request, page.get_view_restrictions()):
            response = redirect_to_factor(request)
            add_never_cache_headers(response)
            return response
        return serve(page, request, args, kwargs)

    return inner


@hooks.register("before_serve_document", order=-1)
def require_factor_of_document(document, request: HttpRequest) -> HttpResponse | None:
    if lacks_required_factor(request, document.collection.get_view_restrictions()):
        return redirect_to_factor(request)
    return None
