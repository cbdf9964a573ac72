"""An agenda and its activities, for tests."""

from datetime import date, time

from pages.kinds.agenda.models import ActivityPage, AgendaPage

from .factories import add_page, publish_page

#: A Thursday to come.
DAY = date(2099, 12, 3)


def agenda_of_content() -> AgendaPage:
    """Return the agenda of the initial content, published."""
    agenda = AgendaPage.objects.get()
    if not agenda.live:
        publish_page(agenda)
    return AgendaPage.objects.get()


def values(**fields) -> dict[str, object]:
    """Return the fields of an activity of three hours in Quito, but for those given."""
    told = {"first_day": DAY, "start_time": time(9), "end_time": time(12), "place_es": "Salón"}
    return told | fields


def add_activity(agenda: AgendaPage, title: str = "Taller", **fields) -> ActivityPage:
    fields.setdefault("display_title_en", f"{title} (en)")
    return add_page(agenda, title, model=ActivityPage, **values(**fields))
