"""Answers to what the law on deletion has refused: its sentence, where the person was."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from oim_portal.media.deletion import KeptError

from .law import InBinError


class RefusalMiddleware:
    """Say why something is not deleted, or a page of the bin not worked on, instead of a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (KeptError, InBinError)):
            return None
        if not request.accepts("text/html") or request.content_type == "application/json":
            # In the words of the editor's script and of the admin's API.
            told = {"error_message": exception.message, "detail": exception.message}
            return JsonResponse({"success": False, "error_code": "kept", **told}, status=409)
        messages.error(request, exception.message)
        return redirect(came_from(request))


def came_from(request: HttpRequest) -> str:
    """Return the address of the screen whose button was pressed, or the admin's first page."""
    address = request.headers.get("referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return "wagtailadmin_home"
