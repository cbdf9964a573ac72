"""Models of the history: the history page, events, themes and sources."""

from .event import HistoryEventPage
from .history_page import HistoryPage
from .source import Source
from .theme import Theme

__all__ = ["HistoryEventPage", "HistoryPage", "Source", "Theme"]
