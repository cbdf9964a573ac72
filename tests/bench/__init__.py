"""Benchmarks on a whole server, and the invented content for them: thousands of pages in seconds.

`run` is `make bench`. `stack` starts a server that tests/operations uses, too. `vocabulary` has
words with their frequencies, `prose` makes sentences of them, `bulk` writes pages, and the command
`make_bulk_content` calls these. The product must never import it.
"""
