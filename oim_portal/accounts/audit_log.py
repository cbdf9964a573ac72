"""Audit log: who changed which account, role or second factor, with old and new values.

django-auditlog writes it when models are saved, in the same transaction. Nothing in the admin
changes or deletes an entry; a report shows them (oim_portal/admin/reports).
"""

from allauth.mfa.models import Authenticator
from auditlog.middleware import AuditlogMiddleware
from auditlog.registry import auditlog
from django.http import HttpRequest, HttpResponse

from oim_portal.web.url_prefixes import is_staff_url

from .models import User

# Excluded rather than masked: a masked hash still shows half of itself.
auditlog.register(
    User,
    exclude_fields=["password", "last_login", "sign_in_epoch"],
    m2m_fields=["groups", "user_permissions"],
)
auditlog.register(Authenticator, exclude_fields=["data", "last_used_at"])


class AuditMiddleware(AuditlogMiddleware):
    """Record the user and IP address of changes; only at URLs for staff."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return super().__call__(request) if is_staff_url(request) else self.get_response(request)
