"""Middleware that answers 503 while the database is unreachable or no file can be written."""

import errno
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .views import DATABASE_UNAVAILABLE, unavailable

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
