"""Language of account pages: chosen in the admin, by a link on the page, or the browser's."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import ACCOUNT

LANGUAGE_FIELD = "idioma"  # also in templates/allauth/layouts/base.html


class PreferredLanguageMiddleware(MiddlewareMixin):
    """Activate the user's language on account pages; LocaleMiddleware handles the other pages."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(ACCOUNT):
            return
        if request.user.is_authenticated:
            chosen = request.user.chosen_language
        else:
            chosen = linked_language(request)
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep what a link chose for the account pages that follow, and for no other page."""
        if request.path_info.startswith(ACCOUNT) and (chosen := linked_language(request)):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                path=ACCOUNT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def linked_language(request: HttpRequest) -> str:
    """Return the language of the portal that a link has chosen, or ''."""
    chosen = request.GET.get(LANGUAGE_FIELD, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""
