"""Goals of the figures of `make bench`, in this place only; the report shows them.

A figure without a goal is for comparison with an earlier one, or explains another.
"""

import operator
from dataclasses import dataclass

COMPARISONS = {"at least": operator.ge, "at most": operator.le, "below": operator.lt}


@dataclass(frozen=True)
class Goal:
    """A bound of a figure, or words for one that is recorded alone."""

    words: str = ""
    bound: float | None = None

    def __str__(self) -> str:
        return self.words if self.bound is None else f"{self.words} {self.bound:,}"

    def verdict(self, value: float) -> str:
        """Return how a value compares with the goal, in a word or two; empty without a goal."""
        if self.bound is None:
            return ""
        return "met" if COMPARISONS[self.words](value, self.bound) else "**missed**"


NONE = Goal()
GOALS = {
    "cached_over_static": Goal("at least", 1.0),
    "cached_over_open_static": NONE,
    "uncached_over_demo": Goal("at least", 4),
    "uncached_per_second": NONE,
    "uncached_first_over_later": Goal("at most", 3),
    "events_300_over_12": Goal("at most", 1.2),
    "events_300_over_12_first": NONE,
    "pages_20000_over_20": Goal("at most", 1.2),
    "pages_20000_over_20_first": Goal("at most", 1.2),
    "listing_50_rows_over_20": NONE,
    "news_5000_over_100": Goal("at most", 1.2),
    "news_5000_over_100_first": NONE,
    "publications_500_over_40": Goal("at most", 1.2),
    "publications_500_over_40_first": NONE,
    "search_sql_growth": Goal("below", 3),
    "search_request_growth": Goal("at most", 1.3),
    "suggest_sql_growth": Goal("below", 3),
    "suggest_request_growth": Goal("below", 3),
    "search_sql_ms": NONE,
    "search_request_ms": NONE,
    "suggest_sql_ms": NONE,
    "suggest_request_ms": NONE,
    "first_paint_seconds": Goal("at most", 1.7),
    "history_first_paint_seconds": Goal("at most", 1.9),
    "layout_shift_max": Goal("at most", 0),
    "publish_seconds_max": Goal("at most", 0.5),
    "pass_1000_seconds_max": Goal("at most", 10),
    "after_publication_per_second": Goal("to be recorded"),
    "quiet_per_second": NONE,
    "form_over_stock": Goal("at most", 1.2),
    "form_ms": NONE,
    "stock_form_ms": NONE,
    "outage_requests": Goal("at least", 50_000),
    "outage_failed": Goal("at most", 0),
    "worker_megabytes": Goal("at most", 160),
    "worker_megabytes_growth": Goal("at most", 1),
    "default_worker_megabytes": Goal("at most", 160),
    "slow_worker_megabytes": Goal("at most", 160),
    "restore_seconds": Goal("below", 300),
    "make_test_minutes": Goal("at most", 15),
}
