"""Permissions to see and to confirm translations."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.permissions import policy_registry

from pages.models import BasePage, TranslationState
from pages.permissions import WORK
from pages.translations.text_units import translated_models


def visible_to(user) -> QuerySet[TranslationState]:
    """Return the states of live pages and other objects that a user may work on."""
    kinds = ContentType.objects.get_for_models(*translated_models())
    pages = policy_registry.get_by_type(BasePage).instances_user_has_any_permission_for(user, WORK)
    page_kinds = [kind.pk for model, kind in kinds.items() if issubclass(model, BasePage)]
    other_kinds = [
        kind.pk
        for model, kind in kinds.items()
        if not issubclass(model, BasePage) and may_change(user, model)
    ]
    is_public = Exists(
        pages.filter(pk=OuterRef("object_id"), content_type=OuterRef("content_type"), live=True)
    )
    return TranslationState.objects.filter(
        Q(content_type__in=other_kinds) | Q(is_public, content_type__in=page_kinds)
    )


def may_change(user, model: type[models.Model]) -> bool:
    """Return whether a user may change objects of a snippet, a setting or the library."""
    policy = policy_registry.get_by_type(model)
    return policy.user_has_permission(user, "change")


def may_confirm(user, instance: models.Model) -> bool:
    """Return whether a user may confirm a translation.

    For a page, that takes permission to publish it; for another object, permission to change it and
    to publish pages.
    """
    if isinstance(instance, BasePage):
        return instance.live and instance.permissions_for_user(user).can_publish()
    publishes = policy_registry.get_by_type(BasePage).user_has_permission(user, "publish")
    return publishes and may_change(user, type(instance))
