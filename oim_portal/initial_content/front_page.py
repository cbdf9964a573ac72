"""Load what the front page leads to: after all other pages, which it refers to."""

from oim_portal.trash.tree import outside_trash
from pages.models import BasePage, HomePage, HomeWay

from .data import columns, read
from .ledger import Ledger
from .pages import publish


def load(ledger: Ledger) -> None:
    """Publish the parts of the front page that have never been loaded before.

    A draft of staff's would be lost below ours: then nothing is done until it is published.
    """
    home = outside_trash(HomePage.objects.all()).first()
    if home is None or home.has_unpublished_changes:
        return
    data = read("pages")["home"]
    done = [
        ledger.claim("home:lines") and set_lines(home, data["lead"]),
        ledger.claim("home:ways") and add_ways(home, data["ways"]),
    ]
    if any(done):
        publish(home)


def set_lines(home: HomePage, lead: dict) -> bool:
    """Set the office's sentence in its parts where staff have left its words as they were."""
    lines = columns("lead", lead)
    same = {name: text for name, text in lines.items() if getattr(home, name) == one_line(text)}
    for name, text in same.items():
        setattr(home, name, text)
    return bool(same)


def one_line(text: str) -> str:
    return " ".join(text.split())


def add_ways(home: HomePage, ways: list[dict]) -> bool:
    """Add the groups of visitors whose pages exist, unless staff have made some."""
    if home.ways.exists():
        return False
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
    return bool(home.ways.all())
