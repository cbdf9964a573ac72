"""The rule of links for applying: HTTPS, and a host that an administrator allows, to the letter.

Whoever imitates a vacancy needs a link that looks right. A link is compared as a browser reads it,
so that no part of it can mean another host to one of the two.
"""

import re
from collections.abc import Collection

from django.utils.translation import gettext as _

# A host, then the end or the path. What a browser would rewrite is in neither: user names, ports,
# backslashes, blanks, other letters than those of ASCII.
LINK = re.compile(r"https://(?P<host>[a-z0-9.-]+)(?:[/?#][!#-;=?-\[\]^_`a-z{|}~]*)?", re.IGNORECASE)
ANCHOR = re.compile(r"</?a\b[^>]*>", re.IGNORECASE)


def host_of(url: str) -> str:
    """Return the host to which a link leads, in lower case; '' for what is no plain link."""
    found = LINK.fullmatch(url)
    return found["host"].lower() if found else ""


def refusal(url: str, hosts: Collection[str]) -> str:
    """Return why a link is not allowed, as a sentence for staff; '' if it is."""
    if not hosts:
        return _("No host is allowed for applying: an administrator adds it in the site settings.")
    if not url.lower().startswith("https://"):
        return _("Write the whole address, beginning with https://.")
    host = host_of(url)
    if not host:
        return _(
            "Copy the address from the browser: after https:// stands the name of the host alone,"
            " without a user, a port or letters with accents, and in all of it there is no blank."
        )
    if host not in hosts:
        said = _("%(host)s is not among the hosts for applying (%(hosts)s).")
        return said % {"host": host, "hosts": ", ".join(hosts)}
    return ""


def without_links(html: str) -> str:
    """Return a rich text with the words of its links in their place."""
    return ANCHOR.sub("", html)
