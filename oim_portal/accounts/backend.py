"""Who somebody is and what they may do, in two questions to the database instead of four."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from .models import User


class PortalBackend(AuthenticationBackend):
    """allauth's backend; what every screen of the admin asks about a person comes together."""

    def get_user(self, user_id: int) -> User | None:
        """Return an active person with their profile, which holds their language."""
        person = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """Return 'app.codename' of each permission, of the person's own and of their groups'."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):  # Django's own name for it
            found = Permission.objects.order_by()
            if not user_obj.is_superuser:
                found = found.filter(Q(user=user_obj) | Q(group__user=user_obj)).distinct()
            names = found.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}
        return user_obj._perm_cache
