"""Adapters and authentication backend: the portal's differences from those of allauth."""

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up, and leaves failed passwords to axes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Leave the throttling of passwords to axes, which counts by account and by IP address."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Draws the QR code of a TOTP secret in a form that the strict CSP allows."""

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the QR code as an inline element, since pages may show no `data:` picture.

        Filled, because cameras need its light parts to be light on a dark page too.
        """
        picture = qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
        return mark_safe(picture)  # noqa: S308 (drawn here, from a key of ours)


class PortalBackend(AuthenticationBackend):
    """allauth's backend, optimized for the views of the admin, which all need both."""

    def get_user(self, user_id: int) -> User | None:
        """Return an active user with their profile, which has their language."""
        person = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """Return 'app.codename' of each permission of the user and of their groups."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "permission_names"):
            found = Permission.objects.order_by()
            if not user_obj.is_superuser:
                found = found.filter(Q(user=user_obj) | Q(group__user=user_obj)).distinct()
            names = found.values_list("content_type__app_label", "codename")
            user_obj.permission_names = {f"{app}.{codename}" for app, codename in names}
        return user_obj.permission_names
