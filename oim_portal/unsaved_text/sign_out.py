"""Signing out takes along what the browser keeps: the next person may sit at the same machine."""

from collections.abc import Callable

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

MARK = "_signed_out"


@receiver(user_logged_out, dispatch_uid="unsaved_text.sign_out")
def note(sender, request: HttpRequest | None, **kwargs) -> None:
    if request is not None:
        setattr(request, MARK, True)


class ClearStorageMiddleware:
    """Tell the browser to forget its storage of this site when somebody signs out.

    A session that merely ended is no signing out: its text is to be found again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, MARK, False):
            response["Clear-Site-Data"] = '"storage"'
        return response
