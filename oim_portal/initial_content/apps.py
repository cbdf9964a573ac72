from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitialContentConfig(AppConfig):
    name = "oim_portal.initial_content"
    label = "initial_content"
    verbose_name = _("first content")
