"""Middleware that determines the client's IP address, for throttling and the audit log."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin


class ClientAddressMiddleware(MiddlewareMixin):
    """Put the client's address into REMOTE_ADDR, and remove X-Forwarded-For.

    The header is trusted only when the request comes from one of PORTAL_TRUSTED_PROXIES, and only
    its last address that is not itself such a proxy: the client may have written everything before
    it. All packages behind this middleware see one address and no header that could be forged.
    """

    def process_request(self, request: HttpRequest) -> None:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        is_proxied = request.META.get("REMOTE_ADDR") in settings.PORTAL_TRUSTED_PROXIES
        if is_proxied and (address := last_foreign(forwarded)):
            request.META["REMOTE_ADDR"] = address


def last_foreign(forwarded: str) -> str | None:
    """Return the last address of the header that is not one of our proxies, or None."""
    for each in reversed(forwarded.split(",")):
        try:
            address = str(ipaddress.ip_address(each.strip()))
        except ValueError:
            return None
        if address not in settings.PORTAL_TRUSTED_PROXIES:
            return address
    return None
