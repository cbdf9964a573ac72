"""The WSGI application that an application server loads."""

import os

import django

from oim_portal.bad_input.requests import PortalHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oim_portal.settings.production")
django.setup(set_prefix=False)

application = PortalHandler()
