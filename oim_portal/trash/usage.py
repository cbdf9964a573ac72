"""Where something is used, by Wagtail's index of references and by the choices of pages."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex, Revision, TaskState

from oim_portal.accounts.models import User
from oim_portal.media.models import PortalImage
from pages.models import BasePage
from pages.models.choices import Choice

from .models import Deletion
from .tree import trash_root

#: How many places a sentence names; the others are counted.
NAMED = 5


@dataclass(frozen=True)
class Place:
    """One thing that uses another: what it is called, what it is, and where it is edited."""

    title: str
    kind: str
    edit_url: str | None
    is_in_trash: bool = False


def is_used(thing: Model) -> bool:
    """Say whether anything outside the bin uses a thing."""
    return any(True for _source in sources(thing))


def is_needed(file: Model) -> bool:
    """Say whether anything would miss a picture or document: drafts and the bin count, too."""
    return any(True for _source in sources(file, in_trash=True)) or is_drafted(file)


def places(thing: Model, user: User) -> list[Place]:
    """Return what uses a thing, or, in the bin too, what keeps a theme or source.

    Without the way to what this person may not edit.
    """
    finder, root = AdminURLFinder(user), trash_root()
    found = []
    for source in sources(thing, in_trash=isinstance(thing, Choice)):
        in_trash = is_below(source, root)
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
    """Go through what uses a thing: pages, snippets and settings, with those in the bin or not."""
    root = trash_root()
    for source in itertools.chain(referrers(thing), pages_choosing(thing)):
        if in_trash or not is_below(source, root):
            yield source.specific if isinstance(source, BasePage) else source


def referrers(thing: Model) -> Iterator[Model]:
    """Go through what Wagtail's index of references knows."""
    references = ReferenceIndex.get_references_to(thing)
    found = references.values_list("base_content_type", "object_id").distinct().order_by()
    for kind, pk in sorted(found):
        model = ContentType.objects.get_for_id(kind).model_class()
        # Not there any more: deleted since, and the worker has not yet taken note.
        source = model and model._base_manager.filter(pk=pk).first()
        if source is not None:
            yield source


def pages_choosing(thing: Model) -> QuerySet[BasePage]:
    """Return the pages that name a theme or source, as they are or in what may become public.

    The index leaves out choices of several.
    """
    found = Q(pk__in=[])
    for relation in thing._meta.related_objects:
        model = relation.related_model
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
    """Return what may yet become public: drafts, and what is in review or scheduled.

    The schedules of a page in the bin are set again when it is restored.
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
    """Say whether what may yet become public shows a picture or document."""
    wanted = ContentType.objects.get_for_model(file).pk, str(file.pk)
    return any(
        wanted == reference[:2]
        for revision in coming_revisions()
        for reference in ReferenceIndex._extract_references_from_object(revision.as_object())
    )


def title_of(source: Model) -> str:
    if isinstance(source, BasePage):
        return source.get_admin_display_title()
    return str(source)


def named_places(found: list[Model]) -> str:
    """Return the titles of what uses a thing for a sentence, which says what is in the bin."""
    root = trash_root()
    names = []
    for source in found[:NAMED]:
        name = _("“%s” (in the bin)") if is_below(source, root) else _("“%s”")
        names.append(name % title_of(source))
    more = len(found) - NAMED
    return ", ".join(names) + (_(" and %d more") % more if more > 0 else "")


def is_referred_to() -> Exists:
    """Return a condition on pictures: something that exists shows them (Wagtail's index)."""
    return Exists(
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(PortalImage),
            to_object_id=Cast(OuterRef("pk"), CharField()),
        )
    )
