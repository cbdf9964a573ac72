"""Load the pages: front page, 'Quiénes somos' with its children, index of programmes."""

from django.conf import settings

from history.models import HistoryPage
from oim_portal.trash.tree import outside_trash
from pages.models import (
    BasePage,
    Commitment,
    HomePage,
    MissionPage,
    SectionPage,
    Value,
    ValuesPage,
)
from programs.models import ProgramIndexPage

from .data import Texts, columns, narrative, paragraphs, read
from .models import Ledger


def load(ledger: Ledger) -> None:
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
