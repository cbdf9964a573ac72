"""Database connections: one per thread, with timeouts of the network."""

import dj_database_url

# In seconds, but the last in milliseconds. A host that is gone is detected within ten seconds,
# during a query too. Options in the URL take precedence.
OPTIONS = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def connection(address: str) -> dj_database_url.DBConfig:
    """Return Django's settings of a connection for `postgres://user:password@host/name?option=…`.

    A connection is reused for a minute and checked before each request, so that none fails after a
    restart of the database. For a server that accepts connections but does not answer, see
    oim_portal/web/database_timeouts.py.
    """
    found = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    return found | {"OPTIONS": OPTIONS | found.get("OPTIONS", {})}
