"""The second factor: which sessions have shown one, and what is refused to those that have not."""

from collections.abc import Callable, Iterable
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
from django.utils.translation import gettext as _
from wagtail.models import BaseViewRestriction

from oim_portal.web.url_prefixes import ADMIN

from .models import User

SHOWN_BY = "second_factor_shown_by"


@receiver([authenticator_used, authenticator_added])
def remember(sender: type, request: HttpRequest, user: User, **kwargs) -> None:
    """Note in the session that this person has just shown, or set up, a second factor."""
    request.session[SHOWN_BY] = user.pk


@receiver(authenticator_removed)
def forget(sender: type, request: HttpRequest, user: User, **kwargs) -> None:
    """Whoever takes away their last factor has none to have shown."""
    if not Authenticator.objects.filter(user=user).exists():
        request.session.pop(SHOWN_BY, None)


class SecondFactorMiddleware:
    """Refuse the admin to a session without a second factor, where PORTAL_REQUIRE_MFA says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if must_show_factor(request):
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                raise PermissionDenied
            return send_to_factor(request)
        return self.get_response(request)


def must_show_factor(request: HttpRequest) -> bool:
    """Tell whether this request is for the admin, by somebody whose session has no factor."""
    return (
        request.path_info.startswith(ADMIN)
        and request.path_info != reverse("wagtailadmin_logout")
        and lacks_factor(request)
    )


def lacks_factor(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in whose session has not shown the factor that it has to."""
    return (
        settings.PORTAL_REQUIRE_MFA
        and request.user.is_authenticated
        and request.session.get(SHOWN_BY) != request.user.pk
    )


def withheld(request: HttpRequest, restrictions: Iterable[BaseViewRestriction]) -> bool:
    """Tell whether something is for staff alone, and this session has not shown its factor."""
    for_staff = {BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS}
    return any(each.restriction_type in for_staff for each in restrictions) and lacks_factor(
        request
    )


def send_to_factor(request: HttpRequest) -> HttpResponse:
    """Send somebody to show the factor they have, or to set up their first."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    address = next((way["url"] for way in ways if way["id"].startswith("mfa_")), None)
    if address:
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    messages.warning(
        request, _("Set up a second factor first: a passkey or an app that shows codes.")
    )
    return HttpResponseRedirect(reverse("mfa_index"))
