"""The address that a request counts under: the proxy's word is taken, nobody else's."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from oim_portal.web.client_address import ClientAddressMiddleware

PROXY, INNER, CLIENT = "10.0.0.1", "10.0.0.2", "192.0.2.7"


@pytest.mark.parametrize(
    ("sender", "forwarded", "address"),
    [
        (CLIENT, None, CLIENT),
        (CLIENT, "203.0.113.9", CLIENT),
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"203.0.113.9, {CLIENT}", CLIENT),
        (PROXY, f"{CLIENT}, {INNER}", CLIENT),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        (PROXY, "no address", PROXY),
        (PROXY, f"{CLIENT}, no address", PROXY),
        (PROXY, f"{PROXY}, {INNER}", PROXY),
    ],
)
def test_the_address_is_the_last_that_our_proxies_did_not_add(settings, sender, forwarded, address):
    settings.PORTAL_TRUSTED_PROXIES = [PROXY, INNER]
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=sender, headers=headers)
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
    assert "HTTP_X_FORWARDED_FOR" not in request.META
