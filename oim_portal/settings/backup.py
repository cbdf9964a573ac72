"""The nightly backup on a server: production, without what the web process could hand to it.

The backup runs as a user of its own, with keys that are out of the web process's reach. Values of
the shared cache are pickled: whoever can write them decides what is run where they are read.
"""

from .production import *  # noqa: F403
from .production import LOGGING

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A log file is the portal's user's; the journal has what the backup says.
LOGGING["handlers"].pop("file", None)
LOGGING["root"]["handlers"] = list(LOGGING["handlers"])
