"""The portal with a third language: all that a project adds for French, beside `makemigrations`."""

from oim_portal.settings.test import *  # noqa: F403
from oim_portal.settings.test import LANGUAGES

LANGUAGES = [*LANGUAGES, ("fr", "Français")]
