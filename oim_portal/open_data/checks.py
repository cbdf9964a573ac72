"""Rules of the data that people forget, told by `manage.py check`."""

from django.core.checks import Error, register

from .events import EventData
from .importing.values import Values


@register()
def columns_come_back(app_configs, **kwargs) -> list[Error]:
    """Every exported column is imported too, or marked as one that follows from others."""
    columns = EventData([], None).columns()
    setters = Values(None, None).setters
    return [
        Error(
            f"The column {column.name} of events is exported and not imported.",
            hint="Add a setter to importing/values.py, or mark the column `for_reading`.",
            id="open_data.E001",
        )
        for column in columns
        if column.name not in {"id", *setters} and not column.for_reading
    ]
