"""The portal with a third language: all that a project adds for French, beside `makemigrations`."""

from .settings import *  # noqa: F403
from .settings import LANGUAGES

LANGUAGES = [*LANGUAGES, ("fr", "Français")]
