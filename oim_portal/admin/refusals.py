"""Responses to refusals by the guards and by a page's own validation, whatever view was called.

Wagtail's views do not know these exceptions, nor will those of its next version: each becomes a
message in the view that the person was in, or in the one where they can resolve it.
"""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages as admin_messages

from oim_portal.media.deletion import DeletionRefusedError
from oim_portal.trash.law import InTrashError
from oim_portal.web.url_prefixes import ADMIN
from pages.models import BasePage
from pages.models.publishing_guard import NotRead


class RefusalMiddleware(MiddlewareMixin):
    """Answer the exceptions of the guards with a message, instead of a 500, 403 or 400."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (DeletionRefusedError, InTrashError)):
            return answer(request, exception.message, came_from(request), "kept", 409)
        if isinstance(exception, NotRead):
            page = exception.page
            url = reverse("review_read", args=[page.pk]) if page else came_from(request)
            return answer(request, str(exception), url, "not_read", 403)
        if isinstance(exception, ValidationError) and is_of_a_page(request, exception):
            return answer_invalid(request, exception)
        return None


def answer(
    request: HttpRequest, sentence: str, address: str, code: str, status: int, buttons=None
) -> HttpResponse:
    if not request.accepts("text/html") or request.content_type == "application/json":
        # The keys that the editor's script and the admin's API read.
        told = {"error_message": sentence, "detail": sentence}
        return JsonResponse({"success": False, "error_code": code, **told}, status=status)
    admin_messages.error(request, sentence, buttons=buttons)
    return redirect(address)


def is_of_a_page(request: HttpRequest, error: ValidationError) -> bool:
    """Return whether an error is that of a page or tag that was being saved.

    For example, another page may have taken its address since the form was loaded. A value that no
    form sends has no fields, and is answered by `web.validation`.
    """
    return (
        hasattr(error, "error_dict")
        and request.method == "POST"
        and request.path_info.startswith(ADMIN)
    )


def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return a response that names what a page lacks, with a link to its editor if possible."""
    page = BasePage.objects.filter(pk=request.resolver_match.kwargs.get("page_id")).first()
    nothing = _("Nothing was published.") if page else _("Nothing was saved.")
    sentence = " ".join([nothing, *error.messages])
    if page is None:
        return answer(request, sentence, came_from(request), "invalid", 400)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    buttons = [admin_messages.button(edit, _("Correct it"))]
    return answer(request, sentence, came_from(request), "invalid", 400, buttons)


def came_from(request: HttpRequest) -> str:
    """Return the URL of the view whose button was clicked, or the dashboard."""
    address = request.headers.get("referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return reverse("wagtailadmin_home")
