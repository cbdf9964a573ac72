"""Wrappers of Django's private names."""

from contextlib import AbstractContextManager
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.fields.files import FieldFile
from django.http import QueryDict

from .registry import uses


@uses("django.db.backends.postgresql.base:DatabaseWrapper._nodb_cursor")
def server_cursor(connection: BaseDatabaseWrapper) -> AbstractContextManager[CursorWrapper]:
    """Yield a cursor in the server's database `postgres`.

    Django offers no other way to make or drop a database than its test runner.
    """
    return connection._nodb_cursor()


@uses("django.db.models.fields.files:FieldFile.save")
def is_stored(file: FieldFile) -> bool:
    """Say whether a file is in its storage; a field file does not tell an upload from a file."""
    return file._committed


@uses("django.db.models.fields.files:FieldFile.save")
def mark_stored(file: FieldFile) -> None:
    """Let a field file count as stored, so that saving its model does not store it."""
    file._committed = True


@uses("django.http.request:QueryDict.copy", "django.http.request:QueryDict._assert_mutable")
def freeze(fields: QueryDict) -> QueryDict:
    """Make a copied QueryDict immutable, as `request.POST` is; only its parser can say so."""
    fields._mutable = False
    return fields


@uses(
    "django.http.request:HttpRequest._set_content_type_params",
    "django.core.handlers.wsgi:WSGIRequest.__init__",
)
class CheckedRequest(WSGIRequest):
    """A request that is made although its Content-Type cannot be read, and says so.

    Django reads it in `__init__`, outside all middleware: an exception there is a bare 500.
    """

    has_broken_content_type = False

    def is_readable_type(self, content_type: str) -> bool:
        """Say whether Django may read a Content-Type."""
        raise NotImplementedError

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        if self.is_readable_type(meta.get("CONTENT_TYPE", "")):
            super()._set_content_type_params(meta)
        else:
            self.has_broken_content_type = True
            self.content_type, self.content_params = "", {}


@uses(
    "django.db.models.query:QuerySet._raw_delete",
    "django.db.models.deletion:Collector.can_fast_delete",
    "django.db.models.deletion:Collector.delete",
)
class RawDeleteHook:
    """A queryset that is told of a deletion which sends no signal and calls no `delete`.

    Django deletes the rows of a foreign key so, and whoever calls `_raw_delete`.
    """

    def before_raw_delete(self) -> None:
        """Refuse by an exception, or do nothing; calls `super().before_raw_delete()`."""

    before_raw_delete.queryset_only = True

    def _raw_delete(self, using: str) -> int:
        self.before_raw_delete()
        return super()._raw_delete(using)

    _raw_delete.alters_data = True
