"""The admin's own search: Wagtail's, with accents left away in its suggestions too.

`SEARCH_CONFIG` sets the configuration of full searches only; that of suggestions while typing
(`autocomplete`) is an attribute, which nothing else sets (upstream: django-modelsearch,
`PostgresSearchBackend.__init__`).
"""

from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend


class SearchBackend(PostgresSearchBackend):
    """Finds 'misión' for 'mision', whole or as far as it is typed."""

    def __init__(self, params: dict) -> None:
        super().__init__(params)
        self.autocomplete_config = "portal_plain"
