"""Authentication backend that loads a user and their permissions in two queries instead of four."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from .models import User


class PortalBackend(AuthenticationBackend):
    """allauth's backend, optimized for the views of the admin, which all need both."""

    def get_user(self, user_id: int) -> User | None:
        """Return an active user with their profile, which has their language."""
        person = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """Return 'app.codename' of each permission of the user and of their groups."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "permission_names"):
            found = Permission.objects.order_by()
            if not user_obj.is_superuser:
                found = found.filter(Q(user=user_obj) | Q(group__user=user_obj)).distinct()
            names = found.values_list("content_type__app_label", "codename")
            user_obj.permission_names = {f"{app}.{codename}" for app, codename in names}
        return user_obj.permission_names
