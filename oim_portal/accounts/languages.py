"""The language of account pages: the one that a person chose for the admin, else the browser's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from oim_portal.web.url_prefixes import ACCOUNT


class PreferredLanguageMiddleware:
    """Show account pages in the language of the admin; LocaleMiddleware has seen to the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ACCOUNT) and request.user.is_authenticated:
            chosen = request.user.chosen_language
            if chosen:
                translation.activate(chosen)
                request.LANGUAGE_CODE = chosen
        return self.get_response(request)
