from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffBarConfig(AppConfig):
    name = "oim_portal.staff_bar"
    label = "staff_bar"
    verbose_name = _("bar for staff")
