"""Backend of the admin's search: ignores accents in autocomplete, and sorts by any column.

`SEARCH_CONFIG` sets the configuration of full searches only; that of `autocomplete` is an attribute
without a setting (upstream: django-modelsearch, `PostgresSearchBackend.__init__`).
"""

from collections.abc import Iterable

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)


class AnyOrder:
    """Mixin that keeps the ordering of the queryset.

    The library refuses to order by fields that are not declared as filters, since search engines
    outside the database need them: a click on a column's heading after a search was a 500.
    """

    def _get_order_by(self) -> Iterable:
        return ()


class SearchCompiler(AnyOrder, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(AnyOrder, PostgresAutocompleteQueryCompiler):
    pass


class SearchBackend(PostgresSearchBackend):
    """Find 'misión' for 'mision', as a whole word and as a prefix."""

    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler

    def __init__(self, params: dict) -> None:
        super().__init__(params)
        self.autocomplete_config = "portal_plain"
