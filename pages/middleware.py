"""Middleware: the language of the URL or of the browser, and 503 without a database or a disk."""

import errno
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path

from .views import DATABASE_UNAVAILABLE, unavailable


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


# The disk is full or read-only, or the object storage does not work.
NO_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class UnavailableMiddleware:
    """Answers 503 when a view fails for lack of the database or of storage.

    Errors in middleware reach `pages.views.server_error`, which answers the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        has_no_files = isinstance(exception, OSError) and exception.errno in NO_FILES
        if has_no_files or isinstance(exception, DATABASE_UNAVAILABLE):
            return unavailable(request, exception)
        return None
