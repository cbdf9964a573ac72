"""Redirects for a page and those below it, in each language, and none that leads to itself."""

from collections.abc import Callable

from django.dispatch import receiver
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.signals import page_slug_changed, post_page_move

from pages.languages import language_codes
from pages.models import BasePage


@receiver(page_slug_changed, dispatch_uid="redirects.slug")
def redirect_from_old_slug(sender, instance: BasePage, **kwargs) -> None:
    in_each_language(autocreate_redirects_on_slug_change, instance=instance, **kwargs)
    remove_loops(instance)


@receiver(post_page_move, dispatch_uid="redirects.move")
def redirect_from_old_place(sender, instance: BasePage, **kwargs) -> None:
    in_each_language(autocreate_redirects_on_page_move, instance=instance, **kwargs)
    remove_loops(instance)


def in_each_language(make: Callable[..., None], **told) -> None:
    """Let Wagtail's own receiver make its redirects once for each language."""
    told.pop("signal", None)
    for code in language_codes():
        with override(code):
            make(**told)


def remove_loops(page: BasePage) -> None:
    """Remove redirects from addresses at which a page stands again, to that page itself.

    As long as the page is live nobody meets them; once it is not, they lead to themselves.
    """
    subtree = BasePage.objects.get(pk=page.pk).get_descendants(inclusive=True)
    for each in subtree.defer_streamfields():
        addresses = {each.url_in(code) for code in language_codes()} - {None}
        paths = [Redirect.normalise_path(address) for address in addresses]
        Redirect.objects.filter(redirect_page_id=each.pk, old_path__in=paths).delete()
