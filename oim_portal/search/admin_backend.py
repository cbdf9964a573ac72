"""Backend of the admin's search: ignores accents in autocomplete, and sorts by any column.

`SEARCH_CONFIG` sets the configuration of full searches only; that of `autocomplete` is an attribute
without a setting (upstream: django-modelsearch, `PostgresSearchBackend.__init__`).
"""

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from oim_portal.wagtail_compat.wagtail_private import AnyOrder


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
