"""A clock that tests set: it replaces `timezone.now`, an hour before the expiry used in tests."""

from datetime import datetime, timedelta

from django.utils import timezone

HOUR = 3600


class Clock:
    """Replacement of `timezone.now`."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.end = self.now + timedelta(seconds=HOUR)

    def __call__(self) -> datetime:
        return self.now

    def pass_the_end(self) -> None:
        self.now = self.end + timedelta(seconds=1)
