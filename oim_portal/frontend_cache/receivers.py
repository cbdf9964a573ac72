"""Signal receivers that purge the URLs affected by public changes and by withdrawals.

URLs are collected while the objects still exist, and sent when the change is committed.
"""

from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.db.models import Model, QuerySet
from django.db.models.signals import post_save, pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from oim_portal.media.deletion import deletion
from oim_portal.media.models import (
    DeletableMixin,
    PdfReading,
    PortalDocument,
    PortalImage,
    Rendition,
)
from pages.change_triggers import is_row_of, shown_models
from pages.contract import page_types
from pages.models import BasePage, PageReview, ShareCard, TranslationState
from pages.models.published import is_private

from .cached_urls import (
    collected,
    former_urls,
    page_urls,
    referring_urls,
    urls_around,
    urls_of_picture,
    view_urls,
    withdrawn_urls,
)
from .sending import refresh_soon
from .withdrawals import purge_withdrawn

Gather = Callable[..., Iterator[str]]


def receiver(send: Callable[[list[str]], None]) -> Callable[[Gather], Callable[..., None]]:
    """Return a decorator that turns a generator of URLs into a receiver, which sends them."""

    def decorate(gather: Gather) -> Callable[..., None]:
        @wraps(gather)
        def receive(sender, instance, raw: bool = False, **kwargs) -> None:
            if settings.PORTAL_CACHE_URL and not raw:
                send(collected(gather(instance, **kwargs)))

        return receive

    return decorate


change, withdrawal = receiver(refresh_soon), receiver(purge_withdrawn)


@change
def page_changed(page: BasePage, **kwargs) -> Iterator[str]:
    yield from urls_around([page])


@change
def slug_changed(page: BasePage, instance_before: BasePage, **kwargs) -> Iterator[str]:
    yield from former_urls(page, page.get_parent(), instance_before.url_path)
    yield from urls_around(page.get_descendants(inclusive=True))


def page_moved(sender, instance: BasePage, **kwargs) -> None:
    """Withdraw a page that was moved below a private one; otherwise its URLs have changed."""
    if not settings.PORTAL_CACHE_URL:
        return
    private = BasePage.objects.filter(is_private(), pk=instance.pk).exists()
    (moved_out_of_sight if private else moved)(sender, instance, **kwargs)


def places_of_move(
    page: BasePage, parent_page_before: BasePage, url_path_before: str, **kwargs
) -> Iterator[str]:
    """Yield the URLs at both places: copies at the old one must be purged too."""
    yield from former_urls(page, parent_page_before, url_path_before)
    yield from urls_around([*page.get_descendants(inclusive=True), parent_page_before])


moved, moved_out_of_sight = change(places_of_move), withdrawal(places_of_move)


@change
def privacy_ended(restriction: PageViewRestriction, **kwargs) -> Iterator[str]:
    yield from urls_around(restriction.page.get_descendants(inclusive=True))


@change
def redirect_changed(redirect: Redirect, **kwargs) -> Iterator[str]:
    yield from (f"{settings.PORTAL_URL}{redirect.old_path}{end}" for end in ("", "/"))


@change
def file_prepared(made: Rendition | PdfReading, **kwargs) -> Iterator[str]:
    """Yield the pages with the picture or document, which show what is made of it."""
    yield from referring_urls([made.image if isinstance(made, Rendition) else made.document])


@change
def card_changed(card: ShareCard, **kwargs) -> Iterator[str]:
    """Yield the page; without one, views, while the pass over all pages reaches the others."""
    yield from page_urls([card.page]) if card.page else view_urls()


@change
def review_changed(note: TranslationState | PageReview, **kwargs) -> Iterator[str]:
    """Yield the page, which shows when it and its translation were reviewed."""
    page = note.page if isinstance(note, PageReview) else note.content_object
    yield from page_urls([page] if isinstance(page, BasePage) else [])


@change
def shared_changed(thing: Model, **kwargs) -> Iterator[str]:
    """Yield the front page and the views; the pass over all pages refreshes the others.

    Settings, themes and sources are shown on any page.
    """
    yield from page_urls(BasePage.objects.filter(sites_rooted_here__isnull=False))
    yield from view_urls()


@withdrawal
def thing_withdrawn(thing: Model, **kwargs) -> Iterator[str]:
    yield from withdrawn_urls([thing])


@withdrawal
def picture_deleted(picture: PortalImage, **kwargs) -> Iterator[str]:
    """Yield what shows a picture that is deleted for good: at a withdrawal, its files are gone."""
    yield from urls_of_picture(picture)


@withdrawal
def made_private(restriction: PageViewRestriction, **kwargs) -> Iterator[str]:
    yield from withdrawn_urls(restriction.page.get_descendants(inclusive=True))


@withdrawal
def collection_changed(thing: CollectionViewRestriction | Collection, **kwargs) -> Iterator[str]:
    """Yield the documents of the collection and of those below it, which may be private or not now.

    A collection is saved before the admin moves it, for which there is no signal.
    """
    path = getattr(thing, "collection", thing).path
    yield from withdrawn_urls(PortalDocument.objects.filter(collection__path__startswith=path))


def files_deleted(sender: type[Model], things: QuerySet, **kwargs) -> None:
    if issubclass(sender, DeletableMixin) and settings.PORTAL_CACHE_URL:
        purge_withdrawn(collected(withdrawn_urls(things)))


#: Receivers of `post_save` and `pre_delete` by model: after a deletion, nothing would tell where
#: the object was shown. All other models that pages show have `shared_changed`.
REACTIONS = {
    Redirect: (redirect_changed, redirect_changed),
    PageViewRestriction: (made_private, privacy_ended),
    CollectionViewRestriction: (collection_changed, collection_changed),
    Collection: (collection_changed, None),
    **dict.fromkeys((Rendition, PdfReading), (file_prepared, file_prepared)),
    ShareCard: (card_changed, card_changed),
    TranslationState: (review_changed, review_changed),
    PageReview: (review_changed, review_changed),
    PortalImage: (thing_withdrawn, picture_deleted),
    PortalDocument: (thing_withdrawn, thing_withdrawn),
    # Covers pages of all types and their descendants, since their rows in this table are deleted.
    BasePage: (None, thing_withdrawn),
}
SHARED = (shared_changed, shared_changed)


def connect() -> None:
    """Connect the receivers."""
    page_published.connect(page_changed, dispatch_uid="frontend_cache.published")
    page_unpublished.connect(thing_withdrawn, dispatch_uid="frontend_cache.unpublished")
    page_slug_changed.connect(slug_changed, dispatch_uid="frontend_cache.slug")
    post_page_move.connect(page_moved, dispatch_uid="frontend_cache.moved")
    deletion.connect(files_deleted, dispatch_uid="frontend_cache.files")
    types = set(page_types())
    others = {model for model in shown_models() - types if not is_row_of(model, types)}
    for model, (saved, deleted) in (dict.fromkeys(others, SHARED) | REACTIONS).items():
        name = f"frontend_cache.{model._meta.label}"
        if saved:
            post_save.connect(saved, sender=model, dispatch_uid=name)
        if deleted:
            pre_delete.connect(deleted, sender=model, dispatch_uid=name)
