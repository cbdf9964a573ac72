"""Settings of production, plus the commands that create and measure content."""

from oim_portal.settings.production import *  # noqa: F403
from oim_portal.settings.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]
