from django.apps import AppConfig


class WagtailCompatConfig(AppConfig):
    """Takes inline scripts out of Wagtail's widgets and panels; why: this package's docstring."""

    name = "oim_portal.wagtail_compat"

    def ready(self) -> None:
        from wagtail.admin.widgets import BaseChooser

        from .block_definitions import cache_block_definitions
        from .form_labels import label_forms
        from .initialisers import render_chooser

        cache_block_definitions()
        label_forms()

        # Choosers write their script in Python, and Wagtail's own views name their classes:
        # neither a template nor a subclass reaches them all.
        BaseChooser.render = render_chooser
