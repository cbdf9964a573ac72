"""The history page and what it is made of, one module each."""

from .history_page import HistoryPage

__all__ = ["HistoryPage"]
