"""How the portal talks to PostgreSQL: one connection a thread, and limits to waiting for it."""

import dj_database_url

# Seconds, but the last in milliseconds. A host that is gone is noticed within ten seconds, in
# the middle of a query too; what of all this an address names itself goes before.
OPTIONS = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def connection(address: str) -> dict:
    """Return Django's settings of a connection for `postgres://user:password@host/name?option=…`.

    A connection is kept for a minute and looked at before each request, so that none fails after
    the database was restarted. A server that is there but says nothing is the business of
    oim_portal/web/database_limits.py.
    """
    found = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    return found | {"OPTIONS": OPTIONS | found.get("OPTIONS", {})}
