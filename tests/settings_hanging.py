"""Test settings with a URL whose request never ends."""

from .settings import *  # noqa: F403

ROOT_URLCONF = "tests.faulty_urls"
PORTAL_REQUEST_LIMIT = 8  # longer than granian takes for the start of a worker
