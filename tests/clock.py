"""A clock that a test turns: the portal's own, an hour before the end that tests give to things."""

from datetime import datetime, timedelta

from django.utils import timezone

HOUR = 3600


class Clock:
    """Stands in the place of `timezone.now`."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.end = self.now + timedelta(seconds=HOUR)

    def __call__(self) -> datetime:
        return self.now

    def pass_the_end(self) -> None:
        self.now = self.end + timedelta(seconds=1)
