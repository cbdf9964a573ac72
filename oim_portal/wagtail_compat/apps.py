from django.apps import AppConfig


class WagtailCompatConfig(AppConfig):
    """Puts the patches in place that need nothing of other rooms."""

    name = "oim_portal.wagtail_compat"

    def ready(self) -> None:
        from .form_labels import label_forms
        from .initialisers import render_chooser
        from .no_api import leave_out_api
        from .patches import bound_dates, cache_block_definitions, render_choosers_by

        leave_out_api()
        bound_dates()
        cache_block_definitions()
        label_forms()
        render_choosers_by(render_chooser)
