"""Draft pages that only the office can complete; they state the facts about the software."""

from django.conf import settings

from oim_portal.trash.tree import outside_trash
from pages.models import ContentPage, HomePage

from .data import columns, narrative, read
from .ledger import Ledger


def load(ledger: Ledger) -> None:
    """Add the drafts that have never been loaded before, without publishing them."""
    home = outside_trash(HomePage.objects.all()).first()
    if home is None:  # staff have deleted it
        return
    for key, draft in read("drafts").items():
        taken = home.get_children().filter(slug=draft["slug"]).exists()  # by a page of staff
        if ledger.claim(f"draft:{key}") and not taken:
            add_draft(home, draft)


def add_draft(home: HomePage, draft: dict) -> None:
    page = ContentPage(
        title=draft["title"][settings.LANGUAGE_CODE],
        slug=draft["slug"],
        live=False,
        has_unpublished_changes=True,
        show_in_menus=False,
        **columns("display_title", draft["title"]),
        **columns("lead", draft["lead"]),
        **narrative("body", draft["body"]),
    )
    home.add_child(instance=page)
    page.save_revision()
