"""Middleware that activates the language of the URL, else the one the browser prefers."""

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path


class LanguageMiddleware(LocaleMiddleware):
    """Django's LocaleMiddleware without its redirect of a 404.

    Every URL below `/es/` may be a page, so Django would redirect a missing document or admin view
    to `/es/admin/…`, and answer 404 there.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if "Content-Language" in response.headers:
            return response  # such as a file that holds all languages
        response.headers["Content-Language"] = get_language()
        is_read_by_people = response.get("Content-Type", "").startswith("text/html")
        if is_read_by_people and not get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        return response
