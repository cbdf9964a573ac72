"""The public pages to which short addresses lead; none before there is something to read."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect

from pages.frame import published_pages
from pages.models import BasePage

from .contents import contact_page
from .models import HelpIndexPage, HelpPage, OtherLanguageHelpPage


def public_index(request: HttpRequest) -> BasePage | None:
    """Return the public help index, if there is anything in it."""
    return next(iter(published_pages(request, HelpIndexPage)), None)


def public_help(request: HttpRequest, slug: str) -> BasePage | None:
    """Return the public help page with a slug, in the site's languages or in its own.

    Else the one that had it once: a poster is not printed again for a new title.
    """
    former = Redirect.objects.filter(old_path__endswith=f"/{slug}").values("redirect_page")
    for condition in (Q(slug=slug), Q(pk__in=former)):
        for model in (HelpPage, OtherLanguageHelpPage):
            if page := model.objects.filter(condition).published().public().first():
                return page
    return None


def public_contact(request: HttpRequest) -> BasePage | None:
    """Return the public contact page, if there is a contact point to show."""
    return contact_page(request)
