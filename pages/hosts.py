"""Lists of hosts in settings: one name on a line, in lower case, without repetitions."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A whole name of ASCII labels: no address by numbers, port, wildcard, dot at the end or 'xn--',
# behind which a name may look like another.
HOST = re.compile(r"(?=.{4,253}\Z)(?:(?!-|xn--)[a-z0-9-]{1,63}(?<!-)\.)+[a-z]{2,63}")


def hosts_in(text: str) -> list[str]:
    """Return the lines of a text as they are stored, whether or not each is a host."""
    return list(dict.fromkeys(filter(None, (line.strip().lower() for line in text.splitlines()))))


def validate_hosts(text: str) -> None:
    """Refuse a text with lines that are no name of a host, and name them."""
    wrong = [line for line in hosts_in(text) if not HOST.fullmatch(line)]
    if wrong:
        said = _("Write the name of each host alone, as jobs.example.org, not “%s”.")
        raise ValidationError([said % line for line in wrong])
