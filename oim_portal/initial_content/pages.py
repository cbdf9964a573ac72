"""Load the pages: those with content, what the front page leads to, and drafts for the office.

Drafts are pages that only the office can complete: some state the facts about the software, those
that page types declare (`first_draft`) have only a title, so that staff find their place.
"""

from django.conf import settings

from history.models import HistoryEventPage, HistoryPage
from oim_portal.trash.tree import outside_trash
from pages.contract import page_types
from pages.models import (
    BasePage,
    Commitment,
    ContentPage,
    HomeMoment,
    HomePage,
    HomeWay,
    MissionPage,
    SectionPage,
    Value,
    ValuesPage,
)
from programs.models import ProgramIndexPage

from .data import Texts, columns, narrative, paragraphs, read
from .models import Ledger


def load_pages(ledger: Ledger) -> None:
    """Publish the pages that have never been loaded before."""
    data = read("pages")
    home = outside_trash(HomePage.objects.all()).first()
    if home is None:  # staff have deleted it
        return
    if ledger.claim("page:home"):
        fill_home(home, data["home"])

    about = add(ledger, home, "about", SectionPage, data, **columns("lead", data["about"]["lead"]))
    mission = data["mission"]
    add(
        ledger,
        about,
        "mission",
        MissionPage,
        data,
        **paragraphs("opening", mission["statements"]),
        **columns("commitments_lead", mission["commitments_lead"]),
        commitments=[Commitment(**columns("text", text)) for text in mission["commitments"]],
    )
    values = data["values"]
    add(
        ledger,
        about,
        "values",
        ValuesPage,
        data,
        **paragraphs("body", values["paragraphs"]),
        values=[Value(**columns("name", value["name"])) for value in values["values"]],
    )
    history = data["history"]
    add(ledger, about, "history", HistoryPage, data, **narrative("narrative", history["narrative"]))
    programmes = data["programmes"]
    add(ledger, home, "programmes", ProgramIndexPage, data, **columns("lead", programmes["lead"]))


def fill_home(home: HomePage, data: dict) -> None:
    """Fill the front page, which a migration created, unless staff have edited it already."""
    if home.latest_revision_id:
        return
    home.title = data["title"][settings.LANGUAGE_CODE]
    texts = columns("display_title", data["title"]) | columns("lead", data["lead"])
    for name, text in texts.items():
        setattr(home, name, text)
    publish(home)


def add(
    ledger: Ledger, parent: BasePage | None, key: str, model: type[BasePage], data: dict, **fields
) -> BasePage | None:
    """Publish a page below its parent, and return it; None if staff have deleted it."""
    slug, title = data[key]["slug"], data[key]["title"]
    if not ledger.claim(f"page:{key}") or parent is None:
        return outside_trash(model.objects.filter(slug=slug)).first()
    page = add_child(parent, model, title, slug, **fields)
    publish(page)
    return page


def add_child(
    parent: BasePage, model: type[BasePage], title: Texts, slug: str, **fields
) -> BasePage:
    """Add a page below its parent, in menus where its type may be, and return it."""
    fields = {"show_in_menus": model.may_be_in_menus, **columns("display_title", title), **fields}
    page = model(title=title[settings.LANGUAGE_CODE], slug=slug, **fields)
    return parent.add_child(instance=page)


def publish(page: BasePage) -> None:
    """Publish a page with a revision. Its translations have not been reviewed by the office."""
    page.save_revision().publish()


MOMENTS = ["1965-registro-oficial-648", "1974-retorno", "2016-09-onu"]


def load_front_page(ledger: Ledger) -> None:
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


STATE = {"live": False, "has_unpublished_changes": True, "show_in_menus": False}


def load_drafts(ledger: Ledger) -> None:
    """Add the drafts that have never been loaded before, without publishing them."""
    home = outside_trash(HomePage.objects.all()).first()
    if home is None:  # staff have deleted it
        return
    for key, draft in read("drafts").items():
        taken = home.get_children().filter(slug=draft["slug"]).exists()  # by a page of staff
        if ledger.claim(f"draft:{key}") and not taken:
            texts = columns("lead", draft["lead"]) | narrative("body", draft["body"])
            page = add_child(home, ContentPage, draft["title"], draft["slug"], **texts, **STATE)
            page.save_revision()
    for model in page_types():
        first = model.first_draft
        if first and ledger.claim(f"draft:{first.slug}"):
            taken = home.get_children().filter(slug=first.slug).exists()
            if not (taken or model.objects.exists()):
                add_child(home, model, first.title, first.slug, **STATE).save_revision()
