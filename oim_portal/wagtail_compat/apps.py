from django.apps import AppConfig


class AdminCspConfig(AppConfig):
    """Takes inline scripts out of Wagtail's widgets and panels; why: this package's docstring."""

    name = "oim_portal.wagtail_compat"

    def ready(self) -> None:
        from wagtail.admin.widgets import BaseChooser

        from .initialisers import render_chooser

        # Choosers write their script in Python, and Wagtail's own views name their classes:
        # neither a template nor a subclass reaches them all.
        BaseChooser.render = render_chooser
