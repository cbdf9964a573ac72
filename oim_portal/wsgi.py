"""The WSGI application that an application server loads."""

import os

import django

from oim_portal.web.validation.requests import PortalHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oim_portal.settings.production")
django.setup(set_prefix=False)

from oim_portal.web import database_timeouts  # noqa: E402 (needs the settings)

database_timeouts.install()
application = PortalHandler()
