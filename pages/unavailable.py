"""What people get while the database is gone, or no file can be kept: 503, in their language."""

import errno
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .views import DATABASE_IS_GONE, unavailable

# A disk that is full or can only be read, or an object storage that does not work.
NO_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class UnavailableMiddleware:
    """Answer a view that found no database, or no place for files, by a 503.

    What fails in middleware ends in `pages.views.server_error`, which answers the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DATABASE_IS_GONE):
            return unavailable(request, exception)
        if isinstance(exception, OSError) and exception.errno in NO_FILES:
            return unavailable(request, exception)
        return None
