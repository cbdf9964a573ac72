"""A clock that tests set: it replaces `timezone.now`, an hour before the expiry used in tests."""

from datetime import datetime, timedelta

from django.utils import timezone

HOUR = 3600


class Clock:
    """Replacement of `timezone.now`."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.end = self.now + timedelta(seconds=HOUR)

    @classmethod
    def at_noon(cls) -> "Clock":
        """Return a clock at noon in Ecuador, after all that was published before.

        A page that counts days ends at midnight, so at other times it may end within the hour.
        """
        tomorrow = timezone.now() + timedelta(days=1)
        return cls(tomorrow.replace(hour=17, minute=0, second=0, microsecond=0))

    def __call__(self) -> datetime:
        return self.now

    def pass_the_end(self) -> None:
        self.now = self.end + timedelta(seconds=1)
