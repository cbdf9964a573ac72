"""Language of account pages: the one that a user chose for the admin, else the browser's."""

from django.http import HttpRequest
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import ACCOUNT


class PreferredLanguageMiddleware(MiddlewareMixin):
    """Activate the user's language on account pages; LocaleMiddleware handles the other pages."""

    def process_request(self, request: HttpRequest) -> None:
        if not (request.path_info.startswith(ACCOUNT) and request.user.is_authenticated):
            return
        if chosen := request.user.chosen_language:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
