"""Restoring: permissions, obstacles in the former place, and the form that asks for another."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.permissions import policy_registry

from oim_portal.accounts.models import User
from pages.models import BasePage
from pages.slugs import PlainSlugFormField, available_slug, is_free, plain_slug, taken

from .models import Deletion
from .policies import DOCUMENTS, IMAGES
from .tree import is_in_trash, outside_trash, trash_root

FILES = {Deletion.Kind.IMAGE: IMAGES, Deletion.Kind.DOCUMENT: DOCUMENTS}


def visible_to(user: User) -> QuerySet[Deletion]:
    """Return the deletions that a user sees: those they may restore, and their own."""
    pages = policy_registry.get_by_type(BasePage)
    published = pages.instances_user_has_permission_for(user, "publish")
    root = trash_root()
    homeless = Q(kind=Deletion.Kind.PAGE) & (Q(parent__isnull=True) | Q(parent__depth=1))
    if root:
        homeless |= Q(parent__path__startswith=root.path)
    seen = Q(deleted_by=user) | Q(parent__in=published)
    if pages.user_has_permission(user, "publish"):
        seen |= homeless
    for kind, policy in FILES.items():
        mine = policy.instances_wherever(user, ["change"])
        seen |= Q(**{f"{kind.value}__in": mine})
    return Deletion.objects.filter(seen).select_related("deleted_by", "parent")


def may_restore(user: User, deletion: Deletion) -> bool:
    """Return whether a user may restore: publishers for pages, editors of files for files."""
    if deletion.kind in FILES:
        policy = FILES[Deletion.Kind(deletion.kind)]
        return policy.instances_wherever(user, ["change"]).filter(pk=deletion.thing.pk).exists()
    # Users have no rights at the root; any publisher may restore a front page.
    if deletion.parent is None or deletion.parent.is_root() or is_in_trash(deletion.parent):
        return policy_registry.get_by_type(BasePage).user_has_permission(user, "publish")
    return deletion.parent.permissions_for_user(user).can_publish_subpage()


def deletion_of(page: BasePage) -> Deletion | None:
    """Return the deletion that moved a page to the trash; None for a page outside it."""
    above = page.get_ancestors(inclusive=True).values_list("pk", flat=True)
    return Deletion.objects.filter(page__in=list(above)).first()


class RestorePageForm(forms.Form):
    """Form that asks for another place only if the former one is gone, in the trash or taken."""

    parent = forms.ModelChoiceField(
        BasePage.objects.all(),
        label=_("Restore under"),
        error_messages={
            "invalid_choice": _("That page does not exist any more. Choose another one.")
        },
    )
    slug = PlainSlugFormField(
        label=_("Name in the address"),
        max_length=255,
        help_text=_("The last part of the page's address."),
    )

    def __init__(self, *args, deletion: Deletion, user: User, **kwargs) -> None:
        self.deletion, self.user = deletion, user
        self.page = deletion.page.specific
        super().__init__(*args, **kwargs)
        if not self.obstacle or not self.has_place:
            self.fields.clear()
            return
        self.fields["parent"].widget = AdminPageChooser(target_models=self.parent_types)
        slug = plain_slug(self.page.slug)
        self.fields["slug"].initial = slug
        if self.old_parent:
            self.fields["parent"].initial = self.old_parent
            self.fields["slug"].initial = available_slug(self.old_parent, slug)

    @cached_property
    def old_parent(self) -> BasePage | None:
        parent = self.deletion.parent
        return None if parent is None or is_in_trash(parent) else parent.specific

    @cached_property
    def first(self) -> Deletion | None:
        """The deletion to restore first: that of the former parent."""
        parent = self.deletion.parent
        return deletion_of(parent) if parent and is_in_trash(parent) else None

    @cached_property
    def parent_types(self) -> list[type[BasePage]]:
        return [model for model in self.page.allowed_parent_page_models() if model is not BasePage]

    @cached_property
    def has_place(self) -> bool:
        """Whether any page can hold this one; its former parent can, whatever its type."""
        return self.old_parent is not None or any(
            outside_trash(model.objects.all()).exists() for model in self.parent_types
        )

    @cached_property
    def obstacle(self) -> str:
        """A sentence on why the page cannot go back to its former place; '' if it can."""
        if self.first:
            return gettext("“%s”, under which it stood, is in the bin too. Restore that first.") % (
                self.first.title
            )
        if not self.has_place:
            return gettext(
                "The page under which it stood does not exist any more, and no other can hold it. "
                "Add a page of this kind first: %s."
            ) % self.kinds(self.parent_types)
        if self.old_parent is None:
            return gettext(
                "The page under which it stood does not exist any more. Choose another one."
            )
        if not is_free(self.page.slug, self.old_parent):
            return gettext(
                "Another page has taken its address. Restore it with the name below, or choose "
                "another name or place."
            )
        return ""

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.obstacle:
            return {"parent": self.old_parent, "slug": self.page.slug}
        if not self.fields:
            raise ValidationError(self.obstacle)
        parent, slug = cleaned.get("parent"), cleaned.get("slug")
        if not parent or not slug:
            return cleaned
        parent = parent.specific
        refusal = "" if parent == self.old_parent else self.refusal(parent)
        if refusal:
            raise ValidationError({"parent": refusal})
        if not is_free(slug, parent):
            raise ValidationError({"slug": taken(slug, parent)})
        return cleaned | {"parent": parent}

    def refusal(self, parent: BasePage) -> str:
        """Return why the page cannot be below another; '' if it can."""
        title = parent.get_admin_display_title()
        if is_in_trash(parent):
            return gettext("“%s” is in the bin itself. Choose a page of the site.") % title
        if not self.page.can_move_to(parent):
            return gettext("“%(title)s” cannot hold a page of this kind. These can: %(kinds)s.") % {
                "title": title,
                "kinds": self.kinds(self.parent_types),
            }
        if not parent.permissions_for_user(self.user).can_publish_subpage():
            return gettext("You may not publish under “%s”. Choose a page where you may.") % title
        return ""

    def kinds(self, models: list[type[BasePage]]) -> str:
        return ", ".join(str(capfirst(model._meta.verbose_name)) for model in models)
