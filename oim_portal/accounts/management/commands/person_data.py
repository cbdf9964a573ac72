"""`person_data`: print what the portal holds of a member of staff, or erase it."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from oim_portal.accounts.models import User
from oim_portal.accounts.open_points import staff
from oim_portal.accounts.person_data import erase, find
from oim_portal.accounts.roles import ADMINISTRATOR

STAYS = (
    "Finished tasks, such as mails: deleted after 14 days. Backups: for up to 24 months, or as"
    " KEEP_MONTHLY in /etc/portal/restic says. Mails that were sent, and the error mails: where"
    " they went."
)


class Command(BaseCommand):
    help = (
        "Print as JSON what the portal holds of a member of staff: their own rows, without secrets,"
        " and the numbers of all others. With --erase, make a closed account anonymous instead, and"
        " print where the name or the address still stands."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument("--erase", action="store_true")

    def handle(self, *args, email: str, **options) -> None:
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        if options["erase"]:
            if person.is_active:
                raise CommandError("The account is active: take away 'Active' in the admin first.")
            if not staff(User(is_superuser=True)).filter(groups__name=ADMINISTRATOR).exists():
                raise CommandError(
                    "Nobody else administers the portal: add an administrator first."
                )
        found = {"names_the_person": erase(person)} if options["erase"] else find(person)
        text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self.stdout.write(text)
        if options["erase"]:
            self.stderr.write(f"{email} is erased. What stays: {STAYS}")
