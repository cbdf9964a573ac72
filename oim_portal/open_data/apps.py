from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "oim_portal.open_data"
    label = "open_data"
    verbose_name = _("open data")

    def ready(self) -> None:
        from history.forms import DatedFormMixin

        from . import checks  # noqa: F401 (checks register themselves)
        from .form_dates import date_of_words

        DatedFormMixin.read_date = staticmethod(date_of_words)
