"""The portal of IOM in Ecuador: rooms (packages) around the apps `pages`, `history` and `programs`.

Each room imports only those before it; tests/test_layers.py has the order. The URLconf and the WSGI
application stand here, above all rooms but `local`.
"""
