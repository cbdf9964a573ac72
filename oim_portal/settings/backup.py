"""Settings of the nightly backup on a server: production without input from the web process.

The backup runs as a user of its own, with keys that the web process cannot read. Values of the
shared cache are pickled: a process that can write them decides which code runs where they are read.
"""

from .production import *  # noqa: F403
from .production import LOGGING

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A log file belongs to the portal's user; the journal has the messages of the backup.
LOGGING["handlers"].pop("file", None)
LOGGING["root"]["handlers"] = list(LOGGING["handlers"])
