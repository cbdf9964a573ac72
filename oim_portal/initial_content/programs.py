"""Load the spheres and the historic programmes, with links to their events."""

from history.models import HistoryEventPage
from oim_portal.trash.tree import outside_trash
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage, SphereEvent, SpherePage

from .data import columns, quotation, read
from .models import Ledger
from .pages import add_child, publish

KINDS = {"programme": ProgramPage.Kind.PROGRAMME, "cases": ProgramPage.Kind.CASES}
STATUSES = {"historic": ProgramPage.Status.HISTORIC}


def load(ledger: Ledger) -> None:
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
