"""Redirects from addresses that were public, in each language, and none that leads to itself.

Whatever gives a page another address saves it: the form, the autosave, a publication, a move, the
API, the bin or code. Redirects are made right then, since a transaction may change an address
twice. Wagtail's own receivers are switched off (`WAGTAILREDIRECTS_AUTO_CREATE`): they make
redirects for drafts too, which tell strangers the names of what is not public, and in one language.
"""

import copy
from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect

from ..languages import language_codes
from ..models import BasePage
from .models import WithdrawnAddress
from .paths import stored_path


@receiver(pre_save, sender=Redirect, dispatch_uid="redirects.path")
def tidy_path(sender, instance: Redirect, raw: bool = False, **kwargs) -> None:
    """Store a path as it is looked up, whether a form, an import, the API or code has made it."""
    if not raw:
        instance.old_path = stored_path(instance.old_path)


@receiver(pre_save, dispatch_uid="redirects.page")
def lead_on(sender, instance: Model, raw: bool = False, update_fields=None, **kwargs) -> None:
    """Compare a page with its row: those below it still have their old addresses, too."""
    if raw or not isinstance(instance, BasePage):
        return
    if update_fields is not None and not {"url_path", "live"} & set(update_fields):
        return
    row = BasePage.objects.filter(pk=instance.pk).first()
    if row is None:
        return
    if row.live and not instance.live:
        WithdrawnAddress.objects.update_or_create(
            page_id=row.pk, defaults={"url_path": row.url_path}
        )
    if row.url_path != instance.url_path:
        lead_on_from_subtree(row, instance.url_path, stays_live=instance.live)
    if instance.live and not row.live:
        lead_on_from_withdrawn(row, instance.url_path)


def lead_on_from_subtree(row: BasePage, after: str, stays_live: bool) -> None:
    """Lead from where a page and those below it are public to where they will stand.

    Those that are off the site lead nowhere before they are public again.
    """
    made: list[Redirect] = []
    moved = []
    for old in row.get_descendants(inclusive=True).defer_streamfields():
        new = at(old, after + old.url_path.removeprefix(row.url_path))
        moved.append(new)
        if old.live and (stays_live or old.pk != row.pk):
            made += redirects(old, new)
    remove_loops(moved)
    keep_own(made)
    paths = [each.old_path for each in made]
    site = at(row, after).get_site()
    Redirect.objects.filter(site=site, old_path__in=paths, automatically_created=True).delete()
    Redirect.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)


def lead_on_from_withdrawn(row: BasePage, after: str) -> None:
    """Lead from where a page was public last, unless another page has been there since."""
    for withdrawn in WithdrawnAddress.objects.filter(page=row.pk):
        new = at(row, after)
        made = list(redirects(at(row, withdrawn.url_path), new))
        remove_loops([new])
        keep_own(made)
        Redirect.objects.bulk_create(made, ignore_conflicts=True)
        withdrawn.delete()


def at(page: BasePage, url_path: str) -> BasePage:
    """Return a page as it is at another address."""
    found = copy.copy(page)
    found.url_path = url_path
    return found


def redirects(old: BasePage, new: BasePage) -> Iterator[Redirect]:
    """Return an unsaved redirect in each language in which the page has another address."""
    site = new.get_site()  # none in the bin
    for code in language_codes() if site else ():
        address = old.url_in(code)
        if address and address != new.url_in(code):
            yield Redirect(
                old_path=Redirect.normalise_path(address),
                site=site,
                redirect_page_id=new.pk,
                automatically_created=True,
            )


def keep_own(made: list[Redirect]) -> None:
    """Leave out what staff have redirected themselves, for this site or for all sites."""
    paths = [each.old_path for each in made]
    own = Redirect.objects.filter(old_path__in=paths, automatically_created=False)
    taken = set(own.values_list("old_path", "site"))
    made[:] = [
        each for each in made if not taken & {(each.old_path, each.site_id), (each.old_path, None)}
    ]


def remove_loops(pages: Iterable[BasePage]) -> None:
    """Remove the redirects from addresses that pages have themselves, as after moving back.

    As long as a page is live nobody meets them; once it is not, they lead to themselves.
    """
    addresses = {
        page.pk: {page.url_in(code) for code in language_codes()} - {None} for page in pages
    }
    stored = Redirect.objects.filter(redirect_page__in=addresses)
    loops = [
        pk
        for pk, page, path in stored.values_list("pk", "redirect_page", "old_path")
        if path in map(Redirect.normalise_path, addresses[page])
    ]
    Redirect.objects.filter(pk__in=loops).delete()
