"""Which addresses are for staff: the admin, and the pages of their own account."""

from django.http import HttpRequest

ADMIN = "/admin/"
ACCOUNT = "/cuenta/"


def for_staff(request: HttpRequest) -> bool:
    """Tell whether a request is for the admin or an account page.

    What looks at the session must ask this first: a public page that had looked at the session
    would carry `Vary: Cookie`, and no cache could keep it for everybody.
    """
    return request.path_info.startswith((ADMIN, ACCOUNT))
