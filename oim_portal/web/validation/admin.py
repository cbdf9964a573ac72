"""Answers what Wagtail's views take from a request without looking.

They trust that their own pages wrote it: `?id=x` of a bulk action, a form without `body-count`,
`next` without an address. Each ends in an exception of its own, somewhere below, and in a 500.
"""

import logging
import traceback
from collections.abc import Callable

from django.core.exceptions import (
    BadRequest,
    FieldError,
    ObjectDoesNotExist,
    ValidationError,
)
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.views.generic.chooser import CreateViewMixin, CreationFormMixin

from ..safe_tracebacks import first_line
from ..url_prefixes import ADMIN

logger = logging.getLogger(__name__)

# Longer than any title. The search of some 160 words fails: each is a call within a call.
SEARCHES = ("q", "search", "term")
MAX_SEARCH_LENGTH = 255
MAX_SEARCH_WORDS = 50
# What values that no page of the admin writes end in.
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
# What a view ends in that does without a look at the form.
CAUSED_BY_ABSENCE = (AttributeError, KeyError, TypeError)


class BadAdminInputMiddleware:
    """Make 404 or 400 of a request to the admin that no page of it sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args: tuple, kwargs: dict) -> None:
        if not request.path_info.startswith(ADMIN):
            return
        if 0 in kwargs.values():
            raise Http404  # keys of the database start from 1; Wagtail takes 0 for 'none'
        if lacks_its_form(view) and request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        for name in SEARCHES:
            text = request.GET.get(name, "")
            if len(text) > MAX_SEARCH_LENGTH or len(text.split()) > MAX_SEARCH_WORDS:
                raise BadRequest("The search is too long.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise BadRequest for an exception that the request's own values led to.

        It may be a fault of ours all the same, so the log says in a line what failed and where.
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
    """Return an exception in a line, with the place that it comes from."""
    last = traceback.extract_tb(exception.__traceback__)[-1]
    where = f"{last.filename.rpartition('site-packages/')[2]}:{last.lineno}"
    return f"{type(exception).__name__}: {first_line(exception)} ({where})"


def lacks_its_form(view: Callable) -> bool:
    """Say whether a view creates what is chosen, for a chooser that has no form for that.

    Wagtail gives every chooser such an address, and asks None whether it is valid.
    """
    view_class = getattr(view, "view_class", None)
    if not (isinstance(view_class, type) and issubclass(view_class, CreateViewMixin)):
        return False
    if view_class.get_creation_form_class is not CreationFormMixin.get_creation_form_class:
        return False  # it has its own way to one
    made = view_class(**view.view_initkwargs)
    return made.creation_form_class is made.form_fields is made.exclude_form_fields is None


def brings_values(request: HttpRequest) -> bool:
    """Say whether a request holds anything but the address of a view and numbers."""
    parameters = request.resolver_match.kwargs.values()
    return (
        request.method == "POST"
        or bool(request.GET)
        or any(isinstance(value, str) for value in parameters)
    )


def comes_from_reading_a_form(exception: Exception) -> bool:
    """Say whether a widget, a field or a form was reading its part of what was sent."""
    frames = traceback.extract_tb(exception.__traceback__)
    return any(frame.name in {"value_from_datadict", "to_python", "clean"} for frame in frames)


def is_empty_form(request: HttpRequest) -> bool:
    """Say whether a form was sent without a single field, as no page does."""
    fields = set(request.POST) - {"csrfmiddlewaretoken"}
    return request.method == "POST" and not fields and not request.FILES
