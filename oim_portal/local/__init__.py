"""Development on a laptop: `make run`, a private PostgreSQL, accounts.

The Makefile, the settings of development and the tests call it. Its programs run with the Python of
`.venv`; `local.settings` is their settings module. Code that runs in production must never import
it, and tests/test_layers.py checks this.
"""
