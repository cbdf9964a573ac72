"""What counts as a change that the public sees, and whom it touches.

Addresses are gathered while what they stand for is still there, a page's own before those of what
shows it, and sent when the change is committed. Nothing in here may make a change fail: what goes
wrong is logged, what was found is sent, and the pass over all pages mends the rest.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete, pre_save
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pages.models import BasePage
from pages.shown_on import known_models, pages_showing

from .addresses import addresses_of, lists, moved_addresses
from .before import addresses_before, remember
from .sending import tell

logger = logging.getLogger(__name__)

# Who makes pages private waits while what shows them is looked up.
PAGES_AT_ONCE = 50


def receiver(gather: Callable[..., Iterable[str]]) -> Callable[..., None]:
    """Make a receiver of a function that returns the addresses which a change touches."""

    @wraps(gather)
    def receive(sender, instance, **kwargs) -> None:
        if not settings.PORTAL_CACHE_URL or kwargs.get("raw"):
            return
        addresses = []
        try:
            with transaction.atomic():  # an error in here leaves the change's own transaction whole
                for address in gather(instance, **kwargs):
                    addresses.append(address)  # noqa: PERF402 (an error leaves what was found)
        except Exception:
            logger.exception("Not all addresses that %r touches could be found.", instance)
            addresses += lists()
        tell(addresses)

    return receive


def around(page: BasePage) -> Iterator[str]:
    """Yield a page's own addresses, then those of the pages and lists that show it."""
    yield from addresses_of([page])
    yield from addresses_of(pages_showing(page.specific))
    yield from lists()


@receiver
def page_changed(page: BasePage, **kwargs) -> Iterable[str]:
    yield from around(page)
    yield from addresses_before(page)


@receiver
def page_moved(
    page: BasePage, parent_page_before: BasePage, url_path_before: str, **kwargs
) -> Iterable[str]:
    """Both places: what stood at the old one must not stay there."""
    yield from moved_addresses(page, parent_page_before, url_path_before)
    yield from addresses_of(page.get_descendants(inclusive=True))
    yield from around(parent_page_before)
    yield from around(page)


@receiver
def slug_changed(page: BasePage, instance_before: BasePage, **kwargs) -> Iterable[str]:
    yield from moved_addresses(page, page.get_parent(), instance_before.url_path)
    yield from addresses_of(page.get_descendants(inclusive=True))
    yield from around(page)


@receiver
def page_deleted(page: BasePage, **kwargs) -> Iterable[str]:
    return around(page)


@receiver
def privacy_changed(restriction: PageViewRestriction, **kwargs) -> Iterable[str]:
    """The page and all below it, and what shows any of them.

    Of a large part of the tree, what shows its first pages: the pass comes to the others.
    """
    below = restriction.page.get_descendants(inclusive=True)
    yield from addresses_of(below)
    for page in below.specific()[:PAGES_AT_ONCE]:
        yield from addresses_of(pages_showing(page))
    yield from lists()


@receiver
def redirect_changed(redirect: Redirect, **kwargs) -> Iterable[str]:
    return [f"{settings.PORTAL_URL}{redirect.old_path}{end}" for end in ("", "/")]


@receiver
def thing_changed(thing: Model, **kwargs) -> Iterable[str]:
    return addresses_of(pages_showing(thing))


@receiver
def child_changed(child: Model, **kwargs) -> Iterable[str]:
    """A row of something larger that is not a page, such as a network of the settings."""
    return addresses_of(page for parent in parents_of(child) for page in pages_showing(parent))


def connect() -> None:
    """Listen to everything that counts."""
    page_published.connect(page_changed, dispatch_uid="caching.published")
    page_unpublished.connect(page_changed, dispatch_uid="caching.unpublished")
    page_slug_changed.connect(slug_changed, dispatch_uid="caching.slug")
    post_page_move.connect(page_moved, dispatch_uid="caching.moved")
    # For a page of any type, and for each below it: their rows of this table go too.
    pre_delete.connect(page_deleted, sender=BasePage, dispatch_uid="caching.deleted")
    for model in apps.get_models():
        if react := reaction_to(model):
            name = f"caching.{model._meta.label}"
            post_save.connect(react, sender=model, dispatch_uid=name)
            # Before: afterwards nothing tells any more where it was shown.
            pre_delete.connect(react, sender=model, dispatch_uid=name)
        elif issubclass(model, BasePage):
            pre_save.connect(remember, sender=model, dispatch_uid=f"caching.{model._meta.label}")


def reaction_to(model: type[Model]) -> Callable[..., None] | None:
    """Return what listens when rows of a model are saved or deleted."""
    if model is Redirect:
        return redirect_changed
    if model is PageViewRestriction:
        return privacy_changed
    if issubclass(model, BasePage):
        return None  # what is saved is not published
    if issubclass(model, known_models()):
        return thing_changed
    clusters = [field.related_model for field in parental_keys(model)]
    if clusters and not any(issubclass(cluster, BasePage) for cluster in clusters):
        return child_changed
    return None


def parental_keys(model: type[Model]) -> list[ParentalKey]:
    return [field for field in model._meta.get_fields() if isinstance(field, ParentalKey)]


def parents_of(child: Model) -> list[Model]:
    return [getattr(child, field.name) for field in parental_keys(type(child))]
