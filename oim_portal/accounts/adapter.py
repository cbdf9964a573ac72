"""Where the portal's accounts differ from allauth's: its adapters are made to be changed."""

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage

from .tasks import send_mail


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; mail goes out in the background; axes alone counts failed passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Leave passwords to axes, which counts by account and by address, in the database."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Render now, in the language of the page, and send in the background."""
        message = self.render_mail(template_prefix, email, {"request": self.request, **context})
        send_mail.enqueue(message.subject, message.body, message.to)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Draws the code that apps scan so that a page may hold it under the strict policy."""

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the QR code as an element for the page, which may show no `data:` picture.

        Filled, because cameras need its light parts light on a dark page too.
        """
        picture = qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
        return mark_safe(picture)  # noqa: S308 (drawn here, from a key of ours)
