"""Delete records of failed sign-ins that no longer lock an account."""

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        over = timezone.now() - settings.AXES_COOLOFF_TIME
        AccessAttempt.objects.filter(attempt_time__lt=over).delete()
