"""Models of the history: the history page, its eras, events and their pictures, themes, sources."""

from .choices import Source, Theme
from .event import HistoryEventPage
from .history_page import HistoryPage
from .rows import Era, EventPicture
