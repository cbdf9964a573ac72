"""Adapters of allauth: the portal's differences from its defaults."""

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage


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
