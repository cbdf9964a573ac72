"""A history of hundreds of invented events, as an office of seventy years might write it."""

from history.models import HistoryEventPage, Source, Theme

from .bench.content import BulkContent

# How often of a hundred a date has a form.
FORMS = {
    "{year}": 38,
    "{year}-{month:02}": 20,
    "{year}-{month:02}-{day:02}": 26,
    "{year}~": 4,
    "{year}?": 2,
    "/{year}": 3,
    "{year}/..": 2,
    "{year}/{later}": 3,
    "{decade}X": 1,
    "": 1,
}


class ManyEvents(BulkContent):
    """Events with dates of many forms, one to three sentences each, and each with a theme."""

    def _event_fields(self, number: int) -> dict:
        fields = super()._event_fields(number)
        year = int(fields["date"])
        form = self.random.choices(list(FORMS), list(FORMS.values()))[0]
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        date = form.format(year=year, later=year + 6, decade=year // 10, month=month, day=day)
        texts = {
            f"text_{code}": f"<p>{writer.paragraph(1 + number % 3)}</p>"
            for code, writer in self.writers.items()
        }
        written = dict.fromkeys(["date_as_written_es", "date_as_written_en"], "")
        return fields | {"date": date, **texts, **written}


def add_many_events(count: int, seed: int = 1) -> list[HistoryEventPage]:
    """Publish so many events, each with a theme, every fifth with a source."""
    events = ManyEvents(seed).add_events(count)
    themes, source = list(Theme.objects.order_by("pk")), Source.objects.first()
    HistoryEventPage.themes.through.objects.bulk_create(
        HistoryEventPage.themes.through(historyeventpage=event, theme=themes[number % len(themes)])
        for number, event in enumerate(events)
    )
    HistoryEventPage.sources.through.objects.bulk_create(
        HistoryEventPage.sources.through(historyeventpage=event, source=source)
        for event in events[::5]
    )
    return events
