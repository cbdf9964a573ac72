"""Permission policies without objects in the trash: lists, choosers and searches use them."""

from django.db.models import QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.wagtail_compat.wagtail_private import LimitedPagePolicy
from pages.models import BasePage

from .tree import outside_trash


class PagesOutsideTrashPolicy(LimitedPagePolicy):
    """Wagtail's policy for pages. Superusers have no rights in the trash; others never had any."""

    def limited(self, pages: QuerySet) -> QuerySet:
        return outside_trash(pages)

    def explorable_root_instance(self, user) -> BasePage | None:
        """Return the page from the user's permissions, if they are all for one page.

        Wagtail queries it again in each view of the admin.
        """
        pages = self.instances_with_direct_explore_permission(user)
        if isinstance(pages, list) and len({page.path for page in pages}) == 1:
            return pages[0]
        return super().explorable_root_instance(user)


class FilesOutsideTrashPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy for pictures and documents, without those in the trash."""

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        return self.instances_wherever(user, actions).filter(deleted_at__isnull=True)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if instance.is_in_trash:
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_wherever(self, user, actions) -> QuerySet:
        """Return the objects that a user has rights to, in the trash or not."""
        return super().instances_user_has_any_permission_for(user, actions)


IMAGES = FilesOutsideTrashPolicy(
    PortalImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
)
DOCUMENTS = FilesOutsideTrashPolicy(
    PortalDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"
)


def register() -> None:
    """Register the policies before Wagtail's, whichever app is ready first."""
    register_permission_policy(BasePage, PagesOutsideTrashPolicy())
    register_permission_policy(PortalImage, IMAGES, exact_class=True)
    register_permission_policy(PortalDocument, DOCUMENTS, exact_class=True)
