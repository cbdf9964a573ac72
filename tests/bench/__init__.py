"""Much content for measurements: thousands of pages and events, in seconds. Nothing of it is real.

`vocabulary` holds words with their frequencies, `prose` makes sentences of them, `bulk` writes
pages, and the command `make_bulk_content` is how people ask for it.
"""
