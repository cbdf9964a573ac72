from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "pages.kinds.calls"
    label = "calls"
    verbose_name = _("calls for applications")
