"""The language of a request: the address names it, else the browser's preference."""

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, without its redirect of what is not found.

    Every address below `/es/` may be a page, so Django would send a missing document or a page of
    the admin that does not exist to `/es/admin/…`, and answer there that it is not found.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if "Content-Language" in response.headers:
            return response  # such as a file that holds all languages, the same for everyone
        response.headers["Content-Language"] = get_language()
        is_read_by_people = response.get("Content-Type", "").startswith("text/html")
        if is_read_by_people and not get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        return response
