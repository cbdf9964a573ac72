"""The WSGI application that an application server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oim_portal.settings.production")

application = get_wsgi_application()
