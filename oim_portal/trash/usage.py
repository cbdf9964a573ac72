"""Usage of an object, from Wagtail's reference index and the many-to-many choices of pages."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex, Revision, TaskState

from oim_portal.accounts.models import User
from oim_portal.media.models import PortalImage
from oim_portal.wagtail_compat.wagtail_private import references_in
from pages.models import BasePage
from pages.models.rows import Choice

from .models import Deletion
from .tree import trash_root

#: How many places a sentence lists; the rest is counted.
NAMED = 5


@dataclass(frozen=True)
class Place:
    """An object that uses another: its title, its kind, and the URL of its edit view."""

    title: str
    kind: str
    edit_url: str | None
    is_in_trash: bool = False


def is_used(thing: Model) -> bool:
    """Return whether any object outside the trash uses another."""
    return any(True for _source in sources(thing))


def is_needed(file: Model) -> bool:
    """Return whether anything uses a picture or document, even in drafts or in the trash."""
    return any(True for _source in sources(file, in_trash=True)) or is_drafted(file)


def places(thing: Model, user: User, besides: BasePage | None = None) -> list[Place]:
    """Return the objects that use another; for a theme or source, those in the trash too.

    Without the page `besides` and those below it. `edit_url` is None if the user may not edit the
    object.
    """
    found = sources(thing, in_trash=isinstance(thing, Choice))
    return places_of((each for each in found if not is_below(each, besides)), user)


def places_of(objects: Iterable[Model], user: User) -> list[Place]:
    """Return the places that objects are, in the order of their kinds and titles."""
    finder, root = AdminURLFinder(user), trash_root()
    found = []
    for source in objects:
        in_trash = is_below(source, root) or bool(getattr(source, "deleted_at", None))
        found.append(
            Place(
                title=title_of(source),
                kind=str(capfirst(source._meta.verbose_name)),
                edit_url=None if in_trash else finder.get_edit_url(source),
                is_in_trash=in_trash,
            )
        )
    return sorted(found, key=lambda place: (place.kind, place.title))


def is_below(thing: Model, root: BasePage | None) -> bool:
    return bool(root) and isinstance(thing, BasePage) and thing.path.startswith(root.path)


def sources(thing: Model, *, in_trash: bool = False) -> Iterator[Model]:
    """Yield the objects that use another: pages, snippets and settings."""
    root = trash_root()
    for source in itertools.chain(referrers(thing), pages_choosing(thing)):
        if in_trash or not is_below(source, root):
            yield source.specific if isinstance(source, BasePage) else source


def referrers(thing: Model) -> Iterator[Model]:
    """Yield the objects that Wagtail's reference index has."""
    references = ReferenceIndex.get_references_to(thing)
    found = references.values_list("base_content_type", "object_id").distinct().order_by()
    for kind, pk in sorted(found):
        model = ContentType.objects.get_for_id(kind).model_class()
        # None if it was deleted since and the worker has not updated the index yet.
        source = model and model._base_manager.filter(pk=pk).first()
        if source is not None:
            yield source


def pages_choosing(thing: Model) -> QuerySet[BasePage]:
    """Return the pages that name a theme or source, publicly or in a pending revision.

    The reference index does not include many-to-many fields.
    """
    found = Q(pk__in=[])
    for relation in thing._meta.related_objects:
        model: Any = relation.related_model
        if not (relation.many_to_many and issubclass(model, BasePage)):
            continue
        name = relation.field.name
        drafts = coming_revisions().filter(
            content_type=ContentType.objects.get_for_model(model),
            **{f"content__{name}__contains": [thing.pk]},
        )
        found |= Q(pk__in=model._base_manager.filter(**{name: thing.pk}).values("pk"))
        found |= Q(pk__in=[int(pk) for pk in drafts.values_list("object_id", flat=True)])
    return BasePage.objects.filter(found).order_by("path").specific()


def coming_revisions() -> QuerySet[Revision]:
    """Return the pending revisions: drafts, and those in review or scheduled.

    The schedules of a page in the trash are set again when it is restored.
    """
    in_trash = [
        pk
        for states in Deletion.objects.values_list("states", flat=True)
        for state in states
        for pk, _moment in state["schedules"]
    ]
    in_review = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    drafts = BasePage.objects.filter(has_unpublished_changes=True)
    return Revision.page_revisions.filter(
        Q(approved_go_live_at__isnull=False)
        | Q(pk__in=drafts.values("latest_revision"))
        | Q(pk__in=in_review.values("revision"))
        | Q(pk__in=in_trash)
    )


def is_drafted(file: Model) -> bool:
    """Return whether a pending revision shows a picture or document."""
    wanted = ContentType.objects.get_for_model(file).pk, str(file.pk)
    return any(
        wanted == reference[:2]
        for revision in coming_revisions()
        for reference in references_in(revision.as_object())
    )


def title_of(source: Model) -> str:
    if isinstance(source, BasePage):
        return source.get_admin_display_title()
    return str(source)


def named_places(found: list[Model]) -> str:
    """Return a list of titles for a sentence, with the pages that are in the trash marked."""
    root = trash_root()
    names = []
    for source in found[:NAMED]:
        name = _("“%s” (in the bin)") if is_below(source, root) else _("“%s”")
        names.append(name % title_of(source))
    more = len(found) - NAMED
    return ", ".join(names) + (_(" and %d more") % more if more > 0 else "")


def is_referred_to() -> Exists:
    """Return a condition on pictures: in use, by Wagtail's reference index."""
    return Exists(
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(PortalImage),
            to_object_id=Cast(OuterRef("pk"), CharField()),
        )
    )
