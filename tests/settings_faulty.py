"""A server's settings, with an address at which a fault can be met."""

from oim_portal.settings.production import *  # noqa: F403
from oim_portal.settings.production import STORAGES

ROOT_URLCONF = "tests.faulty_urls"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
