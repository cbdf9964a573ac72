"""The admin's own search: Wagtail's, without accents in its suggestions, and sorted by any column.

`SEARCH_CONFIG` sets the configuration of full searches only; that of suggestions while typing
(`autocomplete`) is an attribute, which nothing else sets (upstream: django-modelsearch,
`PostgresSearchBackend.__init__`).
"""

from collections.abc import Iterable

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)


class AnyOrder:
    """Lets PostgreSQL sort by what a list is sorted by.

    The library refuses what a model does not declare as a filter, as engines beside the database
    need it: a click on a column's heading after a search was a 500.
    """

    def _get_order_by(self) -> Iterable:
        return ()


class SearchCompiler(AnyOrder, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(AnyOrder, PostgresAutocompleteQueryCompiler):
    pass


class SearchBackend(PostgresSearchBackend):
    """Finds 'misión' for 'mision', whole or as far as it is typed."""

    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler

    def __init__(self, params: dict) -> None:
        super().__init__(params)
        self.autocomplete_config = "portal_plain"
