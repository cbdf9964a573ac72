"""May this be restored, and where to: what stands in the way is said, with a choice."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.permissions import policy_registry

from oim_portal.accounts.models import User
from pages.models import BasePage

from .models import Deletion
from .policies import DOCUMENTS, IMAGES
from .tree import bin_root, is_in_bin

FILES = {Deletion.Kind.IMAGE: IMAGES, Deletion.Kind.DOCUMENT: DOCUMENTS}


def visible_to(user: User) -> QuerySet[Deletion]:
    """Return what somebody finds in the bin: what they may restore, and what they deleted."""
    published = policy_registry.get_by_type(BasePage).instances_user_has_permission_for(
        user, "publish"
    )
    root = bin_root()
    homeless = Q(kind=Deletion.Kind.PAGE) & Q(parent__isnull=True)
    if root:
        homeless |= Q(parent__path__startswith=root.path)
    seen = Q(deleted_by=user) | Q(parent__in=published)
    if published.exists():
        seen |= homeless
    for kind, policy in FILES.items():
        mine = policy.instances_wherever(user, ["change"])
        seen |= Q(**{f"{kind.value}__in": mine})
    return Deletion.objects.filter(seen).select_related("deleted_by", "parent")


def may_restore(user: User, deletion: Deletion) -> bool:
    """Say whether somebody may restore: publishers pages, whoever may change them files."""
    if deletion.kind in FILES:
        policy = FILES[Deletion.Kind(deletion.kind)]
        return policy.instances_wherever(user, ["change"]).filter(pk=deletion.thing.pk).exists()
    if deletion.parent is None or is_in_bin(deletion.parent):
        return policy_registry.get_by_type(BasePage).user_has_permission(user, "publish")
    return deletion.parent.permissions_for_user(user).can_publish_subpage()


class RestorePageForm(forms.Form):
    """Asks for another place only when the old one is gone or taken."""

    parent = forms.ModelChoiceField(
        BasePage.objects.all(), label=_("Restore under"), widget=AdminPageChooser
    )
    slug = forms.SlugField(
        label=_("Name in the address"),
        max_length=255,
        help_text=_("The last part of the page's address."),
    )

    def __init__(self, *args, deletion: Deletion, user: User, **kwargs) -> None:
        self.deletion, self.user = deletion, user
        super().__init__(*args, **kwargs)
        if not self.obstacle:
            self.fields.clear()
            return
        self.fields["slug"].initial = deletion.page.slug
        if self.old_parent:
            self.fields["parent"].initial = self.old_parent

    @cached_property
    def old_parent(self) -> BasePage | None:
        parent = self.deletion.parent
        return None if parent is None or is_in_bin(parent) else parent.specific

    @cached_property
    def obstacle(self) -> str:
        """Say in a sentence why the page cannot simply go back; '' when it can."""
        if self.old_parent is None:
            return _("The page under which it stood is not there any more. Choose another place.")
        if not BasePage._slug_is_available(self.deletion.page.slug, self.old_parent):
            return _("Another page has taken its address. Choose another address or place.")
        return ""

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.obstacle:
            return {"parent": self.old_parent, "slug": self.deletion.page.slug}
        parent, slug = cleaned.get("parent"), cleaned.get("slug")
        if not parent or not slug:
            return cleaned
        parent = parent.specific
        allowed = parent.permissions_for_user(self.user).can_publish_subpage()
        if is_in_bin(parent) or not allowed or not self.fits(parent):
            raise ValidationError({"parent": _("The page cannot stand there.")})
        if not BasePage._slug_is_available(slug, parent):
            raise ValidationError({"slug": _("Another page there has this name.")})
        return cleaned | {"parent": parent}

    def fits(self, parent: BasePage) -> bool:
        return self.deletion.page.specific.can_move_to(parent)
