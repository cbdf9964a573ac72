"""Views of account pages, and redirects from Wagtail's own sign-in pages."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel

from .models import SignedInRequest
from .sessions import end_sessions
from .throttling import client_network


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show the options of the user's own account."""
    return render(request, "account/account.html")


@require_POST
@login_required
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """End all sessions of this user, including this one."""
    end_sessions(request.user)
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


class ProfileView(AccountView):
    """Wagtail's account view without the panel for an avatar, which is never stored."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        return [
            panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)
        ]


profile = never_cache(require_admin_access(ProfileView.as_view()))


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect a sign-in page of Wagtail to the portal's; posted data are dropped."""
    onward = request.GET.get(REDIRECT_FIELD_NAME) or reverse("wagtailadmin_home")
    return redirect_to_login(onward)


def redirect_to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Redirect Wagtail's password reset, which has no throttling and no second factor."""
    return HttpResponseRedirect(reverse("account_reset_password"))


def not_found(request: HttpRequest) -> HttpResponse:
    raise Http404


def limit_password_attempts(view: Callable) -> Callable:
    """Throttle the passwords that one address may try at a private page or collection.

    `view` is Wagtail's, which redirects after the right password and shows its form again
    otherwise.
    """

    @wraps(view)
    def limited(request: HttpRequest, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, **kwargs)
        # The key of the restriction; a page below it is another URL of the same restriction.
        number = next(kwargs[name] for name in kwargs if name.endswith("restriction_id"))
        key = f"{view.__module__} {number} {client_network(request)}"
        if not ratelimit.consume(request, action="private_page", key=key):
            return ratelimit.respond_429(request)
        response = view(request, **kwargs)
        if response.status_code == 302:
            ratelimit.clear(request, action="private_page", key=key)
        return response

    return limited
