"""The portal of IOM in Ecuador: rooms (packages) around the apps `pages`, `history` and `programs`.

Each room imports only those before it; tests/test_layers.py has the order. The URLconf and the WSGI
application stand here, above all rooms but `local`.
"""

# Semantic versioning; `make release` writes it. `-dev`: on the way to it, not released.
__version__ = "1.0.0-dev"
