from django.apps import AppConfig


class WebConfig(AppConfig):
    """The first of the portal's apps: its receiver of `pre_save` runs before all others."""

    name = "oim_portal.web"

    def ready(self) -> None:
        from . import text_columns

        text_columns.connect()
