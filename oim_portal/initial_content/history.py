"""Load the events of the history, with their themes and sources."""

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.trash.tree import outside_trash

from .data import columns, quotation, read
from .models import Ledger
from .pages import add_child, publish


def load(ledger: Ledger) -> None:
    """Publish the events that have never been loaded before, below the history page."""
    history = outside_trash(HistoryPage.objects.all()).first()
    if history is None:  # staff have deleted it
        return
    data = read("history")
    for theme in data["themes"]:
        if ledger.claim(f"theme:{theme['slug']}"):
            Theme.objects.create(slug=theme["slug"], **columns("name", theme["name"]))
    for source in data["sources"]:
        if ledger.claim(f"source:{source['id']}"):
            add_source(source)
    if ledger.claim("history:note") and not history.note:
        history.note = "\n".join(item["note"] for item in data["page_notes"])
        publish(history)
    for event in data["events"]:
        if ledger.claim(f"event:{event['id']}"):
            add_event(history, event, data["sources"])


def add_source(source: dict) -> None:
    Source.objects.create(
        kind=source["kind"],
        number=source["number"] or "",
        date=source["edtf"] or "",
        document_seen=source["document_seen"],
        **columns("title", source["title"]),
        **columns("date_as_written", source["date_as_written"]),
    )


def add_event(history: HistoryPage, event: dict, sources: list[dict]) -> None:
    page = add_child(
        history,
        HistoryEventPage,
        event["heading"],
        event["id"],
        date=event["edtf"] or "",
        sort_year=event["sort_year"],
        at_the_latest=event["qualifier"] is not None,
        narrative_block=event["narrative_anchor"],
        note=event["note"],
        **columns("date_as_written", event["date_as_written"]),
        **quotation(event),
    )
    page.themes = Theme.objects.filter(slug__in=event["themes"])
    titles = [source["title"]["es"] for source in sources if event["id"] in source["event_ids"]]
    page.sources = Source.objects.filter(title_es__in=titles)
    publish(page)
