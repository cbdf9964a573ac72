from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShortcutsConfig(AppConfig):
    """Adds to the first screen what people open the admin for."""

    name = "oim_portal.shortcuts"
    label = "shortcuts"
    verbose_name = _("shortcuts")
