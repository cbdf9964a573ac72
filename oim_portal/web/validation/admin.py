"""Middleware that validates requests to the admin, which Wagtail's views take for granted.

They trust that their own pages wrote the request: `?id=x` of a bulk action, a form without
`body-count`, `next` without a URL. Each raises an exception of its own somewhere below, hence a
500.
"""

import logging
import traceback
from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.core.exceptions import BadRequest, FieldError, ObjectDoesNotExist, ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin
from wagtail.admin.views.generic.chooser import CreateViewMixin, CreationFormMixin

from ..logs import first_line
from ..url_prefixes import ADMIN

logger = logging.getLogger(__name__)

# Longer than any title. A search of some 160 words fails: each word is a nested call.
SEARCHES = ("q", "search", "term")
MAX_SEARCH_LENGTH = 255
MAX_SEARCH_WORDS = 50
# Exceptions caused by values that no page of the admin sends.
CAUSED_BY_VALUES = (
    DataError,
    FieldError,
    IntegrityError,
    InvalidPage,
    MultiValueDictKeyError,
    NoReverseMatch,
    ObjectDoesNotExist,
    ValidationError,
    ValueError,
)
# Exceptions of a view that uses a form without validating it.
CAUSED_BY_ABSENCE = (AttributeError, KeyError, TypeError)


class AdminValidationMiddleware(MiddlewareMixin):
    """Respond with 404 or 400 to a request to the admin that no page of it sends."""

    def process_view(self, request: HttpRequest, view, args: tuple, kwargs: dict) -> None:
        if not request.path_info.startswith(ADMIN):
            return
        if 0 in kwargs.values():
            raise Http404  # primary keys start from 1; Wagtail takes 0 for None
        if request.resolver_match.url_name == "set_page_position" and is_root(**kwargs):
            raise Http404  # it has no pages beside it; Wagtail looks for its parent
        if lacks_its_form(view) and request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        for name in SEARCHES:
            text = request.GET.get(name, "")
            if len(text) > MAX_SEARCH_LENGTH or len(text.split()) > MAX_SEARCH_WORDS:
                raise BadRequest("The search is too long.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise BadRequest for an exception that was caused by values of the request.

        It may be a bug of ours all the same, so the log has a line that says what failed and where.
        """
        if (
            request.path_info.startswith(ADMIN)
            and not isinstance(exception, BadRequest)
            and brings_values(request)
            and (
                isinstance(exception, CAUSED_BY_VALUES)
                or comes_from_reading_a_form(exception)
                or (isinstance(exception, CAUSED_BY_ABSENCE) and is_empty_form(request))
            )
        ):
            logger.warning("Bad input: %s: %s", request.path, what_failed(exception))
            raise BadRequest("The values cannot be used.") from exception


def what_failed(exception: Exception) -> str:
    """Return an exception in one line, with the place that raised it."""
    last = traceback.extract_tb(exception.__traceback__)[-1]
    where = f"{last.filename.rpartition('site-packages/')[2]}:{last.lineno}"
    return f"{type(exception).__name__}: {first_line(exception)} ({where})"


def is_root(page_to_move_id: int) -> bool:
    """Return whether a page is the root of the tree."""
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL).objects
    return pages.filter(pk=page_to_move_id, depth=1).exists()


def lacks_its_form(view: Callable) -> bool:
    """Return whether a view creates objects for a chooser that has no form for that.

    Wagtail gives every chooser such a URL, and calls `is_valid` of None there.
    """
    view_class = getattr(view, "view_class", None)
    if not (isinstance(view_class, type) and issubclass(view_class, CreateViewMixin)):
        return False
    if view_class.get_creation_form_class is not CreationFormMixin.get_creation_form_class:
        return False  # it overrides how the form is found
    made = view_class(**view.view_initkwargs)
    return made.creation_form_class is made.form_fields is made.exclude_form_fields is None


def brings_values(request: HttpRequest) -> bool:
    """Return whether a request has any values besides the URL of a view and numbers in it."""
    parameters = request.resolver_match.kwargs.values()
    return (
        request.method not in ("GET", "HEAD", "OPTIONS")
        or bool(request.GET)
        or any(isinstance(value, str) for value in parameters)
    )


def comes_from_reading_a_form(exception: Exception) -> bool:
    """Return whether a widget, a field or a form raised the exception while it parsed the data."""
    frames = traceback.extract_tb(exception.__traceback__)
    return any(frame.name in {"value_from_datadict", "to_python", "clean"} for frame in frames)


def is_empty_form(request: HttpRequest) -> bool:
    """Return whether a form was submitted without a single field, as no page does."""
    fields = set(request.POST) - {"csrfmiddlewaretoken"}
    return request.method == "POST" and not fields and not request.FILES
