"""What a visitor gets while the database is gone: 503, in their language, without asking it."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pages.views import DATABASE_IS_GONE, unavailable

logger = logging.getLogger(__name__)


class UnavailableMiddleware:
    """Answer a view that found no database by a 503, and note it in one line.

    An error for each request of an outage would fill the log, and the mailbox for errors. What
    fails in middleware ends in `pages.views.server_error`, which answers the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DATABASE_IS_GONE):
            return None
        reason = str(exception).partition("\n")[0]
        logger.warning("No database for %s: %s", request.path_info, reason)
        return unavailable(request)
