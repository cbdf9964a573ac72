"""Open points about pages, settings and translations (`oim_portal.operations.readiness`)."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CharField,
    Count,
    Exists,
    Field,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext
from wagtail.contrib.settings.registry import registry
from wagtail.models import ReferenceIndex, Site
from wagtail.permissions import policy_registry

from oim_portal.operations.readiness import OpenPoint, register

from .contract import page_types, parents_of
from .dead_ends import content_types, is_list, says_nothing
from .languages import has_text, language_codes
from .metadata.descriptions import LONGEST, SHORTEST
from .models import BasePage, TranslationState
from .translations.permissions import visible_to
from .translations.text_units import translated_fields

OUT_OF_BOUNDS = rf"^(.{{1,{SHORTEST - 1}}}|.{{{LONGEST + 1},}})$"
NAMED = 10  # pages that one rule names; the others follow when these are done


@register(order=10)
def missing_pages(user: AbstractUser) -> Iterator[OpenPoint]:
    """Page types that must be public and are not: their draft, or the form that adds one."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    for model in page_types() if site else ():
        if not model.must_be_public:
            continue
        pages = model.objects.descendant_of(site.root_page)
        if pages.published().public().exists():
            continue
        draft = pages.order_by("path").first()
        if draft is None:
            url = url_to_add(model, user, site.root_page)
        else:
            url = edit_url(draft) if draft.permissions_for_user(user).can_edit() else ""
        if url:
            text = _("No page of the kind “%(kind)s” is public.")
            yield OpenPoint(
                text % {"kind": model._meta.verbose_name}, str(model.must_be_public), url
            )


def edit_url(page: BasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def url_to_add(model: type[BasePage], user: AbstractUser, root: BasePage) -> str:
    """Return the URL of the form that adds a page of a type, or first the page above it.

    The only page of its type may be in the bin: whoever may restore it is led there.
    """
    parents = [each for each in parents_of(model) if each is not model]
    for parent_type in parents:
        parent = parent_type.objects.descendant_of(root, inclusive=True).order_by("path").first()
        rights = parent and parent.permissions_for_user(user)
        if rights and rights.can_add_subpage():
            if not model.can_create_at(parent):
                return reverse("trash") if rights.can_publish_subpage() else ""
            kind = [model._meta.app_label, model._meta.model_name]
            return reverse("wagtailadmin_pages:add", args=[*kind, parent.pk])
    return next(filter(None, (url_to_add(each, user, root) for each in parents)), "")


def editable(user: AbstractUser) -> QuerySet[BasePage]:
    """Return the public pages that a user may edit."""
    policy = policy_registry.get_by_type(BasePage)
    pages = policy.instances_user_has_permission_for(user, "change")
    return pages.filter(depth__gt=1).published().public()


@register(order=40)
def empty_pages(user: AbstractUser) -> Iterator[OpenPoint]:
    """Public pages without a text, and lists without a page."""
    pages = editable(user).filter(says_nothing(content_types())).order_by("path")
    found = list(pages.annotate(in_all=Window(Count("*")))[:NAMED])
    for page in found:
        nothing = is_list(page.specific_class) if page.specific_class else False
        text = _("“%s” is public and lists nothing.") if nothing else _("“%s” has no text.")
        why = _("Visitors who come there find a title and little else.")
        yield OpenPoint(text % page.get_admin_display_title(), why, edit_url(page))
    yield from rest(found)


def rest(found: list[BasePage]) -> Iterator[OpenPoint]:
    more = found[0].in_all - len(found) if found else 0
    if more:
        text = ngettext(
            "%d more page has nothing to read.", "%d more pages have nothing to read.", more
        )
        why = _("They are named here when those above are done.")
        yield OpenPoint(text % more, why, reverse("wagtailadmin_explore_root"))


@register(order=41)
def links_to_nothing(user: AbstractUser) -> Iterator[OpenPoint]:
    """Public pages that refer to a page that is not published."""
    kind = ContentType.objects.get_for_model(BasePage)
    hidden = BasePage.objects.filter(depth__gt=1).exclude(
        pk__in=BasePage.objects.published().values("pk")
    )
    references = ReferenceIndex.objects.filter(
        base_content_type=kind,
        to_content_type=kind,
        object_id__in=keys(editable(user)),
        to_object_id__in=keys(hidden),
    )
    pairs = references.values_list("object_id", "to_object_id").distinct()
    found = list(pairs.order_by("object_id", "to_object_id")[:NAMED])
    pages = BasePage.objects.in_bulk({int(key) for pair in found for key in pair})
    for source, target in ([pages.get(int(key)) for key in pair] for pair in found):
        if source is None or target is None:  # deleted meanwhile
            continue
        names = {"page": source.get_admin_display_title(), "to": target.get_admin_display_title()}
        yield OpenPoint(
            _("“%(page)s” refers to “%(to)s”, which is not public.") % names,
            _("Whoever follows the link finds no page."),
            edit_url(source),
        )


@register(order=41)
def hidden_above_public(user: AbstractUser) -> Iterator[OpenPoint]:
    """Pages that are not public though one below them is, such as the list of a new portal."""
    below = editable(user).filter(path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1)
    hidden = BasePage.objects.filter(Exists(below), live=False, depth__gt=1).order_by("path")
    for page in hidden[:NAMED]:
        text = _("“%s” is not public, and a page below it is.")
        why = _("Readers find what is below it in no list and in no menu.")
        yield OpenPoint(text % page.get_admin_display_title(), why, edit_url(page))


def keys(pages: QuerySet[BasePage]) -> QuerySet:
    """Return the primary keys of pages as the reference index writes them."""
    return pages.order_by().annotate(key=Cast("pk", CharField())).values("key")


@register(order=42)
def descriptions(user: AbstractUser) -> Iterator[OpenPoint]:
    """Public pages whose description for search engines is not shown whole, or says too little."""
    columns = [f"search_description_{code}" for code in language_codes()]
    wrong = reduce(or_, (Q(**{f"{name}__regex": OUT_OF_BOUNDS}) for name in columns))
    for page in editable(user).filter(wrong).order_by("path")[:NAMED]:
        text = _(
            "“%(page)s” has a description of less than %(least)s or more than %(most)s characters."
        )
        bounds = {"least": SHORTEST, "most": LONGEST}
        why = _("Search engines cut a long description, and replace a short one by their own.")
        yield OpenPoint(
            text % {"page": page.get_admin_display_title(), **bounds}, why, edit_url(page)
        )


@register(order=50)
def unconfirmed_translations(user: AbstractUser) -> Iterator[OpenPoint]:
    states = visible_to(user).exclude(state=TranslationState.State.CURRENT)
    if count := states.count():
        text = ngettext(
            "%d translation is not confirmed.", "%d translations are not confirmed.", count
        )
        why = _("Pages in the other language say so, or show Spanish.")
        yield OpenPoint(text % count, why, reverse("translations_report"))


@register(order=60)
def empty_settings(user: AbstractUser) -> Iterator[OpenPoint]:
    """Fields of the settings that are empty and not in `may_stay_empty` of their model."""
    site = Site.objects.filter(is_default_site=True).first()
    for model in registry if site else ():
        if not policy_registry.get_by_type(model).user_has_permission(user, "change"):
            continue
        setting = model.objects.filter(site=site).first() or model(site=site)
        kind = [model._meta.app_label, model._meta.model_name]
        for field in needed_fields(model):
            name = field.verbose_name
            if not has_text(source_value(setting, field)):
                yield OpenPoint(
                    _("“%(field)s” is missing in “%(settings)s”.")
                    % {"settings": capfirst(model._meta.verbose_name), "field": capfirst(name)},
                    str(field.help_text or _("What is empty is shown nowhere.")),
                    reverse("wagtailsettings:edit", args=[*kind, site.pk]),
                )


def needed_fields(model: type[Model]) -> list[Field]:
    optional = getattr(model, "may_stay_empty", frozenset())
    return [
        field
        for field in model._meta.concrete_fields
        if field.blank and field.editable and field.name not in optional
        if not hasattr(field, "translated_field") and not field.primary_key
    ]


def source_value(setting: Model, field: Field) -> object:
    """Return the value of a field, in the source language if it is translated."""
    if field.name in translated_fields(type(setting)):
        return getattr(setting, f"{field.name}_{settings.LANGUAGE_CODE}")
    return getattr(setting, field.attname)
