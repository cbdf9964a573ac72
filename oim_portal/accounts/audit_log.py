"""The audit log: who changed which account, role or second factor, from where, before and after.

django-auditlog writes it when models are saved, inside the same transaction. Nothing in the admin
changes or deletes an entry; `reports.py` shows them.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from auditlog.middleware import AuditlogMiddleware
from auditlog.registry import auditlog
from django.http import HttpRequest, HttpResponse

from oim_portal.web.url_prefixes import for_staff

from .models import User

# Left out, not masked: a masked hash would still show half of itself.
auditlog.register(
    User,
    exclude_fields=["password", "last_login", "sign_in_epoch"],
    m2m_fields=["groups", "user_permissions"],
)
auditlog.register(Authenticator, exclude_fields=["data", "last_used_at"])


class AuditMiddleware:
    """Tell the log who is acting, and from which address; only where staff act."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.with_actor = AuditlogMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if for_staff(request):
            return self.with_actor(request)
        return self.get_response(request)
