"""Redirects from addresses that were public, in each language, and none that leads to itself.

Whatever gives a page another address sends one of Wagtail's two signals: the form, the autosave, a
publication, a move, the API, the bin or code. Wagtail's own receivers are switched off
(`WAGTAILREDIRECTS_AUTO_CREATE`): they make redirects for drafts too, which tell strangers the names
of what is not public, and in one language.
"""

import copy
from collections.abc import Iterator

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from pages.languages import language_codes
from pages.models import BasePage

from .models import WithdrawnAddress
from .paths import stored_path


@receiver(page_unpublished, dispatch_uid="redirects.withdrawn")
def remember_address(sender, instance: BasePage, **kwargs) -> None:
    WithdrawnAddress.objects.update_or_create(
        page_id=instance.pk, defaults={"url_path": instance.url_path}
    )


@receiver(page_slug_changed, dispatch_uid="redirects.slug")
def redirect_from_old_slug(sender, instance: BasePage, instance_before: BasePage, **kwargs) -> None:
    # A draft that is published under a new slug was not public under the old one.
    make_redirects(instance, instance_before.url_path, instance.url_path, instance_before.live)


@receiver(post_page_move, dispatch_uid="redirects.move")
def redirect_from_old_place(
    sender, instance: BasePage, url_path_before: str, url_path_after: str, **kwargs
) -> None:
    if url_path_before != url_path_after:
        make_redirects(instance, url_path_before, url_path_after, instance.live)


@receiver(pre_save, sender=Redirect, dispatch_uid="redirects.path")
def tidy_path(sender, instance: Redirect, raw: bool = False, **kwargs) -> None:
    """Store a path as it is looked up, whether a form, an import, the API or code has made it."""
    if not raw:
        instance.old_path = stored_path(instance.old_path)


def make_redirects(page: BasePage, before: str, after: str, was_live: bool) -> None:
    """Lead from where a page and those below it were public to where they stand now."""
    subtree = BasePage.objects.get(pk=page.pk).get_descendants(inclusive=True)
    withdrawn = WithdrawnAddress.objects.filter(page__in=subtree.values("pk"))
    withdrawn_paths = dict(withdrawn.values_list("page", "url_path"))
    site = page.get_site()  # none in the bin
    made: list[Redirect] = []
    for each in subtree.defer_streamfields():
        old = copy.copy(each)
        old.url_path = before + each.url_path.removeprefix(after)
        is_live = was_live if each.pk == page.pk else each.live
        if site and (is_live or withdrawn_paths.get(each.pk) == old.url_path):
            made += redirects(site, old, each)
        remove_loops(each)
    paths = [each.old_path for each in made]
    Redirect.objects.filter(site=site, old_path__in=paths, automatically_created=True).delete()
    # One that staff have made stays.
    Redirect.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)


def redirects(site: Site, old: BasePage, new: BasePage) -> Iterator[Redirect]:
    """Return an unsaved redirect in each language in which the page had another address."""
    for code in language_codes():
        address = old.url_in(code)
        if address and address != new.url_in(code):
            yield Redirect(
                old_path=Redirect.normalise_path(address),
                site=site,
                redirect_page=new,
                automatically_created=True,
            )


def remove_loops(page: BasePage) -> None:
    """Remove redirects from addresses at which a page stands again, to that page itself.

    As long as the page is live nobody meets them; once it is not, they lead to themselves.
    """
    addresses = {page.url_in(code) for code in language_codes()} - {None}
    paths = [Redirect.normalise_path(address) for address in addresses]
    Redirect.objects.filter(redirect_page_id=page.pk, old_path__in=paths).delete()
