"""Everything of the portal that rests on the inside of Wagtail and of other packages.

Wrappers of private names (`django_private`, `wagtail_private`, `packages_private`), replaced
methods (`patches`, `initialisers`, `form_labels`, templates and scripts of the same purpose), and
the record of the originals that ours override, call or repeat (`originals`, originals.json).

Any room may import it; it imports none. A patch that needs a function of a room is handed it by
that room's `AppConfig.ready`. After an upgrade tests/test_wagtail_compat.py names what changed:
docs/decisions/0031-wagtail-compat.md.
"""
