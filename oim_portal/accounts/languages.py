"""Language of account pages: the one that a user chose for the admin, else the browser's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from oim_portal.web.url_prefixes import ACCOUNT


class PreferredLanguageMiddleware:
    """Activate the user's language on account pages; LocaleMiddleware handles the other pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ACCOUNT) and request.user.is_authenticated:
            chosen = request.user.chosen_language
            if chosen:
                translation.activate(chosen)
                request.LANGUAGE_CODE = chosen
        return self.get_response(request)
