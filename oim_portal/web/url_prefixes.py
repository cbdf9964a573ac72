"""URL prefixes of the pages for staff: the admin, and the pages of their own account."""

from django.http import HttpRequest

ADMIN = "/admin/"
ACCOUNT = "/cuenta/"


def is_staff_url(request: HttpRequest) -> bool:
    """Return whether a request is for the admin or an account page.

    Code that reads the session must check this first: a public page that had read the session would
    carry `Vary: Cookie`, and no cache could share it.
    """
    return request.path_info.startswith((ADMIN, ACCOUNT))
