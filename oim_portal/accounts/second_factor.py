"""The second factor: which sessions have verified one, and the views that require it."""

from collections.abc import Iterable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from wagtail.models import BaseViewRestriction

from oim_portal.web.url_prefixes import ADMIN

from .models import User

SHOWN_BY = "second_factor_shown_by"


@receiver([authenticator_used, authenticator_added])
def remember(sender: type, request: HttpRequest, user: User, **kwargs) -> None:
    """Mark the session as verified: its user has just used, or set up, a second factor."""
    request.session[SHOWN_BY] = user.pk


@receiver(authenticator_removed)
def forget(sender: type, request: HttpRequest, user: User, **kwargs) -> None:
    """Unmark the session of a user who has removed their last factor."""
    if not Authenticator.objects.filter(user=user).exists():
        request.session.pop(SHOWN_BY, None)


class SecondFactorMiddleware(MiddlewareMixin):
    """Require the second factor in the admin, if PORTAL_REQUIRE_MFA is set."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if not must_show_factor(request):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return redirect_to_factor(request)


def must_show_factor(request: HttpRequest) -> bool:
    """Return whether this is a request to the admin in a session without a verified factor."""
    return (
        request.path_info.startswith(ADMIN)
        and request.path_info != reverse("wagtailadmin_logout")
        and lacks_factor(request)
    )


def lacks_factor(request: HttpRequest) -> bool:
    """Return whether the user is signed in and their session lacks a factor that is required."""
    return (
        settings.PORTAL_REQUIRE_MFA
        and request.user.is_authenticated
        and request.session.get(SHOWN_BY) != request.user.pk
    )


def lacks_required_factor(
    request: HttpRequest, restrictions: Iterable[BaseViewRestriction]
) -> bool:
    """Return whether view restrictions require staff, and this session lacks the factor."""
    for_staff = {BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS}
    return any(each.restriction_type in for_staff for each in restrictions) and lacks_factor(
        request
    )


def redirect_to_factor(request: HttpRequest) -> HttpResponse:
    """Redirect to the verification of the user's factor, or to the setup of their first."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    address = next((way["url"] for way in ways if way["id"].startswith("mfa_")), None)
    if address:
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    messages.warning(
        request, _("Set up a second factor first: a passkey or an app that shows codes.")
    )
    return HttpResponseRedirect(reverse("mfa_index"))
