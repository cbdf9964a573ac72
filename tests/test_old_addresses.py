"""Redirects of the office's former sites: their addresses had queries, numbers and letters."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from pages.models import HomePage


@pytest.mark.parametrize(
    "old",
    [
        *("/node/123", "/products?id=123", "/a/b/?x=1&y=2", "/pregunta?", "/años/ñandú/"),
        *("/caf%C3%A9", f"/{'a' * 230}/", "/a+b", "/a%20b"),
    ],
)
def test_an_old_address_leads_on_however_it_is_written(content, visitor, old):
    home = HomePage.objects.get()
    redirect = Redirect(old_path=Redirect.normalise_path(old), redirect_page=home)
    redirect.save()
    assert visitor.get(old)["Location"].endswith("/es/")


@pytest.mark.parametrize("old", ["/caf%eb", "/a%00b", f"/{'a' * 5_000}", "/?%ff", "/a//b", "/a\\b"])
def test_an_address_that_no_redirect_has_is_not_found_or_refused(content, visitor, old):
    visitor.raise_request_exception = False
    assert visitor.get(old).status_code in (302, 400, 404)
