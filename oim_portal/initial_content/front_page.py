"""Load what the front page leads to: after all other pages, which it refers to."""

from history.models import HistoryEventPage
from oim_portal.trash.tree import outside_trash
from pages.models import BasePage, HomeMoment, HomePage, HomeWay

from .data import columns, read
from .models import Ledger
from .pages import publish

MOMENTS = ["1965-registro-oficial-648", "1974-retorno", "2016-09-onu"]


def load(ledger: Ledger) -> None:
    """Publish what the front page leads to, unless staff have chosen it.

    A draft of staff's would be lost below ours: then nothing is done until it is published.
    """
    home = outside_trash(HomePage.objects.all()).first()
    if home is None or home.has_unpublished_changes or not ledger.claim("home:ways"):
        return
    if not home.moments.exists():
        add_moments(home)
    if not home.ways.exists():
        add_ways(home, read("pages")["home"]["ways"])
    publish(home)


def add_moments(home: HomePage) -> None:
    """Show a few events."""
    events = {event.slug: event for event in HistoryEventPage.objects.filter(slug__in=MOMENTS)}
    home.moments = [
        HomeMoment(shown=events[slug], sort_order=number)
        for number, slug in enumerate(MOMENTS)
        if slug in events
    ]


def add_ways(home: HomePage, ways: list[dict]) -> None:
    """Add the groups of visitors whose pages exist."""
    slugs = [slug for way in ways for slug in way["pages"]]
    pages = {page.slug: page for page in outside_trash(BasePage.objects.filter(slug__in=slugs))}
    found = [(way["heading"], [pages[s] for s in way["pages"] if s in pages]) for way in ways]
    home.ways = [
        HomeWay(
            **columns("heading", heading),
            **dict(zip(HomeWay.PLACES, shown, strict=False)),
            sort_order=number,
        )
        for number, (heading, shown) in enumerate(found)
        if shown
    ]
