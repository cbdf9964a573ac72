from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Makes Wagtail's editor plainer for staff; see each module for what and why."""

    name = "oim_portal.publishing"
    label = "newsroom"
    verbose_name = _("newsroom")

    def ready(self) -> None:
        from oim_portal.wagtail_compat.form_labels import label_forms

        label_forms()
        from wagtail.signals import page_published

        from oim_portal.web import text_columns

        from . import checks  # noqa: F401 (registers them)
        from .law import connect
        from .row_keys import note_keys

        text_columns.connect()  # first: the law asks of the text that is stored
        connect()
        page_published.connect(note_keys, dispatch_uid="newsroom row keys")
