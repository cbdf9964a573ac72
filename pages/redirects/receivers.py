"""Signal receivers that create redirects from previous public URLs, in each language; their paths.

Every change of a URL saves the page: the form, an autosave, a publication, a move, the API, the
trash or code. Redirects are created at that save, since a transaction may change a URL twice.
Wagtail's own receivers are disabled (`WAGTAILREDIRECTS_AUTO_CREATE`): they create redirects for
drafts too, which reveal unpublished slugs, and in one language only.
"""

import copy
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect

from ..languages import language_codes
from ..models import BasePage
from .models import WithdrawnAddress


def stored_path(typed: str) -> str:
    """Return the path to store: NFC, without surrounding spaces.

    Spaces within a part of the path ('/foo bar') stay. A URL of this site may be pasted without its
    'https://'.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    host = urlsplit(settings.PORTAL_URL).hostname
    if text.lstrip("/").lower().startswith(f"{host}/"):
        text = text.lstrip("/")[len(host) :]
    path, mark, query = Redirect.normalise_path(text).partition("?")
    return "/".join(unquoted_spaces(part).strip() for part in path.split("/")) + mark + query


def unquoted_spaces(text: str) -> str:
    return text.replace("%20", " ")


def requested_paths(full_path: str) -> list[str]:
    """Return the stored paths that may match a requested path, the closest first.

    Paths with the query come before those without it; each as an IRI, as requested, and fully
    decoded.
    """
    encoded = Redirect.normalise_path(full_path, decode_unicode=False)
    found = []
    for each in dict.fromkeys([encoded, encoded.partition("?")[0]]):
        decoded = unicodedata.normalize("NFC", uri_to_iri(each))
        whole = unicodedata.normalize("NFC", unquote(each, errors="replace"))
        found += [decoded, each, unquoted_spaces(decoded), whole]
    return [path for path in dict.fromkeys(found) if "\0" not in path]


@receiver(pre_save, sender=Redirect, dispatch_uid="redirects.path")
def normalize_path(sender, instance: Redirect, raw: bool = False, **kwargs) -> None:
    """Normalize the path of every redirect: from a form, an import, the API or code."""
    if not raw:
        instance.old_path = stored_path(instance.old_path)


@receiver(pre_save, dispatch_uid="redirects.page")
def create_redirects(
    sender, instance: Model, raw: bool = False, update_fields=None, **kwargs
) -> None:
    """Compare a page with its stored row, while its descendants still have their old URLs."""
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
        redirect_subtree(row, instance.url_path, stays_live=instance.live)
    if instance.live and not row.live:
        redirect_withdrawn(row, instance.url_path)


def redirect_subtree(row: BasePage, after: str, stays_live: bool) -> None:
    """Create redirects for a page and its live descendants to their new URLs.

    An unpublished page gets its redirect once it is public again.
    """
    made: list[Redirect] = []
    moved = []
    for old in row.get_descendants(inclusive=True).defer_streamfields():
        new = at_path(old, after + old.url_path.removeprefix(row.url_path))
        moved.append(new)
        if old.live and (stays_live or old.pk != row.pk):
            made += redirects(old, new)
    remove_loops(moved)
    exclude_taken(made)
    paths = [each.old_path for each in made]
    site = at_path(row, after).get_site()
    Redirect.objects.filter(site=site, old_path__in=paths, automatically_created=True).delete()
    Redirect.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)


def redirect_withdrawn(row: BasePage, after: str) -> None:
    """Create redirects from the last public URL, unless another page has taken it since."""
    for withdrawn in WithdrawnAddress.objects.filter(page=row.pk):
        new = at_path(row, after)
        made = list(redirects(at_path(row, withdrawn.url_path), new))
        remove_loops([new])
        exclude_taken(made)
        Redirect.objects.bulk_create(made, ignore_conflicts=True)
        withdrawn.delete()


def at_path(page: BasePage, url_path: str) -> BasePage:
    """Return a copy of a page with another URL path."""
    found = copy.copy(page)
    found.url_path = url_path
    return found


def redirects(old: BasePage, new: BasePage) -> Iterator[Redirect]:
    """Yield an unsaved redirect for each language in which the URL of the page changes.

    A page that is shown on another one has no URL of its own to redirect from.
    """
    if old.specific_class and old.specific_class.shown_on:
        return
    site = new.get_site()  # None in the trash
    for code in language_codes() if site else ():
        address = old.url_in(code)
        if address and address != new.url_in(code):
            yield Redirect(
                old_path=Redirect.normalise_path(address),
                site=site,
                redirect_page_id=new.pk,
                automatically_created=True,
            )


def exclude_taken(made: list[Redirect]) -> None:
    """Remove redirects whose path staff have redirected, for this site or for all sites."""
    paths = [each.old_path for each in made]
    own = Redirect.objects.filter(old_path__in=paths, automatically_created=False)
    taken = set(own.values_list("old_path", "site"))
    made[:] = [
        each for each in made if not taken & {(each.old_path, each.site_id), (each.old_path, None)}
    ]


def remove_loops(pages: Iterable[BasePage]) -> None:
    """Delete redirects from the current URLs of their own pages, as after moving back.

    They have no effect while the page is live; once it is unpublished, they would be loops.
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
