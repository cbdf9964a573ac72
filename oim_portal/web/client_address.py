"""Middleware that determines the client's IP address, for throttling and the audit log."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Put the client's address into REMOTE_ADDR, and remove X-Forwarded-For.

    The header is trusted only when the request comes from one of PORTAL_TRUSTED_PROXIES, and only
    its last address that is not itself such a proxy: the client may have written everything before
    it. All packages behind this middleware see one address and no header that could be forged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.proxies = frozenset(settings.PORTAL_TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if request.META.get("REMOTE_ADDR") in self.proxies:
            address = self.last_foreign(forwarded)
            if address:
                request.META["REMOTE_ADDR"] = address
        return self.get_response(request)

    def last_foreign(self, forwarded: str) -> str | None:
        """Return the last address of the header that is not one of our proxies, or None."""
        for each in reversed(forwarded.split(",")):
            try:
                address = str(ipaddress.ip_address(each.strip()))
            except ValueError:
                return None
            if address not in self.proxies:
                return address
        return None
