from django.apps import AppConfig


class WebConfig(AppConfig):
    """First of the portal's apps: the text rule runs before every other receiver of `pre_save`."""

    name = "oim_portal.web"

    def ready(self) -> None:
        from . import text_columns

        text_columns.connect()
