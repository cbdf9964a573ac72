from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcurrentEditingConfig(AppConfig):
    name = "oim_portal.concurrent_editing"
    label = "concurrent_editing"
    verbose_name = _("Two people on one page")
