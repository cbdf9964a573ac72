"""Load the events of the history, with their themes and sources, and the programmes and areas."""

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.trash.tree import outside_trash
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage, SphereEvent, SpherePage

from .data import columns, quotation, read
from .models import Ledger
from .pages import add_child, publish


def load_history(ledger: Ledger) -> None:
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


KINDS = {"programme": ProgramPage.Kind.PROGRAMME, "cases": ProgramPage.Kind.CASES}
STATUSES = {"historic": ProgramPage.Status.HISTORIC}


def load_programs(ledger: Ledger) -> None:
    """Publish spheres and programmes that have never been loaded before, below their index."""
    index = outside_trash(ProgramIndexPage.objects.all()).first()
    if index is None:  # staff have deleted it
        return
    data = read("programs")
    for sphere in data["spheres"]:
        if ledger.claim(f"sphere:{sphere['slug']}"):
            add_sphere(index, sphere)
    for program in data["programmes"]:
        if ledger.claim(f"program:{program['slug']}"):
            add_program(index, program)


def add_sphere(index: ProgramIndexPage, sphere: dict) -> None:
    links = [SphereEvent(event=event) for event in events(sphere["event_ids"])]
    publish(add_child(index, SpherePage, sphere["name"], sphere["slug"], event_links=links))


def add_program(index: ProgramIndexPage, program: dict) -> None:
    told_by = events(program["event_ids"])
    page = add_child(
        index,
        ProgramPage,
        program["name"],
        program["slug"],
        kind=KINDS[program["kind"]],
        status=STATUSES[program["status"]],
        date=program["edtf"] or "",
        at_the_latest=any(event.at_the_latest for event in told_by),
        event_links=[ProgramEvent(event=event) for event in told_by],
        **columns("period_as_written", program["period_as_written"]),
        narrative_block=program["narrative_anchor"],
        **quotation(program),
    )
    publish(page)


def events(slugs: list[str]) -> list[HistoryEventPage]:
    """Return the events with these slugs; events that staff have deleted are left out."""
    return list(HistoryEventPage.objects.filter(slug__in=slugs))
