"""`reset_second_factor`: remove the second factor of a user who has lost it."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from oim_portal.accounts.mails import notify_of_removed_factor
from oim_portal.accounts.models import User
from oim_portal.accounts.sessions import end_sessions


class Command(BaseCommand):
    help = (
        "Take away a person's second factor, so that they set up a new one at their next sign-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")

    @transaction.atomic
    def handle(self, *args, email: str, **options) -> None:
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        factors = Authenticator.objects.filter(user=person)
        count = len(factors)
        for factor in factors:
            factor.delete()
        end_sessions(person)
        notify_of_removed_factor(person)
        self.stdout.write(f"Took {count} second factor(s) from {person.email}; signed them out.")
