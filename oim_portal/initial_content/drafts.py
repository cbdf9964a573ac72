"""Draft pages that only the office can complete.

Some state the facts about the software; those that page types declare (`first_draft`) have only a
title, so that staff find their place.
"""

from oim_portal.trash.tree import outside_trash
from pages.contract import page_types
from pages.models import ContentPage, HomePage

from .data import columns, narrative, read
from .models import Ledger
from .pages import add_child

STATE = {"live": False, "has_unpublished_changes": True, "show_in_menus": False}


def load(ledger: Ledger) -> None:
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
