"""Draft pages that only the office can complete; they state the facts about the software."""

from oim_portal.trash.tree import outside_trash
from pages.models import ContentPage, HomePage

from .data import columns, narrative, read
from .ledger import Ledger
from .pages import add_child


def load(ledger: Ledger) -> None:
    """Add the drafts that have never been loaded before, without publishing them."""
    home = outside_trash(HomePage.objects.all()).first()
    if home is None:  # staff have deleted it
        return
    for key, draft in read("drafts").items():
        taken = home.get_children().filter(slug=draft["slug"]).exists()  # by a page of staff
        if ledger.claim(f"draft:{key}") and not taken:
            texts = columns("lead", draft["lead"]) | narrative("body", draft["body"])
            state = {"live": False, "has_unpublished_changes": True, "show_in_menus": False}
            page = add_child(home, ContentPage, draft["title"], draft["slug"], **texts, **state)
            page.save_revision()
