from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers receivers and system checks, and applies the roles after `migrate`."""

    name = "oim_portal.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        # Receivers and checks are registered on import.
        from . import audit_log, checks, second_factor, sessions, throttling  # noqa: F401
        from .role_rights import connect

        connect()
