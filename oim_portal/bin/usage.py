"""Where something is used, by Wagtail's index of references."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from oim_portal.accounts.models import User
from pages.models import BasePage

from .tree import bin_root


@dataclass(frozen=True)
class Place:
    """One thing that uses another: what it is called, what it is, and where it is edited."""

    title: str
    kind: str
    edit_url: str | None


def is_used(thing: Model) -> bool:
    """Say whether anything outside the bin uses a thing."""
    return any(True for _source in sources(thing))


def places(thing: Model, user: User) -> list[Place]:
    """Return what uses a thing; without the way to what this person may not edit."""
    finder = AdminURLFinder(user)
    found = [
        Place(
            title=title_of(source),
            kind=str(capfirst(source._meta.verbose_name)),
            edit_url=finder.get_edit_url(source),
        )
        for source in sources(thing)
    ]
    return sorted(found, key=lambda place: (place.kind, place.title))


def sources(thing: Model) -> Iterator[Model]:
    """Go through what uses a thing: pages, snippets and settings that are not in the bin."""
    root = bin_root()
    references = ReferenceIndex.get_references_to(thing)
    found = references.values_list("base_content_type", "object_id").distinct().order_by()
    for kind, pk in sorted(found):
        model = ContentType.objects.get_for_id(kind).model_class()
        # Not there any more: deleted since, and the worker has not yet taken note.
        source = model and model._base_manager.filter(pk=pk).first()
        if source is None:
            continue
        if isinstance(source, BasePage):
            if root and source.path.startswith(root.path):
                continue
            source = source.specific
        yield source


def title_of(source: Model) -> str:
    if isinstance(source, BasePage):
        return source.get_admin_display_title()
    return str(source)
