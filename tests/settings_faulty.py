"""Production settings with the URLs of `faulty_urls`."""

from oim_portal.settings.production import *  # noqa: F403
from oim_portal.settings.production import STORAGES

ROOT_URLCONF = "tests.faulty_urls"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
