from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "oim_portal.accounts"
    label = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        # Their receivers and registrations take effect on import.
        from . import (  # noqa: F401
            audit,
            checks,
            endings,
            known_browsers,
            second_factor,
            sessions,
        )
        from .role_rights import connect

        connect()
